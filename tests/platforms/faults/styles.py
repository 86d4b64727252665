"""WXSS: pictures that WeChat does not load from it, files that it takes in, and sizes that are lengths."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from scaffolds.platforms import Files

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PICTURE = re.compile(r"""url\(\s*(?!["']?(?:data:|https:))["']?([^"')]*)""")
_TAKEN = re.compile(r"""@import\s+["']([^"']+)["']""")
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_GIVEN = re.compile(r"(--[\w-]+)\s*:")


def faults(files: Files) -> Iterator[str]:
    """Of every WXSS file."""
    sheets = {path: _COMMENT.sub("", content.decode("utf-8", "replace")) for path, content in files.items() if path.endswith(".wxss")}
    given = frozenset(name for text in sheets.values() for name in _GIVEN.findall(text))
    for path, text in sheets.items():
        yield from (f"{path}: WeChat loads no picture {source} from a style" for source in _PICTURE.findall(text))
        yield from (f"{path}: {source} is missing" for source in _TAKEN.findall(text) if _beside(path, source) not in files)
        yield from (f"{path}: no style is called {name}" for name in sorted(set(_VARIABLE.findall(text))) if name not in given)


def _beside(path: str, source: str) -> str:
    return source.lstrip("/") if source.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(path), source))
