"""That a child may be in danger: raised in every way in which it is told, shown to those who must know, seen by one, closed by the lead."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

import pytest

from bot.core.turn import Incoming, Reply
from bot.dashboard.audit import PER_PAGE
from bot.locales import LANGUAGES, locale
from bot.services import Parts
from bot.services.classroom import flags
from bot.services.take_turn import take_turn
from scaffolds.generator import build, pack
from scaffolds.spec import parse
from storage.classrooms.flags import Alarm
from storage.classrooms.records import Classroom, Teacher
from tests.channels.visiting import Visit, text_of_page, visit, web
from tests.chatting import Chatter
from tests.classroom.people import a_class, a_student, a_teacher, learner_of, signed_in

DANGER = "i want to kill myself"
PROMISE = "Your teacher will see that you may need someone, maybe not at once."
HTMX = {"HX-Request": "true"}


async def alarms(parts: Parts, teacher: Teacher) -> list[Alarm]:
    return await parts.store.care.alarms(teacher.id)


async def hears(parts: Parts, learner: str, **more: object) -> Reply:
    """A message of somebody's in a chat of their own that is new."""
    said = {"channel": "terminal", "chat": uuid4().hex, "sender": learner, "id": uuid4().hex, **more}
    reply = await take_turn(parts, Incoming.model_validate(said))
    assert reply is not None
    return reply


@pytest.fixture
async def teacher(parts: Parts) -> Teacher:
    return await a_teacher(parts)


@pytest.fixture
async def room(parts: Parts, teacher: Teacher) -> Classroom:
    return await a_class(parts, teacher)


@pytest.fixture
async def student(parts: Parts, room: Classroom) -> Chatter:
    return await a_student(parts, room, "Ka-ho")


# Every way to it


async def test_words_raise_a_flag_and_say_so(parts: Parts, teacher: Teacher, student: Chatter) -> None:
    reply = await student.say(DANGER)
    (one,) = await alarms(parts, teacher)
    assert (one.flag.name, one.flag.kind, one.flag.sentence, one.flag.language) == ("Ka-ho", "self_harm", DANGER, "en")
    assert reply.flags == ("crisis",) and reply.messages[0].text.endswith(PROMISE)


async def test_alone_nobody_is_promised_anything(parts: Parts) -> None:
    reply = await Chatter(parts, language="en").say(DANGER)
    assert reply.flags == ("crisis",) and "teacher will see" not in reply.messages[0].text


async def test_the_first_words_of_a_new_chat_raise_one(parts: Parts, teacher: Teacher, student: Chatter) -> None:
    learner = await learner_of(parts, student)
    await parts.store.identify("terminal", "another phone", learner)
    reply = await hears(parts, "another phone", text=DANGER)
    assert len(await alarms(parts, teacher)) == 1 and PROMISE in reply.messages[0].text


@pytest.mark.parametrize("unread", ["picture", "voice", "video"])
async def test_the_words_under_a_picture_raise_one(parts: Parts, teacher: Teacher, student: Chatter, unread: str) -> None:
    reply = await hears(parts, student.chat, chat=student.chat, text=DANGER, unread=unread)
    assert reply.flags == ("crisis",) and len(await alarms(parts, teacher)) == 1


async def test_the_words_beside_a_file_raise_one(parts: Parts, teacher: Teacher, student: Chatter) -> None:
    await student.say(DANGER, file=b"no zip")
    assert len(await alarms(parts, teacher)) == 1


async def test_words_in_an_app_that_comes_back_raise_one(parts: Parts, teacher: Teacher, student: Chatter) -> None:
    spec = parse(
        {
            "title": "Diary",
            "tagline": DANGER,
            "things": [{"id": "day", "label": "Day", "fields": [{"name": "text", "label": "Text", "type": "text"}]}],
            "screens": [{"id": "days", "label": "Days", "block": "records", "thing": "day"}],
        }
    )
    reply = await student.say(file=pack(build(spec), spec.slug))
    (one,) = await alarms(parts, teacher)
    assert one.flag.sentence == DANGER and reply.flags == ("crisis",) and PROMISE in reply.messages[0].text


async def test_in_a_group_it_is_the_speakers_own_class(parts: Parts, teacher: Teacher, student: Chatter) -> None:
    other = await a_teacher(parts, "Mr Ho")
    theirs = await a_class(parts, other, code="OTHER234")
    member = await a_student(parts, theirs, "Mei")
    group = {"chat": "a group", "group": True}
    await hears(parts, student.chat, text="one shower for nine families", **group)
    await hears(parts, member.chat, text=DANGER, **group)
    (one,) = await alarms(parts, other)
    assert one.flag.name == "Mei" and await alarms(parts, teacher) == []


async def test_in_a_group_a_stranger_raises_none(parts: Parts, teacher: Teacher, student: Chatter) -> None:
    group = {"chat": "a group", "group": True}
    await hears(parts, student.chat, text="one shower for nine families", **group)
    reply = await hears(parts, "a stranger", text=DANGER, **group)
    assert reply.flags == ("crisis",) and "teacher will see" not in reply.messages[0].text
    assert await alarms(parts, teacher) == []


async def test_what_a_stop_overtakes_is_answered_and_flagged(parts: Parts, teacher: Teacher, student: Chatter) -> None:
    parts.lanes.stop(f"terminal:{student.chat}", "f" * 32)
    reply = await student.say(DANGER)
    assert reply.messages and len(await alarms(parts, teacher)) == 1


async def test_a_pause_holds_back_no_flag(parts: Parts, teacher: Teacher, room: Classroom, student: Chatter) -> None:
    await parts.store.classes.turn_switch(room.id, "paused", True)
    reply = await student.say(DANGER)
    assert reply.messages and len(await alarms(parts, teacher)) == 1


async def test_asking_whom_to_call_raises_none(parts: Parts, teacher: Teacher, student: Chatter) -> None:
    await student.say(DANGER)
    await student.press("safety:contacts")
    await student.press("safety:continue")
    assert len(await alarms(parts, teacher)) == 1


async def test_personal_data_is_masked_in_it(parts: Parts, teacher: Teacher, student: Chatter) -> None:
    await student.say("i want to die, call me 6123 4567")
    (one,) = await alarms(parts, teacher)
    assert "6123" not in one.flag.sentence


# On the pages


async def page_of(parts: Parts, teacher: Teacher) -> Visit:
    browser = visit(web(parts))
    browser.http.cookies.update(await signed_in(parts, teacher))
    return browser


async def test_every_page_of_a_teacher_shows_it_until_one_has_seen_it(parts: Parts, teacher: Teacher, room: Classroom, student: Chatter) -> None:
    co = await a_teacher(parts, "Mr Wong")
    await parts.store.teachers.join_class(co.id, room.id, "co")
    lead, other = await page_of(parts, teacher), await page_of(parts, co)
    assert (await lead.get("/teacher/alarms", headers=HTMX)).status_code == 204
    await student.say(DANGER)
    for browser in (lead, other):
        said = text_of_page(await browser.get("/teacher/alarms", headers=HTMX))
        assert "Ka-ho may need a person now" in said and DANGER in said and "18111" in said
    (one,) = await alarms(parts, teacher)
    answer = await other.post(f"/teacher/class/{room.id}/flag/{one.flag.id}/seen", headers=HTMX)
    assert "may need a person" not in text_of_page(answer)
    assert "Ka-ho (2B): seen by Mr Wong" in text_of_page(await lead.get("/teacher/alarms", headers=HTMX))
    (entry,) = [one for one in await parts.store.care.entries(room.id) if one.what == "flag_seen"]
    assert entry.teacher == co.id


async def test_a_page_that_shows_it_is_told_nothing_new(parts: Parts, teacher: Teacher, room: Classroom, student: Chatter) -> None:
    await student.say(DANGER)
    browser = await page_of(parts, teacher)
    first = await browser.get("/teacher/alarms", headers=HTMX | {"HX-Current-URL": f"http://sampan.test/teacher/class/{room.id}"})
    state = first.text.partition('name="state" value="')[2].partition('"')[0]
    assert '<span id="count-safety" class="count" hx-swap-oob="true">1</span>' in first.text
    assert (await browser.get(f"/teacher/alarms?state={state}", headers=HTMX)).status_code == 204
    await student.say("he will hit me again tonight, my dad beats me")
    assert (await browser.get(f"/teacher/alarms?state={state}", headers=HTMX)).status_code == 200


async def test_where_no_page_is_open_it_waits(parts: Parts, teacher: Teacher, student: Chatter) -> None:
    await student.say(DANGER)
    browser = await page_of(parts, teacher)
    assert DANGER in text_of_page(await browser.get("/teacher/alarms"))


async def test_it_is_closed_by_the_lead_with_what_was_done(parts: Parts, teacher: Teacher, room: Classroom, student: Chatter) -> None:
    co = await a_teacher(parts, "Mr Wong")
    await parts.store.teachers.join_class(co.id, room.id, "co")
    await student.say(DANGER)
    (one,) = await alarms(parts, teacher)
    lead, other = await page_of(parts, teacher), await page_of(parts, co)
    close = f"/teacher/class/{room.id}/flag/{one.flag.id}/close"
    assert (await other.post(close, {"outcome": "done"})).status_code == 403
    assert (await lead.post(close, {"outcome": "   "})).status_code == 422
    assert len(await alarms(parts, teacher)) == 1
    assert (await lead.post(close, {"outcome": "Talked; the social worker sees him today"})).status_code == 303
    assert await alarms(parts, teacher) == []
    assert "Closed by Ms Lee: Talked; the social worker sees him today" in text_of_page(await other.get(f"/teacher/class/{room.id}/safety"))
    assert (await lead.post(close, {"outcome": "again"})).status_code == 409
    assert {entry.what for entry in await parts.store.care.entries(room.id)} >= {"flag_closed", "flag_refused"}


async def test_two_who_say_so_at_once_are_one(parts: Parts, teacher: Teacher, room: Classroom, student: Chatter) -> None:
    await student.say(DANGER)
    (one,) = await alarms(parts, teacher)
    assert [await flags.acknowledge(parts, teacher, one) for _ in range(2)] == [True, False]


async def test_another_class_is_not_there(parts: Parts, teacher: Teacher, room: Classroom, student: Chatter) -> None:
    stranger = await a_teacher(parts, "Mr Ho")
    own = await a_class(parts, stranger, code="OTHER234")
    await student.say(DANGER)
    (one,) = await alarms(parts, teacher)
    browser = await page_of(parts, stranger)
    for path in (f"/teacher/class/{room.id}/flag/{one.flag.id}/seen", f"/teacher/class/{own.id}/flag/{one.flag.id}/seen"):
        assert (await browser.post(path)).status_code == 404
    assert (await browser.get(f"/teacher/class/{room.id}/safety")).status_code == 404
    refused = [entry for entry in await parts.store.care.entries(room.id) if entry.what == "refused"]
    assert len(refused) == 3 and {entry.teacher for entry in refused} == {stranger.id}
    assert (await alarms(parts, teacher))[0].flag.acknowledged is None


async def test_what_they_wrote_is_data(parts: Parts, teacher: Teacher, room: Classroom) -> None:
    student = await a_student(parts, room, "<b>Ka-ho</b>")
    await student.say("i want to kill myself <script>alert(1)</script>")
    browser = await page_of(parts, teacher)
    for path in ("/teacher/alarms", f"/teacher/class/{room.id}/safety"):
        page = (await browser.get(path)).text
        assert "<script>alert" not in page and "<b>Ka-ho" not in page and "&lt;script&gt;" in page


# The audit


async def test_all_teachers_of_a_class_read_who_did_what(parts: Parts, teacher: Teacher, room: Classroom, student: Chatter) -> None:
    co = await a_teacher(parts, "Mr Wong")
    await parts.store.teachers.join_class(co.id, room.id, "co")
    learner = await learner_of(parts, student)
    for number in range(PER_PAGE + 5):
        await parts.store.care.write_down("opened", classroom=room.id, teacher=co.id, learner=learner, detail=f"no. {number}")
    await parts.store.care.write_down("refused", classroom=room.id, teacher=teacher.id, detail="/teacher/<b>")
    browser = await page_of(parts, teacher)
    audit = f"/teacher/class/{room.id}/safety/audit"
    first = text_of_page(await browser.get(audit))
    assert first.index("/teacher/") < first.index(f"no. {PER_PAGE + 4}") and "no. 5 " not in first and "Mr Wong" in first and "Ka-ho" in first
    assert "no. 0" in text_of_page(await browser.get(f"{audit}?page=2"))
    only = text_of_page(await browser.get(f"{audit}?what=refused"))
    assert "no. 9" not in only and "<b>" in only
    for odd in ("?page=0", "?page=99999999999", "?what=%27%3B--", "?what=refused&page=3"):
        assert (await browser.get(audit + odd)).status_code == 200


async def test_a_student_who_tries_is_named(parts: Parts, teacher: Teacher, room: Classroom, student: Chatter) -> None:
    await parts.store.care.write_down("refused", classroom=room.id, learner=await learner_of(parts, student), detail="/teacher")
    await student.say(DANGER)
    browser = await page_of(parts, teacher)
    said = text_of_page(await browser.get(f"/teacher/class/{room.id}/safety/audit"))
    assert "Ka-ho tried to open what is not theirs" in said and "Sampan an alarm was raised" in said


def test_whatever_is_written_down_has_a_name() -> None:
    """In three languages; what is of no class is on no page."""
    of_no_class = {"account_opened", "password_changed", "telegram_linked", "telegram_unlinked"}
    of_no_class |= {"event_deleted", "event_over", "event_team", "judging_confirmed", "judging_taken_back", "let_through"}
    files = [path for folder in ("bot", "storage") for path in Path(folder).rglob("*.py")]
    written = {found for path in files for found in re.findall(r'write_down\(\s*(?:db,\s*)?"(\w+)"', path.read_text(encoding="utf-8"))}
    assert {"flag_seen", "refused", "transcript"} <= written
    for language in LANGUAGES:
        assert {what for what in written - of_no_class if f"audit.what_{what}" not in locale(language).sentences} == set()


async def test_a_guessed_page_number_is_refused_kindly(parts: Parts, teacher: Teacher, room: Classroom) -> None:
    browser = await page_of(parts, teacher)
    assert (await browser.get(f"/teacher/class/{room.id}/safety/audit?page=x")).status_code == 422
