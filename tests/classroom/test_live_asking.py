"""A question for one who may be stuck, a lesson for all who meet the same: read and changed before it goes out."""

from __future__ import annotations

import re

from bot.services import Parts
from bot.services.classroom.nudge import nudge
from tests.channels.visiting import text_of_page
from tests.classroom.people import (
    a_class,
    a_full_class,
    a_student,
    learner_of,
    troubled,
)
from tests.classroom.test_live import at_class


async def test_the_question_can_be_changed_before_it_goes_out(parts: Parts) -> None:
    browser, _, room = await at_class(parts)
    ids = await a_full_class(parts, room)
    for headers, whole in (({}, True), ({"HX-Request": "true"}, False)):
        page = await browser.get(f"/teacher/class/{room.id}/ask?learner={ids[0]}", headers=headers)
        assert ("<html" in page.text) == whole and f'action="/teacher/class/{room.id}/nudge"' in page.text
        assert re.search(r"<textarea[^>]*>[^<]{20,}</textarea>", page.text) and f'name="learner" value="{ids[0]}"' in page.text
    well = await browser.get(f"/teacher/class/{room.id}/ask?learner={ids[10]}")
    assert "Going on by now" in text_of_page(well)


async def test_somebody_of_another_class_is_not_there(parts: Parts) -> None:
    browser, teacher, room = await at_class(parts)
    other = await a_class(parts, teacher, code="WXYZ2345")
    far = (await a_full_class(parts, other, 1))[0]
    assert (await browser.get(f"/teacher/class/{room.id}/ask?learner={far}")).status_code == 404
    assert [entry.what for entry in await parts.store.care.entries(room.id)] == ["refused"]


async def test_several_with_one_trouble_are_offered_one_lesson(parts: Parts) -> None:
    browser, _teacher, room = await at_class(parts, language="zh-Hant")
    ids = await a_full_class(parts, room, stuck=0)
    students = [await a_student(parts, room, name) for name in ("Ann", "Ben", "Cai", "Dan")]
    met = [await learner_of(parts, student) for student in students]
    await troubled(parts, room, met)
    page = await browser.get(f"/teacher/class/{room.id}")
    assert "4 of 28 meet the same" not in text_of_page(page), "4 of 28 are less than 15 %"
    await troubled(parts, room, [*met, ids[0]])
    page = await browser.get(f"/teacher/class/{room.id}")
    assert "5 of 28 meet the same: it was not clear what to change" in text_of_page(page)
    sheet = (await browser.get(f"/teacher/class/{room.id}/lesson?trouble=error_unclear")).text
    told = re.findall(r'name="learner" value="(\w+)"', sheet)
    assert set(told) == {*met, ids[0]} and "一句話只說一個要求" in sheet and 'lang="zh-Hant-HK"' in sheet
    answer = await browser.post(f"/teacher/class/{room.id}/nudge", {"learner": told, "text": "一句一個要求", "kind": "lesson"})
    assert answer.status_code == 303
    for student in students:
        history = await parts.store.history(f"terminal:{student.chat}")
        assert history[-1].payload["text"] == "一句一個要求"
    assert "meet the same" not in text_of_page(await browser.get(f"/teacher/class/{room.id}")), "who was just taught is not taught again"
    assert "past it already" in text_of_page(await browser.get(f"/teacher/class/{room.id}/lesson?trouble=error_unclear"))
    assert "past it already" in text_of_page(await browser.get(f"/teacher/class/{room.id}/lesson?trouble=%00x"))


async def test_who_was_judged_not_stuck_leaves_the_top(parts: Parts) -> None:
    browser, _teacher, room = await at_class(parts)
    ids = await a_full_class(parts, room)
    for learner, right in ((ids[0], "0"), (ids[1], "1")):
        answer = await browser.post(
            f"/teacher/class/{room.id}/stuck/{learner}", {"reason": "stage", "true": right, "back": f"/teacher/class/{room.id}"}
        )
        assert answer.status_code == 303
    page = (await browser.get(f"/teacher/class/{room.id}")).text
    stuck = re.findall(r'<li class="help.*?</li>', page, re.DOTALL)
    assert len(stuck) == 3 and not any("Wong Ka-ho" in one for one in stuck)
    assert "You said: stuck." in next(one for one in stuck if "Priya Thapa" in one)


async def test_a_word_of_a_teacher_is_seen_by_the_others(parts: Parts) -> None:
    browser, teacher, room = await at_class(parts)
    ann = await a_student(parts, room, "Ann")
    await nudge(parts, teacher, room, [await learner_of(parts, ann)], "Look up")
    assert "you or a colleague spoke: now" in text_of_page(await browser.get(f"/teacher/class/{room.id}"))
