"""What an album is like, and what its things must have."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Having

from scaffolds.blocks import thing_of
from scaffolds.spec import AppSpec, Field, FieldType, Id, Part, Screen, SpecError, Thing, Word


class Options(Part):
    """Who sees a picture first, what is asked of it, and which tags there are from the beginning."""

    waiting_thing: Id | None = None
    """Where pictures wait for the owner's yes: the same fields, all private, so that nobody else sees them before. None: no yes is needed."""
    consent: bool = True
    """Whoever adds a picture says that the people on it agree."""
    pairs: bool = False
    """A picture may have a second one, `after`, that is laid over it to compare."""
    tags: Annotated[tuple[Word, ...], Having(max_length=20)] = ()


_NEEDED: dict[str, FieldType] = {"photo": "photo", "caption": "text", "day": "date", "tags": "text"}


def validate(spec: AppSpec, screen: Screen) -> None:
    """The album has its fields; where pictures wait, they wait unseen, and only the owner writes the album."""
    options, thing = Options.model_validate(screen.options), thing_of(spec, screen)
    for name, type in (_NEEDED | ({"after": "photo"} if options.pairs else {})).items():
        _has(thing, name, type)
    if not _of(thing, "photo").required:
        raise SpecError("thing", f'"{thing.id}.photo" must be required: an album is made of pictures')
    if options.waiting_thing:
        _waits(spec, thing, options.waiting_thing)


def _has(thing: Thing, name: str, type: FieldType) -> None:
    field = thing.field(name)
    if field is None or field.type != type or field.private:
        raise SpecError("thing", f'"{thing.id}" needs a field "{name}" of type {type} that everybody sees')


def _of(thing: Thing, name: str) -> Field:
    return next(field for field in thing.fields if field.name == name)


def _waits(spec: AppSpec, album: Thing, id: str) -> None:
    waiting = spec.thing(id)
    if waiting is None or waiting is album:
        raise SpecError("options.waiting_thing", f'no other thing is called "{id}"')
    if [(one.name, one.type) for one in waiting.fields] != [(one.name, one.type) for one in album.fields]:
        raise SpecError("options.waiting_thing", f'"{id}" needs the fields of "{album.id}", in their order')
    if waiting.written_by != "everyone" or not all(field.private for field in waiting.fields):
        raise SpecError("options.waiting_thing", f'what waits is written by everyone and seen by nobody else: the fields of "{id}" must be private')
    if album.written_by != "owner":
        raise SpecError("thing", f'where pictures wait for the owner, only the owner writes "{album.id}"')


def permissions(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    return ("camera",)
