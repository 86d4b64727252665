"""What can be set on an exchange, what its things must hold, and what its store holds to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Having

from scaffolds.blocks import Guard, thing_of
from scaffolds.spec import AppSpec, Id, Part, Screen, SpecError, Thing, text_of


class Options(Part):
    """What is exchanged, how long an entry stays, and who holds what."""

    about: Literal["things", "lost"] = "things"
    """`lost`: what was found is offered, what was lost is looked for, and the screen words it so."""
    keep_days: Annotated[int, Having(ge=1, le=365)] = 30
    """How long an entry stays on the list where nobody gave a last day; no last day may lie further away than a year."""
    reservations_thing: Id = "reservations"
    """The thing that keeps who reserved which entry: `post` (the entry's id), `name`, `thanks`."""


class HoldAtMost(Part):
    """One person holds at most so many entries of others that are not handed over yet."""

    amount: Annotated[int, Having(ge=1, le=100)] = 1


_POST: dict[str, tuple[str, ...]] = {
    "side": ("choice",), "what": ("text",), "until": ("date",), "name": ("text", "person"), "done": ("yes_no",), "thanks": ("text",),
}  # fmt: skip
_HELD: dict[str, tuple[str, ...]] = {"post": ("text",), "name": ("text", "person"), "thanks": ("text",)}
_GIVEN = ("side", "what", "name")
_OFTEN: dict[str, str] = {"how": "choice", "kind": "choice", "place": "place", "day": "date", "time": "time", "photo": "photo", "note": "long_text"}
"""Fields that the screen shows in a place of their own where they are there."""


def validate(spec: AppSpec, screen: Screen) -> None:
    """Entries say on which side they are, what, until when and by whom; reservations say which entry, and by whom."""
    posts = thing_of(spec, screen)
    held = spec.thing(Options.model_validate(screen.options).reservations_thing)
    if held is None or held is posts:
        raise SpecError("options.reservations_thing", "reservations need a thing of their own")
    _check_fields(posts, _POST, "thing")
    _check_fields(held, _HELD, "options.reservations_thing")
    _check_sides(posts)
    for name, type in _OFTEN.items():
        field = posts.field(name)
        if field is not None and (field.type != type or field.private):
            raise SpecError("thing", f'the field "{name}" of "{posts.id}" must be of type {type} and seen by all')


def _check_fields(thing: Thing, needed: dict[str, tuple[str, ...]], place: str) -> None:
    if thing.written_by != "everyone":
        raise SpecError(place, f'everybody gives and takes, so everyone must write "{thing.id}"')
    for name, types in needed.items():
        field = thing.field(name)
        if field is None or field.type not in types or field.private:
            raise SpecError(place, f'"{thing.id}" needs a field "{name}" of type {" or ".join(types)} that everybody sees')


def _check_sides(posts: Thing) -> None:
    side = posts.field("side")
    if side is None or len({text_of(choice) for choice in side.choices}) != 2 or len(side.choices) != 2:
        raise SpecError("thing", f'the field "side" of "{posts.id}" needs two choices: what is offered, then what is looked for')
    for name in _GIVEN:
        if not getattr(posts.field(name), "required", False):
            raise SpecError("thing", f'the field "{name}" of "{posts.id}" must be required')


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """An entry is reserved by one person at a time, even where two tap in the same second."""
    return (Guard(Options.model_validate(screen.options).reservations_thing, ("post",), unique=True),)
