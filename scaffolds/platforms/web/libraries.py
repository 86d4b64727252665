"""Libraries of others that a screen loads when it needs them, one folder each: unchanged, with their licence.

libraries/<name>/
  library.js    the maker's own file: a classic script that sets one global
  library.css   where it has one
  LICENSE.txt   as it came with it
  library.toml  version, licence, global, source
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from scaffolds import blocks
from scaffolds.spec import AppSpec

_FOLDER = Path(__file__).parent / "libraries"


@dataclass(frozen=True)
class Library:
    """A vendored library."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @cached_property
    def card(self) -> Mapping[str, Any]:
        return tomllib.loads((self.folder / "library.toml").read_text(encoding="utf-8"))

    @cached_property
    def script(self) -> str:
        return (self.folder / "library.js").read_text(encoding="utf-8")

    @cached_property
    def style(self) -> str:
        """Its style sheet, empty where it has none."""
        sheet = self.folder / "library.css"
        return sheet.read_text(encoding="utf-8") if sheet.exists() else ""

    @cached_property
    def licence(self) -> bytes:
        return (self.folder / "LICENSE.txt").read_bytes()


@cache
def discover() -> Mapping[str, Library]:
    """Every library there is, by name."""
    folders = sorted(_FOLDER.iterdir()) if _FOLDER.exists() else []
    return {folder.name: Library(folder) for folder in folders if (folder / "library.toml").exists()}


def used(spec: AppSpec) -> tuple[Library, ...]:
    """Those that the screens of a checked spec may load, each once."""
    names = dict.fromkeys(name for screen in spec.screens for name in blocks.of(screen).libraries(spec, screen))
    return tuple(discover()[name] for name in names)


def files(spec: AppSpec) -> dict[str, bytes]:
    """Their scripts and styles below `public/vendor/`, and their licences."""
    found: dict[str, bytes] = {}
    for library in used(spec):
        found[f"public/vendor/{library.name}.js"] = library.script.encode()
        if library.style:
            found[f"public/vendor/{library.name}.css"] = library.style.encode()
        found[f"LICENSES/{library.name}-{library.card['licence']}.txt"] = library.licence
    return found


def about(spec: AppSpec) -> dict[str, dict[str, Any]]:
    """What the page must know of each: the name of its global, and whether a style comes with it."""
    return {library.name: {"global": library.card["global"], "style": bool(library.style)} for library in used(spec)}
