"""README.md with its pictures, and LEARN.md: how to open the app with no knowledge of DevTools, and where in the code the learner's words became rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds.hooks import hooks
from scaffolds.platforms.weixin.asking import asks
from scaffolds.platforms.weixin.packages import words_of
from scaffolds.said import said
from scaffolds.spec import AppSpec, Screen, text_of
from scaffolds.templates import render

_SHELL = Path(__file__).parent / "shell"
_GIVEN = re.compile(r"exports\.([\w$]+) = ")
_BEGINS = re.compile(r"(?:async )?(?:function|const) ([\w$]+)\b")


def files(spec: AppSpec, made: Mapping[str, str]) -> dict[str, str]:
    """Both in the app's main language, and the pictures, which have no words; `made`: the texts that they speak of, by path."""
    values = {
        "spec": spec,
        "title": text_of(spec.title, spec.language),
        "tagline": text_of(spec.tagline, spec.language),
        "screens": [_screen(spec, screen, made) for screen in spec.screens],
        "said": said(spec, made),
        "asks": asks(made, spec.language),
        "speaks": "speech.js" in made,
        **hooks(spec, lambda screen: made[f"rules/{screen.id}.js"]),
    }
    pages = {f"{name}.md": render(_SHELL / f"{name.lower()}.{spec.language}.md.j2", **values) for name in ("README", "LEARN")}
    return {**pages, **_pictures()}


@cache
def _pictures() -> dict[str, str]:
    return {f"readme/{path.name}": path.read_text(encoding="utf-8") for path in sorted((_SHELL / "readme").glob("*.svg"))}


def _screen(spec: AppSpec, screen: Screen, made: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": screen.id,
        "label": text_of(screen.label, spec.language),
        "words": _words(screen, made),
        "parts": list(_parts(made[f"rules/{screen.id}.js"])),
    }


def _words(screen: Screen, made: Mapping[str, str]) -> str:
    """Where its sentences are: in a file of its own, where it is a package."""
    own = words_of(screen)
    return own if own in made else "words.js"


def _parts(source: str) -> Iterator[dict[str, Any]]:
    """Each name that a module of rules gives, with its line and the comment above it."""
    given = set(_GIVEN.findall(source))
    lines = source.split("\n")
    for above, (number, line) in zip(["", *lines], enumerate(lines, 1), strict=False):
        if (match := _BEGINS.match(line)) and match[1] in given and above.startswith("// "):
            yield {"name": match[1], "line": number, "comment": above[3:]}
