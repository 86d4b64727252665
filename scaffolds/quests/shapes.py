"""Shapes of small rules: what all 'not after 22:00' have in common, whatever the app.

A shape says the condition under which something is refused, wrong conditions that look like it, where the gap is for who fills one in, what it teaches,
and the cases near its edge. Its words are in `words.toml`; which app's field and numbers it is about comes from a block's `quests.toml`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Concept = Literal["input", "rule", "memory", "loop", "data", "test"]
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_HOUR = "Number(app.now.slice(11, 13))"
_DAY = 'new Date(app.now.slice(0, 10) + "T00:00:00Z").getUTCDay()'


@dataclass(frozen=True)
class About:
    """What a rule is about: a field of the input, the thing whose rows count, and the number or the word."""

    field: str = ""
    thing: str = ""
    n: int = 0
    word: str = ""

    @property
    def given(self) -> str:
        return f'String(input.{self.field} || "")'

    @property
    def number(self) -> str:
        return f"Number(input.{self.field})"

    @property
    def rows(self) -> str:
        return f"(app.rows.{self.thing} || [])"


@dataclass(frozen=True)
class Case:
    """One thing to try: what is put into the input, at which wall clock, and which rows are kept: (as in the input, mine?)."""

    input: Mapping[str, Any] = field(default_factory=dict)
    clock: str = ""
    """'22:00', '' for the usual time of the app's checks."""
    day: str = ""
    """'2026-03-01', '' for the usual day."""
    mine: int = 0
    others: int = 0
    same: bool = False
    """The rows that are kept are as the input; else they differ in the field."""


@dataclass(frozen=True)
class Shape:
    """`right` and `wrong` are JavaScript over `input` and `app`; `gap` is what is cut out of the right one, once, for who fills it in."""

    right: Callable[[About], str]
    wrong: tuple[Callable[[About], str], ...]
    gap: str
    cases: Callable[[About], Iterator[Case]]
    concepts: tuple[Concept, ...]
    needs: Literal["text", "number", "row", ""] = ""
    """The kind of field that it looks at; `row`: one that is kept with each row."""
    counts: bool = False
    """It looks at what is kept."""
    twin: About = About()
    """The worked example: the same shape about something else."""


def _texts(about: About, *texts: str) -> Iterator[Case]:
    yield from (Case({about.field: text}) for text in texts)


def _numbers(about: About) -> Iterator[Case]:
    yield from (Case({about.field: value}) for value in (about.n - 1, about.n, about.n + 1, about.n * 10 + 7, str(about.n + 1)))


def _clocks(about: About) -> Iterator[Case]:
    hours = sorted({0, max(about.n - 1, 0), about.n, min(about.n + 1, 23), 12, 23})
    yield from (Case(clock=f"{hour:02d}:{minute:02d}") for hour in hours for minute in ((0, 59) if hour in (about.n, about.n - 1) else (30,)))


def _days(about: About) -> Iterator[Case]:
    """A whole week: 2026-03-01 is a Sunday."""
    yield from (Case(day=f"2026-03-{1 + n:02d}") for n in range(7))


def _crowds(about: About) -> Iterator[Case]:
    yield from (Case(others=n) for n in (0, about.n - 1, about.n, about.n + 1))
    yield Case(mine=1, others=about.n - 1)


def _own(about: About) -> Iterator[Case]:
    yield from (Case(mine=n) for n in (0, about.n - 1, about.n, about.n + 1))
    yield Case(mine=about.n - 1, others=3)
    yield Case(others=about.n + 2)


def _twins(about: About) -> Iterator[Case]:
    yield from (Case(), Case(others=2), Case(others=1, same=True), Case(mine=1, same=True), Case(mine=2, others=1))


SHAPES: Mapping[str, Shape] = {
    "short": Shape(
        lambda a: f"{a.given}.trim().length < {a.n}",
        (lambda a: f"{a.given}.trim().length > {a.n}", lambda a: f"{a.given}.trim().length <= {a.n}", lambda a: f"{a.given}.length < {a.n}"),
        "<", lambda a: _texts(a, "", " " * (a.n + 1), "m" * (a.n - 1), "m" * a.n, "m" * (a.n + 1), "m" * (a.n + 20)),
        ("input", "rule"), needs="text", twin=About(field="title", n=5),
    ),
    "long": Shape(
        lambda a: f"{a.given}.length > {a.n}",
        (lambda a: f"{a.given}.length < {a.n}", lambda a: f"{a.given}.length >= {a.n}", lambda a: f"{a.given}.length === {a.n}"),
        ">", lambda a: _texts(a, "m", "m" * (a.n - 1), "m" * a.n, "m" * (a.n + 1), "m" * (a.n + 30)),
        ("input", "rule"), needs="text", twin=About(field="title", n=12),
    ),
    "says": Shape(
        lambda a: f"{a.given}.toLowerCase().indexOf({js(a.word)}) >= 0",
        (lambda a: f"{a.given} === {js(a.word)}", lambda a: f"{a.given}.toLowerCase().indexOf({js(a.word)}) > 0",
         lambda a: f"{a.given}.toLowerCase().indexOf({js(a.word)}) < 0"),
        ">=", lambda a: _texts(a, a.word, a.word.upper(), f"x {a.word}", f"{a.word} x", f"x{a.word}x", "x", ""),
        ("input", "rule"), needs="text", twin=About(field="title", word="draft"),
    ),
    "exactly": Shape(
        lambda a: f"{a.given} === {js(a.word)}",
        (lambda a: f"{a.given} !== {js(a.word)}", lambda a: f"{a.given}.indexOf({js(a.word)}) === 0 && {a.given}.length > {len(a.word)}",
         lambda a: f"{a.given}.length === {js(a.word)}.length"),
        "===", lambda a: _texts(a, a.word, f"{a.word}x", f"x{a.word}", "x" * (len(a.word) or 1), "usual"),
        ("input", "test"), needs="text", twin=About(field="title", word="test"),
    ),
    "over": Shape(
        lambda a: f"{a.number} > {a.n}",
        (lambda a: f"{a.number} < {a.n}", lambda a: f"{a.number} >= {a.n}", lambda a: f"{a.number} === {a.n}"),
        ">", _numbers, ("input", "rule"), needs="number", twin=About(field="guests", n=6),
    ),
    "under": Shape(
        lambda a: f"{a.number} < {a.n}",
        (lambda a: f"{a.number} > {a.n}", lambda a: f"{a.number} <= {a.n}", lambda a: f"{a.number} === {a.n}"),
        "<", _numbers, ("input", "rule"), needs="number", twin=About(field="guests", n=2),
    ),
    "late": Shape(
        lambda a: f"{_HOUR} >= {a.n}", (lambda a: f"{_HOUR} < {a.n}", lambda a: f"{_HOUR} > {a.n}", lambda a: f"{_HOUR} === {a.n}"),
        ">=", _clocks, ("rule", "test"), twin=About(n=17),
    ),
    "early": Shape(
        lambda a: f"{_HOUR} < {a.n}", (lambda a: f"{_HOUR} > {a.n}", lambda a: f"{_HOUR} <= {a.n}", lambda a: f"{_HOUR} === {a.n}"),
        "<", _clocks, ("rule", "test"), twin=About(n=9),
    ),
    "weekday": Shape(
        lambda a: f"{_DAY} === {a.n}",
        (lambda a: f"{_DAY} !== {a.n}", lambda a: f"{_DAY} === {(a.n + 1) % 7}", lambda a: f"{_DAY} > {a.n}"),
        "===", _days, ("rule", "data"), twin=About(n=3),
    ),
    "crowd": Shape(
        lambda a: f"{a.rows}.length >= {a.n}",
        (lambda a: f"{a.rows}.length < {a.n}", lambda a: f"{a.rows}.length > {a.n}", lambda a: f"{a.rows}.length === {a.n}"),
        ">=", _crowds, ("memory", "data"), counts=True, twin=About(thing="tickets", n=40),
    ),
    "mine": Shape(
        lambda a: f"{a.rows}.filter((row) => row.mine).length >= {a.n}",
        (lambda a: f"{a.rows}.length >= {a.n}", lambda a: f"{a.rows}.filter((row) => row.mine).length > {a.n}",
         lambda a: f"{a.rows}.filter((row) => !row.mine).length >= {a.n}"),
        ">=", _own, ("memory", "loop"), counts=True, twin=About(thing="tickets", n=4),
    ),
    "same": Shape(
        lambda a: f"{a.rows}.some((row) => row.{a.field} === input.{a.field})",
        (lambda a: f"{a.rows}.every((row) => row.{a.field} === input.{a.field})", lambda a: f"{a.rows}.some((row) => row.{a.field} !== input.{a.field})",
         lambda a: f"{a.rows}.some((row) => row.mine && row.{a.field} === input.{a.field})"),
        "===", _twins, ("loop", "data"), needs="row", counts=True, twin=About(field="seat", thing="tickets"),
    ),
}  # fmt: skip


def js(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
