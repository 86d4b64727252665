"""An answer of which it is not known whether it arrived: the learner hears of it, and has it sent again if they want to."""

from __future__ import annotations

from bot.core.turn import Message
from bot.services import Parts

AGAIN = "again:"
"""What stands before the turn in a press that asks for its answers again."""


async def repeated(parts: Parts, chat: str, press: str | None) -> tuple[Message, ...]:
    """The answers of the turn that a press names; () for another press, and for a turn of another chat."""
    if press is None or not press.startswith(AGAIN):
        return ()
    answers = await parts.store.answers_of(press.removeprefix(AGAIN)) or []
    return tuple(Message.model_validate(answer.payload) for answer in answers if answer.chat == chat and not answer.is_notice)
