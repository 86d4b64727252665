"""The ways that a message asks for or rules out, beside those that only fit what it tells."""

from __future__ import annotations

from collections.abc import Sequence

from bot.brains.offline.beside import Beside, named_beside, needs
from bot.brains.offline.lexicon import patterns
from bot.brains.offline.matching import Matcher, clear
from bot.brains.offline.normalise import ANALYSED, Message, read
from bot.brains.offline.wishes import Wishes
from bot.core.interpretation import Context, Match

_BEFORE_THE_APP = ("problem", "who", "goal", "none")
_WHILE_PLANNING = ("keep", "clarify")


def beside_a_plan(message: Message, context: Context, wishes: Wishes) -> tuple[Beside, ...]:
    """While a way is chosen and its details are asked: more ways that the answer asks for."""
    if context.spec is not None or context.asks not in _WHILE_PLANNING:
        return ()
    return named_beside(message, wishes, listing=context.asks == "keep")


def wanted(message: Message, context: Context, matches: Sequence[Match], matcher: Matcher, wishes: Wishes) -> tuple[str, ...]:
    """Blocks that were asked for, the main one first."""
    if context.asks == "choose":
        return wishes.sort(message.folded, choosing=True)[0] or _by_place(message, context)
    named = wishes.sort(message.folded, choosing=False)[0]
    if context.spec is not None or context.asks not in _BEFORE_THE_APP:
        return named
    two = needs(message, matcher) if context.asks != "who" else ()
    if two and set(named) <= set(two):
        return two
    more = _more(message, context, wishes)
    if named and not set(named) <= set(more):
        return tuple(dict.fromkeys((*named, *more)))
    return _with_the_best(more, matches, context)


def _more(message: Message, context: Context, wishes: Wishes) -> tuple[str, ...]:
    """What was asked for beside something else, now or before."""
    said = [*(read(one[:ANALYSED]) for one in context.said), message]
    return tuple(dict.fromkeys(one.block for each in said for one in named_beside(each, wishes, listing=False)))


def _with_the_best(more: tuple[str, ...], matches: Sequence[Match], context: Context) -> tuple[str, ...]:
    """'And a board' stands beside the way that fits best, once that is plain or nothing more is asked before the choice."""
    others = [match for match in matches if match.block not in more]
    told = context.asks == "goal" or (context.asks == "who" and context.tier == "primary")
    return (others[0].block, *more) if more and others and (told or clear(others)) else ()


def unwanted(message: Message, context: Context, wishes: Wishes) -> tuple[str, ...]:
    """Blocks that were ruled out, now or before; what was asked for later is wanted again."""
    out: dict[str, None] = {}
    for text in (*(read(one[:ANALYSED]).folded for one in context.said), message.folded):
        named, refused = wishes.sort(text, choosing=context.asks == "choose")
        out = {block: None for block in out if block not in named} | dict.fromkeys(refused)
    return tuple(out)


def _by_place(message: Message, context: Context) -> tuple[str, ...]:
    """'The second one', where one chooses."""
    place = next((place for place, key in enumerate(("first", "second", "third")) if patterns("cues")[key].search(message.folded)), None)
    return context.offered[place : place + 1] if place is not None else ()
