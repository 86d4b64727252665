"""Students come into a class by chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.turn import Incoming
from bot.locales import LANGUAGES, locale
from bot.locales.words import as_words
from bot.services import Parts
from bot.services.classroom.join import CODES_OF_A_CHAT, MOST_SEATS, join_class, origin_of, what_opens
from bot.services.recover import words_of
from bot.services.take_turn import take_turn
from scaffolds.spec import Language
from storage.classrooms.records import Seat
from tests.chatting import Chatter
from tests.classroom.people import CODE, a_class, a_student, a_teacher, learner_of

PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"


async def seat_of(parts: Parts, student: Chatter) -> Seat | None:
    return await parts.store.classes.seat(await learner_of(parts, student))


@pytest.mark.parametrize("typed", ["/join KBCD3476 Ka-ho", "/join kbcd 3476 Ka-ho", "/JOIN KBCD-3476 Ka-ho", "/start KBCD3476 Ka-ho"])
async def test_a_code_and_a_name(parts: Parts, typed: str) -> None:
    room = await a_class(parts, await a_teacher(parts))
    student = Chatter(parts)
    await student.say(typed)
    seat = await seat_of(parts, student)
    assert seat is not None and (seat.classroom, seat.name) == (room.id, "Ka-ho") and seat.joined is not None
    assert "2B" in student.text and "read everything" in student.text and "365 days" in student.text
    assert student.last.asks == "problem" and "problem:0" in student.ids


async def test_without_a_name_the_tutor_asks_after_saying_who_reads(parts: Parts) -> None:
    await a_class(parts, await a_teacher(parts), asks_number=True)
    student = Chatter(parts)
    await student.say("/join KBCD3476")
    assert "read everything" in student.text and "What name" in student.text and student.last.asks == "clarify"
    assert await seat_of(parts, student) is None
    await student.say("Ka-ho")
    assert "class number" in student.text and await seat_of(parts, student) is None
    await student.say("=1+1")
    assert "up to 10 letters" in student.text
    await student.say("17")
    seat = await seat_of(parts, student)
    assert seat is not None and (seat.name, seat.number) == ("Ka-ho", "17")


async def test_the_name_that_a_channel_knows_is_a_button(parts: Parts) -> None:
    await a_class(parts, await a_teacher(parts))
    said = Incoming(channel="telegram", chat="7", sender="7", id="m1", text="/start KBCD3476", nickname="嘉豪")
    reply = await take_turn(parts, said)
    assert reply is not None and reply.messages[-1].buttons[0].label == "嘉豪"
    await take_turn(parts, replace_incoming(said, id="m2", text="", press="join:me"))
    learner = await parts.store.learner_by_identity("telegram", "7")
    assert learner is not None
    seat = await parts.store.classes.seat(learner.id)
    assert seat is not None and seat.name == "嘉豪"


def replace_incoming(incoming: Incoming, **changes: Any) -> Incoming:
    return incoming.model_copy(update=changes)


async def test_what_was_begun_comes_along(parts: Parts) -> None:
    await a_class(parts, await a_teacher(parts))
    student = Chatter(parts, language="en")
    spec = await student.to_zip(PROBLEM)
    await student.say("/join KBCD3476 Ka-ho")
    assert await student.spec() == spec
    loaded = await parts.store.load_turn(f"terminal:{student.chat}")
    assert loaded is not None and loaded.in_class is not None and loaded.project is not None


async def test_an_open_question_waits_for_the_name(parts: Parts) -> None:
    await a_class(parts, await a_teacher(parts))
    student = Chatter(parts, language="en")
    await student.say(PROBLEM)
    asked = student.last.asks
    await student.say("/join KBCD3476")
    await student.say("Ka-ho")
    assert student.last.asks == asked and student.last.stage == "define"


async def test_another_command_leaves_the_door(parts: Parts) -> None:
    await a_class(parts, await a_teacher(parts))
    student = Chatter(parts)
    await student.say("/join KBCD3476")
    await student.say("/help")
    await student.say("Ka-ho")
    assert await seat_of(parts, student) is None


async def test_one_class_for_another(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    await a_class(parts, teacher)
    other = await a_class(parts, teacher, code="ZZZZ2222", name="3C")
    student = Chatter(parts)
    await student.say("/join KBCD3476 Ka-ho")
    await student.say("/join ZZZZ2222 Ka-ho")
    seat = await seat_of(parts, student)
    assert seat is not None and seat.classroom == other.id
    assert "3C" in student.text and "left 2B" in student.text
    await student.say("/join ZZZZ2222")
    assert "You are in 3C, as Ka-ho" in student.text


async def test_what_held_in_the_old_class_holds_no_more(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    other = await a_class(parts, teacher, code="ZZZZ2222", name="3C")
    student = await a_student(parts, room, "Ka-ho")
    learner = await learner_of(parts, student)
    await parts.store.classes.turn_switch(room.id, "paused", True, [learner])
    await student.say(PROBLEM)
    assert (await join_class(parts, learner, other, "Ka-ho", "")).seat is not None
    loaded = await parts.store.load_turn(f"terminal:{student.chat}")
    assert loaded is not None and not loaded.paused
    claimed = await parts.store.claim(parts.lanes.worker, 9)
    assert [one.received.payload["text"] for one in claimed] == [PROBLEM]


async def test_a_paused_class_can_be_joined(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    await parts.store.classes.turn_switch(room.id, "paused", True)
    student = Chatter(parts)
    await student.say("/join KBCD3476 Ka-ho")
    assert "You are in" in student.text
    assert (await student.say(PROBLEM)).messages == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"archived": datetime(2026, 1, 1, tzinfo=UTC)}, "That class is over"),
        ({"roster_only": True}, "Only names on your teacher's list"),
    ],
)
async def test_closed_to_them(parts: Parts, changes: dict[str, Any], said: str) -> None:
    await a_class(parts, await a_teacher(parts), **changes)
    student = Chatter(parts)
    await student.say("/join KBCD3476 Ka-ho")
    assert said in student.text and await seat_of(parts, student) is None


async def test_a_full_class(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    for n in range(MOST_SEATS):
        learner = await parts.store.find_or_create_learner("web", f"s{n}")
        await parts.store.classes.sit(room.id, learner.id, f"s{n}")
    student = Chatter(parts)
    await student.say("/join KBCD3476 Ka-ho")
    assert "This class is full" in student.text and await seat_of(parts, student) is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("9123 4567", "no phone number"),
        ("kaho@example.com", "no phone number"),
        ("fuck you bitch", "does not do as a name"),
        ("\u200b\u202e", "at least one letter"),
        ("x" * 31, "too long"),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
async def test_a_name_that_does_not_do(parts: Parts, name: str, said: str, at_once: bool) -> None:
    await a_class(parts, await a_teacher(parts))
    student = Chatter(parts, language="en")
    if at_once:
        await student.say(f"/join KBCD3476 {name}")
    else:
        await student.say("/join KBCD3476")
        await student.say(name)
    assert await seat_of(parts, student) is None
    assert said in student.text or student.last.flags == ("refused",) or name == "\u200b\u202e"


@pytest.mark.parametrize(
    "name",
    ["Ka-ho", "陳大文", "小明", "Gay Lam", "Fuk Wing", "李四", "Priya Thapa", "José", "Wai Man 2", "🐢", "Siu Ming", "思思", "死党", "Hitomi"],
)
async def test_ordinary_names_do(parts: Parts, name: str) -> None:
    room = await a_class(parts, await a_teacher(parts))
    learner = await parts.store.find_or_create_learner("web", "x")
    assert (await join_class(parts, learner.id, room, name, "")).problem is None


async def test_a_name_that_somebody_has(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    await a_student(parts, room, "Ka-ho")
    student = Chatter(replace(parts, public_url="https://sampan.example/"))
    await student.say("/join KBCD3476 KA-HO ")
    assert "called KA-HO already" in student.text and "https://sampan.example/back" in student.text
    assert await seat_of(parts, student) is None
    await student.say("Ka-yan")
    seat = await seat_of(parts, student)
    assert seat is not None and seat.name == "Ka-yan"


async def a_listed(parts: Parts, name: str = "Ka-ho", **changes: Any) -> tuple[str, str]:
    """A name on the list of a new class: its learner's id, and the words on their paper."""
    room = await a_class(parts, await a_teacher(parts), **changes)
    learner = await parts.store.find_or_create_learner("roster", name)
    await parts.store.classes.sit(room.id, learner.id, name, "5", joined=False)
    return learner.id, " ".join(as_words(await words_of(parts, learner.id), "en"))


async def test_a_name_on_the_list_is_opened_by_its_words_alone(parts: Parts) -> None:
    owner, theirs = await a_listed(parts, roster_only=True)
    student = Chatter(parts, language="en")
    await student.say(PROBLEM)
    guest = await learner_of(parts, student)
    await student.say("/join KBCD3476 Ka-ho")
    assert "three words from your paper" in student.text
    await student.say("river river river")
    assert "not the three words" in student.text and await parts.store.classes.seat(guest) is None
    await student.say(theirs)
    seat = await parts.store.classes.seat(owner)
    assert seat is not None and seat.joined is not None and seat.number == "5"
    assert await learner_of(parts, student) == owner and await parts.store.learner(guest) is None
    assert "You are in 2B now, as Ka-ho" in student.text and student.last.asks == "who"
    loaded = await parts.store.load_turn(f"terminal:{student.chat}")
    assert loaded is not None and loaded.in_class is not None and loaded.learner.id == owner
    await student.say("everyone on the floor")
    assert (await parts.store.classes.place_of(owner)) is not None


async def test_words_of_somebody_else_open_no_name_on_the_list(parts: Parts) -> None:
    owner, _ = await a_listed(parts)
    other = Chatter(parts)
    await other.say("/start")
    others = " ".join(as_words(await words_of(parts, await learner_of(parts, other)), "en"))
    student = Chatter(parts, language="en")
    await student.say("/join KBCD3476 Ka-ho")
    await student.say(others)
    seat = await parts.store.classes.seat(owner)
    assert seat is not None and seat.joined is None


async def test_another_name_instead_of_words(parts: Parts) -> None:
    await a_listed(parts)
    student = Chatter(parts, language="en")
    await student.say("/join KBCD3476 Ka-ho")
    await student.say("Ka-yan")
    seat = await seat_of(parts, student)
    assert seat is not None and seat.name == "Ka-yan"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_the_class_is_at_is_said_in_its_language(parts: Parts, language: Language) -> None:
    task = {"theme": "our corridor", "blocks": ["booking", "queue"], "must": ["a name for each booking"]}
    await a_class(parts, await a_teacher(parts), language=language, tier="primary", task=task)
    student = Chatter(parts)
    await student.say("/join KBCD3476 Ka-ho")
    assert "our corridor" in student.text and "a name for each booking" in student.text
    loaded = await parts.store.load_turn(f"terminal:{student.chat}")
    assert loaded is not None and (loaded.state["language"], loaded.state["tier"]) == (language, "primary")


async def test_a_language_that_they_chose_stays(parts: Parts) -> None:
    await a_class(parts, await a_teacher(parts), language="zh-Hant", tier="primary")
    student = Chatter(parts, language="en", tier="senior")
    await student.say("/join KBCD3476 Ka-ho")
    loaded = await parts.store.load_turn(f"terminal:{student.chat}")
    assert loaded is not None and (loaded.state["language"], loaded.state["tier"]) == ("en", "senior")


async def test_only_the_ways_of_the_class_are_offered(parts: Parts) -> None:
    await a_class(parts, await a_teacher(parts), task={"blocks": ["booking", "queue"]})
    student = Chatter(parts, language="en")
    await student.say("/join KBCD3476 Ka-ho")
    await student.say("I want a quiz about history")
    assert "has to wait" in student.text
    await student.say("everyone")
    while student.last.asks not in ("choose", "confirm"):
        await student.say("idk")
    offered = {id.partition(":")[2] for id in student.ids if id.startswith("block:")}
    assert offered <= {"booking", "queue"}
    await student.say(press="block:quiz")
    assert "Ask your teacher" in student.text
    spec = await student.to_zip("my classmates")
    assert {screen.block for screen in spec.screens} <= {"booking", "queue"}
    await student.say("add a map")
    assert "has to wait" in student.text
    spec_now = await student.spec()
    assert spec_now is not None and {screen.block for screen in spec_now.screens} <= {"booking", "queue"}


async def test_in_a_group_nobody_joins(parts: Parts) -> None:
    await a_class(parts, await a_teacher(parts))
    for n, text in enumerate(["/join KBCD3476 Ka-ho", "/mydata", "/forget"]):
        said = Incoming(channel="telegram", chat="-9", sender="7", id=f"m{n}", text=text, group=True)
        reply = await take_turn(parts, said)
        assert reply is not None and "not in a group" in reply.messages[0].text
        assert not reply.messages[0].file and "forget:yes" not in [button.id for button in reply.messages[0].buttons]


async def test_guessing_codes_is_counted_and_right_ones_never_are(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    for _ in range(CODES_OF_A_CHAT + 5):
        assert (await what_opens(parts, CODE, "web:a", "")).classroom == room
    for _ in range(CODES_OF_A_CHAT):
        assert (await what_opens(parts, "XXXX2222", "web:a", "")).problem == "code"
    locked = await what_opens(parts, CODE, "web:a", "")
    assert locked.problem == "locked" and locked.wait in (14, 15)
    assert (await what_opens(parts, CODE, "web:b", "")).classroom == room


async def test_forty_students_of_one_school_get_in_though_they_mistype(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    school = origin_of(parts.secret, "203.0.113.9")
    for n in range(40):
        for _ in range(5):
            assert (await what_opens(parts, f"XX{n:02}2222", f"web:{n}", school)).problem == "code"
    for n in range(40):
        assert (await what_opens(parts, CODE, f"web:{n}", school)).classroom == room


async def test_somebody_who_changes_browsers_is_counted_by_their_address(parts: Parts) -> None:
    await a_class(parts, await a_teacher(parts))
    origin = origin_of(parts.secret, "2001:db8::1")
    answers = [await what_opens(parts, f"YY{n:04}XX", f"web:{n}", origin) for n in range(301)]
    assert answers[299].problem == "code" and answers[300].problem == "locked"
    assert (await what_opens(parts, CODE, "web:new", origin_of(parts.secret, "2001:db8::2"))).problem == "locked"
    assert (await what_opens(parts, CODE, "web:new", origin_of(parts.secret, "198.51.100.2"))).classroom is not None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120), st.text(max_size=120), st.booleans())
async def test_any_text_gets_a_clean_answer(parts: Parts, code: str, name: str, known: bool) -> None:
    if await parts.store.classes.by_code(CODE) is None:
        await a_class(parts, await a_teacher(parts))
    student = Chatter(parts, language="en")
    await student.say(f"/join {CODE if known else code.encode('utf-8', 'replace').decode()} {name.encode('utf-8', 'replace').decode()}")
    assert student.last.messages and all(message.text for message in student.last.messages)
    assert "did not work" not in student.text and "went wrong" not in student.text.casefold()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_two_ways_of_saying_who_reads_say_the_same_things(language: Language) -> None:
    from bot.channels.web.joining import SEEN, SEEN_BY_THE_YOUNG

    words = locale(language)
    assert len(SEEN) == len(SEEN_BY_THE_YOUNG)
    assert all(words(key) for key in (*SEEN, *SEEN_BY_THE_YOUNG))
