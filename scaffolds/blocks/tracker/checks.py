"""What must hold for a tracker, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scaffolds import blocks
from scaffolds.blocks import samples
from scaffolds.blocks.acceptance import LAST, acceptance, writer
from scaffolds.blocks.tracker.options import MOST_A_DAY, Goal, Measure, Options, measured
from scaffolds.spec import AppSpec, Check, Field, Screen, Step, Thing, text_of

_TODAY, _TOMORROW = "2026-03-02", "2026-03-03"


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """A value is kept; days to come, too much, and nothing at all are refused; a second value of a day is asked about, or counted."""
    thing, options = blocks.thing_of(spec, screen), Options.model_validate(screen.options)
    found = [_kept(spec, screen, thing, options), _future(spec, screen, thing, options), _nothing(spec, screen, thing, options)]
    found += [*_outside(spec, screen, thing, options), _again(spec, screen, thing, options), *_own(spec, screen, thing, options)]
    return (*found, *_owner_only(spec, screen, thing, options), *_goals(spec, screen))


def _measure(field: Field, options: Options) -> Measure:
    return options.measure_of(field.name, field.type)


def _value(field: Field, options: Options, n: int = 0) -> Any:
    """A value that may be entered, another for each `n`."""
    if field.type == "yes_no":
        return n % 2 == 0
    if field.type == "rating":
        return 3 + n
    bounds = _measure(field, options)
    return bounds.low + (bounds.high - bounds.low) * (n + 1) / 4


def _given(spec: AppSpec, thing: Thing, options: Options, changes: Mapping[str, Any] | None = None, n: int = 0) -> dict[str, Any]:
    row = samples.row(thing, 0, spec.language) | {field.name: _value(field, options, n) for field in measured(thing)}
    return {name: value for name, value in row.items() if name != "time"} | {"day": _TODAY, **(changes or {})}


def _save(thing: Thing, given: dict[str, Any], refused: str = "", who: str = "") -> Step:
    return Step(action="save", who=who or writer(thing), input=given, expect="refused" if refused else "done", why=refused)


def _kept(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Check:
    again = Step(action="remove", who=writer(thing), input={"id": LAST})
    return acceptance(spec, screen, "kept", _save(thing, _given(spec, thing, options)), again)


def _future(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Check:
    return acceptance(spec, screen, "future", _save(thing, _given(spec, thing, options, {"day": _TOMORROW}), "in_future"), edge=True)


def _nothing(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Check:
    empty = _given(spec, thing, options, {field.name: None for field in measured(thing)})
    step = Step(action="save", who=writer(thing), input=empty, expect="refused")
    return acceptance(spec, screen, "nothing", step, edge=True)


def _outside(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Iterator[Check]:
    """Too much, and a number below zero where none can be."""
    field = next((one for one in measured(thing) if one.type in ("number", "money")), None)
    if field is None:
        return
    bounds, label = _measure(field, options), text_of(field.label, spec.language)
    step = _save(thing, _given(spec, thing, options, {field.name: bounds.high + 1}), "out_of_bounds")
    yield acceptance(spec, screen, "too_much", step, edge=True, field=label, high=f"{bounds.high:.15g}")
    if bounds.low >= 0:
        below = Step(action="save", who=writer(thing), input=_given(spec, thing, options, {field.name: -1}), expect="refused")
        yield acceptance(spec, screen, "below", below, edge=True, field=label)


def _again(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Check:
    first = _save(thing, _given(spec, thing, options))
    if options.several != "one":
        return acceptance(spec, screen, "several", first, _save(thing, _given(spec, thing, options, n=1)), most=MOST_A_DAY)
    other = _given(spec, thing, options, n=1)
    return acceptance(spec, screen, "again", first, _save(thing, other, "there_already"), _save(thing, other | {"replace": True}), edge=True)


def _own(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Iterator[Check]:
    """Nobody takes away, or even finds, what somebody else kept."""
    if thing.written_by == "owner":
        return
    key, why = ("own_only", "not_yours") if options.shared else ("own_seen", "gone")
    other = Step(action="remove", who="b", input={"id": LAST}, expect="refused", why=why)
    yield acceptance(spec, screen, key, _save(thing, _given(spec, thing, options)), other, edge=True)


def _owner_only(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Iterator[Check]:
    if thing.written_by == "owner":
        yield acceptance(spec, screen, "owner_writes", _save(thing, _given(spec, thing, options), "only_owner", who="b"), edge=True)


def _goals(spec: AppSpec, screen: Screen) -> Iterator[Check]:
    """The goal is a line, no wall: a value that misses it is kept all the same."""
    thing, options = blocks.thing_of(spec, screen), Options.model_validate(screen.options)
    for nth, rule in enumerate(spec.rules_of(screen)):
        goal = blocks.rule_options(rule, blocks.of(screen))
        field = thing.field(goal.fields[0]) if isinstance(goal, Goal) else None
        if field is None or not isinstance(goal, Goal):
            continue
        bounds = _measure(field, options)
        miss = bounds.high if goal.sense == "at_most" else bounds.low
        label, amount = text_of(field.label, spec.language), f"{goal.amount:.15g}"
        if field.type != "rating" or 1 <= miss <= 5:
            yield acceptance(
                spec, screen, "goal_missed", _save(thing, _given(spec, thing, options, {field.name: miss})), nth=nth, field=label, amount=amount
            )
