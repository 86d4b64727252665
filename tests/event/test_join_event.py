"""Students come to an event by chat: with its code, or with that of a team."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.services import Parts
from bot.services.classroom.join import CODES_OF_A_CHAT, what_opens
from bot.services.classroom.open_class import shown_code
from storage.events.records import Event, Seat, Team
from tests.chatting import Chatter
from tests.classroom.people import a_class, a_student, a_teacher, learner_of
from tests.event.people import CODE, a_member, a_team, an_event

PROBLEM = "families in our building queue for one shower"


async def seat_of(parts: Parts, event: Event, student: Chatter) -> Seat | None:
    return await parts.store.teams.seat(event.id, await learner_of(parts, student))


async def again(parts: Parts, team: Team) -> Team:
    found = await parts.store.teams.get(team.event, team.id)
    assert found is not None
    return found


@pytest.mark.parametrize("typed", [f"/join {CODE} Ka-ho", f"/join {CODE[:4]} {CODE[4:]} Ka-ho", f"/start {CODE.lower()} Ka-ho"])
async def test_a_code_and_a_name(parts: Parts, typed: str) -> None:
    event = await an_event(parts)
    student = Chatter(parts, language="en")
    await student.say(typed)
    seat = await seat_of(parts, event, student)
    assert seat is not None and (seat.name, seat.team) == ("Ka-ho", None)
    assert "Build for a Neighbour now, as Ka-ho" in student.text and "Our street" in student.text
    assert student.ids == ["event:team:find", "event:team:new", "event:team:alone"]


async def test_the_name_is_asked_where_none_is_known_and_a_wrong_one_is_asked_again(parts: Parts) -> None:
    event = await an_event(parts)
    await a_member(parts, event, None, "Ann")
    student = Chatter(parts, language="en")
    await student.say(f"/join {CODE}")
    assert "What name" in student.text and student.last.asks == "clarify" and "join:leave" in student.ids
    for wrong, why in (("ann", "called ann already"), ("x" * 40, "too long"), ("call 9123 4567", "no phone"), ("\u200b", "at least one letter")):
        await student.say(wrong)
        assert why in student.text, wrong
        assert await seat_of(parts, event, student) is None
    await student.say("Ben")
    seat = await seat_of(parts, event, student)
    assert seat is not None and seat.name == "Ben"


async def test_whoever_sits_in_a_class_is_known_and_both_hold(parts: Parts) -> None:
    event, room = await an_event(parts), await a_class(parts, await a_teacher(parts))
    student = await a_student(parts, room, "Ka-ho")
    await student.say(f"/join {CODE}")
    seat, in_class = await seat_of(parts, event, student), await parts.store.classes.seat(await learner_of(parts, student))
    assert seat is not None and seat.name == "Ka-ho" and in_class is not None and in_class.classroom == room.id
    loaded = await parts.store.load_turn(f"terminal:{student.chat}")
    assert loaded is not None and loaded.in_class is not None


async def test_a_teams_code_is_a_seat_in_both(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    await ann.to_zip(PROBLEM)
    ben = Chatter(parts, language="en")
    await ben.say(f"/join {team.code} Ben")
    assert "in the team Night Ferry" in ben.text and "version 1" in ben.text
    await ben.say("call it Shower Board")
    assert "Shower Board" in str(await ann.spec())
    assert (await again(parts, team)).version == 2


async def test_into_a_team_with_an_app_of_ones_own(parts: Parts) -> None:
    """What they had stays their own project, and the team's app stands in their chat."""
    event = await an_event(parts)
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    await ann.to_zip(PROBLEM)
    ben = Chatter(parts, language="en")
    await ben.to_zip("our class lends books and half never come back")
    own = (await parts.store.projects_of(await learner_of(parts, ben)))[0]
    await ben.say(f"/join {team.code} Ben")
    loaded = await parts.store.load_turn(f"terminal:{ben.chat}")
    assert loaded is not None and loaded.project is not None and loaded.project.id == (await again(parts, team)).project
    assert own.id in {project.id for project in await parts.store.projects_of(await learner_of(parts, ben))}
    choices = [app.project for app in await parts.store.moving.own_apps(team.id)]
    assert own.id in choices and loaded.project.id in choices


async def test_an_old_app_does_not_become_the_teams_by_joining(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    ben = Chatter(parts, language="en")
    await ben.to_zip(PROBLEM)
    await ben.say(f"/join {team.code} Ben")
    await ben.say("hello")
    assert (await again(parts, team)).project is None
    assert await ben.spec() is None


@pytest.mark.parametrize(("changes", "why"), [({"opened": None}, "not open yet"), ({"ended": datetime.now(UTC)}, "is over")])
async def test_closed_doors_are_told(parts: Parts, changes: dict[str, object], why: str) -> None:
    event = await an_event(parts, **changes)  # type: ignore[arg-type]
    student = Chatter(parts, language="en")
    await student.say(f"/join {CODE} Ka-ho")
    assert why in student.text and await seat_of(parts, event, student) is None


async def test_after_the_last_phase_it_is_over(parts: Parts) -> None:
    event = await an_event(parts, "over")
    student = Chatter(parts, language="en")
    await student.say(f"/join {CODE} Ka-ho")
    assert "is over" in student.text and await seat_of(parts, event, student) is None


async def test_a_wrong_guess_counts_once_whatever_it_might_have_opened(parts: Parts) -> None:
    event, team = await an_event(parts), None
    team = await a_team(parts, event)
    for number in range(CODES_OF_A_CHAT):
        assert (await what_opens(parts, CODE, "web:a", "")).opens == event
        assert (await what_opens(parts, team.code, "web:a", "")).opens == team
        assert (await what_opens(parts, f"XXXX{number:04}", "web:a", "")).problem == "code"
    assert (await what_opens(parts, CODE, "web:a", "")).problem == "locked"
    assert (await what_opens(parts, CODE, "web:b", "")).opens == event


async def test_somebody_at_two_events_is_at_the_one_whose_code_came_last(parts: Parts) -> None:
    one, two = await an_event(parts), await an_event(parts, code="ZZZZ2222", name="Second")
    team, other = await a_team(parts, one), await a_team(parts, two, "Harbour")
    ann = await a_member(parts, one, team, "Ann")
    await ann.to_zip(PROBLEM)
    await ann.say(f"/join {other.code}")
    assert "Second" in ann.text and await ann.spec() is None
    place = await parts.store.teams.place_of(await learner_of(parts, ann))
    assert place is not None and place[0].id == two.id
    await ann.say(f"/join {CODE}")
    assert "Night Ferry" in ann.text and await ann.spec() is not None
    assert (await again(parts, team)).project is not None and (await again(parts, other)).project is None


async def test_two_teams_of_one_event_need_leaving_first(parts: Parts) -> None:
    event = await an_event(parts)
    team, other = await a_team(parts, event), await a_team(parts, event, "Harbour")
    ann = await a_member(parts, event, team, "Ann")
    await ann.say(f"/join {other.code}")
    assert "/team leave" in ann.text
    seat = await seat_of(parts, event, ann)
    assert seat is not None and seat.team == team.id


async def test_a_full_team_a_team_that_is_gone_and_pens_down(parts: Parts) -> None:
    event = await an_event(parts, largest=1)
    full, gone = await a_team(parts, event), await a_team(parts, event, "Gone", withdrawn=datetime.now(UTC))
    await a_member(parts, event, full, "Ann")
    ben = Chatter(parts, language="en")
    await ben.say(f"/join {full.code} Ben")
    assert "is full" in ben.text and "You are at" in ben.text
    await ben.say(f"/join {gone.code}")
    assert "no more" in ben.text
    frozen = await an_event(parts, "freeze", code="ZZZZ2222")
    late = await a_team(parts, frozen)
    await ben.say(f"/join {late.code}")
    assert "pens down" in ben.text
    seat = await seat_of(parts, frozen, ben)
    assert seat is not None and seat.team is None


async def test_a_team_that_became_part_of_another_opens_that_one(parts: Parts) -> None:
    event = await an_event(parts)
    stays = await a_team(parts, event)
    gone = await a_team(parts, event, "Harbour", merged_into=stays.id)
    ben = Chatter(parts, language="en")
    await ben.say(f"/join {shown_code(gone.code)} Ben")
    seat = await seat_of(parts, event, ben)
    assert seat is not None and seat.team == stays.id


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
async def test_whatever_is_typed_as_a_name_is_answered(parts: Parts, typed: str) -> None:
    if await parts.store.events.by_code(CODE) is None:
        await an_event(parts)
    student = Chatter(parts, language="en")
    await student.say(f"/join {CODE}")
    await student.say(typed)
    assert student.text
