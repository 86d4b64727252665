"""What can be set on a board, what its four things need, and what the store holds to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Having

from scaffolds.blocks import Guard, thing_of
from scaffolds.spec import AppSpec, FieldType, Id, Part, Screen, SpecError, Thing

Needs = tuple[tuple[str, FieldType], ...]

_WHEN: Needs = (("day", "date"), ("time", "time"))
POST: Needs = (("words", "long_text"), *_WHEN, ("hidden", "yes_no"))
REPLY: Needs = (("post", "text"), ("words", "long_text"), *_WHEN, ("hidden", "yes_no"))
NOTICE: Needs = (("words", "long_text"), *_WHEN)
REPORT: Needs = (("about", "text"),)
NAME, PHOTO, QUESTION, WHY = "name", "photo", "question", "why"


class Options(Part):
    """Whether names are shown, what may be written, and when a reported post is out of sight."""

    anonymous: bool = False
    """No name is asked, kept or shown; the owner sees none either."""
    questions: bool = True
    """A post may be a question; those that nobody has answered can be found."""
    replies: bool = True
    longest: Annotated[int, Having(ge=20, le=2000)] = 600
    """Characters of a post and of a reply, at most."""
    hide_after: Annotated[int, Having(ge=1, le=20)] = 3
    """So many people report it, and others do not see it until the owner has looked."""
    replies_thing: Id = "reply"
    notices_thing: Id = "notice"
    """What only the owner writes, and what stands on top."""
    reports_thing: Id = "report"


class LimitPerPerson(Part):
    """At most `amount` posts of one person in a day, a week or at all."""

    amount: Annotated[int, Having(ge=1, le=1000)] = 1
    per: Literal["day", "week", "ever"] = "day"


def validate(spec: AppSpec, screen: Screen) -> None:
    """Each of the four things has what the rules write; only the owner writes notices."""
    thing = thing_of(spec, screen)
    options = Options.model_validate(screen.options)
    _needs(thing, POST, "thing")
    replies, notices, reports = (_other(spec, thing, name, id) for name, id in _others(options))
    _needs(replies, REPLY, "options.replies_thing")
    _needs(notices, NOTICE, "options.notices_thing")
    _needs(reports, REPORT, "options.reports_thing")
    if notices.written_by != "owner":
        raise SpecError("options.notices_thing", f'notices are the owner\'s: only the owner may write "{notices.id}"')
    for name, other in (("replies", replies), ("reports", reports)):
        if other.written_by != "everyone":
            raise SpecError(f"options.{name}_thing", f'everyone must write "{other.id}"')
    if sum(rule.kind == "limit_per_person" for rule in spec.rules_of(screen)) > 1:
        raise SpecError("rules", f'the screen "{screen.id}" has more than one limit for each person')


def _others(options: Options) -> tuple[tuple[str, str], ...]:
    return ("replies_thing", options.replies_thing), ("notices_thing", options.notices_thing), ("reports_thing", options.reports_thing)


def _other(spec: AppSpec, posts: Thing, name: str, id: str) -> Thing:
    found = spec.thing(id)
    if found is None or found is posts:
        raise SpecError(f"options.{name}", f'no other thing is called "{id}"')
    return found


def _needs(thing: Thing, needed: Needs, place: str) -> None:
    for name, type in needed:
        field = thing.field(name)
        if field is None or field.type != type or field.private:
            raise SpecError(place, f'"{thing.id}" needs a field "{name}" of type {type} that everybody sees')
    if place != "thing":
        _asks_no_more(thing, {NAME, *dict(needed)}, place)


def _asks_no_more(thing: Thing, asked: set[str], place: str) -> None:
    extra = next((field for field in thing.fields if field.required and field.name not in asked), None)
    if extra:
        raise SpecError(place, f'nobody is asked for "{thing.id}.{extra.name}", so it cannot be required')


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """A second tap in the same minute writes nothing twice; a person reports a post once; nobody but the owner hides or shows; the limit, where there is one."""
    thing = thing_of(spec, screen)
    options = Options.model_validate(screen.options)
    found = [
        Guard(thing.id, ("words", "day", "time"), limit=1),
        Guard(options.replies_thing, ("post", "words", "day", "time"), limit=1),
        Guard(options.reports_thing, ("about",), limit=1),
        Guard(thing.id, ("hidden",), owner=True),
        Guard(options.replies_thing, ("hidden",), owner=True),
    ]
    return (*found, *(_limit(thing, LimitPerPerson.model_validate(rule.options)) for rule in spec.rules_of(screen)))


def _limit(thing: Thing, limit: LimitPerPerson) -> Guard:
    return Guard(thing.id, ("day",) if limit.per == "day" else (), limit=limit.amount, week_of="day" if limit.per == "week" else None)
