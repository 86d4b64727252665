"""`sampan demo event`: a small event in ten minutes, played by scripted teams and judges, for an organiser to watch and to touch.

Whoever watches holds a real organiser's, mentor's and judge's link. The clock may be moved from the desk: everybody follows it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.bootstrap import make_parts
from bot.core.event import phases
from bot.core.event.phases import Kind, Phase, Template
from bot.demo.jury import BY, invite_judges, judge, settle
from bot.demo.team import DemoTeam, Wait, together
from bot.services import Parts
from bot.services.event import awards
from bot.services.event.invite import Invited, invite
from bot.services.event.open_event import EventWish, link_of, open_event
from bot.services.forget import forget
from bot.settings import Settings
from prompts.demo_event import TeamScript, teams
from storage.events.records import Event, Person

NAME = "Build for a Neighbour"
PRIZES = ("Best app / 最佳作品", "Most useful / 最實用", "Best story / 最動人")
LOOK = 0.5
"""Seconds between two looks at the clock."""
REVEAL_AFTER = 0.25
"""The share of the ceremony after which the demo goes on by itself, where nobody presses."""

log = logging.getLogger(__name__)


async def play(parts: Parts, template: Template = "demo") -> None:
    """Print the ways in, and play until it is over."""
    await remove(parts)
    event, _, token = await begin(parts, template)
    print(f"The event begins. The projector: {_address(parts, event)}/kiosk", flush=True)
    print(f"The organiser's desk: {link_of(parts, event, token)}", flush=True)
    for role, invited in (("A judge", await invite(parts, event, "judge", "You")), ("A mentor", await invite(parts, event, "mentor", "You"))):
        print(f"{role}: {link_of(parts, event, invited.token)}{_pin(invited)}", flush=True)
    print(f"Phones join with the code {event.code}. Take it away again with: sampan demo event --remove", flush=True)
    await Day(parts, event, teams()).play()


def _address(parts: Parts, event: Event) -> str:
    return f"{parts.public_url.rstrip('/')}/event/{event.code}"


def _pin(invited: Invited) -> str:
    return f"  (PIN {invited.pin})" if invited.pin else ""


async def begin(parts: Parts, template: Template) -> tuple[Event, Person, str]:
    wish = EventWish(
        NAME, theme="Somebody within ten minutes' walk", sdg=11, languages=("en", "zh-Hant"), template=template, prizes=PRIZES, views=3, opened=True,
        demo=True,
    )  # fmt: skip
    return await open_event(parts, wish, BY)


class Day:
    """Everybody's day, phase after phase, by the event's own clock."""

    def __init__(self, parts: Parts, event: Event, scripts: Sequence[TeamScript]) -> None:
        self._parts, self._id = parts, event.id
        self._teams = [DemoTeam(parts, event, script) for script in scripts]
        self._judges: list[Person] = []

    async def play(self) -> None:
        await self._jury()
        for kind in phases.KINDS[:-1]:
            phase = await self._until(kind)
            if phase is None:
                return
            for fault in await self.act(kind, self._waiter(kind)):
                log.warning("somebody of the demo event fell silent: %r", fault)

    async def act(self, kind: Kind, wait: Wait) -> list[BaseException]:
        """What everybody does in a phase; the faults of those who could not."""
        if kind == "judging":
            return await together([self._judge(one, wait) for one in await self._jury()])
        if kind == "ceremony":
            return await together([self._celebrate(wait)])
        return await together([team.play(kind, wait) for team in self._teams])

    async def _jury(self) -> list[Person]:
        """The scripted judges, invited when they are first needed."""
        self._judges = self._judges or await invite_judges(self._parts, await self._event())
        return self._judges

    async def _judge(self, person: Person, wait: Wait) -> None:
        await judge(self._parts, await self._event(), person, wait)

    async def _celebrate(self, wait: Wait) -> None:
        """Reveal one award after another, unless whoever watches does."""
        await settle(self._parts, await self._event())
        for _ in range(len(PRIZES) + 1):
            before = await self._event()
            await wait(REVEAL_AFTER)
            if (await self._event()).revealed == before.revealed:
                await awards.move(self._parts, before, before.revealed, "next")

    async def _event(self) -> Event:
        found = await self._parts.store.events.get(self._id)
        if found is None:
            raise asyncio.CancelledError("the event was taken away")
        return found

    async def _until(self, kind: Kind) -> Phase | None:
        """Wait for a phase; None once the event is over."""
        while True:
            event, now = await self._event(), datetime.now(UTC)
            at = phases.begins(phases.read(event.phases), kind)
            if event.ended or phases.is_over(phases.read(event.phases), now):
                return None
            if at is not None and at <= now:
                return Phase(kind=kind, at=at)
            await asyncio.sleep(LOOK)

    def _waiter(self, kind: Kind) -> Wait:
        async def wait(share: float) -> None:
            """Nothing is waited for once the phase is over."""
            planned = phases.read((await self._event()).phases)
            begun, now = phases.begins(planned, kind), datetime.now(UTC)
            then = phases.following([one for one in planned if begun and one.at > begun], begun) if begun else None
            if begun is not None and then is not None and then.at > now:
                length = (then.at - begun).total_seconds() * share
                await asyncio.sleep(min(length, (then.at - now).total_seconds()))

        return wait


async def remove(parts: Parts) -> int:
    """Take every demo event away with the learners who came by its scripts; how many there were."""
    gone = [event for event in await parts.store.events.all() if event.demo]
    for event in gone:
        learners = [seat.learner for seat in await parts.store.teams.seats(event.id)]
        await parts.store.founding.remove(event.id)
        for learner in learners:
            await forget(parts, learner)
    await parts.lanes.drained(5)
    return len(gone)


async def take_away(settings: Settings) -> int:
    parts = make_parts(settings)
    try:
        gone = await remove(parts)
    finally:
        await parts.close()
    print("Removed: the demo event with its teams and apps." if gone else "There is no demo event.")
    return 0
