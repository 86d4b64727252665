"""Records: a list that people add to, find things in and keep right. The plainest block, and the one that most apps begin with."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import Field as Having

from scaffolds.blocks import Block, Guard, rule_options, thing_of
from scaffolds.blocks.records.checks import checks
from scaffolds.blocks.records.thing_name import thing_name
from scaffolds.spec import AppSpec, Field, Id, Part, Rule, Screen, SpecError, Thing, text_of
from scaffolds.wish import Draft, Wish

_STATUS = re.compile(r"status|state\b|progress|stage|狀態|状态|進度|进度|進展|进展|情況|情况", re.IGNORECASE)
_TEXTS = ("text", "person", "place", "long_text")


class Options(Part):
    """How the list looks and who keeps it right."""

    layout: Literal["cards", "list"] = "cards"
    sort: Id | Literal["newest", "oldest"] = "newest"
    """The order at first: `newest`, `oldest` or a field's name."""
    search: Literal["auto", "always", "never"] = "auto"
    """`auto`: from twenty rows on."""
    change_by: Literal["mine", "owner", "everyone"] = "mine"
    """Who may change and remove a row: who wrote it (and the owner), the owner alone, everyone."""
    status: Id | None = None
    """A choice or yes/no field that is changed with one tap."""


class Unique(Part):
    """No two rows agree in all these fields."""

    fields: Annotated[tuple[Id, ...], Having(min_length=1, max_length=8)]


class LimitPerPerson(Part):
    """At most `amount` rows of one person in a day, a week or at all. A day is that of the row's first date field."""

    amount: Annotated[int, Having(ge=1, le=1000)] = 1
    per: Literal["day", "week", "ever"] = "ever"


def draft(wish: Wish) -> Draft:
    """The learner's fields, else a title, a day and a note; what a row is called comes from their own words where they named it."""
    words = BLOCK.said(wish.language)["labels"]
    fields = _one_required(wish.fields or _usual_fields(words))
    fields = _with_date(fields, words) if any(limit.per != "ever" for limit in wish.facts.limits) else fields
    name = thing_name(wish.brief, wish.language) or words["thing"]
    screen = Screen(id="list", label=name if name != words["thing"] else words["screen"], block=BLOCK.id, thing="record", options=_options(fields))
    return Draft(things=(Thing(id="record", label=name, fields=fields),), screen=screen, rules=_rules(wish))


def _usual_fields(words: Any) -> tuple[Field, ...]:
    return (
        Field(name="title", label=words["title"], required=True),
        Field(name="day", label=words["day"], type="date"),
        Field(name="note", label=words["note"], type="long_text"),
    )


def _one_required(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """A row of nothing helps nobody: where the learner did not say what must be given, their first words must."""
    if any(field.required for field in fields):
        return fields
    first = next((field for field in fields if field.type in _TEXTS), fields[0])
    return tuple(field.model_copy(update={"required": True}) if field is first else field for field in fields)


def _with_date(fields: tuple[Field, ...], words: Any) -> tuple[Field, ...]:
    if any(field.type == "date" for field in fields):
        return fields
    taken = {field.name for field in fields}
    return (*fields, Field(name="day" if "day" not in taken else "kept_on", label=words["day"], type="date", required=True))


def _options(fields: tuple[Field, ...]) -> dict[str, Any]:
    """A yes/no, and a choice that is called a status, change with one tap."""
    taps = [field for field in fields if field.type == "yes_no" or (field.type == "choice" and _STATUS.search(text_of(field.label)))]
    return {"status": taps[0].name} if taps else {}


def _rules(wish: Wish) -> tuple[Rule, ...]:
    limit = next((one for one in wish.facts.limits if one.unit == "times" and 1 <= one.amount <= 1000), None)
    if limit is None:
        return ()
    return (Rule(id="list_limit", screen="list", kind="limit_per_person", options={"amount": limit.amount, "per": limit.per}, says=limit.says),)


def validate(spec: AppSpec, screen: Screen) -> None:
    """Every field that an option or a rule names is there and of a fitting type."""
    thing = thing_of(spec, screen)
    options = Options.model_validate(screen.options)
    if options.sort not in ("newest", "oldest"):
        _field(thing, options.sort, "options.sort")
    if options.status and _field(thing, options.status, "options.status").type not in ("choice", "yes_no"):
        raise SpecError("options.status", f'"{options.status}" is neither a choice nor a yes/no, so one tap cannot change it')
    if options.change_by == "everyone" and thing.written_by == "owner":
        raise SpecError("options.change_by", f'only the owner writes "{thing.id}", so not everyone can change it')
    rules = spec.rules_of(screen)
    if sum(rule.kind == "limit_per_person" for rule in rules) > 1:
        raise SpecError("rules", f'the screen "{screen.id}" has more than one limit for each person')
    for rule in rules:
        _validate_rule(thing, rule_options(rule, BLOCK))


def _validate_rule(thing: Thing, options: Part) -> None:
    if isinstance(options, Unique):
        for name in options.fields:
            _field(thing, name, "rules")
    elif isinstance(options, LimitPerPerson) and options.per != "ever" and _date_of(thing) is None:
        raise SpecError("rules", f'a limit a {options.per} needs a date among the fields of "{thing.id}"')


def _field(thing: Thing, name: str, place: str) -> Field:
    found = thing.field(name)
    if found is None:
        raise SpecError(place, f'"{thing.id}" has no field "{name}"')
    return found


def _date_of(thing: Thing) -> Field | None:
    return next((field for field in thing.fields if field.type == "date"), None)


def guards(spec: AppSpec, screen: Screen) -> tuple[Guard, ...]:
    """What the store can hold to by itself. A limit a week is the page's alone: no field says which week it is."""
    thing = thing_of(spec, screen)
    made = (_guard(thing, rule_options(rule, BLOCK)) for rule in spec.rules_of(screen))
    return tuple(guard for guard in made if guard is not None)


def _guard(thing: Thing, options: Part) -> Guard | None:
    if isinstance(options, Unique):
        return Guard(thing.id, options.fields, unique=True)
    if not isinstance(options, LimitPerPerson) or options.per == "week":
        return None
    day = _date_of(thing) if options.per == "day" else None
    return Guard(thing.id, (day.name,) if day else (), limit=options.amount)


def shared(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    everyones = Options.model_validate(screen.options).change_by == "everyone"
    return (thing_of(spec, screen).id,) if everyones else ()


BLOCK = Block.here(
    __file__,
    options=Options,
    draft=draft,
    checks=checks,
    rules={"unique": Unique, "limit_per_person": LimitPerPerson},
    validate=validate,
    guards=guards,
    shared=shared,
)
