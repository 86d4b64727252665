"""Options and rules of the app's screens, by the words that people have for them: 'only I can change them', '每輪五題', '提前一周预约'.

Which words set what is data (`settings.toml`); which screens have such an option, and whether the value fits, the blocks say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from bot.brains.offline.edits.target import App, Changes
from bot.brains.offline.edits.values import value_of
from bot.brains.offline.lexicon import keyed, patterns
from bot.brains.offline.normalise import Message
from scaffolds import blocks
from scaffolds.operations import ChangeField, Operation, RemoveRule, SetOption, SetRule
from scaffolds.spec import AppSpec, Screen, SpecError, check

_KEY = re.compile(r"(?P<gone>!)?(?P<name>\w+)(?:\((?P<given>[^)]*)\)|=(?P<value>[^=]*))?$")
_LONGEST = 160
"""Characters; a longer sentence tells a story in which any word may be met."""
_CONSTANTS: Mapping[str, Any] = {"true": True, "false": False}
_REFUSED_BEFORE = re.compile(
    r"(?:\b(?:not?|dont|do not|never|stop|without)(?: \w+){0,2}|(?:[唔不]要|[唔不]好|不用|唔使|别|取消)(?:再)?(?:改[做成为]|换成|用|讲|说|显示|设为|加)?)\s*$"
)
_REFUSAL = re.compile(r"(?:(?:please|pls|唔该|请) ?)*(?:no|not|dont|do not|never|stop|[唔不]要|[唔不]好|不用|唔使|别)(?![a-z])")


def said(clause: Message, app: App) -> Changes | None:
    """What a clause sets; None where it sets nothing that a screen of the app has."""
    if len(clause.folded) > _LONGEST:
        return None
    for screen in app.spec.screens:  # the first screen that has it is meant
        made = tuple(_operations(screen, clause, app))
        if made:
            return Changes(made)
    return None


def _operations(screen: Screen, clause: Message, app: App) -> Iterator[Operation]:
    options: dict[str, Any] = {}
    for section in ("every", screen.block):
        for key, found in _found(section, clause):
            name = found_key(key)
            if name["given"] is not None:
                yield from _rule(screen, name, found, clause, app)
            elif name["gone"]:
                yield from (RemoveRule(rule=rule.id) for rule in app.spec.rules_of(screen) if rule.kind == name["name"])
            elif name["name"] in blocks.of(screen).options.model_fields:
                value = _constant(name["value"]) if name["value"] is not None else value_of(name["name"], found, clause, screen, app)
                options |= {name["name"]: value} if value is not None else {}
    yield from _set(options, screen, app)


@cache
def found_key(key: str) -> re.Match[str]:
    """A key of `settings.toml` in its parts."""
    found = _KEY.match(key.strip())
    if found is None:
        raise ValueError(f"{key!r} is no option and no rule")
    return found


def _found(section: str, clause: Message) -> Iterator[tuple[str, re.Match[str]]]:
    """Each key of a section with the first pattern of it that the clause fits and does not refuse."""
    for key, found_by in keyed("settings", section).items():
        for pattern in found_by:
            found = pattern.search(clause.folded)
            if found and not _is_refused(clause.folded[: found.start()]):
                yield key, found
                break


def _is_refused(before: str) -> bool:
    return bool(_REFUSED_BEFORE.search(before) or patterns("edits")["setting_off"].search(before))


def is_refusal(folded: str) -> bool:
    """It begins with what shall not be: whatever a block would make of the rest is not wanted."""
    return bool(_REFUSAL.match(folded))


def _constant(value: str) -> Any:
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    return float(value) if re.fullmatch(r"\d+\.\d+", value) else value


def _set(options: Mapping[str, Any], screen: Screen, app: App) -> Iterator[Operation]:
    """The options that the block takes, each with what must change beside it."""
    for name, value in _in_order(options, screen).items():
        try:
            _adapter(screen.block, name).validate_python(value)
        except ValidationError:
            continue
        operation = SetOption(screen=screen.id, option=name, value=value)
        yield from _whole(operation, screen, app.spec)


@cache
def _adapter(block: str, option: str) -> TypeAdapter[Any]:
    field: Any = blocks.discover()[block].options.model_fields[option]
    kind: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    return TypeAdapter(kind)


def _in_order(options: Mapping[str, Any], screen: Screen) -> Mapping[str, Any]:
    """Each operation must leave the app whole: of two ends the one that moves outward comes first."""
    for first, last in (("opens", "closes"), ("low", "high")):
        if {first, last} <= set(options) and options[first] >= _now(screen, last):
            return {last: options[last], **options}
    return options


def _now(screen: Screen, option: str) -> Any:
    return blocks.of(screen).options.model_validate(screen.options).model_dump()[option]


def _whole(operation: SetOption, screen: Screen, spec: AppSpec) -> tuple[Operation, ...]:
    """What is one's own is private and what is shared is seen: an option with the fields that must change beside it, in an order in which
    each step leaves the app whole; the option alone where there is none."""
    if operation.option != "shared" or _stands(spec, (operation,)):
        return (operation,)
    by = screen.options.get("by")
    apart = (operation.model_copy(update={"option": "by", "value": None}),) if by else ()
    together = (operation.model_copy(update={"option": "by", "value": by}),) if by else ()
    for things in _things(screen):
        fields = [(id, field) for id in things if (thing := spec.thing(id)) for field in thing.fields]
        changes = tuple(ChangeField(thing=id, name=field.name, private=not operation.value) for id, field in fields)
        orders: tuple[tuple[Operation, ...], ...] = ((*changes, operation), (*apart, operation, *changes, *together))
        for order in orders:
            if _stands(spec, order):
                return order
    return (operation,)


def _things(screen: Screen) -> Iterable[tuple[str, ...]]:
    """Things whose fields may have to change: what the block keeps of a person, what the screen shows, both."""
    options = blocks.of(screen).options.model_validate(screen.options).model_dump()
    kept = tuple(value for key, value in options.items() if key in ("ticks_thing", "marks_thing") and isinstance(value, str))
    shown = (screen.thing,) if screen.thing else ()
    return tuple(things for things in (kept, shown, (*shown, *kept)) if things)


def _stands(spec: AppSpec, operations: Iterable[Operation]) -> bool:
    try:
        for operation in operations:
            spec = check(AppSpec.model_validate(operation.apply(spec).model_dump()))
    except (SpecError, ValidationError):
        return False
    return True


def _rule(screen: Screen, key: re.Match[str], found: re.Match[str], clause: Message, app: App) -> Iterator[SetRule]:
    kind = key["name"]
    model = blocks.of(screen).rules.get(kind)
    if model is None:
        return
    old = next((rule.options for rule in app.spec.rules_of(screen) if rule.kind == kind), {})
    given = dict(one.strip().partition("=")[::2] for one in (key["given"] or "").split(",") if one)
    told = {name: value_of(name, found, clause, screen, app) for name in found.groupdict() if found[name] is not None}
    told = {("percent" if name == "tenth" else name): value for name, value in told.items()}
    if kind == "goal" and "fields" not in old:
        told |= {"fields": _measured(screen, app)}
    try:
        options = model.model_validate({**_kept(old, kind), **given, **told}).model_dump(mode="json", exclude_unset=True)
    except ValidationError:
        return
    yield SetRule(screen=screen.id, kind=kind, options=options, says=clause.as_typed()[:300])


def _kept(old: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    """What a rule keeps of what it was; a new goal has no second end."""
    return {key: value for key, value in old.items() if key != "upto"} if kind in ("goal", "alarm", "shared_goal") else {}


def _measured(screen: Screen, app: App) -> tuple[str, ...]:
    """The first field that a goal can be for."""
    thing = app.spec.thing(screen.thing)
    return tuple(field.name for field in thing.fields if field.type in ("number", "money", "rating", "yes_no"))[:1] if thing else ()
