"""Scripted histories of students, stuck and not, and how well the signals tell them apart: `python -m tests.classroom.histories`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.classroom.progress import REASONS, Event, Progress, Signal, follow, signal

BEGUN = datetime(2026, 9, 4, 2, 0, tzinfo=UTC)
_LINE = re.compile(r"(\d+):(\d\d) (\w+) (\w+) (\w+)([^!|]*?)(?:!(\w+): ?([^|]*?))? \|(.*)")
_TROUBLES = {"nonsense": "unread", "empty": "unread"}


@dataclass(frozen=True)
class History:
    """One student until the moment at which the teacher looks. `kind` is the reason why they are stuck, or how they are not."""

    kind: str
    language: str
    apart: bool
    events: Sequence[Event]
    until: datetime

    @property
    def stuck(self) -> bool:
        return self.kind in REASONS

    def progress(self) -> Progress:
        progress = Progress()
        for event in self.events:
            progress = follow(progress, event)
        return progress

    def signal(self) -> Signal | None:
        return signal(self.progress(), self.until)


@dataclass(frozen=True)
class Score:
    """Of histories: stuck and found for the right reason, found though they were not or for another reason, not found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong or 1)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed or 1)


def histories() -> Iterator[History]:
    """All of them, from the file beside this one."""
    text = (Path(__file__).parent / "histories.txt").read_text(encoding="utf-8")
    for part in text.split("\n== ")[1:]:
        head, *lines = part.strip().splitlines()
        kind, language, *apart = head.split()
        *events, until = [line for line in lines if line]
        yield History(kind, language, bool(apart), [_event(line) for line in events], _at(*until.removeprefix("@ ").split(":")))


def score(some: Sequence[History]) -> Score:
    """A reason that is another than the one for which somebody is stuck is wrong, and the right one is missed."""
    found = [(one, one.signal()) for one in some]
    right = sum(shown is not None and shown.reason == one.kind for one, shown in found)
    return Score(right, sum(shown is not None for _, shown in found) - right, sum(one.stuck for one in some) - right)


def _at(minutes: str, seconds: str) -> datetime:
    return BEGUN + timedelta(minutes=int(minutes), seconds=int(seconds))


def _event(line: str) -> Event:
    found = _LINE.fullmatch(line)
    assert found, line
    minutes, seconds, stage, asks, intent, marks, trouble, words, said = found.groups()
    version = re.search(r"v(\d+)", marks)
    return Event.model_validate(
        {
            "at": _at(minutes, seconds), "stage": stage, "asks": asks, "intent": intent, "said": said.strip(),
            "trouble": _TROUBLES.get(trouble, trouble) or "", "words": words or "", "built": bool(version), "version": int(version[1]) if version else 0,
            "operation": "recolour" if "r" in marks else "", "moved": "+" in marks, "helped": "?" in marks, "detour": "~" in marks,
        }
    )  # fmt: skip


def main() -> None:
    """Print the scores, and each history that is told wrongly."""
    every = list(histories())
    for name, some in (("seen", [one for one in every if not one.apart]), ("set apart", [one for one in every if one.apart]), ("all", every)):
        found = score(some)
        print(f"{name:10} {len(some)} histories: precision {found.precision:.2f}, recall {found.recall:.2f}")
    for one in every:
        shown = one.signal()
        if (shown.reason if shown else "") != (one.kind if one.stuck else ""):
            print(f"  {one.kind} {one.language}{' (apart)' if one.apart else ''}: {shown}")
    print("kinds:", dict(Counter(one.kind for one in every)))


if __name__ == "__main__":
    main()
