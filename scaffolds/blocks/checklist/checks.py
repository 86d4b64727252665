"""What must hold for a checklist, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator

from scaffolds import blocks
from scaffolds.blocks import samples
from scaffolds.blocks.acceptance import LAST, acceptance, writer
from scaffolds.blocks.checklist.items import item_field
from scaffolds.spec import AppSpec, Check, Screen, Step, Thing


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """Tick and untick; begin again; nothing and the same twice are refused; ticks of one's own."""
    thing = blocks.thing_of(spec, screen)
    options = blocks.options_of(screen)
    found = [_ticked(spec, screen, thing), _reset(spec, screen, thing), _empty(spec, screen, thing), _twice(spec, screen, thing)]
    found += [*_owner_only(spec, screen, thing), *_daily(spec, screen, thing, options.reset), *_own(spec, screen, thing, options.shared)]
    return tuple(found)


def _add(spec: AppSpec, thing: Thing) -> Step:
    return Step(action="add", who=writer(thing), input=samples.row(thing, 0, spec.language))


def _tick() -> Step:
    return Step(action="tick", input={"id": LAST})


def _ticked(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    """Only what is ticked can be begun again: that it can shows that the tick was kept."""
    return acceptance(spec, screen, "ticked", _add(spec, thing), _tick(), Step(action="reset", input={}))


def _reset(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    nothing = Step(action="reset", input={}, expect="refused", why="nothing_ticked")
    return acceptance(spec, screen, "reset", _add(spec, thing), nothing)


def _empty(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    step = Step(action="add", who=writer(thing), input={}, expect="refused", why="empty")
    return acceptance(spec, screen, "empty", step, edge=True)


def _twice(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    """With what the learner listed themselves, where they did."""
    starters: tuple[str, ...] = blocks.options_of(screen).starters
    if starters:
        first = samples.row(thing, 0, spec.language) | {item_field(thing).name: starters[0]}
        step = Step(action="add", who=writer(thing), input=first, expect="refused", why="there_already")
        return acceptance(spec, screen, "twice_said", step, edge=True, item=starters[0])
    again = _add(spec, thing).model_copy(update={"expect": "refused", "why": "there_already"})
    return acceptance(spec, screen, "twice", _add(spec, thing), again, edge=True)


def _owner_only(spec: AppSpec, screen: Screen, thing: Thing) -> Iterator[Check]:
    if thing.written_by == "owner":
        step = Step(action="add", who="b", input=samples.row(thing, 0, spec.language), expect="refused", why="only_owner")
        yield acceptance(spec, screen, "owner_adds", step, edge=True)


def _daily(spec: AppSpec, screen: Screen, thing: Thing, reset: str) -> Iterator[Check]:
    if reset == "daily":
        next_day = Step(action="reset", at="2026-03-03T08:00", input={}, expect="refused", why="nothing_ticked")
        yield acceptance(spec, screen, "daily", _add(spec, thing), _tick(), next_day)


def _own(spec: AppSpec, screen: Screen, thing: Thing, shared: bool) -> Iterator[Check]:
    other = Step(action="reset", who="b", input={})
    if shared:
        yield acceptance(spec, screen, "one_list", _add(spec, thing), _tick(), other)
    else:
        untouched = other.model_copy(update={"expect": "refused", "why": "nothing_ticked"})
        yield acceptance(spec, screen, "own_ticks", _add(spec, thing), _tick(), untouched)
