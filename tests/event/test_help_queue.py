"""The mentors' queue: who was first gets it, nobody is lost, what goes along is agreed to, and pens down ends it plainly."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.event import phases
from bot.core.event.helping import MOST_LINES, OTHER, TOPICS, Said, about, in_order, lines, place, topics_of
from bot.services import Parts
from bot.services.event import help_queue, mentors
from storage.events.helping import HelpRequest
from storage.events.records import Event, InTeam, Person, Team
from tests.chatting import Chatter
from tests.event.people import a_member, a_person, a_team, an_event
from tests.event.test_ideas import SHOWER, heard

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


@dataclass(frozen=True)
class One:
    id: str
    topic: str
    at: datetime


# --- order and estimates


@given(st.lists(st.tuples(st.sampled_from(TOPICS), st.integers(0, 99)), max_size=12), st.lists(st.sampled_from(TOPICS), max_size=3))
def test_topics_come_first_and_of_these_who_waits_longest(asked: list[tuple[str, int]], topics: list[str]) -> None:
    waiting = [One(str(n), topic, NOW + timedelta(minutes=minutes)) for n, (topic, minutes) in enumerate(asked)]
    ordered = in_order(waiting, topics)
    assert sorted(one.id for one in ordered) == sorted(one.id for one in waiting)
    known = [one.topic in topics for one in ordered]
    assert not topics or known == sorted(known, reverse=True)
    for side in (True, False):
        times = [one.at for one, mine in zip(ordered, known, strict=True) if mine is side or not topics]
        assert times == sorted(times)
    assert [place(waiting, one.id) for one in in_order(waiting)] == list(range(1, len(waiting) + 1))


@given(st.integers(1, 40), st.integers(0, 9), st.integers(0, 9), st.lists(st.integers(30, 1800), max_size=20))
def test_an_estimate_is_never_less_further_back(at: int, mentors: int, busy: int, seen: list[int]) -> None:
    times = [timedelta(seconds=one) for one in seen]
    assert 0 <= about(at, mentors, busy, times) <= about(at + 1, mentors, busy, times)
    assert about(at, mentors, busy, times) % 5 == 0


def test_an_estimate_is_what_was_seen() -> None:
    ten = [timedelta(minutes=10)] * 3
    assert about(1, 2, 1, ten) == 0
    assert about(3, 2, 2, ten) == 20
    assert about(2, 1, 1, []) == 20
    assert about(1, 0, 0, []) == 0


def test_topics_are_the_mentors_own_or_the_usual() -> None:
    assert topics_of([[], []]) == (*TOPICS, OTHER)
    assert topics_of([["Maps", "sound"], ["maps"]]) == ("maps", "sound", OTHER)


# --- what goes along


def said(turn: int, by: str, text: str, press: str = "", *buttons: str) -> Said:
    return Said(str(turn), by, text, press, buttons)  # type: ignore[arg-type]


def test_only_what_did_not_work_goes_along() -> None:
    chat = [
        said(1, "team", "families queue for the shower"), said(1, "tutor", "Who would use it?", "", "idk"),
        said(2, "team", "make the table sing"), said(2, "tutor", "I did not touch anything.", "", "suggest", "leave"),
        said(3, "team", "it does not work"), said(3, "tutor", "What do you see?", "", "broken:nothing"),
        said(4, "team", "", "idk"), said(4, "tutor", "Then I take the simple one."),
        said(5, "team", "thank you"), said(5, "tutor", "Any time."),
    ]  # fmt: skip
    assert [line.text for line in lines(chat)] == [
        "make the table sing", "I did not touch anything.", "it does not work", "What do you see?", "Then I take the simple one.",
    ]  # fmt: skip


def test_what_was_asked_again_goes_along() -> None:
    chat = [said(n, by, text) for n in (1, 2) for by, text in (("team", "how do i put it on my phone"), ("tutor", f"Answer {n}"))]
    assert len(lines(chat)) == 4


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["team", "tutor"]), st.text(max_size=400), st.sampled_from(["", "idk", "broken:code"]))))
def test_lines_are_few_and_short(chat: list[tuple[int, str, str, str]]) -> None:
    found = lines([said(*one) for one in chat])
    assert len(found) <= MOST_LINES
    assert all(len(line.text) <= 240 for line in found)


# --- in the chat


async def asking(parts: Parts, chatter: Chatter, words: str = "the list forgets what we typed") -> HelpRequest:
    await chatter.say("/mentor")
    await chatter.press("event:mentor:topic:2")
    await chatter.say(words)
    if "event:mentor:along" in chatter.ids:
        await chatter.press("event:mentor:along")
    loaded = await parts.store.load_turn(f"terminal:{chatter.chat}")
    assert loaded is not None
    assert loaded.in_team is not None
    found = await parts.store.helping.latest(loaded.in_team.team.id)
    assert found is not None
    return found


async def at_event(parts: Parts, language: str = "en") -> tuple[Event, Team, Chatter]:
    event = await an_event(parts, language=language)
    team = await a_team(parts, event)
    return event, team, await a_member(parts, event, team, "Ann")


async def a_mentor(parts: Parts, event: Event, name: str, **changes: object) -> Person:
    person, _ = await a_person(parts, event, "mentor", name)
    await parts.store.crew.change(event.id, person.id, seen=datetime.now(UTC), **changes)
    found = await parts.store.crew.get(event.id, person.id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("language", "number", "comes"),
    [("en", "You are number 1", "comes to you now"), ("zh-Hant", "你們排第 1", "現在過來"), ("zh-Hans", "你们排第 1", "现在过来")],
)
async def test_asked_claimed_solved_rated(parts: Parts, language: str, number: str, comes: str) -> None:
    event, _team, ann = await at_event(parts, language)
    mentor = await a_mentor(parts, event, "Ms Chan")
    request = await asking(parts, ann)
    assert number in ann.text
    assert (request.topic, request.text) == (TOPICS[2], "the list forgets what we typed")
    assert await mentors.claim(parts, event, mentor, request.id)
    assert any("Ms Chan" in line and comes in line for line in await heard(parts, ann))
    assert await mentors.speak(parts, event, mentor, request.id, "Where do you see it?") == 1
    assert "Where do you see it?" in await heard(parts, ann)
    assert await mentors.resolve(parts, event, mentor, request.id)
    await ann.press(f"event:mentor:rate3:{request.id}")
    await ann.say("she found it at once")
    kept = await parts.store.helping.get(event.id, request.id)
    assert kept is not None
    assert (kept.outcome, kept.rating, kept.comment) == ("solved", 3, "she found it at once")


async def test_two_mentors_claim_at_once_and_one_gets_it(parts: Parts) -> None:
    event, _team, ann = await at_event(parts)
    request = await asking(parts, ann)
    crew = [await a_mentor(parts, event, f"Mentor {n}") for n in range(6)]
    done = await asyncio.gather(*(mentors.claim(parts, event, mentor, request.id) for mentor in crew))
    assert done.count(True) == 1
    kept = await parts.store.helping.get(event.id, request.id)
    assert kept is not None
    assert kept.mentor == crew[done.index(True)].id
    assert sum("comes to you now" in line for line in await heard(parts, ann)) == 1
    other = crew[done.index(False)]
    assert not await mentors.resolve(parts, event, other, request.id)
    assert not await mentors.hand_back(parts, event, other, request.id, "mine")
    assert await mentors.speak(parts, event, other, request.id, "hello") == 0


async def test_a_team_has_one_request_open(parts: Parts) -> None:
    event, team, ann = await at_event(parts)
    ben = await a_member(parts, event, team, "Ben")
    first = await asking(parts, ann)
    await ben.say("/mentor")
    assert "waits already" in ben.text
    here = InTeam(event, team)
    asked = await asyncio.gather(*(help_queue.ask(parts, here, "", "", OTHER, str(n), ()) for n in range(4)))
    assert {request.id for request, _ in asked} == {first.id}
    await ben.press(f"event:mentor:back:{first.id}")
    assert "Taken back" in ben.text
    assert not await help_queue.withdraw(parts, event, team.id, first.id)
    assert (await asking(parts, ben)).id != first.id


async def test_handed_back_it_keeps_its_place_and_the_note_goes_on(parts: Parts) -> None:
    event, _team, ann = await at_event(parts)
    first = await asking(parts, ann)
    later = await a_team(parts, event, "Day Ferry")
    bo = await a_member(parts, event, later, "Bo")
    second = await asking(parts, bo)
    assert "number 2" in bo.text
    mentor = await a_mentor(parts, event, "Ms Chan")
    assert await mentors.claim(parts, event, mentor, first.id)
    assert await mentors.hand_back(parts, event, mentor, first.id, "look at the rules page")
    queue = await help_queue.queue(parts, event)
    assert [one.id for one in queue.waiting] == [first.id, second.id]
    assert queue.waiting[0].handed_back == 1
    assert queue.waiting[0].tried[-1]["text"] == "look at the rules page"
    assert not any("rules page" in line for line in await heard(parts, ann))


async def test_what_went_wrong_goes_along_unless_they_say_no(parts: Parts) -> None:
    _event, team, ann = await at_event(parts)
    await ann.to_zip(SHOWER)
    await ann.say("it does not work")
    await ann.say("/mentor")
    await ann.press(f"event:mentor:topic:{TOPICS.index('broken')}")
    await ann.say("call me at 9876 5432, it breaks")
    assert "lines of this chat would go along" in ann.text
    await ann.press("event:mentor:alone")
    alone = await parts.store.helping.latest(team.id)
    assert alone is not None
    assert list(alone.tried) == []
    assert "9876" not in alone.text
    await ann.press(f"event:mentor:back:{alone.id}")
    request = await asking(parts, ann)
    assert any("does not work" in line["text"] for line in request.tried)


async def test_no_in_words_is_no(parts: Parts) -> None:
    _event, team, ann = await at_event(parts)
    await ann.to_zip(SHOWER)
    await ann.say("it does not work")
    await ann.say("/mentor the list does not work")
    await ann.say("no")
    request = await parts.store.helping.latest(team.id)
    assert request is not None
    assert (list(request.tried), request.topic) == ([], "broken")


async def test_a_silent_mentor_loses_it_and_the_team_hears(parts: Parts) -> None:
    event, _team, ann = await at_event(parts)
    request = await asking(parts, ann)
    mentor = await a_mentor(parts, event, "Ms Chan")
    assert await mentors.claim(parts, event, mentor, request.id)
    long_ago = datetime.now(UTC) - timedelta(minutes=11)
    await parts.store.write(_claimed_at, request.id, long_ago)
    assert (await help_queue.queue(parts, event)).claimed, "a mentor who was seen keeps it"
    await parts.store.crew.change(event.id, mentor.id, seen=long_ago)
    queue = await help_queue.queue(parts, event)
    assert [one.id for one in queue.waiting] == [request.id]
    assert sum("could not come" in line for line in await heard(parts, ann)) == 1
    await help_queue.queue(parts, event)
    assert sum("could not come" in line for line in await heard(parts, ann)) == 1


def _claimed_at(db: object, id: str, at: datetime) -> None:
    from sqlalchemy import Connection

    from storage.events.tables import HelpRequest as Row
    from storage.tables import table

    assert isinstance(db, Connection)
    db.execute(table(Row).update().where(table(Row).c.id == id).values(claimed=at))


async def test_pens_down_closes_the_queue_plainly(parts: Parts) -> None:
    event, _team, ann = await at_event(parts)
    request = await asking(parts, ann)
    now = datetime.now(UTC)
    frozen = phases.begun_early(phases.read(event.phases), "freeze", now)
    assert await parts.store.events.set_phases(event.id, event.phases, phases.kept(frozen), None, now)
    after = await parts.store.events.get(event.id)
    assert after is not None
    queue = await help_queue.queue(parts, after)
    assert not queue.waiting
    kept = await parts.store.helping.get(event.id, request.id)
    assert kept is not None
    assert kept.outcome == "over"
    assert any("queue is closed" in line for line in await heard(parts, ann))
    await ann.say("/mentor")
    assert "closed now" in ann.text
    mentor = await a_mentor(parts, event, "Ms Chan")
    assert not await mentors.claim(parts, after, mentor, request.id)


async def test_a_team_with_other_hours_may_ask_on(parts: Parts) -> None:
    event, team, ann = await at_event(parts)
    await parts.store.teams.change(event.id, team.id, closes=datetime.now(UTC) + timedelta(hours=3))
    now = datetime.now(UTC)
    frozen = phases.begun_early(phases.read(event.phases), "freeze", now)
    assert await parts.store.events.set_phases(event.id, event.phases, phases.kept(frozen), None, now)
    assert (await asking(parts, ann)).resolved is None


async def test_without_a_team_or_with_a_button_of_another_nothing_happens(parts: Parts) -> None:
    event, _team, ann = await at_event(parts)
    bo = await a_member(parts, event, None, "Bo")
    await bo.say("/mentor")
    assert "Join a team first" in bo.text
    request = await asking(parts, ann)
    stranger = await a_member(parts, event, await a_team(parts, event, "Day Ferry"), "Cat")
    await stranger.press(f"event:mentor:back:{request.id}")
    await stranger.press(f"event:mentor:rate3:{request.id}")
    await stranger.press(f"event:mentoring:take:{request.id}")
    kept = await parts.store.helping.get(event.id, request.id)
    assert kept == request


async def test_a_mentor_who_chats_is_told_and_claims_by_a_button(parts: Parts) -> None:
    event, team, ann = await at_event(parts)
    guide = Chatter(parts, language="en")
    await guide.say("/start")
    mentor = await a_mentor(parts, event, "Ms Chan", chat=f"terminal:{guide.chat}", topics=["maps", TOPICS[2]])
    await ann.say("/mentor")
    assert [button.label for button in ann.buttons][:2] == ["maps", "Getting it to do what we want"]
    await ann.press("event:mentor:topic:1")
    await ann.say("the list forgets")
    request = await parts.store.helping.latest(team.id)
    assert request is not None
    assert any("Night Ferry" in line and "the list forgets" in line for line in await heard(parts, guide))
    await guide.say("/mentor")
    assert "1 waiting" in guide.text
    await guide.press(f"event:mentoring:take:{request.id}")
    assert "is yours" in guide.text
    await guide.press(f"event:mentoring:say:{request.id}")
    await guide.say("I am at the window")
    assert "I am at the window" in await heard(parts, ann)
    await guide.press(f"event:mentoring:solved:{request.id}")
    assert any("How was it?" in line for line in await heard(parts, ann))
    await guide.press(f"event:mentoring:solved:{request.id}")
    assert "not yours" in guide.text
    kept = await parts.store.helping.get(event.id, request.id)
    assert kept is not None
    assert (kept.mentor, kept.outcome) == (mentor.id, "solved")


async def test_a_mentor_who_claims_as_the_team_takes_it_back_hears_of_it(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    event, team, ann = await at_event(parts)
    guide = Chatter(parts)
    await guide.say("/start")
    mentor = await a_mentor(parts, event, "Ravi", chat=f"terminal:{guide.chat}")
    request, withdraw = await asking(parts, ann), parts.store.helping.withdraw

    async def claimed_just_before(*args: str) -> bool:
        assert await parts.store.helping.claim(event.id, request.id, mentor.id)
        return await withdraw(*args)

    monkeypatch.setattr(parts.store.helping, "withdraw", claimed_just_before)
    before = len(await heard(parts, guide))
    assert await help_queue.withdraw(parts, event, team.id, request.id)
    assert len(await heard(parts, guide)) == before + 1
