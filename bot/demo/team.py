"""One scripted team of the demo event: its day phase by phase, through the real chat."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import get_args

from bot.core.event.phases import Kind
from bot.core.turn import Reply
from bot.demo.person import Person
from bot.services import Parts
from prompts.demo_event import TeamScript
from scaffolds.spec import Language
from storage.events.records import Event

Wait = Callable[[float], Awaitable[None]]
"""Waits for a share of the phase that it is, so that a phase that is shortened hurries everybody."""


class DemoTeam:
    """A team; each of its members has a chat of their own."""

    def __init__(self, parts: Parts, event: Event, script: TeamScript) -> None:
        self._event, self.script = event, script
        language = next(one for one in get_args(Language) if one == script.language)
        self.members = [Person(parts, name, language) for name in script.members]
        self._chooser = self.members[0]
        self._begun: Reply | None = None

    async def play(self, kind: Kind, wait: Wait) -> None:
        """What they do in a phase; nothing in those that are not theirs."""
        does: Mapping[Kind, Callable[[Wait], Awaitable[None]]] = {"open": self._come, "teams": self._find, "ideas": self._tell, "build": self._build}
        if kind in does:
            await does[kind](wait)

    async def _come(self, wait: Wait) -> None:
        for member in self.members:
            await wait(0.2)
            await member.say("/start")
            await member.say(f"/join {self._event.code} {member.nickname}")

    async def _find(self, wait: Wait) -> None:
        """One founds the team and reads its code to the others."""
        await wait(0.1)
        await self._chooser.say(f"/team new {self.script.name}")
        place = await self._chooser.parts.store.teams.place_of((await self._chooser.learner()).id)
        if place is None or place[2] is None:
            raise LookupError(f"the team {self.script.name} was not founded")
        for member in self.members[1:]:
            await wait(0.15)
            await member.say(f"/join {place[2].code}")

    async def _tell(self, wait: Wait) -> None:
        """Three problems, a vote, and the first words of the one that was chosen."""
        for number, problem in enumerate(self.script.ideas):
            await wait(0.15)
            await self.members[number % len(self.members)].say(f"/idea {problem}")
        await wait(0.1)
        for member in self.members:
            await self._press(member, "event:idea:vote:", self.script.chosen)
        await wait(0.1)
        self._begun = await self._press(self._chooser, "event:idea:go:", 0)

    async def _press(self, member: Person, button: str, place: int) -> Reply | None:
        """One of the buttons under the list of their problems."""
        reply = await member.say("/idea")
        ids = [one.id for message in reply.messages for one in message.buttons if one.id.startswith(button)] if reply else []
        return await member.press(ids[min(place, len(ids) - 1)]) if ids else reply

    async def _build(self, wait: Wait) -> None:
        script = self.script
        answers = {"who": script.who, "goal": script.goal, "keep": script.keep}
        await wait(0.05)
        await self._chooser.get_on(self._begun or await self._chooser.say(script.ideas[script.chosen]), answers, script.way)
        for number, change in enumerate(script.changes):
            await wait(0.12)
            await self.members[number % len(self.members)].say(change)
        if script.asks:
            await self._ask_mentor()
        await wait(0.1)
        await self._chooser.say(f"/entry pitch {script.pitch}")
        await self._chooser.say("/entry show")
        await self._sign()

    async def _ask_mentor(self) -> None:
        member = self.members[-1]
        reply = await member.say("/mentor")
        topic = next((one.id for message in reply.messages for one in message.buttons), "") if reply else ""
        if topic:
            await member.press(topic)
            await member.say(self.script.asks)

    async def _sign(self) -> None:
        """Everybody reads the statement on their use of AI and signs it."""
        for member in self.members:
            reply = await member.say("/entry ai")
            ids = [one.id for message in reply.messages for one in message.buttons] if reply else []
            sign = next((id for id in ids if id.startswith(("event:entry:take", "event:entry:sign"))), "")
            if sign:
                await member.press(sign)


async def together(works: Sequence[Awaitable[None]]) -> list[BaseException]:
    """All at once; what failed is given back, and stops nobody else."""
    done = await asyncio.gather(*works, return_exceptions=True)
    return [one for one in done if isinstance(one, BaseException)]
