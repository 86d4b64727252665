"""What must hold for a list, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from scaffolds import blocks
from scaffolds.blocks import samples
from scaffolds.blocks.acceptance import LAST, OWNER, acceptance, writer
from scaffolds.spec import AppSpec, Check, Field, Rule, Screen, Step, Thing, text_of

_MOST_STEPS = 20
_NOT_A = {"number": "not_a_number", "money": "not_a_number", "date": "not_a_date", "time": "not_a_time", "rating": "not_a_rating"}


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """One is kept; nothing is refused; others' hands are off; odd values; each rule."""
    thing = blocks.thing_of(spec, screen)
    found = [_kept(spec, screen, thing), _nothing(spec, screen, thing), _hands_off(spec, screen, thing)]
    found += [*_owner_only(spec, screen, thing), *_odd_value(spec, screen, thing), *_one_tap(spec, screen, thing)]
    for rule in spec.rules_of(screen):
        found += _unique(spec, screen, thing, rule) if rule.kind == "unique" else _limit(spec, screen, thing, rule)
    return tuple(found)


def _add(spec: AppSpec, thing: Thing, given: Mapping[str, Any] | None = None, n: int = 0, refused: str = "") -> Step:
    """Add the `n`th sample row with `given` laid over it; `refused`: why it must be refused."""
    row = {**samples.row(thing, n, spec.language), **(given or {})}
    return Step(action="add", who=writer(thing), input=row, expect="refused" if refused else "done", why=refused)


def _name(spec: AppSpec, thing: Thing) -> str:
    return text_of(thing.label, spec.language)


def _kept(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    return acceptance(spec, screen, "kept", _add(spec, thing), thing=_name(spec, thing))


def _nothing(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    """With a field that must be given the refusal names it; without one, a row of nothing is refused as such."""
    required = next((field for field in thing.fields if field.required and field.type != "yes_no"), None)
    step = Step(action="add", who=writer(thing), input={}, expect="refused", why="empty" if required else "nothing_given")
    if required is None:
        return acceptance(spec, screen, "nothing", step, edge=True, thing=_name(spec, thing))
    return acceptance(spec, screen, "empty", step, edge=True, thing=_name(spec, thing), field=text_of(required.label, spec.language))


def _hands_off(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    change_by = blocks.options_of(screen).change_by
    other = Step(action="remove", who="b", input={"id": LAST}, expect="refused", why="only_owner" if change_by == "owner" else "not_yours")
    if change_by == "everyone":
        other = Step(action="remove", who="b", input={"id": LAST})
        return acceptance(spec, screen, "anyone_removes", _add(spec, thing), other, thing=_name(spec, thing))
    own = Step(action="remove", who=OWNER if change_by == "owner" else writer(thing), input={"id": LAST})
    key = "owner_removes" if change_by == "owner" else "own_removes"
    return acceptance(spec, screen, key, _add(spec, thing), other, own, thing=_name(spec, thing))


def _owner_only(spec: AppSpec, screen: Screen, thing: Thing) -> Iterator[Check]:
    if thing.written_by == "owner":
        step = Step(action="add", who="b", input=samples.row(thing, 0, spec.language), expect="refused", why="only_owner")
        yield acceptance(spec, screen, "owner_adds", step, edge=True, thing=_name(spec, thing))


def _odd_value(spec: AppSpec, screen: Screen, thing: Thing) -> Iterator[Check]:
    odd = next((field for field in thing.fields if field.type in _NOT_A), None)
    if odd:
        step = _add(spec, thing, {odd.name: "???"}, refused=_NOT_A[odd.type])
        yield acceptance(spec, screen, "odd_value", step, edge=True, field=text_of(odd.label, spec.language))


def _one_tap(spec: AppSpec, screen: Screen, thing: Thing) -> Iterator[Check]:
    status = thing.field(blocks.options_of(screen).status or "")
    if status:
        who = OWNER if blocks.options_of(screen).change_by == "owner" else writer(thing)
        tap = Step(action="mark", who=who, input={"id": LAST, "to": _next_value(spec, status)})
        yield acceptance(spec, screen, "one_tap", _add(spec, thing), tap, field=text_of(status.label, spec.language))


def _next_value(spec: AppSpec, field: Field) -> Any:
    return False if field.type == "yes_no" else samples.value(field, 1, spec.language)


def _unique(spec: AppSpec, screen: Screen, thing: Thing, rule: Rule) -> Iterator[Check]:
    names: tuple[str, ...] = tuple(rule.options["fields"])
    first = samples.row(thing, 0, spec.language)
    again = _add(spec, thing, {name: first[name] for name in names}, n=1, refused="there_already")
    labels = ", ".join(text_of(field.label, spec.language) for field in thing.fields if field.name in names)
    nth = [one for one in spec.rules_of(screen) if one.kind == "unique"].index(rule)
    yield _said(acceptance(spec, screen, "unique", _add(spec, thing), again, edge=True, nth=nth, thing=_name(spec, thing), fields=labels), rule)


def _limit(spec: AppSpec, screen: Screen, thing: Thing, rule: Rule) -> Iterator[Check]:
    """Left out where it cannot be played: too many steps, or rows that a unique rule would refuse first."""
    amount, per = int(rule.options["amount"]), str(rule.options["per"])
    day = {field.name: "2026-03-02" for field in thing.fields if field.type == "date"}
    rows = [samples.row(thing, n, spec.language) | day for n in range(amount + 1)] if amount < _MOST_STEPS else []
    if rows and not _agree(spec, screen, rows):
        steps = [*(_add(spec, thing, row) for row in rows[:-1]), _add(spec, thing, rows[-1], refused=f"limit_{per}")]
        yield _said(acceptance(spec, screen, f"limit_{per}", *steps, edge=True, amount=amount, thing=_name(spec, thing)), rule)


def _agree(spec: AppSpec, screen: Screen, rows: list[dict[str, Any]]) -> bool:
    uniques = [rule.options["fields"] for rule in spec.rules_of(screen) if rule.kind == "unique"]
    return any(all(a[name] == b[name] for name in names) for names in uniques for a, b in combinations(rows, 2))


def _said(check: Check, rule: Rule) -> Check:
    """The learner's own sentence, where there is one, says it best."""
    return check.model_copy(update={"says": rule.says}) if rule.says else check
