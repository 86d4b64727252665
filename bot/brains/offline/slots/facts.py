"""All that a message says in passing, gathered."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.brains.offline.normalise import Message, read
from bot.brains.offline.slots.choices import choices
from bot.brains.offline.slots.limits import Per, limits
from bot.brains.offline.slots.people import needs_large_text
from bot.brains.offline.slots.settled import is_settled
from bot.brains.offline.slots.things import items, resources, split, steps, timed
from bot.brains.offline.slots.times import hours, slot_minutes
from bot.brains.offline.slots.types import type_of
from bot.core.interpretation import Context
from scaffolds.wish import Facts, Limit

_MOST = re.compile(r"\b(?:most|max(?:imum)?|limit)\b|最多|上限|不超过|不可超过")
_SHORT = 60
"""Characters of an answer in which a bare 'twice a day' may be a limit."""


def facts(message: Message, context: Context) -> Facts:
    open_hours, length, things = hours(message.folded), slot_minutes(message.folded), resources(message)
    timed = bool(open_hours.opens or length or things) or any(_is_timed(said) for said in context.said)
    return Facts(
        resources=things if context.asks not in ("who", "name", "predict") else (),
        slot_minutes=length,
        opens=open_hours.opens,
        closes=open_hours.closes,
        limits=_limits(message, context, "day" if timed else "ever"),
        items=_items(message, context),
        choices=choices(message) if context.asks not in ("who", "name", "predict") else (),
        large_text=needs_large_text(message.folded),
    )


@lru_cache(maxsize=512)
def _is_timed(said: str) -> bool:
    """What was said before is about times: then a limit without a period is one a day."""
    message = read(said)
    found = hours(message.folded)
    return bool(found.opens or found.closes or slot_minutes(message.folded) or resources(message))


def _limits(message: Message, context: Context, usual_per: Per) -> tuple[Limit, ...]:
    """A bare 'twice a day' is a limit only as an answer; asked what should be stopped, it names what is one too many."""
    strict = limits(message, usual_per)
    if strict or len(message.folded) > _SHORT or context.asks not in ("clarify", "choose", "confirm"):
        return strict
    bare = limits(message, usual_per, strict=False)
    if context.asks != "clarify":
        return bare
    if _MOST.search(message.folded):  # '2 a day at most' says what may be, not what should be stopped
        return bare
    return tuple(one.model_copy(update={"amount": max(1, one.amount - 1)}) if one.unit == "times" else one for one in bare)


def in_order(message: Message) -> tuple[str, ...]:
    """An answer that lists things to do, in turn or at their hours: they are no labels of fields."""
    return steps(message) or timed(message)


def _items(message: Message, context: Context) -> tuple[str, ...]:
    """Things to bring; or, where it was asked what must be kept, steps, what is due at an hour, or a bare list of words that are no labels of fields."""
    found = items(message) or (in_order(message) if context.asks == "keep" else ())
    if found or context.asks != "keep":
        return found
    listed = tuple(one for one in split(message) if not is_settled(read(one)))
    kinds = [type_of(read(one).folded) for one in listed]
    return listed if listed and sum(kind != "text" for kind in kinds) * 2 < len(kinds) else ()
