"""Somebody of a demo who chats through the real turn. Their chat is one of the web's, which nobody has a cookie for."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from bot.core.turn import STAGES, Button, Incoming, Reply
from bot.services import Parts
from bot.services.take_turn import take_turn
from scaffolds.spec import Language
from storage.records import Learner

CHANNEL = "web"
MOST_MESSAGES = 12
"""On the way to an app; who needs more has a script that the tutor does not understand."""
IDK: Mapping[Language, str] = {"en": "idk", "zh-Hant": "唔知", "zh-Hans": "不知道"}


class Person:
    """One who says what a script tells them."""

    def __init__(self, parts: Parts, nickname: str, language: Language) -> None:
        self.parts, self.nickname, self.language = parts, nickname, language
        self._key = uuid4().hex

    async def learner(self) -> Learner:
        """Who they are, once they said something."""
        found = await self.parts.store.learner_by_identity(CHANNEL, self._key)
        if found is None:
            raise LookupError("one who said something is known")
        return found

    async def say(self, text: str) -> Reply | None:
        """Say something; the answer, or None where it was taken in before."""
        return await self._turn(text=text)

    async def press(self, id: str) -> Reply | None:
        return await self._turn(press=id)

    async def get_on(self, reply: Reply | None, answers: Mapping[str, str], way: str, until: str = "built") -> Reply | None:
        """Answer what is asked until they are at a stage, or have an app; the last reply."""
        for _ in range(MOST_MESSAGES):
            if reply is None or _is_there(reply, until):
                break
            said = self._answer(reply, answers, way)
            reply = await self.press(said.id) if isinstance(said, Button) else await self.say(said)
        return reply

    def _answer(self, reply: Reply, answers: Mapping[str, str], way: str) -> str | Button:
        """As a plain answerer: what was asked, else their way, else the first button."""
        buttons = [button for message in reply.messages for button in message.buttons]
        found = next((button for button in buttons if button.id == f"block:{way}"), None)
        return answers.get(reply.asks) or found or next(iter(buttons), None) or IDK[self.language]

    async def _turn(self, text: str = "", press: str | None = None) -> Reply | None:
        incoming = Incoming(
            channel=CHANNEL, chat=self._key, sender=self._key, id=uuid4().hex, text=text, press=press,
            language=self.language, tier="junior", nickname=self.nickname,
        )  # fmt: skip
        return await take_turn(self.parts, incoming)


def _is_there(reply: Reply, until: str) -> bool:
    if until == "built":
        return any(message.file for message in reply.messages)
    return STAGES.index(reply.stage) >= STAGES.index(until)
