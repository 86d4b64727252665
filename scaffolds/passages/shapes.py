"""The shapes of a map of an app's code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from scaffolds.spec import Label

Kind = Literal["field", "rule", "check", "screen", "code"]
Lines = tuple[str, ...]


class Span(NamedTuple):
    """Lines of a file, from `first` to `last`, counted from 1."""

    path: str
    first: int
    last: int


@dataclass(frozen=True)
class Passage:
    """One part of the app and where it stands. `key` names it as long as the app is the same."""

    key: str
    kind: Kind
    span: Span
    label: Label
    """What people call it: a field's or screen's label, the sentence of a rule or a check, the names in a piece of code."""
    comment: str = ""
    """What the code says of itself just before."""
    said: str = ""
    """The learner's own sentence that it came from."""
    names: tuple[str, ...] = ()
    """What the code calls it."""
    screen: str = ""
    words: tuple[str, ...] = ()
    """What the app says there, in all languages that it may be asked in."""


@dataclass(frozen=True)
class Passages:
    """All of one app's, and the lines that they point to."""

    files: Mapping[str, Lines]
    all: tuple[Passage, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Passage]:
        return {one.key: one for one in self.all}

    def code(self, span: Span) -> Lines:
        return self.files[span.path][span.first - 1 : span.last]

    def file(self, ending: str) -> str:
        """The path that ends so; of several the shortest, '' for none."""
        wanted = ending.strip("/").casefold()
        fitting = [path for path in self.files if f"/{path.casefold()}".endswith(f"/{wanted}")]
        return min(fitting, key=len, default="")

    def at(self, path: str, line: int) -> Passage | None:
        """The piece of code that a line stands in."""
        return next((one for one in self.all if one.kind == "code" and one.span.path == path and one.span.first <= line <= one.span.last), None)

    def line_of(self, code: str) -> Span | None:
        """Where a line of code stands that somebody typed or pasted; blanks do not count."""
        wanted = re.sub(r"\s+", "", code)
        for path, lines in sorted(self.files.items(), key=lambda one: rank(one[0])):
            for number, line in enumerate(lines, 1):
                if len(wanted) > 3 and re.sub(r"\s+", "", line) == wanted:
                    return Span(path, number, number)
        return None


def rank(path: str) -> int:
    """What decides comes before what shows."""
    order = ("public/my_rules.js", "public/rules/", "public/screens/", "public/parts/")
    return next((place for place, start in enumerate(order) if path.startswith(start)), len(order))
