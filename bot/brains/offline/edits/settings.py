"""Changes of rules and options: how much one person may have, when it is open, how long a turn is.

Which rule or option that is, the blocks of the app say: a rule whose options have an `amount`, options called as the facts are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from bot.brains.offline.edits.target import App, Changes
from bot.brains.offline.lexicon import patterns
from bot.brains.offline.normalise import Message, fold
from bot.brains.offline.slots.limits import lifted, limits
from bot.brains.offline.slots.times import hours, slot_minutes
from bot.core.interpretation import Context
from scaffolds import blocks
from scaffolds.operations import Operation, RemoveRule, SetOption, SetRule
from scaffolds.spec import Part, Screen, text_of
from scaffolds.wish import Limit

_SHORT = 40


def settings(clause: Message, app: App, context: Context) -> Changes | None:
    """Rules and options that a clause sets; None where it sets none, or no block of the app has such a one."""
    if lifted(clause.folded):
        gone = tuple(RemoveRule(rule=rule.id) for rule in app.spec.rules if "amount" in rule.options)
        return Changes(gone) if gone else None
    made = (*_limits(clause, app), *_options(clause, app))
    return Changes(made) if made else None


def _limits(clause: Message, app: App) -> Iterator[Operation]:
    found = limits(clause, "day")
    if not found and len(clause.folded) <= _SHORT:
        found = limits(clause, "day", strict=False)
    for limit in found:
        operation = _rule(limit, app)
        if operation:
            yield operation


def _rule(limit: Limit, app: App) -> SetRule | None:
    """The rule of the first screen whose block offers one with an amount, in the unit that was said."""
    for screen in app.spec.screens:
        for kind, model in blocks.of(screen).rules.items():
            options = _fitting(limit, model)
            if options is not None:
                return SetRule(screen=screen.id, kind=kind, options=options, says=limit.says)
    return None


def _fitting(limit: Limit, model: type[Part]) -> dict[str, Any] | None:
    said = {"amount": limit.amount, "unit": limit.unit, "per": limit.per}
    known = model.model_fields
    if "amount" not in known or (limit.unit != "times" and "unit" not in known):
        return None
    options = {key: value for key, value in said.items() if key in known}
    try:
        model.model_validate(options)
    except ValidationError:
        return None
    return options


def _options(clause: Message, app: App) -> Iterator[Operation]:
    open_hours = hours(clause.folded)
    said = {"opens": open_hours.opens, "closes": open_hours.closes, "slot_minutes": slot_minutes(clause.folded), "reset": _reset(clause.folded)}
    for screen in app.spec.screens:
        known = blocks.of(screen).options.model_fields
        wanted: Mapping[str, Any] = {name: value for name, value in said.items() if value is not None and name in known}
        wanted = _for_some(wanted, _named_choices(clause, app, screen), screen) if "slot_minutes_of" in known else wanted
        yield from (SetOption(screen=screen.id, option=name, value=value) for name, value in _in_order(wanted, screen).items())


def _reset(folded: str) -> str | None:
    """'Start again every day' and 'don't', for blocks that can."""
    known = patterns("edits")
    if not known["daily"].search(folded):
        return None
    return "manual" if known["not_daily"].search(folded) else "daily"


def _named_choices(clause: Message, app: App, screen: Screen) -> tuple[str, ...]:
    """Of what can be chosen on this screen, what the clause names: 'the washing machine is 1 hour'. None where it names all."""
    thing = app.spec.thing(screen.thing)
    fields = [field for field in thing.fields if field.type == "choice" and field.required] if thing else []
    words = [text_of(choice, app.spec.language) for field in fields for choice in field.choices]
    named = tuple(word for word in words if fold(word) in clause.folded)
    return named if len(named) < len(words) else ()


def _for_some(wanted: Mapping[str, Any], named: Sequence[str], screen: Screen) -> Mapping[str, Any]:
    """A length that was said of some is theirs alone; the others keep their own."""
    if not named or "slot_minutes" not in wanted:
        return wanted
    others = {name: value for name, value in wanted.items() if name != "slot_minutes"}
    lengths = {**screen.options.get("slot_minutes_of", {}), **dict.fromkeys(named, wanted["slot_minutes"])}
    return {**others, "slot_minutes_of": lengths}


def _in_order(wanted: Mapping[str, Any], screen: Screen) -> Mapping[str, Any]:
    """Each operation must leave the app whole: a later closing comes before a later opening."""
    opens, closes = wanted.get("opens"), screen.options.get("closes")
    if opens and closes and "closes" in wanted and opens >= closes:
        return {name: wanted[name] for name in ("closes", "opens", "slot_minutes") if name in wanted}
    return wanted
