"""The task: told once to each in their language, looked for in each app; and an example of the class, with its maker's yes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.plain import plain
from bot.core.classroom.task import Found, Task, found_in
from bot.core.errors import NoAppError
from bot.services import Parts
from bot.services.classroom import pin
from bot.services.classroom.task import must_haves, names, set_task, task_of
from scaffolds.blocks import discover
from tests.channels.visiting import SPEC, Visit, give_app, web
from tests.channels.visiting import visit as visiting
from tests.classroom.people import a_class, a_student, a_teacher

TASK = Task(theme="Getting to school *safely*", blocks=("map", "poll"), must=("a map", "phone numbers stay private"))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("a quiz", "lacks"),
        ("Records of it", "has"),
        ("a phone number", "look"),
        ("the family name", "has"),
        ("booking", "lacks"),
        ("it is kind", "look"),
        ("要有测验", "lacks"),
        ("", "look"),
    ],
)
def test_a_line_is_found_or_left_to_a_person(line: str, found: Found) -> None:
    called = {"quiz": ["Quiz", "测验"], "records": ["Records"], "booking": ["booking"]}
    assert found_in(line, SPEC, called) == found


@given(st.text(max_size=120))
def test_any_line_may_be_asked_for(line: str) -> None:
    assert found_in(line, SPEC, names()) in ("has", "lacks", "look")


async def test_each_is_told_once_in_their_language(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    ann = await a_student(parts, room, "Ann")
    wen = await a_student(parts, room, "小雯", "我们班总有人乱扔垃圾，没有人打扫")
    assert await set_task(parts, teacher, room, TASK) == 2
    room = await parts.store.classes.get(room.id) or room
    assert task_of(room) == TASK and await set_task(parts, teacher, room, TASK) == 0
    (told,) = [line.payload for line in await parts.store.history(f"terminal:{ann.chat}") if line.payload.get("teacher")]
    assert r"Getting to school \*safely\*" in told["text"] and "- a map\n- phone numbers stay private" in told["text"]
    assert discover()["map"].said("en")["name"] in told["text"]
    (told,) = [line.payload for line in await parts.store.history(f"terminal:{wen.chat}") if line.payload.get("teacher")]
    assert "我们的任务" in told["text"] and discover()["map"].said("zh-Hans")["name"] in told["text"]
    assert await set_task(parts, teacher, room, Task()) == 0
    assert (await parts.store.classes.get(room.id) or room).task == {}


async def maker(parts: Parts) -> tuple[Visit, str, str]:
    """Somebody at the web chat with an app: their browser, who they are, the project."""
    browser = visiting(web(parts))
    await browser.get("/")
    project = await give_app(browser)
    learner = await parts.store.learner_by_identity("web", browser.key)
    assert learner is not None
    return browser, learner.id, project


async def seat_with_work(parts: Parts, room: object, browser: Visit, learner: str) -> None:
    """They sit in the class, and their next turn leaves a standing."""
    await parts.store.classes.sit(room.id, learner, "Ann")  # type: ignore[attr-defined]
    await browser.say("thanks")


async def test_apps_are_looked_at(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    browser, learner, _ = await maker(parts)
    await seat_with_work(parts, room, browser, learner)
    works = await parts.store.classes.works(room.id)
    assert [work.name for work in works] == ["Ann"]
    lines = must_haves(Task(must=("a map", "family name")), works)
    assert [[found for found, those in one.found.items() if those] for one in lines] == [["lacks"], ["has"]]


async def test_an_example_is_shown_on_its_makers_yes_and_taken_back(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    browser, learner, project = await maker(parts)
    await seat_with_work(parts, room, browser, learner)
    ben = await a_student(parts, room, "Ben")
    assert await pin.ask(parts, teacher, room, project)
    page = (await browser.get("/")).text
    assert f'value="pin_yes:{project}"' in page
    assert (await parts.store.classes.get(room.id) or room).pinned is None
    assert "example from our class" not in str(await parts.store.history(f"terminal:{ben.chat}"))
    await browser.post("/say", {"press": f"pin_yes:{project}"})
    await browser.post("/say", {"press": f"pin_yes:{project}"})
    shown = await parts.store.classes.get(room.id)
    assert shown and shown.pinned == project
    told = [plain(line.payload["text"]) for line in await parts.store.history(f"terminal:{ben.chat}") if line.payload.get("teacher")]
    (link,) = re.findall(r"/try/\S+", told[0])
    assert len(told) == 1 and (await browser.get(link)).status_code == 200
    await browser.post("/say", {"press": f"pin_no:{project}"})
    assert (await parts.store.classes.get(room.id) or shown).pinned is None and (await browser.get(link)).status_code == 404
    await browser.post("/say", {"press": f"pin_yes:{project}"})
    assert (await parts.store.classes.get(room.id) or shown).pinned is None, "whoever took it back is asked anew, by the teacher"


async def test_nobody_else_says_yes(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    browser, learner, project = await maker(parts)
    await seat_with_work(parts, room, browser, learner)
    ben = await a_student(parts, room, "Ben")
    await pin.ask(parts, teacher, room, project)
    await ben.press(f"pin_yes:{project}")
    assert (await parts.store.classes.get(room.id) or room).pinned is None
    with pytest.raises(NoAppError):
        await pin.ask(parts, teacher, await a_class(parts, teacher, code="WXYZ2345"), project)
    await pin.take_down(parts, teacher, await parts.store.classes.get(room.id) or room)
    await browser.post("/say", {"press": f"pin_yes:{project}"})
    assert (await parts.store.classes.get(room.id) or room).pinned is None, "the teacher asks no more"


async def test_a_task_that_is_set_twice_at_once_is_told_once(parts: Parts) -> None:
    """Both requests read the class before the first of them wrote."""
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    ann = await a_student(parts, room, "Ann")
    assert [await set_task(parts, teacher, room, TASK) for _ in range(2)] == [1, 0]
    told = [line for line in await parts.store.history(f"terminal:{ann.chat}") if line.payload.get("teacher")]
    assert len(told) == 1 and [entry.what for entry in await parts.store.care.entries(room.id)].count("task") == 1


async def test_a_yes_after_the_question_was_taken_back_shows_nothing(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The teacher takes it down after the maker's answer was read and before it is kept."""
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    browser, learner, project = await maker(parts)
    await seat_with_work(parts, room, browser, learner)
    assert await pin.ask(parts, teacher, room, project)
    asked = parts.store.saying.asked

    async def taken_down_meanwhile(*args: str) -> bool:
        await pin.take_down(parts, teacher, await parts.store.classes.get(room.id) or room)
        return await asked(*args)

    monkeypatch.setattr(parts.store.saying, "asked", taken_down_meanwhile)
    (said,) = await pin.answered(parts, learner, "en", f"{pin.YES}:{project}")
    after = await parts.store.classes.get(room.id)
    assert after is not None and after.pinned is None and after.pin_asked is None
    assert not said.buttons
