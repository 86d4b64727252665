"""What must hold between a screen of points and the things that it keeps."""

from __future__ import annotations

from scaffolds.blocks import thing_of
from scaffolds.blocks.points.linking import SOURCES
from scaffolds.blocks.points.options import Options
from scaffolds.spec import AppSpec, Screen, SpecError, Thing

_DEED = {"name": "text", "points": "number"}
_POINT = {"deed": "text", "points": "number", "day": "date", "giver": "text", "confirmed": "yes_no", "source": "text"}


def validate(spec: AppSpec, screen: Screen) -> None:
    """Deeds, points and people have the fields that the rules write, seen by all; what counts is a screen of its kind."""
    options = Options.model_validate(screen.options)
    deeds = thing_of(spec, screen)
    kept = _kept(spec, options.points_thing, "points_thing")
    members = _kept(spec, options.members_thing, "members_thing")
    rewards = [_kept(spec, options.rewards_thing, "rewards_thing")] if options.rewards_thing else []
    if len({thing.id for thing in (deeds, kept, members, *rewards)}) < 3 + len(rewards):
        raise SpecError("options", "deeds, points, people and rewards are kept in things of their own")
    for thing in (deeds, *rewards):
        _has(thing, _DEED, required=True)
    if any(thing.written_by != deeds.written_by for thing in rewards):
        raise SpecError("options.rewards_thing", "who writes the deeds writes the rewards")
    _has(kept, _POINT)
    for thing in (kept, members):
        _has_name(thing)
        if thing.written_by != "everyone":
            raise SpecError("options", f'everybody takes part, so everyone must write "{thing.id}"')
    _validate_sources(spec, options)


def _kept(spec: AppSpec, id: str, option: str) -> Thing:
    thing = spec.thing(id)
    if thing is None:
        raise SpecError(f"options.{option}", f'no thing is called "{id}"')
    return thing


def _has(thing: Thing, needed: dict[str, str], required: bool = False) -> None:
    for name, type in needed.items():
        field = thing.field(name)
        if field is None or field.type != type or field.private or (required and not field.required):
            raise SpecError("thing", f'"{thing.id}" needs a {"required " if required else ""}field "{name}" of type {type} that everybody sees')
    if not required and any(field.required for field in thing.fields if field.name not in {**needed, "name": ""}):
        raise SpecError("thing", f'points are given with one tap, so nothing else of "{thing.id}" can be required')


def _has_name(thing: Thing) -> None:
    field = thing.field("name")
    if field is None or field.type not in ("text", "person") or not field.required or field.private:
        raise SpecError("thing", f'"{thing.id}" needs a required field "name" of type person that everybody sees')


def _validate_sources(spec: AppSpec, options: Options) -> None:
    for kind in SOURCES:
        id = getattr(options, f"{kind}_screen")
        other = spec.screen(id) if id else None
        if id and (other is None or other.block != kind):
            raise SpecError(f"options.{kind}_screen", f'no {kind} screen is called "{id}"')
