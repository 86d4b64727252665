"""The clock of events: on time, after a restart, once among several processes, and in the hands of several organisers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.bootstrap import make_parts
from bot.core.event import phases as times
from bot.core.event.phases import Kind, Phase
from bot.core.event.rings import SOON, due, next_ring, rings
from bot.services import Parts
from bot.services.event import clock, schedule
from bot.services.event.open_event import EventWish, open_event
from bot.services.lanes import Lanes
from bot.settings import Settings
from storage.errors import OverError
from storage.events.records import Event
from tests.event.people import a_member, a_team, an_event


@pytest.fixture
async def parts(store_url: str) -> AsyncIterator[Parts]:
    """On both kinds of store: several processes at one clock are a server's."""
    made = make_parts(Settings(database_url=store_url))
    yield made
    await made.store.close()


async def now_of(parts: Parts, event: Event) -> Event:
    found = await parts.store.events.get(event.id)
    assert found is not None
    return found


def at_minutes(*pairs: tuple[Kind, float]) -> tuple[Phase, ...]:
    """Phases so many minutes from now."""
    now = datetime.now(UTC)
    return tuple(Phase(kind=kind, at=now + timedelta(minutes=minutes)) for kind, minutes in pairs)


async def with_phases(parts: Parts, phases: tuple[Phase, ...], since: Kind) -> Event:
    """An open event of which the phases from `since` on have not been rung."""
    return await an_event(parts, phases=times.kept(phases), freezes=times.freezes(phases), next_ring=times.begins(phases, since))


async def said(parts: Parts, event: Event) -> list[tuple[str, str]]:
    """What the clock announced: kind and phase, the first first."""
    found = await parts.store.announcing.of_event(event.id, 50)
    return [(one.kind, one.data.get("phase", "")) for one in sorted(found, key=lambda one: one.at)]


def test_it_rings_at_each_phase_and_five_minutes_before_pens_down() -> None:
    phases = times.planned("short", datetime(2026, 11, 28, 2, 0, tzinfo=UTC))
    found = rings(phases)
    assert [ring.phase.kind for ring in found if ring.what == "begins"] == [phase.kind for phase in phases]
    soon = next(ring for ring in found if ring.what == "soon")
    freeze = times.freezes(phases)
    assert freeze is not None
    assert soon.at == freeze - SOON
    assert next_ring(phases, soon.at - timedelta(seconds=1)) == soon.at
    assert not [ring for ring in rings(times.planned("demo", phases[0].at)) if ring.what == "soon"], "ten minutes need no reminder"
    assert "soon" not in [ring.what for ring in due(phases, phases[0].at, freeze)], "what has begun is not announced as near"


async def test_what_came_while_no_process_ran_is_done_once(parts: Parts) -> None:
    """Down from before pens down until the ceremony had begun: entries are taken, judging is opened and closed, one phase is told."""
    now = datetime.now(UTC)
    phases = at_minutes(("open", -90), ("build", -80), ("freeze", -30), ("judging", -20), ("ceremony", -5), ("over", 20))
    event = await with_phases(parts, phases, "freeze")
    team = await a_team(parts, event)
    await a_member(parts, event, team, "Ann")
    assert await clock.one_round(parts) == clock.SOON
    after = await now_of(parts, event)
    assert after.next_ring == phases[-1].at
    assert after.released is not None and after.released >= now
    rounds = await parts.store.judging.rounds(event.id)
    assert len(rounds) == 1 and rounds[0].closed is not None
    assert await said(parts, event) == [("phase", "ceremony")]
    assert await clock.one_round(parts) > clock.SOON
    assert len(await said(parts, event)) == 1


async def test_it_rings_once_however_many_hear_it(parts: Parts) -> None:
    event = await with_phases(parts, at_minutes(("open", -10), ("build", -0.01), ("freeze", 30), ("over", 60)), "build")
    others = [replace(parts, lanes=Lanes()) for _ in range(4)]
    await asyncio.gather(*(clock.one_round(one) for one in (parts, *others)))
    assert await said(parts, event) == [("phase", "build")]


async def test_what_a_killed_process_had_taken_upon_itself_is_done_by_the_next(parts: Parts) -> None:
    phases = at_minutes(("open", -90), ("build", -80), ("freeze", -60), ("judging", -20), ("over", 20))
    event = await with_phases(parts, phases, "over")
    assert await parts.store.judging.rounds(event.id) == []
    await clock.catch_up(parts)
    assert len(await parts.store.judging.rounds(event.id)) == 1
    await clock.catch_up(parts)
    assert len(await parts.store.judging.rounds(event.id)) == 1
    assert await said(parts, event) == []


async def test_pens_down_is_said_to_be_near(parts: Parts) -> None:
    event = await with_phases(parts, at_minutes(("open", -40), ("build", -30), ("freeze", 4.9), ("over", 30)), "freeze")
    await parts.store.events.change(event.id, next_ring=datetime.now(UTC) - timedelta(seconds=7))
    await clock.one_round(parts)
    assert [kind for kind, _ in await said(parts, event)] == ["soon"]
    assert (await now_of(parts, event)).next_ring == times.freezes(times.read(event.phases))


async def test_one_thing_that_fails_stops_neither_this_event_nor_the_others(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    first = await with_phases(parts, at_minutes(("open", -10), ("freeze", -0.01), ("over", 60)), "freeze")
    second = await an_event(parts, code="HJKM4674", phases=times.kept(at_minutes(("open", -10), ("build", -0.01), ("freeze", 30), ("over", 60))))
    await parts.store.events.change(second.id, next_ring=datetime.now(UTC) - timedelta(seconds=1))

    async def broken(*_: object) -> int:
        raise RuntimeError("no")

    monkeypatch.setattr("bot.services.event.freeze.freeze", broken)
    await clock.one_round(parts)
    assert await said(parts, first) == [("phase", "freeze")]
    assert await said(parts, second) == [("phase", "build")]


async def test_an_event_goes_on_by_itself_when_its_organiser_is_gone(parts: Parts) -> None:
    event, person, _ = await open_event(parts, EventWish("Club", opened=True), "Ms Chan")
    await parts.store.crew.change(event.id, person.id, ended=datetime.now(UTC))
    await clock.one_round(parts)
    assert await said(parts, event) == [("phase", "open")]


async def test_clocks_that_change_by_an_hour_change_no_phase(parts: Parts) -> None:
    """A day over the night on which London's clocks go back: phases are moments, and keep their lengths."""
    begins = datetime(2027, 10, 30, 22, 0, tzinfo=UTC)
    event, _, _ = await open_event(parts, EventWish("Night", template="day", begins=begins), "Ms Chan")
    phases = times.read(event.phases)
    assert phases[-1].at - phases[0].at == timedelta(minutes=sum(times.MINUTES["day"].values()))
    assert [phase.at for phase in times.planned("day", begins)] == [phase.at for phase in phases]


async def test_doors_are_opened_once_and_the_second_press_is_told(parts: Parts) -> None:
    before = datetime.now(UTC)
    event, _, _ = await open_event(parts, EventWish("Club", begins=before + timedelta(days=1)), "Ms Chan")
    opened = await asyncio.gather(*(schedule.open_doors(parts, event, now=True) for _ in range(4)))
    assert sorted(opened) == [False, False, False, True]
    after = await now_of(parts, event)
    assert before <= times.read(after.phases)[0].at <= datetime.now(UTC)
    assert await said(parts, event) == [("phase", "open")]
    assert not await schedule.open_doors(parts, after)


async def test_of_two_organisers_who_press_at_once_one_is_told(parts: Parts) -> None:
    event = await an_event(parts, "build", 20)
    was = schedule.stamp(event)
    pressed = await asyncio.gather(*(schedule.shift(parts, event, 15, was) for _ in range(3)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in pressed) == ["NoneType", "OverError", "OverError"]
    after = await now_of(parts, event)
    before, moved = times.freezes(times.read(event.phases)), after.freezes
    assert before is not None and moved is not None
    assert moved - before == timedelta(minutes=15)
    assert [kind for kind, _ in await said(parts, event)] == ["shifted"]


async def test_pens_down_now_leaves_out_what_lay_between(parts: Parts) -> None:
    event = await an_event(parts, "ideas", 20)
    await schedule.begin_now(parts, event, "freeze", schedule.stamp(event))
    after = await now_of(parts, event)
    phases = times.read(after.phases)
    assert [phase.kind for phase in phases] == ["open", "teams", "ideas", "freeze", "judging", "ceremony", "over"]
    assert times.checked(phases) == phases
    assert after.freezes is not None and after.freezes <= datetime.now(UTC)
    assert [one for one in await said(parts, event) if one[0] == "phase"] == [("phase", "freeze")]
    with pytest.raises(OverError):
        await schedule.begin_now(parts, after, "freeze", schedule.stamp(after))


async def test_a_ring_that_is_due_is_not_lost_when_times_are_moved(parts: Parts) -> None:
    event = await with_phases(parts, at_minutes(("open", -10), ("build", -0.01), ("freeze", 30), ("over", 60)), "build")
    await schedule.shift(parts, event, 5, schedule.stamp(event))
    assert ("phase", "build") in await said(parts, event)


async def test_earlier_is_never_before_now(parts: Parts) -> None:
    event = await an_event(parts, "build", 2)
    await schedule.shift(parts, event, -5, schedule.stamp(event))
    freezes = (await now_of(parts, event)).freezes
    assert freezes is not None
    assert freezes > datetime.now(UTC)


async def test_only_as_many_minutes_are_said_as_were_moved(parts: Parts) -> None:
    """The next phase begins in four minutes: of ten minutes earlier, four are left."""
    event = await an_event(parts, "build", minutes=4)
    await schedule.shift(parts, event, -10, schedule.stamp(event))
    (said,) = await parts.store.announcing.of_event(event.id, 5)
    assert said.data["minutes"] == -4
