"""What is left to the blocks of the app: each says what it would make of the sentence, were it told before the app was there.

'Make it multiple choice', 'the goal is 10000 steps', 'only I can call the next number': what a block drafts otherwise with these
words than without them is changed, so that a block's own ways to read a wish serve its changes too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_origin

from bot.brains.offline.edits.target import App, Changes
from bot.brains.offline.normalise import Message
from scaffolds import blocks
from scaffolds.operations import Operation, SetOption, SetRule
from scaffolds.spec import Brief, Rule, Screen
from scaffolds.wish import Draft, Wish

_LONGEST = 120
"""Characters; a longer sentence tells a story in which any word may be met."""


def left_to_blocks(clause: Message, app: App) -> Changes | None:
    """Options and rules of the app's screens that the words speak of; None where no block makes anything of them."""
    if len(clause.folded) > _LONGEST:
        return None
    made = tuple(operation for screen in app.spec.screens for operation in _changed(clause, screen, app))
    return Changes(made) if made else None


def _changed(clause: Message, screen: Screen, app: App) -> Iterator[Operation]:
    plain, told = _draft("", screen, app), _draft(clause.as_typed(), screen, app)
    for name, value in told.screen.options.items():
        if value != plain.screen.options.get(name) and (_is_plain(value, clause) or _is_a_kind(name, screen)):
            yield SetOption(screen=screen.id, option=name, value=value)
    before = [(rule.kind, rule.options) for rule in plain.rules]
    yield from (_rule(rule, screen, clause) for rule in told.rules if (rule.kind, rule.options) not in before)


def _draft(words: str, screen: Screen, app: App) -> Draft:
    """What the screen's block would make of these words and of the fields that are there."""
    thing = app.spec.thing(screen.thing)
    wish = Wish(language=app.spec.language, tier=app.spec.tier, brief=Brief(goal=words[:2000]), fields=thing.fields if thing else ())
    return blocks.of(screen).draft(wish)


def _is_plain(value: Any, clause: Message) -> bool:
    """A choice that the block has, not the learner's words put into it."""
    return isinstance(value, bool | int) or (isinstance(value, str) and value.casefold() not in clause.typed.casefold())


def _is_a_kind(name: str, screen: Screen) -> bool:
    """The option is one of a few words that the block knows: 'light' of a sensor, though the learner said it."""
    return get_origin(blocks.of(screen).options.model_fields[name].annotation) is Literal


def _rule(rule: Rule, screen: Screen, clause: Message) -> SetRule:
    return SetRule(screen=screen.id, kind=rule.kind, options=rule.options, says=clause.as_typed()[:300])
