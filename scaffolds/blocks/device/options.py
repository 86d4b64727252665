"""What can be set on a device, and the limit that it offers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field as Having
from pydantic import model_validator

from scaffolds.blocks import Guard, thing_of
from scaffolds.spec import AppSpec, Id, Label, Part, Screen, SpecError, Thing

Sensor = Literal["temperature", "light", "sound", "moisture", "pressure", "distance", "movement", "button", "none"]
MOST_KEPT = 1000
"""Rows of one person; the oldest gives way to the newest, so that a forgotten board fills no store."""
OWN = ("day", "time", "event")
"""Fields that every reading has, besides its value."""

Amount = Annotated[float, Having(ge=-1e6, le=1e6, allow_inf_nan=False)]
Degrees = Annotated[int, Having(ge=0, le=180)]


class Actuator(Part):
    """Something that the board moves or switches: a switch is 0 or 1, a servo stands at 0 to 180 degrees, a sound beeps."""

    id: Id
    kind: Literal["switch", "servo", "sound"] = "switch"
    label: Label


class Options(Part):
    """What is measured, between which ends, what can be moved, and how often a value is kept by itself."""

    sensor: Sensor = "temperature"
    value: Id = "value"
    """The field that holds what was measured."""
    low: Amount = -10
    high: Amount = 60
    """The ends of the scale; a value written by hand must lie between."""
    actuators: Annotated[tuple[Actuator, ...], Having(max_length=4)] = ()
    log_minutes: Annotated[int, Having(ge=1, le=1440)] = 1
    shared: bool = True
    """All see all readings; else everybody sees only their own."""

    @model_validator(mode="after")
    def _holds_together(self) -> Options:
        if self.high <= self.low:
            raise ValueError(f"the upper end {self.high:g} is not above the lower end {self.low:g}")
        if self.sensor == "none" and not self.actuators:
            raise ValueError("a device without a sensor needs something to move")
        if len({one.id for one in self.actuators}) < len(self.actuators):
            raise ValueError("two actuators have one id")
        if self.sensor in {one.id for one in self.actuators}:
            raise ValueError("an actuator has the sensor's name")
        return self


class Alarm(Part):
    """A limit, and what happens while the value is beyond it. It is always shown big."""

    sense: Literal["above", "below"] = "above"
    value: Amount = 30
    sound: bool = True
    keep: bool = True
    """A reading is kept at the moment when the limit is passed."""
    actuator: Id | None = None
    amount: Degrees = 1
    """What is sent to the actuator then."""
    rest: Degrees = 0
    """What is sent when it is over."""

    def in_code(self) -> dict[str, Any]:
        """The limit as a line of code."""
        said = self.model_dump(mode="json")
        said["value"] = plain(self.value)
        return {key: value for key, value in said.items() if self.actuator or key not in ("actuator", "amount", "rest")}


def plain(value: float) -> float | int:
    """8 and not 8.0, as it stands in code that is read."""
    return int(value) if float(value).is_integer() else value


def validate(spec: AppSpec, screen: Screen) -> None:
    """A reading has its day, time, value and event; what is one's own is private; limits name actuators that are there."""
    thing, options = thing_of(spec, screen), Options.model_validate(screen.options)
    _validate_thing(thing, options)
    for rule in spec.rules_of(screen):
        alarm = Alarm.model_validate(rule.options)
        named = next((one for one in options.actuators if one.id == alarm.actuator), None)
        if alarm.actuator and named is None:
            raise SpecError("rules", f'no actuator is called "{alarm.actuator}"')
        if named and named.kind != "servo" and max(alarm.amount, alarm.rest) > 1:
            raise SpecError("rules", f'"{named.id}" is switched with 0 and 1')


def _validate_thing(thing: Thing, options: Options) -> None:
    kinds = {"day": "date", "time": "time", "event": "text", options.value: "number"}
    for name, kind in kinds.items():
        field = thing.field(name)
        if field is None or field.type != kind:
            raise SpecError("thing", f'"{thing.id}" needs a field "{name}" of type {kind}')
    if not options.shared and not all(field.private for field in thing.fields):
        raise SpecError("options.shared", "readings of one's own are private: so must all their fields be")
    odd = next((field.name for field in thing.fields if field.required and field.name not in ("day", "time")), None)
    if odd:
        raise SpecError("thing", f'a device does not fill in "{odd}" each time, so it cannot be required')


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """Not endlessly many readings of one person."""
    return (Guard(thing_of(spec, screen).id, limit=MOST_KEPT),)


def libraries(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    """The curve's, where there is a value to draw."""
    return () if Options.model_validate(screen.options).sensor in ("none", "button") else ("uplot",)
