"""Teams in both kinds of store: names and codes once, the last seat once, and two that become one with all that either wrote."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.errors import FullError, TakenError
from storage.events.announcing import Announcement
from storage.events.helping import HelpRequest
from storage.events.ideas import Idea
from storage.events.records import Event, Seat, Team, TeamAsk
from storage.ids import new_id
from storage.store import Store
from tests.event.people import A_TEAM, AN_EVENT

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
CHECKPOINTS = [{"id": "paper", "name": "A drawing", "at": ""}, {"id": "tried", "name": "Somebody tried it", "at": ""}]


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    made = Store.open(store_url)
    yield made
    await made.close()


@dataclass
class Two:
    """An event with two teams, one student in each."""

    event: Event
    gone: Team
    stays: Team
    ann: str
    ben: str


async def an_event(store: Store, **changes: object) -> Event:
    event = replace(AN_EVENT, id=new_id(), opened=AT, checkpoints=CHECKPOINTS, **changes)  # type: ignore[arg-type]  # fields of an event
    await store.events.add(event)
    return event


async def a_team(store: Store, event: Event, name: str, **changes: object) -> Team:
    team = replace(A_TEAM, id=new_id(), event=event.id, code=new_id()[:8], name=name, **changes)  # type: ignore[arg-type]  # fields of a team
    return await store.teams.begin(team)


async def a_student(store: Store, event: Event, team: Team | None, name: str) -> str:
    learner = (await store.find_or_create_learner("web", name)).id
    await store.moving.enter(Seat(event.id, learner, team.id if team else None, name, "", "", "", AT))
    return learner


async def two(store: Store, gone: dict[str, object], stays: dict[str, object]) -> Two:
    event = await an_event(store)
    teams = await a_team(store, event, "Harbour", **gone), await a_team(store, event, "Night Ferry", **stays)
    ann, ben = await a_student(store, event, teams[0], "Ann"), await a_student(store, event, teams[1], "Ben")
    return Two(event, *teams, ann, ben)


async def again(store: Store, team: Team) -> Team:
    found = await store.teams.get(team.event, team.id)
    assert found is not None
    return found


def an_idea(team: Team, learner: str, text: str) -> Idea:
    return Idea(new_id(), team.id, learner, text, {"who": text}, AT)


def a_request(of: Two, team: Team, learner: str, minutes: int) -> HelpRequest:
    return HelpRequest(new_id(), of.event.id, team.id, learner, f"web:{learner}", "data", "help", [], AT + timedelta(minutes=minutes))


async def test_a_name_and_a_code_are_taken_once(store: Store) -> None:
    event = await an_event(store)
    first = await a_team(store, event, "Night Ferry")
    assert (first.place, (await a_team(store, event, "二樓後座")).place) == (1, 2)
    with pytest.raises(TakenError):
        await a_team(store, event, "night  ferry")
    with pytest.raises(TakenError):
        await store.teams.begin(replace(A_TEAM, id=new_id(), event=event.id, code=first.code, name="Harbour"))
    names = [f"Team {n % 4}" for n in range(8)]
    made = await asyncio.gather(*(a_team(store, event, name) for name in names), return_exceptions=True)
    assert sum(isinstance(one, TakenError) for one in made) == 4
    places = [team.place for team in await store.teams.of_event(event.id)]
    assert places == list(range(1, 7))


async def test_of_two_who_take_the_last_seat_one_has_it(store: Store) -> None:
    event = await an_event(store, largest=2)
    team = await a_team(store, event, "Night Ferry")
    await a_student(store, event, team, "Ann")
    others = [await a_student(store, event, None, name) for name in ("Ben", "Cat")]
    seats = [await store.teams.seat(event.id, one) for one in others]
    made = await asyncio.gather(*(store.moving.enter(replace(seat, team=team.id)) for seat in seats if seat), return_exceptions=True)
    assert sorted(type(one).__name__ for one in made) == ["FullError", "NoneType"]
    assert len(await store.teams.seats(event.id, team.id)) == 2


async def test_an_ask_is_answered_once(store: Store) -> None:
    of = await two(store, {}, {})
    await store.asking.ask(TeamAsk(new_id(), of.event.id, of.stays.id, of.ann, of.gone.id, "ours", AT))
    await store.asking.ask(TeamAsk(new_id(), of.event.id, of.stays.id, of.ann, of.gone.id, "yours", AT))
    (ask,) = await store.asking.of_event(of.event.id)
    assert ask.keep == "yours"
    taken = await asyncio.gather(*(store.asking.take(ask.id) for _ in range(3)))
    assert [one for one in taken if one] == [ask]


async def test_the_last_one_who_leaves_withdraws_the_team_and_frees_its_name(store: Store) -> None:
    of = await two(store, {}, {})
    seat = await store.teams.seat(of.event.id, of.ann)
    assert seat is not None
    await store.moving.enter(replace(seat, team=of.stays.id))
    assert (await again(store, of.gone)).withdrawn is not None
    assert (await a_team(store, of.event, of.gone.name)).place == 3


async def test_two_that_become_one_keep_what_either_wrote(store: Store) -> None:
    of = await two(store, {"pitch": "It ends the queue.", "link": "https://a.example"}, {"link": "https://b.example"})
    first, second, third = an_idea(of.gone, of.ann, "One shower"), an_idea(of.gone, of.ann, "Lost keys"), an_idea(of.stays, of.ben, "Books")
    for idea in (first, second, third):
        assert await store.ideas.add(idea, 9)
    assert await store.ideas.vote(of.gone.id, of.ann, first.id) and await store.ideas.vote(of.stays.id, of.ben, third.id)
    assert await store.ideas.choose(of.gone.id, first.id, None)
    for team, checkpoint in ((of.gone, "paper"), (of.gone, "tried"), (of.stays, "paper")):
        assert await store.checkpoints.tick(of.event.id, team.id, checkpoint, "Ms Chan")
    await store.moving.merge(of.gone, of.stays, of.gone.id)
    ideas, votes = await store.ideas.of_team(of.stays.id)
    assert {idea.text for idea in ideas} == {"One shower", "Lost keys", "Books"}
    assert votes == {of.ann: first.id, of.ben: third.id}
    assert await store.ideas.of_team(of.gone.id) == ([], {})
    passed = await store.checkpoints.passed(of.event.id)
    assert sorted((one.team, one.checkpoint) for one in passed) == [(of.stays.id, "paper"), (of.stays.id, "tried")]
    after = await again(store, of.stays)
    assert (after.idea, after.pitch, after.link, after.signed) == (first.id, "It ends the queue.", "https://a.example", [])
    assert (await again(store, of.gone)).link == "https://b.example", "what gave way is kept"
    assert await store.ideas.answer(of.stays.id, second.id, {"why": "ours now"})


async def test_of_two_votes_of_one_learner_that_in_the_team_that_stays_holds(store: Store) -> None:
    """Ann voted in her team before she moved on to the other."""
    of = await two(store, {}, {})
    cat = await a_student(store, of.event, of.gone, "Cat")
    first, second = an_idea(of.gone, of.ann, "One shower"), an_idea(of.stays, of.ben, "Books")
    for idea in (first, second):
        await store.ideas.add(idea, 9)
    await store.ideas.vote(of.gone.id, of.ann, first.id)
    seat = await store.teams.seat(of.event.id, of.ann)
    assert seat is not None and cat
    await store.moving.enter(replace(seat, team=of.stays.id))
    await store.ideas.vote(of.stays.id, of.ann, second.id)
    await store.moving.merge(of.gone, of.stays, of.stays.id)
    ideas, votes = await store.ideas.of_team(of.stays.id)
    assert len(ideas) == 2 and votes == {of.ann: second.id}


async def test_open_requests_and_announcements_and_conflicts_go_along(store: Store) -> None:
    of = await two(store, {}, {})
    older, newer = await store.helping.ask(a_request(of, of.gone, of.ann, 0)), await store.helping.ask(a_request(of, of.stays, of.ben, 5))
    for teams in ([of.gone.id], [of.gone.id, of.stays.id], None, ["another"]):
        said = Announcement(new_id(), of.event.id, "organiser", "Ms Chan", "Hello", {}, teams, AT, None)
        assert (await store.announcing.say(said, []), await store.announcing.say(said, [])) == ([], None)
    judge, _ = await store.crew.invite(of.event.id, "judge", "Ms Ho")
    assert await store.judging.bar(of.event.id, judge.id, of.gone.id, "declared")
    await store.moving.merge(of.gone, of.stays, of.stays.id)
    told = await store.announcing.to_team(of.event.id, of.stays.id, 9)
    assert [one.teams for one in told].count([of.stays.id]) == 2 and len(told) == 3
    assert await store.judging.barred(of.event.id, judge.id) == {of.stays.id: "declared"}
    assert await store.helping.withdraw(of.stays.id, newer.id)
    latest = await store.helping.latest(of.stays.id)
    assert latest is not None and (latest.id, latest.resolved) == (older.id, None), "what is open stands before what was taken back"


async def test_a_team_too_large_changes_nothing(store: Store) -> None:
    of = await two(store, {"pitch": "Ours"}, {})
    await store.events.change(of.event.id, largest=1)
    await store.ideas.add(an_idea(of.gone, of.ann, "One shower"), 9)
    with pytest.raises(FullError):
        await store.moving.merge(of.gone, of.stays, of.gone.id)
    assert len((await store.ideas.of_team(of.gone.id))[0]) == 1 and (await again(store, of.gone)).merged_into is None


async def test_two_teams_that_say_yes_to_one_another_at_once_are_one_and_not_none(store: Store) -> None:
    of = await two(store, {}, {})
    await store.moving.merge(of.gone, of.stays, of.stays.id)
    with pytest.raises(LookupError):
        await store.moving.merge(of.stays, of.gone, of.stays.id)
    assert (await again(store, of.stays)).is_in
    assert {seat.learner for seat in await store.teams.seats(of.event.id, of.stays.id)} == {of.ann, of.ben}


async def test_nobody_comes_into_a_team_that_is_no_more(store: Store) -> None:
    """It was still there when the way in was looked at."""
    of = await two(store, {}, {})
    cat = await a_student(store, of.event, None, "Cat")
    await store.moving.merge(of.gone, of.stays, of.stays.id)
    with pytest.raises(LookupError):
        await store.moving.enter(Seat(of.event.id, cat, of.gone.id, "Cat", "", "", "", AT))
    seat = await store.teams.seat(of.event.id, cat)
    assert seat is not None and seat.team is None
    await store.teams.change(of.event.id, of.stays.id, withdrawn=AT)
    await store.moving.enter(Seat(of.event.id, of.ben, of.stays.id, "Ben", "", "", "", AT))  # who sits there stays
