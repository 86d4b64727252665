"""What a teacher sets a class: a theme, the blocks that it builds with, and what each app must have. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field as Having

from scaffolds.spec import AppSpec, Label, Part

LONGEST_THEME, LONGEST_LINE, MOST_LINES = 300, 120, 12
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_NOTHING = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "that",
        "this",
        "has",
        "have",
        "must",
        "should",
        "can",
        "one",
        "two",
        "least",
        "some",
        "any",
        "each",
        "every",
        "app",
    ]
)
_NOTHING_IN_CHINESE = re.compile("要有|必须|必須|至少|一个|一個|可以|能够|能夠|应该|應該|每个|每個|有|要|能|的|和|或")

Found = Literal["has", "lacks", "look"]
"""`look`: whether an app has it is for a person to see."""


class Task(Part):
    """Empty where nothing is set."""

    theme: Annotated[str, Having(max_length=LONGEST_THEME)] = ""
    blocks: tuple[str, ...] = ()
    """Those that the class builds with; none for all."""
    must: Annotated[tuple[Annotated[str, Having(max_length=LONGEST_LINE)], ...], Having(max_length=MOST_LINES)] = ()
    """One thing a line, in the teacher's words."""


def found_in(line: str, spec: AppSpec, names: Mapping[str, Sequence[str]]) -> Found:
    """Whether an app has what a line asks for. `names`: what each block is called, in any language.

    A line that names a block is about that block; else its words are looked for in the words of the app."""
    asked = _folded(line)
    named = [block for block, called in names.items() if any(_says(asked, _folded(name)) for name in called)]
    if named:
        return "has" if any(screen.block in named for screen in spec.screens) else "lacks"
    return "has" if _words_are_in(asked, " ".join(_folded(word) for word in _words_of(spec))) else "look"


def _says(line: str, name: str) -> bool:
    """A name in Chinese stands anywhere; one in letters stands as words, with or without its plural."""
    if not name or _HAN.search(name):
        return bool(name) and name in line
    return re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", line) is not None


def _words_are_in(line: str, app: str) -> bool:
    if _HAN.search(line):
        wanted = [part for part in _NOTHING_IN_CHINESE.sub(" ", line).split() if part]
    else:
        wanted = [word.removesuffix("s") for word in _WORD.findall(line) if word not in _NOTHING]
    return bool(wanted) and all(word in app for word in wanted)


def _words_of(spec: AppSpec) -> Iterator[str]:
    """All that an app says in words of its own."""
    yield from _said(spec.title)
    for screen in spec.screens:
        yield from _said(screen.label)
    for thing in spec.things:
        yield from _said(thing.label)
        for field in thing.fields:
            yield from _said(field.label)
            for choice in field.choices:
                yield from _said(choice)


def _said(label: Label) -> Iterator[str]:
    yield from (label,) if isinstance(label, str) else label.values()


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
