"""WXML as a tree is walked: each element with what it stands in, and the names that the lists around it give."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SCRIPT = re.compile(r"(<wxs\b[^>]*>).*?(?=</wxs>)", re.DOTALL)
_PART = re.compile(
    r"""<(?P<closes>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<written>(?:\s+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*(?P<ends>/?)>|(?P<text>[^<]+)"""
)
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?""")
_ITEM, _INDEX = "wx:for-item", "wx:for-index"


class Part(NamedTuple):
    """An element, or a text between elements (which has no tag)."""

    tag: str
    attributes: Mapping[str, str]
    text: str
    inside: tuple[str, ...]
    """The tags around it, the outermost first."""
    names: frozenset[str]
    """What the lists around it, and its own, call their items and numbers."""

    @property
    def written(self) -> tuple[str, ...]:
        """All that may hold an expression."""
        return (self.text, *self.attributes.values())


def bare(content: bytes) -> str:
    """WXML without its comments, and without the scripts in it."""
    return _SCRIPT.sub(r"\1", _COMMENT.sub("", content.decode("utf-8", "replace")))


def place_of(path: str, source: str) -> str:
    """Where a file lies that another names, from the app's folder or from its own."""
    return posixpath.normpath(source.lstrip("/") if source.startswith("/") else posixpath.join(posixpath.dirname(path), source))


def attributes_of(written: str) -> dict[str, str]:
    """The attributes of an element by name, as they are written."""
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(written)}


def walk(text: str) -> Iterator[Part]:
    """All parts of bare WXML in their order. One that is not closed ends with what it stands in: the compilers tell of that."""
    around: list[Part] = []
    for found in _PART.finditer(text):
        if found["closes"]:
            _close(around, found["tag"])
            continue
        part = _part(found, around)
        yield part
        if part.tag and not found["ends"]:
            around.append(part)


def _close(around: list[Part], tag: str) -> None:
    if any(part.tag == tag for part in around):
        while around.pop().tag != tag:
            pass


def _part(found: re.Match[str], around: list[Part]) -> Part:
    attributes = attributes_of(found["written"] or "")
    above = around[-1].names if around else frozenset()
    own = {attributes.get(_ITEM, "item"), attributes.get(_INDEX, "index")} if "wx:for" in attributes else set()
    return Part(found["tag"] or "", attributes, found["text"] or "", tuple(part.tag for part in around), above | own)
