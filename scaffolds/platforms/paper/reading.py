"""README.md and LEARN.md: how to print the sheets, and where in the rules the learner's words stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scaffolds.hooks import hooks
from scaffolds.spec import AppSpec, text_of
from scaffolds.templates import js, render

_SHELL = Path(__file__).parent / "shell"


def files(spec: AppSpec, rules: Mapping[str, str]) -> dict[str, str]:
    """Both in the app's main language; `rules`: the texts of the modules that they speak of, by path."""
    values = {
        "spec": spec,
        "title": text_of(spec.title, spec.language),
        "tagline": text_of(spec.tagline, spec.language),
        "said": list(_said(spec, rules)),
        **hooks(spec, lambda screen: rules[f"rules/{screen.id}.js"]),
    }
    return {f"{name}.md": render(_SHELL / f"{name.lower()}.{spec.language}.md.j2", **values) for name in ("README", "LEARN")}


def _said(spec: AppSpec, rules: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """What the learner asked for in words, and the line that holds to it."""
    for rule in spec.rules:
        yield from _place(rule.says, js(rule.says), f"rules/{rule.screen}.js", rules)
    for screen in spec.screens:
        thing = spec.thing(screen.thing)
        for field in thing.fields if thing else ():
            yield from _place(text_of(field.label, spec.language), f'name: "{field.name}"', f"rules/{screen.id}.js", rules)


def _place(says: str, code: str, path: str, rules: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    numbers = [number for number, line in enumerate(rules[path].split("\n"), 1) if code in line]
    if says and numbers:
        yield {"says": says, "file": path, "line": numbers[0]}
