"""The three questions: asked once of whoever comes in and again when a teacher says so, answered by buttons, left by one, and nobody's score."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prompts
from bot.core.classroom.survey import ANSWERS, MOMENTS, QUESTIONS, changes, given_by
from bot.locales import LANGUAGES
from bot.services import Parts
from bot.services.classroom import survey
from scaffolds.spec import Language
from storage.classrooms.records import Classroom
from tests.channels.visiting import visit, web
from tests.chatting import Chatter
from tests.classroom.people import a_class, a_student, a_teacher, learner_of
from tests.classroom.test_live import at_class

PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"


async def newcomer(parts: Parts, asks: bool = True, language: Language = "en") -> tuple[Classroom, Chatter]:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher, language=language)
    if asks:
        await parts.store.classes.change(room.id, first_asked=room.created)
    return room, await a_student(parts, room, "Ka-ho")


async def said_to(parts: Parts, student: Chatter) -> list[str]:
    return [one.kind for one in await parts.store.saying.said_to(await learner_of(parts, student))]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_whoever_comes_in_is_asked_once_and_answers_by_buttons(parts: Parts, language: Language) -> None:
    room, student = await newcomer(parts, language=language)
    for _ in range(2):
        await student.say(PROBLEM)
        await parts.lanes.drained(60)
    assert await said_to(parts, student) == ["survey_first"]
    stage = student.last.stage
    for question, answer in zip(QUESTIONS, (4, 2, 1), strict=True):
        assert not await parts.store.surveys.of_class(room.id) or question != "find"
        await student.press(f"survey:{question}:{answer}:first")
    assert not student.buttons and student.last.stage == stage
    kept = await parts.store.surveys.of_class(room.id)
    assert [(one.moment, one.question, one.answer) for one in kept] == [("first", "find", 4), ("first", "decides", 2), ("first", "make", 1)]
    await student.press("survey:find:3:first")
    assert len(await parts.store.surveys.of_class(room.id)) == 3


async def test_each_question_leads_to_the_next_and_one_button_leaves_them(parts: Parts) -> None:
    room, student = await newcomer(parts)
    await student.say(PROBLEM)
    await parts.lanes.drained(60)
    await student.press("survey:find:4:first")
    assert student.ids == [f"survey:decides:{answer}:first" for answer in (4, 3, 2, 1, 0)]
    await student.press("survey:decides:0:first")
    assert not student.buttons
    assert [one.question for one in await parts.store.surveys.of_class(room.id)] == ["find"]


async def test_a_class_may_ask_nobody_by_itself(parts: Parts) -> None:
    _, student = await newcomer(parts, asks=False)
    await student.say(PROBLEM)
    await parts.lanes.drained(60)
    assert await said_to(parts, student) == []


async def test_what_was_not_asked_is_not_answered(parts: Parts) -> None:
    room, student = await newcomer(parts)
    await student.say(PROBLEM)
    await parts.lanes.drained(60)
    for press in ("survey:find:4:last", "survey:find:9:first", "survey:age:4:first", "survey:find:4", "survey"):
        await student.press(press)
    assert await parts.store.surveys.of_class(room.id) == []


async def test_a_teacher_asks_all_who_have_not_answered(parts: Parts) -> None:
    browser, teacher, room = await at_class(parts)
    students = [await a_student(parts, room, name) for name in ("Ka-ho", "Priya")]
    for student in students:
        await student.say(PROBLEM)
    asked = await browser.post(f"/teacher/class/{room.id}/charts/ask", {"moment": "last"})
    assert asked.status_code == 303 and "asked=2" in asked.headers["location"]
    for question in QUESTIONS:
        await students[0].press(f"survey:{question}:4:last")
    assert await survey.ask(parts, teacher, room, "last") == 1
    assert (await browser.post(f"/teacher/class/{room.id}/charts/ask", {"moment": "never"})).status_code == 422
    assert {entry.what for entry in await parts.store.care.entries(room.id)} == {"survey_last"}


async def test_asking_by_itself_is_turned_on_and_off(parts: Parts) -> None:
    browser, _, room = await at_class(parts)
    for on in (True, False):
        await browser.post(f"/teacher/class/{room.id}/charts/first", {"on": "1" if on else "0"})
        now = await parts.store.classes.get(room.id)
        assert now is not None and (now.first_asked is not None) is on


async def test_answers_go_with_their_student(parts: Parts) -> None:
    room, student = await newcomer(parts)
    await student.say(PROBLEM)
    await parts.lanes.drained(60)
    await student.press("survey:find:4:first")
    assert len(await parts.store.surveys.of_class(room.id)) == 1
    await student.say("/forget")
    await student.press(next(id for id in student.ids if id.startswith("forget") and "yes" in id))
    assert await parts.store.surveys.of_class(room.id) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_say_what_they_mean(language: Language) -> None:
    for question in QUESTIONS:
        labels = prompts.load(f"classroom/survey_{question}").labels(language)
        for id, label in labels:
            for moment in MOMENTS:
                found = given_by(f"{id}:{moment}")
                assert found is not None and (found.question, found.moment) == (question, moment) and label
        assert len({label for _, label in labels}) == len(ANSWERS) + 1


@given(st.text(max_size=40) | st.from_regex(r"survey(:\w{0,8}){0,4}", fullmatch=True))
def test_any_button_is_read_or_is_none_of_these(press: str) -> None:
    found = given_by(press)
    assert found is None or press == f"survey:{found.question}:{found.answer}:{found.moment}"


def test_only_who_answered_both_days_is_compared() -> None:
    answers = {("a", "first", "find"): 1, ("a", "last", "find"): 4, ("b", "first", "find"): 2, ("c", "last", "make"): 4}
    find, decides, make = changes(answers)
    assert (find.both, find.sure_at_first, find.sure_at_last) == (1, 0, 1)
    assert decides.both == make.both == 0


async def test_on_the_web_an_answer_is_no_open_message(parts: Parts) -> None:
    browser = visit(web(parts))
    await browser.say(PROBLEM)
    learner = await parts.store.learner_by_identity("web", browser.key)
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    assert learner is not None
    await parts.store.classes.sit(room.id, learner.id, "Ka-ho")
    await survey.ask(parts, teacher, room, "last")
    await browser.post("/say", {"press": "survey:find:3:last"})
    page = (await browser.get("/")).text
    assert 'value="survey:decides:4:last"' in page and 'id="waits"' not in page
