"""What can be set on a queue, what a ticket must have, and what its store holds to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Having
from pydantic import model_validator

from scaffolds.blocks import Guard, thing_of
from scaffolds.spec import AppSpec, Field, FieldType, Part, Screen, SpecError, Thing, text_of

Clock = Annotated[str, Having(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")]
"""`HH:MM` on the wall; `24:00` is the end of a day."""

TICKET: dict[str, FieldType] = {
    "number": "number", "day": "date", "state": "text", "turn": "number", "counter": "number", "taken": "text", "called": "text", "ended": "text",
}  # fmt: skip
"""The fields of a ticket that the screen keeps itself: its number of the day, what became of it, the order of the calls, the counter, and the moments."""
GIVEN = ("number", "day", "state")
MOST_LINES = 6


class Options(Part):
    """When numbers are given, to how many, and who calls them."""

    opens: Clock = "00:00"
    closes: Clock = "24:00"
    counters: Annotated[int, Having(ge=1, le=9)] = 1
    """Desks, windows, doctors: places that people are called to."""
    called_by: Literal["owner", "everyone"] = "owner"
    """`everyone`: nobody sits at a counter; whoever is done calls the next."""
    most_waiting: Annotated[int, Having(ge=1, le=500)] = 100
    per_person: Annotated[int, Having(ge=1, le=10)] = 1
    """Numbers that one person may hold at a time. The owner may take them for others."""

    @model_validator(mode="after")
    def _open_at_all(self) -> Options:
        if self.closes <= self.opens:
            raise ValueError(f"it closes at {self.closes}, before it opens at {self.opens}")
        return self


def validate(spec: AppSpec, screen: Screen) -> None:
    """A ticket has all that the screen keeps, seen by all; everyone writes; lines are different words."""
    thing = thing_of(spec, screen)
    for name, type in TICKET.items():
        _validate_own(thing, name, type)
    if thing.written_by != "everyone":
        raise SpecError("thing", f'everybody takes a number, so everyone must write "{thing.id}"')
    if line := thing.field("line"):
        _validate_line(thing, line)


def _validate_own(thing: Thing, name: str, type: FieldType) -> None:
    field = thing.field(name)
    if field is None or field.type != type:
        raise SpecError("thing", f'"{thing.id}" needs a field "{name}" of type {type}')
    if field.private:
        raise SpecError("thing", f'the field "{name}" of "{thing.id}" must be seen by all')
    if field.required != (name in GIVEN):
        raise SpecError("thing", f'the field "{name}" of "{thing.id}" must {"" if name in GIVEN else "not "}be required')


def _validate_line(thing: Thing, line: Field) -> None:
    words = [text_of(choice) for choice in line.choices]
    if line.type != "choice" or not line.required or line.private or len(set(words)) < len(words) or len(words) > MOST_LINES:
        raise SpecError("thing", f'the field "line" of "{thing.id}" must be a required choice of at most {MOST_LINES} different words that all see')


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """No number of a day is given twice, whatever two pages decided at the same moment; nobody calls themselves where the owner calls, nor changes another's number."""
    thing = thing_of(spec, screen)
    once = Guard(thing.id, ("day", "line", "number") if thing.field("line") else ("day", "number"), unique=True)
    if shared(spec, screen):
        return once, Guard(thing.id, ("state", "turn", "counter", "called", "ended"), others=True)
    return (
        once,
        Guard(thing.id, ("turn", "counter", "called"), owner=True),
        Guard(thing.id, ("state",), owner=True, at_first=("waiting",), later=("left",)),
    )


def shared(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    """Where everyone calls, everyone changes what became of a ticket; what is private stays its writer's."""
    return (thing_of(spec, screen).id,) if Options.model_validate(screen.options).called_by == "everyone" else ()
