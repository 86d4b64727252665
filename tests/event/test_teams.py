"""Teams: made, joined, left, made one, found; in the chat and between people."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.turn import Message
from bot.services import Parts
from bot.services.event.desk_teams import withdraw_team
from bot.services.event.join_event import Arrival, join_event
from bot.services.event.team_app import choose_app
from bot.services.event.team_asks import accept, ask_to_join, ask_to_merge
from bot.services.event.teams import TeamWish, make_team
from storage.errors import FullError
from storage.events.records import Event, Seat, Team
from storage.ids import new_id
from tests.chatting import Chatter
from tests.classroom.people import learner_of
from tests.event.people import CODE, a_member, a_person, a_team, an_event

PROBLEM = "families in our building queue for one shower"
EDITS = ("call it Shower Board", "make it green", "add a phone field", "add a notes field")


async def seat_of(parts: Parts, event: Event, student: Chatter) -> Seat:
    seat = await parts.store.teams.seat(event.id, await learner_of(parts, student))
    assert seat is not None
    return seat


async def again(parts: Parts, team: Team) -> Team:
    found = await parts.store.teams.get(team.event, team.id)
    assert found is not None
    return found


async def heard(parts: Parts, student: Chatter) -> list[Message]:
    """What was said into a chat, the last first."""
    await parts.lanes.drained(60)
    said = await parts.store.history(f"terminal:{student.chat}", 40)
    return [Message.model_validate(one.payload) for one in reversed(said) if one.by == "tutor"]


async def head_of(parts: Parts, project: str | None) -> int:
    found = await parts.store.project(project or "")
    return (found.head or 0) if found else 0


# --- one project, many hands


async def test_four_change_one_app_at_once_and_nothing_is_lost(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    four = [await a_member(parts, event, team, name) for name in ("Ann", "Ben", "Cat", "Dan")]
    await four[0].to_zip(PROBLEM)
    await parts.lanes.drained(60)
    replies = await asyncio.gather(*(one.say(edit) for one, edit in zip(four, EDITS, strict=True)))
    project = (await again(parts, team)).project
    assert project is not None
    assert all(any(message.file for message in reply.messages) for reply in replies)
    revision = await parts.store.revision(project)
    assert revision is not None and revision.n == 5
    for word in ("shower board", '"phone"', '"notes"', '"colour":"#15803d"'):
        assert word in revision.spec.lower(), word
    versions = await parts.store.versions(project)
    assert [one.n for one in versions] == [1, 2, 3, 4, 5] and [one.parent for one in versions] == [None, 1, 2, 3, 4]
    makers = [await parts.store.moving.made_by(project, one.n) for one in versions]
    assert set(makers) == {await learner_of(parts, one) for one in four}
    assert {one.contributions for one in await parts.store.members(project)} == {1, 2}
    assert (await again(parts, team)).version == 5


async def test_a_whole_large_team_at_once(parts: Parts) -> None:
    event = await an_event(parts, largest=8)
    team = await a_team(parts, event)
    eight = [await a_member(parts, event, team, f"Student {number}") for number in range(8)]
    await eight[0].to_zip(PROBLEM)
    await parts.lanes.drained(60)
    fields = ("age", "colour", "street", "floor", "class", "hobby", "school", "reason")
    await asyncio.gather(*(one.say(f"add a {field} field") for one, field in zip(eight, fields, strict=True)))
    project = (await again(parts, team)).project
    revision = await parts.store.revision(project or "")
    assert revision is not None and revision.n == 9
    assert all(field in revision.spec.lower() for field in fields)


async def test_two_begin_the_first_app_at_once_and_there_is_one(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    ann, ben = await a_member(parts, event, team, "Ann"), await a_member(parts, event, team, "Ben")
    for one in (ann, ben):
        await one.say(PROBLEM)
        for _ in range(8):
            if "build" in one.ids:
                break
            await one.press("idk")
    await asyncio.gather(ann.press("build"), ben.press("build"))
    project = (await again(parts, team)).project
    assert project is not None
    chats = [await parts.store.load_turn(f"terminal:{one.chat}") for one in (ann, ben)]
    assert {chat.project.id for chat in chats if chat and chat.project} == {project}


async def test_what_a_teammate_did_meanwhile_is_a_quiet_line(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    ann, ben = await a_member(parts, event, team, "Ann"), await a_member(parts, event, team, "Ben")
    await ann.to_zip(PROBLEM)
    await ben.say("call it Shower Board")
    seen: list[str] = []
    parts.news.listen(seen.append)
    await ben.say("make it green")
    await parts.lanes.drained(60)
    assert f"terminal:{ann.chat}" in seen, "the pages of the others move"
    await ann.say("add a phone field")
    assert "version 3 of your app, by Ben" in ann.text
    await ann.say("make it blue")
    assert "Meanwhile" not in ann.text


async def test_taking_back_what_another_made_says_whose_it_was(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    ann, ben = await a_member(parts, event, team, "Ann"), await a_member(parts, event, team, "Ben")
    await ann.to_zip(PROBLEM)
    await ben.say("make it green")
    await ann.say("/undo")
    assert "Version 2 was Ben's" in ann.text
    await ben.say("/versions")
    assert "version 1 of your app, by Ann" in ben.text and "version:2" in ben.ids


# --- making and leaving


async def test_a_team_by_chat_and_its_first_member(parts: Parts) -> None:
    event = await an_event(parts, divisions=["Junior", "Senior"], regions=["Kowloon", "Islands"])
    ann = await a_member(parts, event, None, "Ann")
    await ann.press("event:team:new")
    assert "be called" in ann.text
    await ann.say("Night Ferry")
    assert "Which group" in ann.text
    await ann.press("event:team:division:1")
    await ann.say("islands")
    assert "Night Ferry is there" in ann.text
    (team,) = await parts.store.teams.of_event(event.id)
    assert (team.name, team.division, team.region) == ("Night Ferry", "Senior", "Islands")
    assert (await seat_of(parts, event, ann)).team == team.id


@pytest.mark.parametrize(
    ("typed", "why"), [("night  FERRY", "name already"), ("x" * 40, "too long"), ("\u200b", "at least one letter"), ("9123 4567", "leave out")]
)
async def test_a_name_that_will_not_do_is_asked_again(parts: Parts, typed: str, why: str) -> None:
    event = await an_event(parts)
    await a_member(parts, event, await a_team(parts, event), "Ben")
    ann = await a_member(parts, event, None, "Ann")
    await ann.say("/team new")
    await ann.say(typed)
    assert why in ann.text and ann.last.asks == "clarify"
    await ann.say("Harbour")
    assert (await seat_of(parts, event, ann)).team is not None


async def test_what_was_begun_at_the_event_comes_into_the_team_and_older_apps_do_not(parts: Parts) -> None:
    ben = Chatter(parts, language="en")
    await ben.to_zip(PROBLEM)
    event = await an_event(parts, opened=datetime.now(UTC))
    ann = await a_member(parts, event, None, "Ann")
    await ann.to_zip(PROBLEM)
    await ann.say("/team new Night Ferry")
    assert await ann.spec() is not None
    await ann.say("make it green")
    first, *_ = await parts.store.teams.of_event(event.id)
    assert first.project is not None and first.version == 2
    await ben.say(f"/join {CODE} Ben")
    await ben.say("/team new Harbour")
    assert await ben.spec() is None
    await ben.say("hello")
    assert (await parts.store.teams.of_event(event.id))[1].project is None


async def test_alone_where_one_is_enough(parts: Parts) -> None:
    event = await an_event(parts)
    await a_team(parts, event, "Ann")
    ann = await a_member(parts, event, None, "Ann")
    await ann.press("event:team:alone")
    team = (await parts.store.teams.of_event(event.id))[1]
    assert team.name == "Ann 2" and (await seat_of(parts, event, ann)).team == team.id
    more = await an_event(parts, code="ZZZZ2222", smallest=2)
    ben = await a_member(parts, more, None, "Ben")
    await ben.press("event:team:alone")
    assert "nobody goes alone" in ben.text and await parts.store.teams.of_event(more.id) == []


async def test_who_leaves_begins_anew_and_the_app_stays_with_the_team(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    ann, ben = await a_member(parts, event, team, "Ann"), await a_member(parts, event, team, "Ben")
    await ann.to_zip(PROBLEM)
    await ann.say("/team leave")
    assert "Leave Night Ferry?" in ann.text and "event:team:left" in ann.ids
    await ann.press("event:team:left")
    assert await ann.spec() is None and (await seat_of(parts, event, ann)).team is None
    assert "Ann left your team" in (await heard(parts, ben))[0].text
    await ben.say("make it green")
    project = (await again(parts, team)).project
    assert await head_of(parts, project) == 2
    await ann.to_zip("our class lends books and half never come back")
    assert (await again(parts, team)).project == project
    said = await parts.store.history(f"terminal:{ann.chat}", 60)
    assert any(PROBLEM in str(one.payload.get("text")) for one in said), "what they wrote is theirs to read"


async def test_the_last_one_who_leaves_withdraws_the_team_and_frees_its_name(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    await ann.say("/team leave")
    assert "withdrawn" in ann.text
    await ann.press("event:team:left")
    assert (await again(parts, team)).withdrawn is not None
    await ann.say("/team new Night Ferry")
    assert "Night Ferry is there" in ann.text


async def test_another_app_in_a_team_chat_is_explained_and_led_back(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    await ann.to_zip(PROBLEM)
    project = (await again(parts, team)).project
    await ann.say("/new")
    assert "goes on with the others" in ann.text and "event:team:app" in ann.ids
    await ann.to_zip("our class lends books and half never come back")
    assert (await again(parts, team)).project == project
    await ann.press("event:team:app")
    loaded = await parts.store.load_turn(f"terminal:{ann.chat}")
    assert loaded is not None and loaded.project is not None and loaded.project.id == project


async def test_which_app_is_the_teams_is_for_a_member_to_choose(parts: Parts) -> None:
    event = await an_event(parts)
    team, other = await a_team(parts, event), await a_team(parts, event, "Harbour")
    ann, ben = await a_member(parts, event, team, "Ann"), await a_member(parts, event, team, "Ben")
    cat = await a_member(parts, event, other, "Cat")
    await ann.to_zip(PROBLEM)
    await ben.say("/new")
    await ben.to_zip("our class lends books and half never come back")
    await cat.to_zip("our dog needs walks and nobody knows whose turn it is")
    team, seat = await again(parts, team), await seat_of(parts, event, ann)
    theirs = await again(parts, other)
    own = next(app.project for app in await parts.store.moving.own_apps(team.id) if app.project != team.project)
    assert not await choose_app(parts, event, seat, team, theirs.project or "")
    assert await choose_app(parts, event, seat, team, own)
    assert (await again(parts, team)).project == own
    loaded = await parts.store.load_turn(f"terminal:{ann.chat}")
    assert loaded is not None and loaded.project is not None and loaded.project.id == own
    assert "Ann chose" in (await heard(parts, ben))[0].text
    frozen = replace(event, freezes=datetime.now(UTC))
    assert not await choose_app(parts, frozen, seat, await again(parts, team), team.project or "")


# --- asking


async def test_to_find_a_team_ask_and_be_let_in(parts: Parts) -> None:
    event = await an_event(parts)
    food, games = (
        await a_team(parts, event, "Kitchen", seeking="somebody who cooks"),
        await a_team(parts, event, "Arcade", seeking="games and drawing"),
    )
    await a_member(parts, event, food, "Ann")
    ben = await a_member(parts, event, games, "Ben")
    await ben.to_zip(PROBLEM)
    cat = await a_member(parts, event, None, "Cat")
    await cat.press("event:team:find")
    await cat.say("I love drawing")
    assert cat.text.index("Arcade") < cat.text.index("Kitchen") and "You both say: drawing" in cat.text
    await cat.press(f"event:team:ask:{games.id}")
    letter = (await heard(parts, ben))[0]
    assert "Cat** would like to join" in letter.text and "I love drawing" in letter.text
    await ben.press(letter.buttons[0].id)
    assert "Cat is in your team" in ben.text
    assert (await seat_of(parts, event, cat)).team == games.id and await cat.spec() is not None
    assert "You are in Arcade" in (await heard(parts, cat))[0].text.replace("*", "")
    await ben.press(letter.buttons[0].id)
    assert "answered already" in ben.text


async def test_not_this_time_is_said_kindly_and_nobody_else_answers(parts: Parts) -> None:
    event = await an_event(parts)
    team, other = await a_team(parts, event), await a_team(parts, event, "Harbour")
    ben, eve = await a_member(parts, event, team, "Ben"), await a_member(parts, event, other, "Eve")
    cat = await a_member(parts, event, None, "Cat")
    await ask_to_join(parts, event, await seat_of(parts, event, cat), team)
    (ask,) = await parts.store.asking.of_event(event.id)
    await eve.press(f"event:team:let_in:{ask.id}")
    assert "answered already" in eve.text and (await seat_of(parts, event, cat)).team is None
    await ben.press(f"event:team:not_now:{ask.id}")
    assert "stays as it is" in (await heard(parts, cat))[0].text
    assert await parts.store.asking.of_event(event.id) == []


async def test_two_take_the_last_seat(parts: Parts) -> None:
    event = await an_event(parts, largest=2)
    team = await a_team(parts, event)
    await a_member(parts, event, team, "Ann")
    two = [await a_member(parts, event, None, name) for name in ("Ben", "Cat")]
    learners = [await learner_of(parts, one) for one in two]
    arrivals = await asyncio.gather(*(join_event(parts, learner, event, team) for learner in learners))
    assert sorted(str(one.problem) for one in arrivals) == ["None", "team_full"]
    assert len(await parts.store.teams.seats(event.id, team.id)) == 2


async def test_two_members_let_the_same_one_in_at_once(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    ann, ben = await a_member(parts, event, team, "Ann"), await a_member(parts, event, team, "Ben")
    cat = await a_member(parts, event, None, "Cat")
    await ask_to_join(parts, event, await seat_of(parts, event, cat), team)
    (ask,) = await parts.store.asking.of_event(event.id)
    seats = [await seat_of(parts, event, one) for one in (ann, ben)]
    answers = await asyncio.gather(*(accept(parts, event, seat, ask.id) for seat in seats))
    assert sorted(str(problem) for _, problem in answers) == ["None", "answered"]


# --- two become one


@pytest.mark.parametrize("keep", ["ours", "yours"])
async def test_two_teams_become_one_with_the_app_that_was_chosen(parts: Parts, keep: str) -> None:
    event = await an_event(parts)
    gone, stays = await a_team(parts, event, "Harbour"), await a_team(parts, event)
    ann, ben = await a_member(parts, event, gone, "Ann"), await a_member(parts, event, stays, "Ben")
    await ann.to_zip("our class lends books and half never come back")
    await ben.to_zip(PROBLEM)
    ours, theirs = (await again(parts, gone)), (await again(parts, stays))
    assert await ask_to_merge(parts, event, await seat_of(parts, event, ann), ours, theirs, keep) is None  # type: ignore[arg-type]
    letter = (await heard(parts, ben))[0]
    assert "become one" in letter.text and ("Their app" in letter.text) == (keep == "ours")
    await ben.press(letter.buttons[0].id)
    after, chosen = await again(parts, stays), ours if keep == "ours" else theirs
    other = theirs if keep == "ours" else ours
    assert after.project == chosen.project and after.title == chosen.title
    assert (await again(parts, gone)).merged_into == stays.id
    for one in (ann, ben):
        loaded = await parts.store.load_turn(f"terminal:{one.chat}")
        assert loaded is not None and loaded.project is not None and loaded.project.id == chosen.project
        assert loaded.in_team is not None and loaded.in_team.team.id == stays.id
    assert other.project in [app.project for app in await parts.store.moving.own_apps(stays.id)]
    left = await parts.store.project(other.project or "")
    assert left is not None and left.closes is None, "what is not entered does not close"
    await ann.say("make it green")
    assert await head_of(parts, chosen.project) == 2


async def test_what_is_too_large_or_too_late_is_not_merged(parts: Parts) -> None:
    event = await an_event(parts, largest=1)
    one, two = await a_team(parts, event), await a_team(parts, event, "Harbour")
    ann = await a_member(parts, event, one, "Ann")
    await a_member(parts, event, two, "Ben")
    seat = await seat_of(parts, event, ann)
    assert await ask_to_merge(parts, event, seat, one, two, "ours") == "team_full"
    assert await ask_to_merge(parts, event, seat, one, one, "ours") == "same_team"
    with pytest.raises(FullError):
        await parts.store.moving.merge(one, two, two.id)
    assert await ask_to_merge(parts, replace(event, largest=9, freezes=datetime.now(UTC)), seat, one, two, "ours") == "pens_down"


# --- cards, and what is no team


async def test_a_card_is_taken(parts: Parts) -> None:
    event = await an_event(parts, roles=["curator", "technologist"])
    ann = await a_member(parts, event, await a_team(parts, event), "Ann")
    await ann.say("/team")
    assert "event:team:roles" in ann.ids
    await ann.press("event:team:roles")
    assert ann.ids == ["event:team:roles:curator", "event:team:roles:technologist"]
    await ann.press("event:team:roles:technologist")
    assert (await seat_of(parts, event, ann)).role == "technologist"
    await ann.say("/team")
    assert "Ann (Creative technologist)" in ann.text


async def test_without_an_event_it_is_said_how_to_come_to_one(parts: Parts) -> None:
    student = Chatter(parts, language="en")
    for said in ("/team", "/team leave", "/team find", "/team new X"):
        await student.say(said)
        assert "You are at no event" in student.text
    await student.press("event:team:let_in:nothing")
    assert "You are at no event" in student.text


async def test_no_team_is_begun_after_pens_down(parts: Parts) -> None:
    event = await an_event(parts, "freeze")
    ann = await a_member(parts, event, None, "Ann")
    made = await make_team(parts, event, await seat_of(parts, event, ann), TeamWish("Night Ferry"))
    assert made.fault == "pens_down"


async def test_a_taken_code_is_drawn_anew(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    event = await an_event(parts)
    ann = await a_member(parts, event, None, "Ann")
    codes = iter([CODE, CODE, "ZZZZ2222"])
    monkeypatch.setattr("bot.services.event.teams.new_code", lambda: next(codes))
    made = await make_team(parts, event, await seat_of(parts, event, ann), TeamWish(f"Team {new_id()[:6]}"))
    assert made.team is not None and made.team.code == "ZZZZ2222"


async def test_of_two_yeses_that_meet_the_second_is_told_and_no_team_is_lost(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each team asked the other, and both say yes: the second was looked at before the first was done."""
    event = await an_event(parts)
    one, two = await a_team(parts, event, "Harbour"), await a_team(parts, event)
    ann, ben = [await seat_of(parts, event, await a_member(parts, event, *of)) for of in ((one, "Ann"), (two, "Ben"))]
    await ask_to_merge(parts, event, ann, one, two, "yours")
    await ask_to_merge(parts, event, ben, two, one, "yours")
    first, second = await parts.store.asking.of_event(event.id)
    merge, waiting = parts.store.moving.merge, [(ann, second.id)]

    async def met(*args: Any) -> None:
        while waiting:
            assert (await accept(parts, event, *waiting.pop()))[1] is None
        await merge(*args)

    monkeypatch.setattr(parts.store.moving, "merge", met)
    assert (await accept(parts, event, ben, first.id))[1] == "team_gone"
    assert sorted([(await again(parts, team)).is_in for team in (one, two)]) == [False, True]
    assert len(await parts.store.teams.seats(event.id, one.id)) == 2


async def test_who_comes_in_while_a_team_is_withdrawn_is_told_that_it_is_gone(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    event = await an_event(parts)
    team, (person, _) = await a_team(parts, event), await a_person(parts, event, "organiser")
    await a_member(parts, event, team, "Ann")
    cat, seats = await learner_of(parts, await a_member(parts, event, None, "Cat")), parts.store.teams.seats

    async def and_then_one_comes(*args: Any) -> list[Seat]:
        found = await seats(*args)
        monkeypatch.setattr(parts.store.teams, "seats", seats)
        arrivals.append(await join_event(parts, cat, event, team))
        return found

    arrivals = list[Arrival]()
    monkeypatch.setattr(parts.store.teams, "seats", and_then_one_comes)
    await withdraw_team(parts, event, person, team)
    assert [one.problem for one in arrivals] == ["team_gone"]
    assert await parts.store.teams.seats(event.id, team.id) == []
