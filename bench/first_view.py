"""What a first view sends over the wire, from a build's files alone: no browser, no server, so that a test can ask it of every block.

The page, its style and icon, the scripts that the page names, and all that these and the first screen take, each as `app.py` sends it.
"""

from __future__ import annotations

import gzip
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from scaffolds import modules
from scaffolds.platforms.web import app
from scaffolds.spec import AppSpec

LIMIT = 40_000
"""Bytes of the first view, compressed, with any one block."""
_PAGE = "index.html"
_NAMED = re.compile(r'(?:modulepreload" |src=|stylesheet" |icon" )(?:href=)?"([^"]+)"')


def first_view(files: Mapping[str, bytes], spec: AppSpec) -> dict[str, int]:
    """Compressed bytes by path below `public/`, of a build's files."""
    public = {path.removeprefix("public/"): content for path, content in files.items() if path.startswith("public/")}
    with tempfile.TemporaryDirectory() as folder:
        return {path: _sent(Path(folder) / path, public[path]) for path in _asked_for(public, spec)}


def _asked_for(public: Mapping[str, bytes], spec: AppSpec) -> tuple[str, ...]:
    first = spec.screens[0].id
    found = [_PAGE, *_NAMED.findall(public[_PAGE].decode()), f"screens/{first}.js", f"rules/{first}.js"]
    for path in found:  # grows while it is read
        found += [other for other in _taken(public, path) if other not in found]
    return tuple(dict.fromkeys(found))


def _taken(public: Mapping[str, bytes], path: str) -> Iterator[str]:
    if path.endswith(".js"):
        yield from modules.imports(public[path].decode(), path)


def _sent(path: Path, content: bytes) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return len(gzip.compress(app.thin(path), 9, mtime=0))
