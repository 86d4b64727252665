"""Mentors at an event: who waits how long, whom a mentor sees first, and what of a chat goes along with a request. Pure.

place(waiting, id)                       3
about(3, mentors=2, busy=1, seen=...)    10 minutes, as it is shown
lines(said)                              the last things that did not work, as the chat has them
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from statistics import median
from typing import Any, Literal, Protocol, TypeVar

from bot.core.classroom.sameness import alike, is_telling, marks

TOPICS = ("problem", "screens", "build", "broken", "people", "pitch")
"""What mentors are asked about where they named no topics of their own; `OTHER` comes after either."""
OTHER = "other"
MOST_TOPICS = 6
USUAL = timedelta(minutes=8)
"""How long a mentor takes where none was seen at it yet."""
SEEN, STEP = 12, 5
"""So many of the last are looked at; an estimate is shown in steps of so many minutes."""
SILENT = timedelta(minutes=10)
"""A mentor who was not seen for so long after a claim has no hands free."""
LONGEST = 600
MOST_LINES, LINE = 12, 240
RATINGS = (1, 2, 3)
By = Literal["team", "tutor", "mentor"]


class Asked(Protocol):
    """What an order needs to know of a request."""

    @property
    def id(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def at(self) -> datetime: ...


A = TypeVar("A", bound=Asked)


@dataclass(frozen=True)
class Said:
    """A line of a chat."""

    turn: str
    by: By
    text: str
    press: str = ""
    buttons: tuple[str, ...] = ()

    def kept(self) -> dict[str, Any]:
        """As it goes along with a request."""
        return {"by": self.by, "text": self.text}


def topics_of(named: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """What a team may ask about: what the mentors named, each once, or the usual; and anything else."""
    theirs = {topic.casefold(): topic for topics in named for topic in topics if topic.casefold() != OTHER}
    return (*(tuple(theirs.values())[:MOST_TOPICS] or TOPICS), OTHER)


def in_order(waiting: Iterable[A], topics: Sequence[str] = ()) -> list[A]:
    """For a mentor: what they know about first, and of these who waits longest."""
    known = {topic.casefold() for topic in topics}
    return sorted(waiting, key=lambda one: (bool(known) and one.topic.casefold() not in known, one.at, one.id))


def place(waiting: Iterable[Asked], id: str) -> int:
    """The first one is 1; 0 for one that does not wait."""
    return next((n for n, one in enumerate(in_order(waiting), 1) if one.id == id), 0)


def usual(seen: Sequence[timedelta]) -> timedelta:
    """How long a mentor takes for a team, by the last ones."""
    return timedelta(seconds=median(one.total_seconds() for one in seen[-SEEN:])) if seen else USUAL


def about(place: int, mentors: int, busy: int, seen: Sequence[timedelta]) -> int:
    """Minutes until a mentor is there for whoever is at this place, in steps; 0 for 'in a moment'. Where nobody mentors now, as if one did."""
    mentors = max(1, mentors)
    rounds = ceil(max(0, place - max(0, mentors - busy)) / mentors)
    minutes = rounds * usual(seen) / timedelta(minutes=1)
    return ceil(minutes / STEP) * STEP


def lines(said: Sequence[Said]) -> tuple[Said, ...]:
    """Of the end of a chat what did not work: turns that were not understood, could not be done or broke, hints, and what was asked again."""
    turns: dict[str, list[Said]] = {}
    for line in said:
        turns.setdefault(line.turn, []).append(line)
    words = [marks(line.text) for line in said if line.by == "team"]
    chosen = [line for turn in turns.values() if _went_wrong(turn, words) for line in turn if line.text]
    return tuple(Said(line.turn, line.by, _short(line.text)) for line in chosen[-MOST_LINES:])


def _went_wrong(turn: Sequence[Said], words: Collection[str]) -> bool:
    shown = {button for line in turn for button in line.buttons}
    unclear = {"suggest", "leave"} <= shown or {"undo", "change"} <= shown or any(button.startswith("broken:") for button in shown)
    hint = any(line.press in ("idk", "examples", "suggest") or line.press.startswith("broken:") for line in turn)
    return unclear or hint or any(line.by == "team" and _again(marks(line.text), words) for line in turn)


def _again(marked: str, words: Collection[str]) -> bool:
    """The same was said more than once."""
    return is_telling(marked) and sum(alike(marked, one) for one in words if is_telling(one)) > 1


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LINE else f"{text[: LINE - 1].rstrip()}…"
