"""`sampan demo event`: its scripted teams and judges live through a whole event, by the services that everybody uses; nothing of it stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.event import phases
from bot.core.event.phases import Kind
from bot.demo.event import PRIZES, Day, begin, remove
from bot.services import Parts
from bot.services.event import clock
from prompts.demo_event import teams
from storage.events.records import Event

PLAYED: tuple[Kind, ...] = ("open", "teams", "ideas", "build", "freeze", "judging", "ceremony")


async def at_once(_: float) -> None:
    """Nobody waits."""


async def moved_to(parts: Parts, id: str, kind: Kind) -> Event:
    """The event a moment after the phase began, with everything done that the clock does."""
    event = await parts.store.events.get(id)
    assert event is not None
    planned, now = phases.read(event.phases), datetime.now(UTC)
    at = phases.begins(planned, kind)
    assert at is not None
    by = now - at - timedelta(seconds=1)
    earlier = [phase.model_copy(update={"at": phase.at + by}) for phase in planned]
    assert await parts.store.events.set_phases(id, event.phases, phases.kept(earlier), now - timedelta(seconds=1), phases.freezes(earlier))
    await clock.one_round(parts)
    found = await parts.store.events.get(id)
    assert found is not None
    return found


async def test_a_whole_event_is_played_and_taken_away(parts: Parts) -> None:
    event, _, _ = await begin(parts, "demo")
    scripts = {one.language: one for one in teams()}
    day = Day(parts, event, list(scripts.values()))
    for kind in PLAYED:
        event = await moved_to(parts, event.id, kind)
        assert await day.act(kind, at_once) == []
        await parts.lanes.drained(60)
    found = await parts.store.teams.of_event(event.id)
    assert {(team.name, team.project is not None, bool(team.pitch)) for team in found} == {(one.name, True, True) for one in scripts.values()}
    entries = await parts.store.entries.of_event(event.id)
    assert len(entries) == len(scripts)
    assert all(entry.version >= 2 and entry.late == 0 for entry in entries)
    signed = {entry.team: {str(one["name"]) for one in entry.signed} for entry in entries}
    assert all(entry.ai_statement for entry in entries)
    assert {(team.name, frozenset(signed[team.id])) for team in found} == {(one.name, frozenset(one.members)) for one in scripts.values()}
    given = await parts.store.awards.of_event(event.id)
    assert len(given) == len(PRIZES)
    event = await moved_to(parts, event.id, "over")
    assert event.revealed > len(PRIZES)
    assert await remove(parts) == 1
    assert await parts.store.events.all() == []
    assert await remove(parts) == 0
