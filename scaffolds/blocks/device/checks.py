"""What must hold for a device, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks.acceptance import LAST, acceptance, writer
from scaffolds.blocks.device.options import Actuator, Alarm, Options
from scaffolds.spec import AppSpec, Check, Screen, Step, Thing, text_of


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """A value is kept and taken away; odd lines, values off the scale and a device that is not there are refused."""
    thing, options = blocks.thing_of(spec, screen), Options.model_validate(screen.options)
    measured = () if options.sensor == "none" else (*_kept(spec, screen, thing, options), *_limits(spec, screen, thing, options))
    return (*measured, *_moved(spec, screen, thing, options), *_own(spec, screen, thing, options))


def _step(thing: Thing, action: str, given: dict[str, Any], refused: str = "", who: str = "") -> Step:
    return Step(action=action, who=who or writer(thing), input=given, expect="refused" if refused else "done", why=refused)


def _kept(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Iterator[Check]:
    middle = (options.low + options.high) / 2
    log = _step(thing, "log", {"value": middle, "connected": True})
    yield acceptance(spec, screen, "kept", log, _step(thing, "remove", {"id": LAST}))
    yield acceptance(spec, screen, "odd", _step(thing, "log", {"value": "nan", "connected": True}, "no_value"), edge=True)
    yield acceptance(spec, screen, "gone", _step(thing, "log", {"value": middle, "connected": False}, "no_device"), edge=True)
    above = _step(thing, "add", {options.value: options.high + 1}, "out_of_bounds")
    yield acceptance(spec, screen, "off_scale", above, edge=True, low=f"{options.low:.15g}", high=f"{options.high:.15g}")


def _limits(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Iterator[Check]:
    """A value beyond the limit is kept like any other, with the limit that it passed."""
    unit = next((field.unit for field in thing.fields if field.name == options.value), "")
    for nth, rule in enumerate(spec.rules_of(screen)):
        alarm = Alarm.model_validate(rule.options)
        beyond = options.high if alarm.sense == "above" else options.low
        step = _step(thing, "log", {"value": beyond, "connected": True, "alarm": nth})
        yield acceptance(spec, screen, alarm.sense, step, nth=nth, value=f"{alarm.value:.15g} {unit}".strip())


def _moved(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Iterator[Check]:
    for nth, one in enumerate(options.actuators):
        label, most = text_of(one.label, spec.language), _most(one)
        done = _step(thing, "command", {"actuator": one.id, "amount": most, "connected": True})
        yield acceptance(spec, screen, "moved", done, nth=nth, name=label)
        much = _step(thing, "command", {"actuator": one.id, "amount": most + 1, "connected": True}, "not_possible")
        yield acceptance(spec, screen, "too_far", much, edge=True, nth=nth, name=label, most=most)


def _most(one: Actuator) -> int:
    return 180 if one.kind == "servo" else 1


def _own(spec: AppSpec, screen: Screen, thing: Thing, options: Options) -> Iterator[Check]:
    first = _step(thing, "add", {options.value: options.low}) if options.sensor != "none" else _command(thing, options)
    if thing.written_by == "owner":
        yield acceptance(spec, screen, "owner_writes", first.model_copy(update={"who": "b", "expect": "refused", "why": "only_owner"}), edge=True)
        return
    why = "not_yours" if options.shared else "gone"
    yield acceptance(spec, screen, "own_only", first, _step(thing, "remove", {"id": LAST}, why, who="b"), edge=True)


def _command(thing: Thing, options: Options) -> Step:
    return _step(thing, "command", {"actuator": options.actuators[0].id, "amount": 1, "connected": True})
