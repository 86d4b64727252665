"""WXSS: pictures that WeChat does not load from it, files that it takes in, elements that WeChat has, and names that are given."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from scaffolds.platforms import Files
from tests.platforms.faults.known import KNOWN

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PICTURE = re.compile(r"""url\(\s*(?!["']?(?:data:|https:))["']?([^"')]*)""")
_TAKEN = re.compile(r"""@import\s+["']([^"']+)["']""")
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_GIVEN = re.compile(r"(--[\w-]+)\s*:")
_SELECTORS = re.compile(r"(?:^|[{};])\s*([^{};@]+)\{")
_ELEMENT = re.compile(r"(?:^|[\s,>+~(])([a-zA-Z][\w-]*)")
_MOVES = re.compile(r"animation(?:-name)?\s*:\s*([^;}]+)")
_MOVEMENT = re.compile(r"@keyframes\s+([\w-]+)")
_STEPS = ("from", "to")
_SMALL = re.compile(r"[a-z][\w-]*")
_NO_MOVEMENT = ("none", "inherit", "initial", "unset")
_NESTED = re.compile(r"\{[^{}@]*\{")
_HALF = re.compile(r"@(?:media|supports|keyframes|font-face)[^{]*\{")


def faults(files: Files) -> Iterator[str]:
    """Of every WXSS file."""
    sheets = {path: _COMMENT.sub("", content.decode("utf-8", "replace")) for path, content in files.items() if path.endswith(".wxss")}
    given = frozenset(name for text in sheets.values() for name in _GIVEN.findall(text))
    for path, text in sheets.items():
        yield from (f"{path}: WeChat loads no picture {source} from a style" for source in _PICTURE.findall(text))
        yield from (f"{path}: {source} is missing" for source in _TAKEN.findall(text) if _beside(path, source) not in files)
        yield from (f"{path}: no style is called {name}" for name in sorted(set(_VARIABLE.findall(text))) if name not in given)
        yield from (f"{path}: {one}" for one in dict.fromkeys((*_of_selectors(text), *_of_movements(text, sheets))))


def _of_selectors(text: str) -> Iterator[str]:
    rules = _HALF.sub("", text)
    if _NESTED.search(rules):
        yield "a style stands in another"
    for selectors in _SELECTORS.findall(rules):
        yield from (f"there is no element {name}" for name in _ELEMENT.findall(selectors) if name not in (*KNOWN["tags"], "page", *_STEPS))
        if ":root" in selectors:
            yield "the root of a page is called page, not :root"


def _of_movements(text: str, sheets: Mapping[str, str]) -> Iterator[str]:
    known = {name for sheet in sheets.values() for name in _MOVEMENT.findall(sheet)}
    for written in _MOVES.findall(text):
        names = set(_SMALL.findall(written))
        if not names & {*known, *_NO_MOVEMENT}:
            yield f"no movement is called {written.strip()}"


def _beside(path: str, source: str) -> str:
    return source.lstrip("/") if source.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(path), source))
