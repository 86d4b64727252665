"""Where an answer may not have arrived, the learner is told once, and has it sent again by a button."""

from __future__ import annotations

import prompts
from bot.core.turn import Button, Message
from bot.services import Parts
from bot.services.repeat import AGAIN
from scaffolds.spec import Language
from storage.records import Answer


async def tell_of_doubt(parts: Parts, answer: Answer) -> tuple[Answer, ...]:
    """The notice to send; nothing where there is one for that turn already, or the answer was a notice itself."""
    if answer.is_notice:
        return ()
    loaded = await parts.store.load_turn(answer.chat)
    language: Language = loaded.state.get("language", "en") if loaded else "en"
    notice = await parts.store.add_notice(answer.chat, answer.turn, _notice(answer.turn, language).model_dump(mode="json"))
    return (notice,) if notice else ()


async def tell_of_doubts(parts: Parts) -> None:
    """The same for all that was on its way when a process died."""
    for answer in await parts.store.doubtful():
        parts.outbox.hand_over(await tell_of_doubt(parts, answer))


def _notice(turn: str, language: Language) -> Message:
    prompt = prompts.load("tutor/perhaps_lost")
    buttons = tuple(Button(id=f"{AGAIN}{turn}", label=label) for _, label in prompt.labels(language))
    return Message(text=prompt.render(language), buttons=buttons, language=language)
