"""What a scanning screen is for, and what its two things must have."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Having

from scaffolds.blocks import thing_of
from scaffolds.spec import AppSpec, Field, FieldType, Id, Part, Screen, SpecError, Thing, Word

Purpose = Literal["check_in", "lookup", "leave"]


class Options(Part):
    """What a scan means here, and which other screens it speaks to."""

    purpose: Purpose = "check_in"
    """`check_in`: who or what passed, and when. `lookup`: what a code stands for. `leave`: what must be scanned before one goes."""
    scans_thing: Id = "scan"
    """The thing that keeps the scans: `code`, `name`, `day`, `time`; with a choice `way` of two, a scan is the one and then the other."""
    day_by_day: bool = True
    """For `check_in`: each day begins anew. Else what was taken yesterday is still out today."""
    starters: Annotated[tuple[Word, ...], Having(max_length=60)] = ()
    """What is known from the beginning; each is given a code to print."""
    list_screen: Id | None = None
    """A checklist, whose items are ticked by scanning them."""
    records_screen: Id | None = None
    """A list whose rows are found by a code that stands in one of their fields."""


_OF_ITEM: dict[str, tuple[FieldType, ...]] = {"code": ("text",), "name": ("text", "person")}
_OF_SCAN: dict[str, tuple[FieldType, ...]] = {"code": ("text",), "name": ("text", "person"), "day": ("date",), "time": ("time",)}


def validate(spec: AppSpec, screen: Screen) -> None:
    """Both things have their fields, seen by everybody; the other screens are of the blocks that they must be."""
    options = Options.model_validate(screen.options)
    thing, scans = thing_of(spec, screen), spec.thing(options.scans_thing)
    if scans is None or scans is thing:
        raise SpecError("options.scans_thing", f'no other thing is called "{options.scans_thing}"')
    _has(thing, _OF_ITEM, "thing")
    _has(scans, _OF_SCAN, "options.scans_thing")
    way = way_of(scans)
    if way and len(way.choices) != 2:
        raise SpecError("options.scans_thing", f"\"{scans.id}.way\" needs two choices: the first scan's, then the second's")
    _shows(spec, options.list_screen, "checklist", "options.list_screen")
    _shows(spec, options.records_screen, "records", "options.records_screen")


def way_of(scans: Thing) -> Field | None:
    """The field that says which way somebody passed, where the app asks for it."""
    field = scans.field("way")
    return field if field and field.type == "choice" else None


def _has(thing: Thing, needed: dict[str, tuple[FieldType, ...]], place: str) -> None:
    for name, types in needed.items():
        field = thing.field(name)
        if field is None or field.type not in types or not field.required or field.private:
            raise SpecError(place, f'"{thing.id}" needs a required field "{name}" of type {types[0]} that everybody sees')


def _shows(spec: AppSpec, id: str | None, block: str, place: str) -> None:
    found = spec.screen(id) if id else None
    if id and (found is None or found.block != block):
        raise SpecError(place, f'no screen of the block {block} is called "{id}"')
