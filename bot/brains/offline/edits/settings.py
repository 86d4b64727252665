"""Changes of rules and options: how much one person may have, when it is open, how long a turn is.

Which rule or option that is, the blocks of the app say: a rule whose options have an `amount`, options called as the facts are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from bot.brains.offline.edits.target import App, Changes
from bot.brains.offline.lexicon import patterns
from bot.brains.offline.normalise import Message, fold
from bot.brains.offline.slots.limits import Per, lifted, limits
from bot.brains.offline.slots.times import hours, slot_minutes
from scaffolds import blocks
from scaffolds.operations import Operation, RemoveRule, SetOption, SetRule
from scaffolds.spec import Part, Screen, text_of
from scaffolds.wish import Limit

_SHORT = 40
_TWO_HOURS = re.compile(
    r"(?:it )?(?:should be |is |be |make it |change it to |change to |from |改(?:做|成|为)|应该是?|是|系|由|从)*(?P<range>\d{1,2}(?:[:.]\d\d)? ?(?:to|till|until|-|到|至) ?\d{1,2}(?:[:.]\d\d)?)[.!。]?"
)
"""'9 to 5' alone, said to an app that opens and closes."""
_LIMIT = re.compile("limit|most")
"""Kinds of rules that say how much one person may have; a goal has an amount too."""


def settings(clause: Message, app: App, beside: Changes | None = None) -> Changes | None:
    """Rules and options that a clause sets; None where it sets none, or no block of the app has such a one. `beside`: what other words of it set."""
    if beside:
        return Changes((*beside.operations, *_left(clause, app, beside.operations)))
    if lifted(clause.folded):
        gone = tuple(RemoveRule(rule=rule.id) for rule in app.spec.rules if "amount" in rule.options)
        return Changes(gone) if gone else None
    made = (*_limits(clause, app), *_options(clause, app))
    return Changes(made) if made else None


def _left(clause: Message, app: App, made: Sequence[Operation]) -> Iterator[Operation]:
    """Hours and lengths of turns, where a number of the clause was not used for something else."""
    if any(isinstance(one, SetRule) or (isinstance(one, SetOption) and not isinstance(one.value, bool | str | tuple)) for one in made):
        return
    set_already = {(one.screen, one.option) for one in made if isinstance(one, SetOption)}
    clocks = {one.option for one in made if isinstance(one, SetOption)} & {"quiet_from", "quiet_to", "opens", "closes"}
    if not clocks:
        yield from (one for one in _options(clause, app) if isinstance(one, SetOption) and (one.screen, one.option) not in set_already)


def _limits(clause: Message, app: App) -> Iterator[Operation]:
    """Each limit as the rule of the first screen whose block offers one with an amount, in the unit that was said."""
    for screen in app.spec.screens:
        made = tuple(_rules(clause, screen))
        if made:
            yield from made
            return


def _rules(clause: Message, screen: Screen) -> Iterator[SetRule]:
    for kind, model in blocks.of(screen).rules.items():
        made = [(limit, _fitting(limit, model)) for limit in _said(clause, model)] if _LIMIT.search(kind) else []
        rules = [SetRule(screen=screen.id, kind=kind, options=options, says=limit.says) for limit, options in made if options is not None]
        if rules:
            yield from rules
            return


def _said(clause: Message, model: type[Part]) -> Sequence[Limit]:
    """The limits of a clause; one without a period is for what the block usually counts in."""
    field = model.model_fields.get("per")
    usual: Per = field.default if field else "ever"
    found = limits(clause, usual)
    return found or (limits(clause, usual, strict=False) if len(clause.folded) <= _SHORT else ())


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
    bare = _TWO_HOURS.fullmatch(clause.folded)
    open_hours = hours(f"open {bare['range']}") if bare else hours(clause.folded)
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
