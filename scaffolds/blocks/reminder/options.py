"""What can be set on a reminder screen, what its rows must have, and what its store holds to."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field as Having
from pydantic import model_validator

from scaffolds.blocks import Guard, Seed, thing_of
from scaffolds.spec import AppSpec, FieldType, Id, Part, Screen, SpecError, Thing, Word

Clock = Annotated[str, Having(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""`HH:MM` on the wall."""
Repeat = Literal["once", "daily", "weekdays", "days", "hours", "monthly"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

PLAN: dict[str, FieldType] = {
    "repeat": "text", "times": "text", "day": "date", "days": "text", "every": "number", "until": "time", "since": "text",
}  # fmt: skip
"""The fields of a reminder that say when: how it repeats, its times (`"08:00 20:00"`), the day of one that comes once or each month, its weekdays
(`"mon thu"`), every how many hours and until when, and the moment from which it counts."""
MARK: dict[str, FieldType] = {"reminder": "text", "day": "date", "time": "time", "state": "text", "at": "text", "until": "text", "who": "person"}
"""The fields of a mark, which is what became of one time: done, skipped, or put off until a moment."""
_MUST = frozenset(("repeat", "times", "reminder", "day", "time", "state"))
_OPENED = ("checklist", "tracker", "guide")


class Starter(Part):
    """A reminder that a new app begins with, at the same times every day, or on some weekdays."""

    what: Word
    times: Annotated[tuple[Clock, ...], Having(min_length=1, max_length=8)] = ("08:00",)
    days: Annotated[tuple[Weekday, ...], Having(max_length=7)] = ()
    """On these days only; none means every day."""
    every: Annotated[int, Having(ge=1, le=12)] | None = None
    """Every so many hours from the first of its times on, until `until`."""
    until: Clock | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Starter:
        if self.every is not None and (self.until is None or self.until <= min(self.times)):
            raise ValueError(f"every {self.every} hours needs an end after {min(self.times)}")
        return self


class Options(Part):
    """Whose reminders they are, when they are silent, and how long they wait."""

    shared: bool = True
    """One list for all; else everybody has their own, which nobody else sees but the app's owner."""
    signed: bool = False
    """Who did it is kept with it, where several people look after somebody."""
    quiet_from: Clock = "22:00"
    quiet_to: Clock = "07:00"
    """Between these two it makes no sound and shows no notification; the same time twice means never."""
    later_minutes: Annotated[int, Having(ge=1, le=240)] = 10
    open_minutes: Annotated[int, Having(ge=5, le=720)] = 60
    """How long it counts as due; after that it stands among those that were not ticked."""
    starters: Annotated[tuple[Starter, ...], Having(max_length=20)] = ()
    opens_screen: Id | None = None
    """A screen that is one tap away when something is due: the checklist to go through, the value to note."""
    marks_thing: Id = "mark"


def validate(spec: AppSpec, screen: Screen) -> None:
    """A reminder needs its name and all that says when; a mark needs all of its fields; one's own are private."""
    thing, options = thing_of(spec, screen), Options.model_validate(screen.options)
    what = thing.field("what")
    if what is None or what.type != "text" or not what.required or (options.shared and what.private):
        raise SpecError("thing", f'"{thing.id}" needs a required field "what" of type text that its people see')
    _validate_fields(thing, PLAN, "thing")
    marks = spec.thing(options.marks_thing)
    if marks is None or marks is thing:
        raise SpecError("options.marks_thing", f'no other thing is called "{options.marks_thing}"')
    _validate_fields(marks, MARK, "options.marks_thing")
    if marks.written_by != "everyone":
        raise SpecError("options.marks_thing", f'everybody ticks, so everyone must write "{marks.id}"')
    if not options.shared:
        _validate_own(thing, marks)


def _validate_fields(thing: Thing, fields: dict[str, FieldType], place: str) -> None:
    for name, type in fields.items():
        field = thing.field(name)
        if field is None or field.type != type:
            raise SpecError(place, f'"{thing.id}" needs a field "{name}" of type {type}')
        if field.required and name not in _MUST:
            raise SpecError(place, f'"{thing.id}.{name}" is not always given, so it cannot be required')


def _validate_own(thing: Thing, marks: Thing) -> None:
    if thing.written_by != "everyone":
        raise SpecError("thing", f'everybody has their own reminders, so everyone must write "{thing.id}"')
    for one in (thing, marks):
        for field in one.fields:
            if not field.private and field.name in ("what", *PLAN, *MARK):
                raise SpecError("options.shared", f'own reminders are private: so must "{one.id}.{field.name}" be')


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """One time of a reminder is marked once: two who press Done together do it once."""
    options = Options.model_validate(screen.options)
    one_time = ("reminder", "day", "time")
    return (Guard(options.marks_thing, one_time, unique=True) if options.shared else Guard(options.marks_thing, one_time, limit=1),)


def shared(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    options = Options.model_validate(screen.options)
    return (thing_of(spec, screen).id, options.marks_thing) if options.shared else ()


def seeds(spec: AppSpec, screen: Screen) -> tuple[Seed, ...]:
    """The first reminders stand on a list for all; those of one's own begin with nobody's."""
    options, thing = Options.model_validate(screen.options), thing_of(spec, screen)
    return tuple((thing.id, _seed(one)) for one in options.starters) if options.shared else ()


def _seed(starter: Starter) -> dict[str, Any]:
    times = sorted(set(starter.times))
    if starter.every is not None:
        return {"what": starter.what, "repeat": "hours", "times": times[0], "every": starter.every, "until": starter.until}
    days = {"repeat": "days", "days": " ".join(starter.days)} if starter.days else {"repeat": "daily"}
    return {"what": starter.what, **days, "times": " ".join(times)}


def link(spec: AppSpec, screen: Screen) -> Screen:
    """What is due leads to the app's checklist, tracker or guide, where there is one; what is gone is let go."""
    named = screen.options.get("opens_screen")
    if named is not None and spec.screen(str(named)) is not None and named != screen.id:
        return screen
    others = {one.block: one.id for one in reversed(spec.screens)}
    found = next((others[block] for block in _OPENED if block in others), None)
    return screen if named == found else screen.model_copy(update={"options": {**screen.options, "opens_screen": found}})
