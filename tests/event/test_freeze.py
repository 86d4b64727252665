"""Pens down: one snapshot of every team as it was at the moment, whatever happens around it, on both kinds of store."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.event import phases
from storage import projects
from storage.errors import ClosedError, RowsMovedError
from storage.events.entries import Entry
from storage.events.records import Event, Seat, Team
from storage.ids import new_id
from storage.records import AppRow, NewRevision, TurnRecord
from storage.store import Store
from tests.event.people import A_TEAM, AN_EVENT, in_phase

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    made = Store.open(store_url)
    yield made
    await made.close()


async def an_event(store: Store, freezes: datetime) -> Event:
    planned = in_phase("build")
    event = replace(AN_EVENT, id=new_id(), code=new_id()[:8].upper(), phases=phases.kept(planned), freezes=freezes, opened=planned[0].at)
    await store.events.add(event)
    return event


async def a_team(store: Store, event: Event, name: str, *, app: bool = True) -> tuple[Team, str]:
    """A team with an app of one version; its one learner."""
    learner = await store.find_or_create_learner("test", new_id())
    team = await store.teams.begin(replace(A_TEAM, id=new_id(), event=event.id, code=new_id()[:8].upper(), name=name))
    await store.teams.sit(Seat(event.id, learner.id, team.id, name, "", "", "", datetime.now(UTC)))
    if app:
        project = new_id()
        await store.write(projects.change, version_of(project, learner.id, None, "v1"))
        await store.teams.change(event.id, team.id, project=project, title=name, version=1)
    return await now_of(store, team), learner.id


def version_of(project: str, learner: str, head: int | None, spec: str) -> TurnRecord:
    first = "app" if head is None else None
    return TurnRecord(
        turn=new_id(), chat="test", learner=learner, said={}, state={}, answers=[], project=project, slug=first, read_head=head,
        revision=NewRevision(spec, "test"),
    )  # fmt: skip


async def now_of(store: Store, team: Team) -> Team:
    found = await store.teams.get(team.event, team.id)
    assert found is not None
    return found


async def change(store: Store, team: Team, learner: str, head: int, spec: str) -> int:
    assert team.project is not None
    made = await store.write(projects.change, version_of(team.project, learner, head, spec))
    assert made is not None
    return made


async def one_row(store: Store, project: str, rev: int, body: str) -> None:
    def decide(rows: object) -> list[AppRow]:
        return [AppRow("thing", str(n), "somebody", {"text": f"{body} {n}"}) for n in range(rev + 1)]

    await store.change_rows(project, project, rev, decide)


async def pens_down(store: Store, event: Event, ago: float = 0) -> datetime:
    """It is the moment, or was it so many seconds ago."""
    at = datetime.now(UTC) - timedelta(seconds=ago)
    assert await store.events.set_phases(event.id, event.phases, event.phases, None, at)
    return at


async def freezing_soon(store: Store, event: Event) -> Event:
    """All is ready; the moment comes in a second."""
    at = datetime.now(UTC) + timedelta(seconds=1.2)
    assert await store.events.set_phases(event.id, event.phases, event.phases, None, at)
    return replace(event, freezes=at)


async def entry_of(store: Store, team: Team) -> Entry:
    found = await store.entries.of_team(team.event, team.id)
    assert found is not None
    return found


async def test_all_is_taken_once_in_the_order_of_the_lanes(store: Store) -> None:
    event = await an_event(store, datetime.now(UTC) + timedelta(hours=1))
    teams = [(await a_team(store, event, f"Team {n}", app=n != 2))[0] for n in range(4)]
    await store.entries.write(event.id, teams[2].id, pitch="Words alone")
    assert await store.entries.take(event.id) == 0, "it is not time yet"
    await pens_down(store, event)
    assert await store.entries.take(event.id) == 4
    taken = await store.entries.every(event.id)
    assert [(one.number, one.team, one.version) for one in taken] == [(n + 1, team.id, 0 if n == 2 else 1) for n, team in enumerate(teams)]
    assert [one.pitch for one in taken] == ["", "", "Words alone", ""]
    assert await store.entries.take(event.id) == 0
    assert await store.entries.due() == []
    assert await store.entries.every(event.id) == taken


async def test_a_team_with_nothing_is_there_and_is_not_judged(store: Store) -> None:
    event = await an_event(store, datetime.now(UTC) + timedelta(hours=1))
    await a_team(store, event, "Nothing", app=False)
    gone, _ = await a_team(store, event, "Gone")
    await store.entries.withdraw(event.id, gone.id, datetime.now(UTC))
    await pens_down(store, event)
    await store.entries.take(event.id)
    assert len(await store.entries.every(event.id)) == 1, "who left before the freeze enters nothing"
    assert await store.entries.of_event(event.id) == []


async def test_words_are_closed_by_the_same_moment(store: Store) -> None:
    event = await an_event(store, datetime.now(UTC) + timedelta(hours=1))
    team, learner = await a_team(store, event, "Ferry")
    await store.entries.write(event.id, team.id, ai_statement="We used it.", pitch="In time")
    assert await store.entries.sign(event.id, team.id, learner, "Ann", "We used it.")
    assert not await store.entries.sign(event.id, team.id, learner, "Ann", "Another")
    at = await pens_down(store, event)
    with pytest.raises(ClosedError) as closed:
        await store.entries.write(event.id, team.id, pitch="Too late")
    assert closed.value.since == at
    with pytest.raises(ClosedError):
        await store.entries.sign(event.id, team.id, learner, "Ann", "We used it.")
    await store.entries.take(event.id)
    entry = await entry_of(store, team)
    assert (entry.pitch, [one["name"] for one in entry.signed], entry.taken) == ("In time", ["Ann"], at)


async def test_another_statement_takes_the_signatures_away(store: Store) -> None:
    event = await an_event(store, datetime.now(UTC) + timedelta(hours=1))
    team, learner = await a_team(store, event, "Ferry")
    await store.entries.write(event.id, team.id, ai_statement="One")
    await store.entries.sign(event.id, team.id, learner, "Ann", "One")
    await store.entries.write(event.id, team.id, ai_statement="One", pitch="Other words")
    assert len((await now_of(store, team)).signed) == 1
    await store.entries.write(event.id, team.id, ai_statement="Two")
    assert list((await now_of(store, team)).signed) == []


async def test_hours_later_it_is_still_as_of_the_freeze(store: Store) -> None:
    """No process ran at the moment, and the first thing that happens afterwards is that somebody writes into the app."""
    event = await an_event(store, datetime.now(UTC) + timedelta(hours=1))
    team, learner = await a_team(store, event, "Ferry")
    assert team.project is not None
    await one_row(store, team.project, 0, "before")
    at = await pens_down(store, event)
    with pytest.raises(ClosedError):
        await change(store, team, learner, 1, "v2")
    await one_row(store, team.project, 1, "after")
    entry = await entry_of(store, team)
    kept = await store.app_rows(f"entry:{entry.id}")
    assert kept is not None
    assert [row.body["text"] for row in kept.rows] == ["before 0"]
    assert (entry.version, await store.entries.spec(entry.id), entry.taken) == (1, "v1", at)
    assert await store.entries.take(event.id) == 0


async def closes(store: Store, at: datetime, *teams: Team) -> None:
    """Their longer time is over, since that moment."""
    for team in teams:
        await store.teams.change(team.event, team.id, closes=at)


async def test_a_late_entry_is_by_the_organisers_word_and_marked(store: Store) -> None:
    event = await an_event(store, datetime.now(UTC) + timedelta(hours=1))
    team, learner = await a_team(store, event, "Ferry")
    other, _ = await a_team(store, event, "Tram")
    soon = datetime.now(UTC) + timedelta(hours=1)
    assert await store.entries.allow_late(event.id, team.id, soon, "Ms Chan") == "not_yet"
    freezes = await pens_down(store, event, 90)
    assert await store.entries.allow_late(event.id, team.id, freezes, "Ms Chan") == "past"
    assert await store.entries.allow_late(event.id, "nobody", soon, "Ms Chan") == "nobody"
    assert await store.entries.allow_late(event.id, team.id, soon, "Ms Chan") == "yes"
    assert await store.entries.allow_late(event.id, other.id, soon, "Ms Chan") == "yes"
    assert (await entry_of(store, team)).version == 1, "what it had at the freeze stays, whatever comes"
    app = await store.entries.unsealed()
    assert app is not None
    await store.entries.seal(app, b"zip")
    assert await change(store, team, learner, 1, "v2") == 2
    await closes(store, freezes + timedelta(seconds=80), team, other)
    with pytest.raises(ClosedError):
        await change(store, team, learner, 2, "v3")
    assert await store.entries.take(event.id) == 1
    late, same = await entry_of(store, team), await entry_of(store, other)
    assert (late.version, late.late, late.allowed_by, late.sealed) == (2, 80, "Ms Chan", None)
    assert (same.version, same.late) == (1, 0), "who changed nothing is in time"
    assert await store.entries.take(event.id) == 0


async def test_what_was_sealed_before_it_came_in_late_is_not_kept(store: Store) -> None:
    event = await an_event(store, datetime.now(UTC) - timedelta(seconds=1))
    team, learner = await a_team(store, replace(event, freezes=None), "Ferry", app=False)
    await store.entries.take(event.id)
    await store.entries.allow_late(event.id, team.id, datetime.now(UTC) + timedelta(hours=1), "Ms Chan")
    project = new_id()
    await store.write(projects.change, version_of(project, learner, None, "v1"))
    await store.teams.change(event.id, team.id, project=project, title="App", version=1)
    await closes(store, datetime.now(UTC), team)
    await store.entries.take(event.id)
    app = await store.entries.unsealed()
    assert app is not None
    assert app.spec == "v1"
    assert not await store.entries.seal(replace(app, spec="v0"), b"old")
    assert await store.entries.seal(app, b"new")
    assert await store.entries.package(app.entry) == b"new"
    assert await store.entries.unsealed() is None


async def test_the_ceremony_takes_what_is_not_taken_and_opens_all(store: Store) -> None:
    event = await an_event(store, datetime.now(UTC) + timedelta(hours=1))
    team, learner = await a_team(store, event, "Ferry")
    await pens_down(store, event)
    assert await store.entries.release(event.id)
    assert not await store.entries.release(event.id)
    assert await change(store, team, learner, 1, "after") == 2
    assert (await entry_of(store, team)).version == 1
    assert await store.entries.take(event.id) == 0
    assert await store.entries.allow_late(event.id, team.id, datetime.now(UTC) + timedelta(minutes=5), "Ms Chan") == "over"
    with pytest.raises(ClosedError):
        await store.entries.write(event.id, team.id, pitch="after")


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
async def test_nothing_after_the_moment_is_in_and_nothing_before_is_lost(store_url: str, seed: int) -> None:
    """Several stores on one database, as several processes: each edits apps and words as fast as it can across the freeze while others take it."""
    chance = random.Random(seed)
    stores = [Store.open(store_url) for _ in range(1 if store_url.startswith("sqlite") else 3)]
    try:
        event = await an_event(stores[0], datetime.now(UTC) + timedelta(hours=1))
        teams = [await a_team(stores[0], event, f"Team {n}") for n in range(4)]
        event = await freezing_soon(stores[0], event)
        kept = await asyncio.gather(
            *(_edits(stores[n % len(stores)], *one, chance.random()) for n, one in enumerate(teams)), *(_taking(one, event) for one in stores)
        )
        for (team, _), had in zip(teams, kept, strict=False):
            assert had is not None
            version, pitch, rows = had
            entry = await entry_of(stores[0], team)
            assert (entry.version, entry.pitch) == (version, pitch)
            assert await stores[0].entries.spec(entry.id) == f"v{version}"
            frozen = await stores[0].app_rows(f"entry:{entry.id}")
            assert frozen is not None
            assert len(frozen.rows) in (rows, rows + 1), "a row may fall on the moment itself"
    finally:
        for one in stores:
            await one.close()


async def _edits(store: Store, team: Team, learner: str, start: float) -> tuple[int, str, int]:
    """Edit until all is refused; what was accepted last, and how many rows there were at the moment."""
    await asyncio.sleep(start * 0.4)
    event = await store.events.get(team.event)
    assert event is not None
    assert event.freezes is not None
    assert team.project is not None
    version, pitch, rows, closed, rev = 1, "", 0, 0, 0
    while closed < 2:
        closed = 0
        try:
            version = await change(store, team, learner, version, f"v{version + 1}")
        except ClosedError:
            closed += 1
        try:
            await store.entries.write(team.event, team.id, pitch=f"{pitch}.")
            pitch += "."
        except ClosedError:
            closed += 1
        try:
            await one_row(store, team.project, rev, "row")
            rev += 1
            rows = rev if datetime.now(UTC) < event.freezes else rows
        except RowsMovedError as moved:
            rev = moved.now.rev
    return version, pitch, rows


async def _taking(store: Store, event: Event) -> None:
    assert event.freezes is not None
    while datetime.now(UTC) < event.freezes + timedelta(seconds=0.7):
        for id in await store.entries.due():
            await store.entries.take(id)
        await asyncio.sleep(0.01)
    await store.entries.take(event.id)
