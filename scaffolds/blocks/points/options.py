"""What can be set on a screen of points, and the rules that it offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import Field as Having

from scaffolds.spec import AppSpec, Field, Id, Label, Part
from scaffolds.templates import Code

MOST_POINTS = 100
"""What one deed, or one reward, may be worth."""

KEPT = frozenset(("name", "deed", "points", "day", "giver", "confirmed", "source"))
"""What is kept of each giving, whatever the learner adds."""

Worth = Annotated[int, Having(ge=1, le=MOST_POINTS)]


class Starter(Part):
    """A deed that is there when the app is new."""

    name: Label
    points: Worth = 1


class Options(Part):
    """Who gives points to whom, what else counts, and whether people are compared."""

    gives: Literal["self", "others", "confirm", "owner"] = "self"
    """Everybody for themselves; for others only; for themselves once somebody else says yes; or the owner alone."""
    board: bool = False
    """A list of all with their points. Off, everybody sees their own and what all have together."""
    starters: Annotated[tuple[Starter, ...], Having(max_length=30)] = ()
    points_thing: Id = "point"
    """The thing that keeps each giving: `name`, `deed`, `points`, `day`, `giver`, `confirmed`, `source`."""
    members_thing: Id = "member"
    """Those who can get points: `name`."""
    rewards_thing: Id | None = None
    """What points can be traded for: `name`, `points`."""
    counts: bool = True
    """What is done on the app's other screens (a tick, a right answer, a goal met) may be collected as points."""
    counts_for: Worth = 1
    """The worth of each of these."""
    checklist_screen: Id | None = None
    tracker_screen: Id | None = None
    quiz_screen: Id | None = None

    def extra(self, spec: AppSpec) -> tuple[Field, ...]:
        """What the learner wants kept with each giving; what points keep by themselves is no field of a form."""
        return _fields(spec, self.points_thing, lambda field: field.name not in KEPT)

    def extra_code(self, spec: AppSpec) -> Code:
        """`extra` as code."""
        return _code(spec, self.extra(spec))

    def name_code(self, spec: AppSpec) -> Code:
        """The field in which somebody writes their name, as code."""
        return _code(spec, _fields(spec, self.members_thing, lambda field: field.name == "name"))


def _fields(spec: AppSpec, thing: str, wanted: Callable[[Field], bool]) -> tuple[Field, ...]:
    found = spec.thing(thing)
    return tuple(field for field in found.fields if wanted(field)) if found else ()


def _code(spec: AppSpec, fields: tuple[Field, ...]) -> Code:
    from scaffolds.screens import field_of, fields_code  # late: what screens are given is written in terms of blocks

    return fields_code([field_of(field, spec) for field in fields])


class SharedGoal(Part):
    """So many points of all together fill the jar; then the next one begins."""

    amount: Annotated[int, Having(ge=2, le=100_000)] = 100
    reward: Label | Literal[""] = ""
    """What happens then, in the learner's words."""


class LimitPerPerson(Part):
    """At most so many times a day that one person gives (or, where the owner gives, gets) points."""

    amount: Annotated[int, Having(ge=1, le=100)] = 5
