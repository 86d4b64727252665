"""What can be set of a guide, and what its four things must hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator
from pydantic import Field as Having

from scaffolds.blocks import Guard, thing_of
from scaffolds.blocks.guide.written import Guide
from scaffolds.spec import AppSpec, Id, Part, Screen, SpecError, Thing, Word

_PHONE = re.compile(r"[-+() \d]{3,30}")
ANSWERS = tuple(f"answer_{n}" for n in range(1, 5))
LEADS = tuple(f"to_{n}" for n in range(1, 5))
_STEP = {
    "number": ("number",), "guide": ("number",), "place": ("number",), "title": ("text",), "words": ("long_text",), "sign": ("text",),
    "onward": ("number",), **dict.fromkeys(ANSWERS, ("text",)), **dict.fromkeys(LEADS, ("number",)),
}  # fmt: skip
_TICK = {"guide": ("number",), "step": ("number",), "day": ("date",)}
_CALL = {"name": ("text",), "phone": ("phone",)}
_REQUIRED = frozenset(("number", "guide", "place", "title"))


def _check_phone(value: str) -> str:
    if not _PHONE.fullmatch(value) or sum(char.isdigit() for char in value) < 3:
        raise ValueError(f'"{value[:40]}" is not a phone number')
    return value


class Call(Part):
    """A number to call, as the learner gave it."""

    name: Word
    phone: Annotated[str, AfterValidator(_check_phone)]


class Options(Part):
    """What a new guide begins with, and where its parts are kept."""

    steps: Annotated[tuple[Word, ...], Having(max_length=30)] = ()
    """The steps of the first guide, in the learner's words and order; none: an example about the app itself."""
    question: Annotated[tuple[Word, ...], Having(max_length=4)] = ()
    """Two to four answers of a first question, each leading to what to do."""
    emergency: bool = False
    """The first guide is for emergencies: it stands first, marked as such."""
    guides: Annotated[tuple[Guide, ...], Having(max_length=12)] = ()
    """Whole guides, in place of the one that the two above make."""
    calls: Annotated[tuple[Call, ...], Having(max_length=8)] = ()
    """Numbers to call, pinned above all guides."""
    steps_thing: Id = "guide_step"
    """Keeps the steps: `guide` and `number` are numbers that the app gives, `answer_1` leads to the step `to_1`, ..."""
    ticks_thing: Id = "guide_tick"
    """Keeps what a person has done, seen by them and the owner: `guide`, `step`, `day`."""
    calls_thing: Id = "guide_call"
    """Keeps the numbers to call: `name`, `phone`."""


def validate(spec: AppSpec, screen: Screen) -> None:
    """A guide has a number and a name; its steps, ticks and calls have what the screen shows."""
    guide, options = thing_of(spec, screen), Options.model_validate(screen.options)
    _check(guide, "thing", {"number": ("number",), "name": ("text",)}, required=frozenset(("number", "name")))
    _check(guide, "thing", {"emergency": ("yes_no",)}, required=frozenset())
    steps = _other(spec, options.steps_thing, "options.steps_thing", guide)
    _check(steps, "options.steps_thing", _STEP, required=_REQUIRED)
    if steps.written_by != guide.written_by:
        raise SpecError("options.steps_thing", f'"{steps.id}" must be written by whoever writes "{guide.id}"')
    ticks = _other(spec, options.ticks_thing, "options.ticks_thing", guide)
    _check(ticks, "options.ticks_thing", _TICK, required=frozenset(_TICK), private=True)
    if ticks.written_by != "everyone":
        raise SpecError("options.ticks_thing", f'everybody ticks, so everyone must write "{ticks.id}"')
    calls = _other(spec, options.calls_thing, "options.calls_thing", guide)
    _check(calls, "options.calls_thing", _CALL, required=frozenset(_CALL))
    if calls.written_by != "owner":
        raise SpecError("options.calls_thing", f'only the owner writes "{calls.id}": somebody may have to rely on a number')


def _other(spec: AppSpec, id: str, place: str, guide: Thing) -> Thing:
    found = spec.thing(id)
    if found is None or found is guide:
        raise SpecError(place, f'no other thing is called "{id}"')
    return found


def _check(thing: Thing, place: str, needed: Mapping[str, tuple[str, ...]], required: frozenset[str], private: bool = False) -> None:
    for name, types in needed.items():
        field = thing.field(name)
        if field is None or field.type not in types:
            raise SpecError(place, f'"{thing.id}" needs a field "{name}" of type {" or ".join(types)}')
        if field.required != (name in required) or field.private != private:
            seen = "private" if private else "seen by all"
            raise SpecError(place, f'the field "{name}" of "{thing.id}" must be {"required" if name in required else "optional"} and {seen}')
    extra = [field.name for field in thing.fields if field.name not in needed and field.required]
    if extra and place != "thing":
        raise SpecError(place, f'the field "{extra[0]}" of "{thing.id}" must be optional')


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """Numbers are given once, even where two people write at the same moment; a person ticks a step once."""
    options = Options.model_validate(screen.options)
    guide = thing_of(spec, screen).id
    once = (Guard(guide, ("number",), unique=True), Guard(guide, ("name",), unique=True), Guard(options.steps_thing, ("number",), unique=True))
    return (*once, Guard(options.ticks_thing, ("step",), limit=1), Guard(options.calls_thing, ("phone",), unique=True))
