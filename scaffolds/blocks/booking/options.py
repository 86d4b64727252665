"""What can be set on a booking screen, the rules that it offers, and what its store holds to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Having
from pydantic import model_validator

from scaffolds.blocks import Guard
from scaffolds.spec import AppSpec, Field, Part, Screen, SpecError, Thing, text_of

Clock = Annotated[str, Having(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")]
"""`HH:MM` on the wall; `24:00` is the end of a day."""
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
EVERY_DAY: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SlotMinutes = Annotated[int, Having(ge=5, le=720)]


class Options(Part):
    """Opening hours and the lengths of the times that can be booked."""

    opens: Clock = "08:00"
    closes: Clock = "22:00"
    slot_minutes: SlotMinutes = 30
    slot_minutes_of: dict[str, SlotMinutes] = Having(default_factory=dict, max_length=30)
    """Another length for some of the things booked, by their word; a word that is no longer there is left aside."""
    days: Annotated[tuple[Weekday, ...], Having(min_length=1, max_length=7)] = EVERY_DAY
    book_ahead_days: Annotated[int, Having(ge=1, le=365)] = 13

    @model_validator(mode="after")
    def _open_long_enough(self) -> Options:
        if minutes(self.closes) <= minutes(self.opens):
            raise ValueError(f"it closes at {self.closes}, before it opens at {self.opens}")
        if minutes(self.closes) - minutes(self.opens) < self.slot_minutes:
            raise ValueError(f"no time of {self.slot_minutes} minutes fits between {self.opens} and {self.closes}")
        return self


class LimitPerPerson(Part):
    """At most so many times, or minutes, for one person in a day or a week (Monday to Sunday), or as long as the app is used."""

    amount: Annotated[int, Having(ge=1, le=10_000)] = 1
    unit: Literal["times", "minutes"] = "times"
    per: Literal["day", "week", "ever"] = "day"


class OneName(Part):
    """A person books under one name, so nobody books for others."""


class GiveBackBefore(Part):
    """A time can be given back until so many minutes before it begins."""

    minutes: Annotated[int, Having(ge=1, le=10_080)] = 60


def minutes(clock: str) -> int:
    """`"06:30"` is 390."""
    return int(clock[:2]) * 60 + int(clock[3:])


def clock(of_day: int) -> str:
    """390 is `"06:30"`."""
    return f"{of_day // 60:02d}:{of_day % 60:02d}"


def resource_names(thing: Thing, spec: AppSpec) -> tuple[str, ...]:
    """What can be booked, as rows keep it: each choice's word in the app's first language."""
    field = thing.field("resource")
    return tuple(text_of(choice, spec.language) for choice in field.choices) if field else ()


def slot_of(options: Options, resource: str) -> int:
    """The length in minutes of a time of this resource."""
    return options.slot_minutes_of.get(resource, options.slot_minutes)


_NEEDED = {"resource": ("choice", "place"), "day": ("date",), "start": ("time",), "name": ("text", "person")}


def validate(spec: AppSpec, screen: Screen) -> None:
    """The thing must have what the screen shows: what is booked, the day, the start and for whom."""
    thing = spec.thing(screen.thing)
    if thing is None:
        raise SpecError("thing", "a booking screen needs a thing to keep bookings in")
    for name, types in _NEEDED.items():
        _check_needed(thing, name, types)
    options = Options.model_validate(screen.options)
    for resource in resource_names(thing, spec):
        if minutes(options.closes) - minutes(options.opens) < slot_of(options, resource):
            raise SpecError("options.slot_minutes_of", f'no time of "{resource}" fits between {options.opens} and {options.closes}')
    for id, limit in _limits(spec, screen).items():
        if limit.unit == "minutes" and limit.amount < max(_lengths(spec, screen)):
            raise SpecError("options.slot_minutes", f'the rule "{id}" allows {limit.amount} minutes, less than one time')


def _check_needed(thing: Thing, name: str, types: tuple[str, ...]) -> None:
    field = thing.field(name)
    if field is None or field.type not in types:
        raise SpecError("thing", f'"{thing.id}" needs a field "{name}" of type {" or ".join(types)}')
    if not field.required or field.private:
        raise SpecError("thing", f'the field "{name}" of "{thing.id}" must be required and seen by all')
    if name == "resource" and not _distinct(field):
        raise SpecError("thing", f'the field "resource" of "{thing.id}" needs different choices: what can be booked')


def _distinct(field: Field) -> bool:
    words = [text_of(choice) for choice in field.choices]
    return bool(words) and len(set(words)) == len(words)


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """The store refuses a time that is taken, and more for one person than the limits say, whatever a page decided."""
    thing = screen.thing or ""
    taken = Guard(thing=thing, fields=("resource", "day", "start"), unique=True)
    shortest = min(_lengths(spec, screen))
    return (taken, *(_limit_guard(thing, limit, shortest) for limit in _limits(spec, screen).values()))


def _limit_guard(thing: str, limit: LimitPerPerson, shortest: int) -> Guard:
    """Minutes are held to as if all were of the shortest length: never stricter than the screen's own rule."""
    times = limit.amount if limit.unit == "times" else limit.amount // shortest
    return Guard(thing=thing, fields=("day",) if limit.per == "day" else (), limit=times, week_of="day" if limit.per == "week" else None)


def _limits(spec: AppSpec, screen: Screen) -> dict[str, LimitPerPerson]:
    rules = [rule for rule in spec.rules_of(screen) if rule.kind == "limit_per_person"]
    return {rule.id: LimitPerPerson.model_validate(rule.options) for rule in rules}


def _lengths(spec: AppSpec, screen: Screen) -> tuple[int, ...]:
    options, thing = Options.model_validate(screen.options), spec.thing(screen.thing)
    return tuple(slot_of(options, one) for one in resource_names(thing, spec)) if thing else ()
