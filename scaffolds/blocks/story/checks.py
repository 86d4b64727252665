"""What must hold for a story, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks import samples
from scaffolds.blocks.acceptance import LAST, OWNER, acceptance
from scaffolds.blocks.story import tale
from scaffolds.spec import AppSpec, Check, Screen, Step, Thing, text_of


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """A choice leads on and back; what it needs is held to; loose ends and twins are refused; readers read."""
    thing = blocks.thing_of(spec, screen)
    start = _start(spec, screen, thing)
    found = [_read(spec, screen, start), _back(spec, screen, start), _locked(spec, screen, start), _nowhere(spec, screen, start)]
    found += [_empty(spec, screen), _twice(spec, screen, thing), _first_step(spec, screen), *_readers(spec, screen, thing)]
    return tuple(found)


def _row(spec: AppSpec, thing: Thing) -> dict[str, Any]:
    return samples.row(thing, 0, spec.language) | ({"picture": "🐱"} if thing.field("picture") else {})


def _add(spec: AppSpec, thing: Thing, who: str = OWNER, why: str = "") -> Step:
    return Step(action="add", who=who, input=_row(spec, thing), expect="refused" if why else "done", why=why)


def _start(spec: AppSpec, screen: Screen, thing: Thing) -> tuple[str, tuple[Step, ...]]:
    """The scene in which the story begins, and the step that makes it where the app starts empty."""
    options = blocks.options_of(screen)
    if options.begin_with_tale:
        return text_of(options.scenes[0].name, spec.language) if options.scenes else tale.first_scene(spec.language), ()
    return str(_row(spec, thing)["name"]), (_add(spec, thing),)


def _link(spec: AppSpec, screen: Screen, start: str, to: str = "", why: str = "", **given: str) -> Step:
    row: dict[str, Any] = {"scene": start, "label": "A", "to": to or start, **given}
    choice = spec.thing(blocks.options_of(screen).choice_thing)
    for field in choice.fields if choice else ():  # what the learner asks for besides
        if field.required and field.name not in row:
            row[field.name] = samples.value(field, 0, spec.language)
    return Step(action="link", who=OWNER, input=row, expect="refused" if why else "done", why=why)


def _choose(why: str = "") -> Step:
    return Step(action="choose", input={"id": LAST}, expect="refused" if why else "done", why=why)


def _read(spec: AppSpec, screen: Screen, start: tuple[str, tuple[Step, ...]]) -> Check:
    return acceptance(spec, screen, "read", *start[1], _link(spec, screen, start[0]), _choose())


def _back(spec: AppSpec, screen: Screen, start: tuple[str, tuple[Step, ...]]) -> Check:
    return acceptance(spec, screen, "back", *start[1], _link(spec, screen, start[0]), _choose(), Step(action="back", input={}))


def _first_step(spec: AppSpec, screen: Screen) -> Check:
    step = Step(action="back", input={}, expect="refused", why="at_start")
    return acceptance(spec, screen, "first_step", step, edge=True)


def _locked(spec: AppSpec, screen: Screen, start: tuple[str, tuple[Step, ...]]) -> Check:
    key = blocks.of(screen).said(spec.language)["labels"]["key"]
    return acceptance(spec, screen, "locked", *start[1], _link(spec, screen, start[0], needs=key), _choose("needs_item"), edge=True)


def _nowhere(spec: AppSpec, screen: Screen, start: tuple[str, tuple[Step, ...]]) -> Check:
    return acceptance(spec, screen, "nowhere", *start[1], _link(spec, screen, start[0], to="???", why="no_such_scene"), edge=True)


def _empty(spec: AppSpec, screen: Screen) -> Check:
    return acceptance(spec, screen, "empty", Step(action="add", who=OWNER, input={}, expect="refused", why="empty"), edge=True)


def _twice(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    return acceptance(spec, screen, "twice", _add(spec, thing), _add(spec, thing, why="there_already"), edge=True)


def _readers(spec: AppSpec, screen: Screen, thing: Thing) -> Iterator[Check]:
    if thing.written_by == "owner":
        yield acceptance(spec, screen, "readers", _add(spec, thing, who="b", why="only_owner"), edge=True)
