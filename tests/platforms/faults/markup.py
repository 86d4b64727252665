"""WXML: tags, attributes and events that exist, pictures that are there, words that are said."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from scaffolds.platforms import Files
from tests.platforms.faults.configuration import Read
from tests.platforms.faults.known import KNOWN

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ELEMENT = re.compile(r"""<([a-zA-Z][\w-]*)((?:\s+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*/?>""")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?""")
_OPENED = re.compile(r"<([a-zA-Z][\w-]*)")
_JOINED = re.compile(r"(?:bind|catch)[a-z]+")
_EVENT = re.compile(r"(?:capture-|mut-)?(?:bind|catch):([\w-]+)")
_WORD = re.compile(r"\bwords\.(\w+)")
_KEY = re.compile(r"^      (\w+): ", re.MULTILINE)
_CHOICES: Mapping[tuple[str, str], frozenset[str]] = {
    ("picker", "mode"): frozenset(("selector", "multiSelector", "time", "date", "region")),
    ("input", "type"): frozenset(("text", "number", "idcard", "digit", "safe-password", "nickname")),
    ("canvas", "type"): frozenset(("2d", "webgl")),
}


def faults(files: Files, read: Read) -> Iterator[str]:
    """Of every WXML file."""
    words = frozenset(_KEY.findall(files.get("words.js", b"").decode("utf-8", "replace")))
    for path, content in files.items():
        if path.endswith(".wxml"):
            text = _COMMENT.sub("", content.decode("utf-8", "replace"))
            own = (read.get(path.replace(".wxml", ".json")) or {}).get("usingComponents", {})
            yield from _of_tags(path, text, frozenset(own))
            yield from (f"{path}: no word is called {word}" for word in sorted(set(_WORD.findall(text))) if words and word not in words)
            for tag, written in _ELEMENT.findall(text):
                attributes = {name: double or single for name, double, single in _ATTRIBUTE.findall(written)}
                yield from _of_attributes(path, tag, attributes)
                yield from _of_places(path, tag, attributes, files)


def _of_tags(path: str, text: str, own: frozenset[str]) -> Iterator[str]:
    yield from (f"{path}: there is no tag {tag}" for tag in sorted(set(_OPENED.findall(text))) if tag not in KNOWN["tags"] and tag not in own)


def _of_attributes(path: str, tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    for name, value in attributes.items():
        event = _EVENT.fullmatch(name)
        if _JOINED.fullmatch(name):
            yield f"{path}: {name} wants a colon"
        elif event and event[1] not in KNOWN["events"]:
            yield f"{path}: nothing is told of {event[1]}"
        elif name.startswith("wx:") and name not in KNOWN["directives"]:
            yield f"{path}: there is no {name}"
        elif "{{" not in value and value not in _CHOICES.get((tag, name), (value,)):
            yield f"{path}: {name} of {tag} cannot be {value}"
    if "wx:for" in attributes and "wx:key" not in attributes:
        yield f"{path}: a {tag} that is repeated has no wx:key"


def _of_places(path: str, tag: str, attributes: Mapping[str, str], files: Files) -> Iterator[str]:
    """What an element shows or leads to must be in the app."""
    source = attributes.get("src", "")
    if tag in ("image", "import", "include") and source and "{{" not in source and not source.startswith(("data:", "https:")):
        target = source.lstrip("/") if source.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(path), source))
        if target not in files:
            yield f"{path}: {source} is missing"
    url = attributes.get("url", "")
    if tag == "navigator" and url and "{{" not in url:
        page = posixpath.normpath(posixpath.join("/" + posixpath.dirname(path), url.split("?")[0])).lstrip("/")
        if f"{page}.wxml" not in files:
            yield f"{path}: {url} leads nowhere"
