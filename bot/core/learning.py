"""What a learner understands, as a map of concepts read off what was seen of them. It is theirs, in words; it holds no number and ranks nobody.

    understands   a rule that they made, with at most one hint; or two, with at most two hints each
    practising    anything that was seen: a guess, a rule that does not hold yet, an odd case, a lesson
    not_yet       nothing was seen

A wrong guess and a rule that missed are practice: nothing is lost by them, and a guess alone, right or not, shows no understanding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

State = Literal["understands", "practising", "not_yet"]
Did = Literal["solo", "quest", "edge_found", "edge_agreed", "lesson_ended", "lesson", "predict", "try", "hint", "teacher", "solo_left"]
"""What somebody did, the most telling first."""
STATES: tuple[State, ...] = ("understands", "practising", "not_yet")
CONCEPTS = ("input", "rule", "memory", "loop", "data", "test")
"""Those that can be shown in any app; others come with lessons."""
_ORDER: tuple[Did, ...] = ("solo", "quest", "edge_found", "edge_agreed", "lesson_ended", "predict", "try", "hint", "lesson", "teacher", "solo_left")
_MADE: tuple[Did, ...] = ("solo", "quest")
_DID: dict[tuple[str, str], Did] = {
    ("solo", "done"): "solo", ("solo", "left"): "solo_left", ("edge", "found"): "edge_found", ("edge", "agreed"): "edge_agreed",
    ("lesson", "ended"): "lesson_ended", ("quest", "passed"): "quest",
}  # fmt: skip
_KINDS: dict[str, Did] = {"predict": "predict", "try": "try", "hint": "hint", "lesson": "lesson", "teacher": "teacher"}


class Evidence(Protocol):
    """One thing that shows what somebody understands, as it is kept."""

    @property
    def kind(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def rungs(self) -> int: ...
    @property
    def concepts(self) -> tuple[str, ...]: ...


class Seen(Protocol):
    """Evidence with the app that it is of and when."""

    @property
    def evidence(self) -> Evidence: ...
    @property
    def project(self) -> str | None: ...
    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True)
class Place:
    """A concept on the map, and what it rests on: of each thing the most telling that was seen, the most telling first."""

    concept: str
    state: State
    rests: tuple[Seen, ...] = ()


@dataclass(frozen=True)
class Way:
    """One next thing: a quest by its id, a rule without hints, a hunt for an odd case."""

    kind: Literal["quest", "solo", "hunt"]
    quest: str = ""


def map_of(seen: Sequence[Seen]) -> tuple[Place, ...]:
    """The six concepts of every app, then those of lessons that were begun."""
    known = dict.fromkeys((*CONCEPTS, *(concept for one in seen for concept in one.evidence.concepts)))
    return tuple(_place(concept, [one for one in seen if concept in one.evidence.concepts]) for concept in known)


def _place(concept: str, seen: Sequence[Seen]) -> Place:
    rests = best_of(seen)
    if not rests:
        return Place(concept, "not_yet")
    return Place(concept, "understands" if _understood(seen) else "practising", rests)


def _understood(seen: Sequence[Seen]) -> bool:
    """A rule counts once, with the fewest hints that it was made with."""
    fewest: dict[tuple[str | None, str], int] = {}
    for one in seen:
        if did(one.evidence) in _MADE:
            key = one.project, one.evidence.about
            fewest[key] = min(one.evidence.rungs, fewest.get(key, one.evidence.rungs))
    hints = sorted(fewest.values())
    return hints[:1] in ([0], [1]) or (len(hints) > 1 and hints[1] <= 2)


def best_of(seen: Iterable[Seen]) -> tuple[Seen, ...]:
    """Of each thing the most telling, and of those alike the latest."""
    latest = sorted(seen, key=lambda one: one.at, reverse=True)
    ranked = sorted((one for one in latest if did(one.evidence) is not None), key=_rank)
    things: dict[tuple[str | None, str], Seen] = {}
    for one in ranked:
        things.setdefault((one.project, one.evidence.about), one)
    return tuple(things.values())


def _rank(one: Seen) -> int:
    found = did(one.evidence)
    return _ORDER.index(found) if found else len(_ORDER)


def did(evidence: Evidence) -> Did | None:
    """What they did; None for a kind that this program does not know."""
    return _DID.get((evidence.kind, evidence.outcome)) or _KINDS.get(evidence.kind)


def next_way(
    places: Sequence[Place], seen: Sequence[Seen], project: str | None, quests: Sequence[tuple[str, Sequence[str]]], *, hunts: bool
) -> Way | None:
    """One thing to do next in this app: what is practised before what is new. `quests`: those it has, with their concepts; `hunts`: it can be asked odd things.

    After the first rule, one without hints; each project ends with that.
    """
    here = {did(one.evidence): one for one in seen if one.project == project}
    made = {one.evidence.about for one in seen if one.project == project and did(one.evidence) in _MADE}
    left = [(id, concepts) for id, concepts in quests if id not in made]
    if left and made and "solo" not in here:
        return Way("solo")
    hunted = "edge_found" in here or "edge_agreed" in here
    for concept in _open(places):
        if concept == "test" and hunts and not hunted:
            return Way("hunt")
        if (fitting := next((id for id, concepts in left if concept in concepts), None)) is not None:
            return Way("quest", fitting)
    return Way("quest", left[0][0]) if left else Way("hunt") if hunts and not hunted else None


def _open(places: Sequence[Place]) -> list[str]:
    """Concepts that are not understood yet, those that are practised first."""
    return [one.concept for state in ("practising", "not_yet") for one in places if one.state == state]
