"""What a learner puts right: 'no wait, I meant the teacher', '9 to 5, not 10', 唔係，係藍色. What counts now is cut out, as typed."""

from __future__ import annotations

import re

from bot.brains.offline.lexicon import any_of, parts, pattern_of, table
from bot.brains.offline.normalise import Message
from bot.core.interpretation import Context
from bot.core.turn import Asks

_LONGEST = 120
"""Characters; a longer message tells something new, whatever it begins with."""
_BEFORE: dict[Asks, Asks] = {"goal": "who", "choose": "goal", "keep": "goal", "clarify": "keep", "confirm": "keep", "name": "keep"}
"""Whose answer came last, by what is asked now."""


def corrected(message: Message) -> Message:
    """The words that count, without 'no, I meant' before and 'not 10' after them; the message itself where nothing is put right."""
    if len(message.folded) > _LONGEST:
        return message
    for pattern in parts("corrections", "instead"):
        found = pattern.fullmatch(message.folded)
        if found and found["now"].strip():
            return message.part(*found.span("now"))
    return message


def is_correction(message: Message) -> bool:
    return any(pattern.search(message.folded) for pattern in parts("corrections", "meant"))


def corrects(message: Message, context: Context) -> tuple[Asks, Message]:
    """Whose answer is put right before there is an app, and the words that count now."""
    now = corrected(message)
    if context.spec is not None or now is message or not is_correction(message) or len(message.folded) > _LONGEST:
        return "none", message
    before = _BEFORE.get(context.asks, "none")
    names_people = pattern_of("facts", "person").search(now.folded) or any(_is_kin(now.folded, word) for word in table("facts")["kin"])
    if names_people and len(now.folded) <= 40 and len(context.said) > 1:
        before = "who"
    return (before, now) if before != "none" else ("none", message)


def _is_kin(folded: str, word: str) -> bool:
    return bool(re.search(any_of((word,)), folded))
