"""One scripted student of the demo class: comes in, gets as far as their script says, and goes on chatting through the real turn."""

from __future__ import annotations

import asyncio
import random
from itertools import cycle
from typing import get_args

from bot.demo.person import Person
from bot.services import Parts
from prompts.demo import Script
from scaffolds.spec import Language
from storage.classrooms.records import Classroom


class Student(Person):
    """A student of the demo class."""

    def __init__(self, parts: Parts, classroom: Classroom, script: Script) -> None:
        super().__init__(parts, script.nickname, next(one for one in get_args(Language) if one == script.language))
        self._classroom, self._script = classroom, script

    async def come_in(self) -> None:
        """Take a seat, and get as far as the script says."""
        reply = await self.say("/start")
        learner = await self.learner()
        await self.parts.store.classes.sit(self._classroom.id, learner.id, self._script.nickname, self._script.number)
        if reply is not None:
            answers = {asks: said for asks, said in (("who", self._script.who), ("goal", self._script.goal), ("keep", self._script.keep)) if said}
            await self.get_on(await self.say(self._script.problem), answers, self._script.way, self._script.until)

    async def carry_on(self) -> None:
        """Say the rest of the script over and over, at about its pace, until cancelled."""
        pace = random.Random(self._script.number)
        for line in cycle(self._script.then):
            await asyncio.sleep(self._script.every * pace.uniform(0.5, 1.5))
            await self.say(line)
