"""The page 'Task and pauses' and its forms: what they do, for whom, and what they refuse in a sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from sqlalchemy import event

from bot.services import Parts
from bot.services.classroom import bell
from storage.classrooms.records import Classroom, Teacher
from tests.channels.visiting import Visit, text_of_page, web
from tests.channels.visiting import visit as visiting
from tests.classroom.people import a_class, a_student, a_teacher, learner_of, signed_in


@dataclass
class Desk:
    """A teacher at the page of a class."""

    parts: Parts
    teacher: Teacher
    room: Classroom
    browser: Visit

    async def post(self, path: str, data: Mapping[str, object], **options: Any) -> httpx2.Response:
        return await self.browser.post(f"/teacher/class/{self.room.id}/{path}", dict(data), **options)

    async def page(self) -> str:
        return text_of_page(await self.browser.get(f"/teacher/class/{self.room.id}/act"))

    async def now(self) -> Classroom:
        found = await self.parts.store.classes.get(self.room.id)
        assert found is not None
        return found


@pytest.fixture
async def desk(parts: Parts) -> Desk:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    browser = visiting(web(parts))
    browser.http.cookies.update(await signed_in(parts, teacher))
    return Desk(parts, teacher, room, browser)


async def test_all_of_it_is_on_one_page(desk: Desk) -> None:
    await a_student(desk.parts, desk.room, "Ann <b>")
    page = await desk.page()
    for words in ("The chat goes on", "Ann <b>", "By itself", "The task", "An example for all", "Tokens", "one way"):
        assert words in page


async def test_the_switch_is_turned_for_all_and_for_some(desk: Desk) -> None:
    ann = await learner_of(desk.parts, await a_student(desk.parts, desk.room, "Ann"))
    await a_student(desk.parts, desk.room, "Ben")
    answer = await desk.post("pause", {"switch": "paused", "on": "1"})
    assert answer.status_code == 303 and answer.headers["location"] == f"/teacher/class/{desk.room.id}/act"
    assert "The chat is paused for all" in await desk.page()
    await desk.post("pause", {"switch": "paused", "on": "0"})
    await desk.post("pause", {"turn": "paused 1", "some": "1", "learner": [ann]})
    assert "The chat is paused for 1" in await desk.page() and "Paused for Ann" in await desk.page()
    refused = await desk.post("pause", {"turn": "paused 1", "some": "1"})
    assert refused.status_code == 422 and "Tick at least one" in text_of_page(refused)
    partial = await desk.post("pause", {"switch": "unaided", "on": "1"}, headers={"HX-Request": "true"})
    assert partial.status_code == 204 and "moved" in json.loads(partial.headers["hx-trigger"]) and (await desk.now()).unaided
    assert (await desk.post("pause", {"switch": "everything", "on": "1"})).status_code == 422


async def test_a_nudge_goes_back_to_where_it_came_from(desk: Desk) -> None:
    ann = await a_student(desk.parts, desk.room, "Ann")
    learner = await learner_of(desk.parts, ann)
    back = f"/teacher/class/{desk.room.id}/learner/{learner}"
    answer = await desk.post("nudge", {"learner": learner, "text": "Which bus?", "back": back})
    assert (answer.status_code, answer.headers["location"]) == (303, back)
    for elsewhere in ("https://evil.test/", "//evil.test", "/teacher//evil.test", "/teacher/\\evil.test", "javascript:1"):
        answer = await desk.post("nudge", {"learner": learner, "text": "x", "back": elsewhere})
        assert answer.headers["location"] == f"/teacher/class/{desk.room.id}/act?said=1&of=1"
    assert "Said to 1 of 1" in text_of_page(await desk.browser.get(answer.headers["location"]))
    empty = await desk.post("nudge", {"learner": learner, "text": "  "})
    assert empty.status_code == 422 and "Write what you want to say" in text_of_page(empty) and "checked" in empty.text
    partial = await desk.post("nudge", {"learner": learner, "text": ""}, headers={"HX-Request": "true"})
    assert partial.status_code == 400 and partial.text.startswith("Write")
    partial = await desk.post("nudge", {"learner": learner, "text": "你好"}, headers={"HX-Request": "true"})
    assert json.loads(partial.headers["hx-trigger"])["said"]["words"] == "Said to 1 of 1."


@pytest.mark.parametrize("path", ["nudge", "pause"])
async def test_students_of_other_classes_are_not_there(desk: Desk, path: str) -> None:
    other = await a_class(desk.parts, await a_teacher(desk.parts, "Mr Ho"), code="WXYZ2345")
    far = await learner_of(desk.parts, await a_student(desk.parts, other, "Far"))
    data = {"learner": far, "text": "x", "switch": "paused", "on": "1"}
    assert (await desk.post(path, data)).status_code == 404
    assert (await desk.browser.post(f"/teacher/class/{other.id}/{path}", data)).status_code == 404
    assert [entry.what for entry in await desk.parts.store.care.entries(desk.room.id)] == ["refused"]
    assert (await desk.parts.store.classes.seat(far)).paused is None  # type: ignore[union-attr]


async def test_students_and_other_sites_turn_nothing(desk: Desk) -> None:
    student = visiting(web(desk.parts))
    await student.get("/")
    refused = await student.post(f"/teacher/class/{desk.room.id}/pause", {"switch": "paused", "on": "1"})
    assert refused.status_code == 303 and "/teacher/login" in refused.headers["location"]
    from_elsewhere = await desk.post("pause", {"switch": "paused", "on": "1"}, headers={"Origin": "https://evil.test"})
    assert from_elsewhere.status_code == 403 and (await desk.now()).paused is None


async def test_times_are_set_and_taken_out(desk: Desk) -> None:
    row: dict[str, object] = {"switch": "paused", "days": ["0", "2"], "begins": "10:00", "ends": "10:20"}
    await desk.post("schedule", row)
    await desk.post("schedule", row)
    assert "Mon, Wed, 10:00 to 10:20" in await desk.page() and "Next change" in await desk.page()
    (kept,) = (await desk.now()).schedule
    assert (await desk.now()).next_bell is not None
    await desk.post("schedule/until", {"switch": "unaided", "until": "2026-01-01T15:00"})
    for wrong in ({"switch": "paused", "begins": "10:00", "ends": "10:20"}, row | {"ends": "10:00"}, row | {"days": ["9"]}, row | {"begins": "soon"}):
        answer = await desk.post("schedule", wrong)
        assert answer.status_code == 422 and "Choose at least one day" in text_of_page(answer)
    for moment in ("", "yesterday", "2020-01-01T10:00", "9999-12-31T23:59"):
        answer = await desk.post("schedule/until", {"switch": "unaided", "until": moment})
        assert answer.status_code == 422 and "still to come" in text_of_page(answer)
    assert list((await desk.now()).schedule) == [kept]
    key = (await desk.browser.get(f"/teacher/class/{desk.room.id}/act")).text.split('name="row" value="')[1].split('"')[0]
    await desk.post("schedule/remove", {"row": key})
    await desk.post("schedule/remove", {"row": key})
    assert (await desk.now()).schedule == [] and (await desk.now()).next_bell is None


async def test_a_task_is_set_and_kept_as_typed_where_it_is_too_long(desk: Desk) -> None:
    await a_student(desk.parts, desk.room, "Ann")
    answer = await desk.post("task", {"theme": "Water", "block": ["map", "nonsense"], "must": "a map\r\n\r\n=1+1"})
    assert answer.headers["location"].endswith("?done=task&told=1")
    assert (await desk.now()).task == {"theme": "Water", "blocks": ["map"], "must": ["a map", "=1+1"]}
    long = await desk.post("task", {"theme": "W" * 301, "must": "kept"})
    assert long.status_code == 422 and "W" * 301 in long.text and "kept" in long.text
    many = await desk.post("task", {"must": "\n".join("line" for _ in range(13))})
    assert many.status_code == 422 and (await desk.now()).task["theme"] == "Water"


async def test_tokens_are_kept_or_refused(desk: Desk) -> None:
    await desk.post("budget", {"tokens": "200,000", "learner_tokens": ""})
    assert ((await desk.now()).tokens, (await desk.now()).learner_tokens) == (200_000, None)
    wrong = await desk.post("budget", {"tokens": "lots", "learner_tokens": "5"})
    assert wrong.status_code == 422 and "whole number" in text_of_page(wrong) and 'value="lots"' in wrong.text
    assert (await desk.post("pin", {"project": "none"})).status_code == 404


async def test_a_page_asks_the_store_as_often_for_thirty_as_for_one(desk: Desk) -> None:
    counted = []
    for students in (1, 30):
        for number in range(students):
            await a_student(desk.parts, desk.room, f"S{students}-{number}")
        asked: list[str] = []
        engine = desk.parts.store._reading  # the statements that reach the driver

        def hear(connection: object, cursor: object, statement: str, *rest: object, asked: list[str] = asked) -> None:
            asked.append(statement)

        event.listen(engine, "before_cursor_execute", hear)
        await desk.page()
        event.remove(engine, "before_cursor_execute", hear)
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 12, counted


async def test_every_word_is_there_in_each_language(desk: Desk) -> None:
    for language in ("en", "zh-Hant", "zh-Hans"):
        desk.browser.http.cookies.set("language", language)
        answer = await desk.browser.get(f"/teacher/class/{desk.room.id}/act")
        assert answer.status_code == 200 and f'lang="{language}' in answer.text


async def test_of_two_teachers_who_add_a_row_at_once_both_keep_theirs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The colleague's row comes after this request read the class and before it writes."""
    mine: dict[str, object] = {"switch": "paused", "days": ["0"], "begins": "10:00", "ends": "10:20"}
    theirs: dict[str, object] = {"switch": "paused", "days": ["4"], "begins": "14:00", "ends": "14:20"}
    set_schedule, waiting = bell.set_schedule, [theirs]

    async def late(*args: Any) -> bool:
        if waiting:
            await desk.post("schedule", waiting.pop())
        return await set_schedule(*args)

    monkeypatch.setattr(bell, "set_schedule", late)
    await desk.post("schedule", mine)
    assert [row["days"] for row in (await desk.now()).schedule] == [[4], [0]]
    waiting.append(mine | {"days": ["2"]})
    key = (await desk.browser.get(f"/teacher/class/{desk.room.id}/act")).text.split('name="row" value="')[1].split('"')[0]
    await desk.post("schedule/remove", {"row": key})
    assert [row["days"] for row in (await desk.now()).schedule] == [[0], [2]]
