"""One scripted student: comes in, gets as far as their script says, and goes on chatting through the real turn."""

from __future__ import annotations

import asyncio
import random
from itertools import cycle
from typing import get_args
from uuid import uuid4

from bot.core.turn import STAGES, Button, Incoming, Reply
from bot.services import Parts
from bot.services.take_turn import take_turn
from prompts.demo import Script
from scaffolds.spec import Language
from storage.classrooms.records import Classroom

CHANNEL = "web"
MOST_MESSAGES = 12
"""On the way to an app; who needs more has a script that the tutor does not understand."""
IDK: dict[str, str] = {"en": "idk", "zh-Hant": "唔知", "zh-Hans": "不知道"}


class Student:
    """A student of the demo class. Their chat is one of the web's, which nobody has a cookie for."""

    def __init__(self, parts: Parts, classroom: Classroom, script: Script) -> None:
        self._parts, self._classroom, self._script = parts, classroom, script
        self._language = next(one for one in get_args(Language) if one == script.language)
        self._key = uuid4().hex

    async def come_in(self) -> None:
        """Take a seat, and get as far as the script says."""
        reply = await self.say("/start")
        learner = await self._parts.store.learner_by_identity(CHANNEL, self._key)
        if learner is None:
            raise LookupError("a student who said something is known")
        await self._parts.store.classes.sit(self._classroom.id, learner.id, self._script.nickname, self._script.number)
        if reply is not None:
            await self._get_on(await self.say(self._script.problem))

    async def carry_on(self) -> None:
        """Say the rest of the script over and over, at about its pace, until cancelled."""
        pace = random.Random(self._script.number)
        for line in cycle(self._script.then):
            await asyncio.sleep(self._script.every * pace.uniform(0.5, 1.5))
            await self.say(line)

    async def _get_on(self, reply: Reply | None) -> None:
        for _ in range(MOST_MESSAGES):
            if reply is None or self._is_there(reply):
                return
            said = self._answer(reply)
            reply = await self._press(said) if isinstance(said, Button) else await self.say(said)

    def _is_there(self, reply: Reply) -> bool:
        if self._script.until == "built":
            return any(message.file for message in reply.messages)
        return STAGES.index(reply.stage) >= STAGES.index(self._script.until)

    def _answer(self, reply: Reply) -> str | Button:
        """As a plain answerer: what was asked, else their way, else the first button."""
        told = {"who": self._script.who, "goal": self._script.goal, "keep": self._script.keep}.get(reply.asks)
        buttons = [button for message in reply.messages for button in message.buttons]
        way = next((button for button in buttons if button.id == f"block:{self._script.way}"), None)
        return told or way or next(iter(buttons), None) or IDK[self._language]

    async def _press(self, button: Button) -> Reply | None:
        return await self._turn(press=button.id)

    async def say(self, text: str) -> Reply | None:
        """Say something; the answer, or None where it was taken in before."""
        return await self._turn(text=text)

    async def _turn(self, text: str = "", press: str | None = None) -> Reply | None:
        incoming = Incoming(
            channel=CHANNEL, chat=self._key, sender=self._key, id=uuid4().hex, text=text, press=press,
            language=self._language, tier="junior", nickname=self._script.nickname,
        )  # fmt: skip
        return await take_turn(self._parts, incoming)
