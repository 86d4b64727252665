"""How a learner is getting on: folded turn by turn from what happened, so that no page reads a history to know it.

progress = follow(progress, event)
signal(progress, now)         Signal(reason="error", count=3, detail="make the table do colours") or None

What is kept is small (below 1 kB as JSON): counts, marks of sentences, and the words of the latest trouble and question alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from pydantic import ConfigDict

from bot.core.classroom.sameness import alike, is_telling, marks
from bot.core.interpretation import Intent
from bot.core.turn import Asks, Stage
from scaffolds.spec import Part

Reason = Literal["error", "question", "failures", "stage", "hints", "idle"]
REASONS: tuple[Reason, ...] = ("error", "question", "failures", "stage", "hints", "idle")
"""Those that a teacher can do most about come first: a trouble and a question have words to begin with."""
Trouble = Literal["", "proof", "file", "broken", "unclear", "cannot", "missing", "unread"]
"""A build failed its checks; a zip was refused; 'it does not work'; a wish was not understood, or cannot be done; something that is not there
was asked for; the message could not be read."""

IDLE, GONE = timedelta(minutes=5), timedelta(minutes=40)
"""Nothing for so long in the middle of something; after the second nobody is stuck, they have left."""
MANY_TRIES, MANY_TURNS = 8, 16
"""Turns in a stage that moved nothing; with detours (a joke, a look at examples) it may be more."""
SAME_OPERATION = 6
"""Versions in a row that changed the colour and nothing else."""
IN_A_ROW = 4
SAME_HARD, SAME_SOFT, SAME_QUESTION = 2, 3, 3
"""How often the same trouble or question makes a signal. A failed check, a refused file and 'it does not work' need to come twice."""
_HARD: tuple[Trouble, ...] = ("proof", "file", "broken")
WINDOW, RECENT = 8, 5
"""Turns in which the same counts as again; turns in which hints are counted, to be compared with those before."""
GOOD = 2
"""So many turns that moved on end what was not working."""
_LEADS_ON: tuple[Asks, ...] = ("who", "goal", "choose", "keep", "name", "confirm")
"""Questions that are a step of the way when they are met for the first time."""
_NO_QUESTION: tuple[Intent, ...] = ("yes", "no", "idk", "back", "undo", "new", "name", "nonsense", "empty")
_ROOM = 180
"""Bytes of JSON that kept words may take."""


class Event(Part):
    """One turn, as far as getting on goes."""

    at: datetime
    stage: Stage
    asks: Asks
    intent: Intent = "tell"
    said: str = ""
    """The learner's words, masked; '' for a press."""
    trouble: Trouble = ""
    words: str = ""
    """What went wrong, as a person would say it."""
    built: bool = False
    """A version was made, and it stands."""
    version: int = 0
    operation: str = ""
    """What the version changed, where that was one kind of thing: `recolour`."""
    moved: bool = False
    """Something was settled that was open before: an answer, a part of the plan."""
    helped: bool = False
    """They asked for help, or said that they don't know."""
    asked: bool = False
    """They asked for their teacher."""
    detour: bool = False
    """They looked about, joked, thanked: nothing that should lead on."""


class Again(Part):
    """Something that may come again: when it came, counted in turns, and how it is known."""

    turn: int
    key: str


class Progress(Part):
    """What is remembered of the turns so far. What an older program wrote is read too, and what a newer one added is left out."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    stage: Stage = "discover"
    asks: Asks = "none"
    reached: tuple[Asks, ...] = ()
    """The steps that they came to so far: to come to a new one is to move on."""
    n: int = 0
    """Turns in all."""
    turns: int = 0
    """Since something moved in this stage."""
    tries: int = 0
    """Of these, those that were no detour."""
    last: datetime | None = None
    helps: str = ""
    """The last turns, oldest first: 1 where help was asked for and nothing moved. 'I don't know' that was taken for an answer is one."""
    asked: bool = False
    """They asked for their teacher, and made no version since."""
    failures: int = 0
    """In a row."""
    good: int = 0
    """Turns that moved on since the last trouble."""
    troubles: tuple[Again, ...] = ()
    trouble: str = ""
    """The words of the latest."""
    questions: tuple[Again, ...] = ()
    question: str = ""
    """The words of the latest that moved nothing."""
    operation: str = ""
    operations: int = 0
    """Versions in a row that changed only this."""


class Signal(Part):
    """A learner may be stuck."""

    reason: Reason
    count: int = 0
    """Turns, times or minutes."""
    detail: str = ""
    """The trouble or the question in words, as it was; '' where there are none."""
    about: str = ""
    """For `stage`: what alone was changed (`recolour`). For `idle`: what was asked (`who`). For `hints`: that it was for the teacher (`asked`)."""


def follow(progress: Progress, event: Event) -> Progress:
    """The progress after one more turn."""
    before = _begun_anew(progress, event)
    new = event.asks not in before.reached and event.asks in _LEADS_ON
    event = event.model_copy(update={"moved": event.moved or new})
    on = (event.moved or event.built) and not event.trouble
    good = before.good + 1 if on else 0 if event.trouble else before.good
    return Progress(
        stage=event.stage, asks=event.asks, n=before.n + 1, last=event.at, good=good, asked=event.asked or (before.asked and not (event.built and on)),
        reached=(*before.reached, event.asks) if new else before.reached,
        helps=(before.helps + ("1" if event.helped and not on else "0"))[-2 * RECENT :],
        failures=0 if on or event.built else before.failures + bool(event.trouble),
        **_steps(before, event), **_troubles(before, event, over=good >= GOOD), **_questions(before, event), **_operations(before, event),
    )  # fmt: skip


def signal(progress: Progress, now: datetime) -> Signal | None:
    """Whether they may be stuck, and why. Nobody is who has not been here for a while; pause or no pause is for the caller to say."""
    if progress.last is None or now - progress.last > GONE:
        return None
    if progress.asked:
        return Signal(reason="hints", about="asked", count=progress.helps.count("1"))
    found = (_FOUND[reason](progress, now) for reason in REASONS)
    return next((one for one in found if one is not None), None)


# --- what a turn adds


def _begun_anew(progress: Progress, event: Event) -> Progress:
    """Another problem, or another day: what was counted is over."""
    other = event.stage == "discover" and progress.stage not in ("discover", "define")
    away = progress.last is not None and event.at - progress.last > GONE
    return Progress(stage=progress.stage, asks=progress.asks) if other or away else progress


def _steps(before: Progress, event: Event) -> dict[str, int]:
    if event.stage != before.stage or event.moved or event.built:
        return {"turns": 0, "tries": 0}
    return {"turns": before.turns + 1, "tries": before.tries + (not event.detour)}


def _troubles(before: Progress, event: Event, *, over: bool) -> dict[str, object]:
    kept = () if over else before.troubles
    if not event.trouble:
        return {"troubles": kept, "trouble": before.trouble if kept else ""}
    key = event.trouble if event.trouble == "broken" else f"{event.trouble}:{marks(event.words) or event.words.strip()[:12]}"
    return {"troubles": (*kept, Again(turn=before.n, key=key))[-4:], "trouble": _fitting(event.words)}


def _questions(before: Progress, event: Event) -> dict[str, object]:
    """Sentences that led to nothing; those who only say yes, no or 'I don't know' ask nothing."""
    marked = "" if event.intent in _NO_QUESTION else marks(event.said)
    if event.moved or event.built or event.detour or not is_telling(marked):
        return {"questions": before.questions, "question": before.question}
    return {"questions": (*before.questions, Again(turn=before.n, key=marked))[-4:], "question": _fitting(event.said)}


def _operations(before: Progress, event: Event) -> dict[str, object]:
    if not event.built:
        return {"operation": before.operation, "operations": before.operations}
    again = event.operation == before.operation and event.operation
    return {"operation": event.operation, "operations": before.operations + 1 if again else 1}


def _fitting(words: str) -> str:
    """Words, cut so that they take little room however they are written."""
    words = " ".join(words.split())[:_ROOM]
    while len(json.dumps(words)) > _ROOM:
        words = words[:-1]
    return words


# --- what it comes to


def _error(progress: Progress, _: datetime) -> Signal | None:
    if not progress.troubles:
        return None
    latest = progress.troubles[-1]
    times = sum(_same(one.key, latest.key) for one in progress.troubles if progress.n - one.turn <= WINDOW)
    enough = SAME_HARD if latest.key.startswith(_HARD) else SAME_SOFT
    return Signal(reason="error", count=times, detail=progress.trouble) if times >= enough else None


def _same(one: str, other: str) -> bool:
    kind, _, marked = one.partition(":")
    other_kind, _, other_marked = other.partition(":")
    return one == other or (kind == other_kind and alike(marked, other_marked))


def _question(progress: Progress, _: datetime) -> Signal | None:
    recent = [one.key for one in progress.questions if progress.n - one.turn <= WINDOW]
    group = recent[-1:]
    for key in reversed(recent[:-1]):
        group += [key] if any(alike(key, known) for known in group) else []
    for key in recent[:-1]:  # the first may be like one that was found after it
        group += [key] if key not in group and any(alike(key, known) for known in group) else []
    return Signal(reason="question", count=len(group), detail=progress.question) if len(group) >= SAME_QUESTION else None


def _failures(progress: Progress, _: datetime) -> Signal | None:
    return Signal(reason="failures", count=progress.failures, detail=progress.trouble) if progress.failures >= IN_A_ROW else None


def _stage(progress: Progress, _: datetime) -> Signal | None:
    if progress.operation and progress.operations >= SAME_OPERATION:
        return Signal(reason="stage", count=progress.operations, about=progress.operation)
    if progress.stage == "share" or (progress.tries < MANY_TRIES and progress.turns < MANY_TURNS):
        return None
    return Signal(reason="stage", count=progress.turns)


def _hints(progress: Progress, _: datetime) -> Signal | None:
    """More of the last turns asked for help than of those before."""
    before, recent = progress.helps[:-RECENT], progress.helps[-RECENT:]
    often = recent.count("1")
    if not before or often < 3 or often / RECENT <= before.count("1") / len(before):
        return None
    return Signal(reason="hints", count=often)


def _idle(progress: Progress, now: datetime) -> Signal | None:
    if progress.last is None or now - progress.last < IDLE or not _in_the_middle(progress):
        return None
    return Signal(reason="idle", count=int((now - progress.last) / timedelta(minutes=1)), about=progress.asks)


def _in_the_middle(progress: Progress) -> bool:
    """Something is open: before there is an app, or a question about it. Who has an app may well be trying it."""
    return progress.stage not in ("build", "improve", "share") or progress.asks in ("clarify", "confirm")


_FOUND: dict[Reason, Callable[[Progress, datetime], Signal | None]] = {
    "error": _error, "question": _question, "failures": _failures, "stage": _stage, "hints": _hints, "idle": _idle,
}  # fmt: skip
