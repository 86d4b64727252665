"""Where in an app's rules the learner's own words stand: what LEARN.md points at, on every platform."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scaffolds.spec import AppSpec, text_of
from scaffolds.templates import js


class Said(NamedTuple):
    """Something that the learner asked for, and the line that holds to it."""

    says: str
    file: str
    line: int


def said(spec: AppSpec, texts: Mapping[str, str], root: str = "") -> list[Said]:
    """Each rule in its sentence, each field by its label. `texts`: the files by path; `root`: where `rules/` lies among them as LEARN.md names it."""
    return list(_said(spec, texts, root))


def _said(spec: AppSpec, texts: Mapping[str, str], root: str) -> Iterator[Said]:
    for rule in spec.rules:
        yield from _place(rule.says, js(rule.says), f"rules/{rule.screen}.js", texts, root)
    for thing in spec.things:
        screen = next((screen for screen in spec.screens if screen.thing == thing.id), None)
        for field in thing.fields if screen else ():
            yield from _place(text_of(field.label, spec.language), f'name: "{field.name}"', f"rules/{screen.id if screen else ''}.js", texts, root)


def _place(says: str, code: str, path: str, texts: Mapping[str, str], root: str) -> Iterator[Said]:
    number = next((number for number, line in enumerate(texts[path].split("\n"), 1) if code in line), 0)
    if says and number:
        yield Said(says, root + path, number)
