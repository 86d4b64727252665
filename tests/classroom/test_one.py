"""The page of one student: who may see it, what it says, what is written down, and that it stays quick."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import uuid4

import pytest
from sqlalchemy import event

from bot.bootstrap import make_parts
from bot.core.conversation import Conversation
from bot.services import Parts
from bot.services.classroom.mentors import invite
from bot.services.classroom.nudge import nudge
from bot.settings import Settings
from scaffolds.spec import AppSpec
from storage.classrooms.records import Classroom, Teacher
from storage.ids import new_id
from storage.records import AppRow, NewRevision, TurnRecord
from tests.channels.visiting import SPEC, Visit, preview_of, text_of_page, visit, web
from tests.chatting import Chatter
from tests.classroom.people import a_class, a_student, a_teacher, learner_of, signed_in

PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"
HTMX = {"HX-Request": "true"}


@dataclass
class Look:
    """A teacher who looks at one student."""

    parts: Parts
    teacher: Teacher
    room: Classroom
    browser: Visit
    student: Chatter
    learner: str

    @property
    def path(self) -> str:
        return f"/teacher/class/{self.room.id}/learner/{self.learner}"

    async def page(self, more: str = "") -> str:
        return text_of_page(await self.browser.get(self.path + more))

    async def audit(self, what: str) -> list[str | None]:
        return [entry.learner for entry in await self.parts.store.care.entries(self.room.id) if entry.what == what]


async def browser_of(parts: Parts, teacher: Teacher, browser: Visit | None = None) -> Visit:
    found = visit(browser.app if browser else web(parts))
    found.http.cookies.update(await signed_in(parts, teacher))
    return found


@pytest.fixture
async def look(parts: Parts) -> Look:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    student = await a_student(parts, room, "Ka-ho")
    return Look(parts, teacher, room, await browser_of(parts, teacher), student, await learner_of(parts, student))


async def test_from_the_problem_to_now(look: Look) -> None:
    await look.student.to_zip(PROBLEM, "everyone on the floor")
    await look.student.say("call it Shower Queue")
    await nudge(look.parts, look.teacher, look.room, [look.learner], "Who waited longest?")
    page = await look.page()
    for words in (
        PROBLEM,
        "everyone on the floor",
        "First version",
        "it is called Shower Queue",
        "Ms Lee said: Who waited longest?",
        "As far as can be told",
    ):
        assert words in page, words


async def test_one_who_said_nothing_yet(look: Look) -> None:
    page = await look.page()
    assert "Nothing said yet" in page and "No app yet" in page and "No version yet" in page


async def test_a_student_of_another_class_is_not_there(look: Look) -> None:
    other = await a_class(look.parts, look.teacher, code="ZZZZ9999")
    stranger = await learner_of(look.parts, await a_student(look.parts, other, "Ben"))
    here = f"/teacher/class/{look.room.id}/learner/{stranger}"
    for path in ("", "/transcript", f"/zip/{uuid4().hex}/1"):
        assert (await look.browser.get(here + path)).status_code == 404
    assert (await look.browser.post(f"{here}/notes", {"text": "x"})).status_code == 404
    assert len(await look.audit("refused")) == 4


async def test_another_teachers_class_is_not_there(look: Look) -> None:
    browser = await browser_of(look.parts, await a_teacher(look.parts, "Mr Ho"), look.browser)
    assert (await browser.get(look.path)).status_code == 404 and (await browser.get(f"{look.path}/transcript")).status_code == 404
    assert (await visit(browser.app).get(look.path)).status_code == 303


async def test_a_project_of_somebody_else_is_not_shown(look: Look) -> None:
    other = await a_student(look.parts, look.room, "Ben")
    await other.to_zip(PROBLEM)
    project = (await look.parts.store.projects_of(await learner_of(look.parts, other)))[0].id
    assert (await look.browser.get(f"{look.path}?project={project}")).status_code == 404
    assert (await look.browser.get(f"{look.path}/zip/{project}/1")).status_code == 404


async def test_opening_what_was_said_is_written_down_once(look: Look) -> None:
    await look.student.say(PROBLEM)
    await look.page()
    assert await look.audit("transcript") == []
    answer = await look.browser.get(f"{look.path}/transcript")
    assert PROBLEM in text_of_page(answer) and await look.audit("transcript") == [look.learner]
    refresh = re.search(r'hx-get="([^"]+part=latest[^"]+)"', answer.text)
    assert refresh is not None
    same = await look.browser.get(refresh[1].replace("&amp;", "&"), headers=HTMX)
    assert same.status_code == 204
    await look.student.say("everyone on the floor")
    moved = await look.browser.get(refresh[1].replace("&amp;", "&"), headers=HTMX)
    assert "everyone on the floor" in text_of_page(moved) and await look.audit("transcript") == [look.learner]


async def test_a_part_that_is_asked_for_without_the_page_is_written_down_too(look: Look) -> None:
    await look.student.say(PROBLEM)
    await look.browser.get(f"{look.path}/transcript?part=log", headers=HTMX)
    assert await look.audit("transcript") == [look.learner]


async def test_what_waits_is_masked_and_says_so(look: Look) -> None:
    await look.student.say(PROBLEM)
    await look.parts.store.classes.turn_switch(look.room.id, "paused", True)
    await look.student.say("call me on 9123 4567")
    page = await look.page("/transcript")
    assert "9123 4567" not in page and "•••" in page and "the chat is paused" in page


async def test_words_are_data(look: Look) -> None:
    await look.student.say("<script>alert(1)</script> and **bold** <img src=x onerror=alert(1)>")
    await look.browser.post(f"{look.path}/notes", {"text": "<b>note</b> =cmd|'/c'!A1"})
    for path in ("", "/transcript"):
        html = (await look.browser.get(look.path + path)).text
        assert "<script>alert" not in html and "<img src=x" not in html and "<b>note" not in html


async def test_notes_are_of_all_teachers_and_removed_by_whoever_wrote_them(look: Look) -> None:
    colleague = await a_teacher(look.parts, "Mr Ho")
    await look.parts.store.teachers.join_class(colleague.id, look.room.id, "co")
    other = await browser_of(look.parts, colleague, look.browser)
    assert (await look.browser.post(f"{look.path}/notes", {"text": "Talked with her."})).status_code == 303
    assert (await look.browser.post(f"{look.path}/notes", {"text": "   "})).status_code == 303
    html = (await other.get(look.path)).text
    assert "Talked with her." in html and "/remove" not in html
    note = (await look.parts.store.looking.sight(look.room.id, look.learner)).notes[0].id  # type: ignore[union-attr]
    assert (await other.post(f"{look.path}/notes/{note}/remove")).status_code == 404 and len(await look.audit("refused")) == 1
    assert (await look.browser.post(f"{look.path}/notes/{note}/remove", headers=HTMX)).status_code == 200
    assert "Talked with her." not in await look.page()


async def test_each_version_can_be_run_and_downloaded(look: Look) -> None:
    await look.student.to_zip(PROBLEM)
    await look.student.say("call it Shower Queue")
    now, before = await look.browser.get(look.path), await look.browser.get(f"{look.path}?version=1")
    title = "Shower Queue"
    assert title in (await look.browser.get(f"{preview_of(now)}app.js")).text + (await look.browser.get(preview_of(now))).text
    old = await look.browser.get(preview_of(before))
    assert old.status_code == 200 and title not in old.text and "This is version 1" in text_of_page(before)
    zips = re.findall(r'href="([^"]+/zip/[^"]+)"', now.text)
    assert len(zips) == 2
    for path in zips:
        answer = await look.browser.get(path)
        assert answer.status_code == 200 and answer.content[:2] == b"PK"
    assert len(await look.audit("zip")) == 2
    assert (await look.browser.get(zips[0][:-1] + "9")).status_code == 404


async def test_a_teacher_tries_the_app_with_rows_of_their_own(look: Look) -> None:
    """What people entered is not shown, what is private least of all, and nothing of theirs changes."""
    project = await _given(look, SPEC)
    theirs = AppRow("booking", "aaaaaaaa", look.learner, {"name": "Wong", "phone": "9123 4567"})
    await look.parts.store.change_rows(project, project, 0, lambda rows: [theirs])
    preview = preview_of(await look.browser.get(look.path))
    seen = (await look.browser.get(f"{preview}api/rows")).json()
    assert seen["you"]["owner"] is False and seen["rows"].get("booking", []) == []
    added = {"op": "add", "thing": "booking", "id": "bbbbbbbb", "row": {"name": "Chan"}}
    written = await look.browser.http.post(f"{preview}api/changes", json={"rev": seen["rev"], "changes": [added]}, headers={"Origin": "null"})
    assert written.status_code == 200 and "Chan" in written.text, written.text
    kept = await look.parts.store.app_rows(project)
    assert kept is not None and kept.rows == (theirs,)
    colleague = await a_teacher(look.parts, "Mr Ho")
    await look.parts.store.teachers.join_class(colleague.id, look.room.id, "co")
    other = preview_of(await (await browser_of(look.parts, colleague, look.browser)).get(look.path))
    assert other != preview
    token = preview.split("/")[2]
    assert (await look.browser.get(f"/try/{token}")).status_code == 404
    assert (await look.browser.get(f"/preview/{token}~{'a' * 32}/")).status_code == 404


async def test_where_it_got_stuck_is_shown(look: Look) -> None:
    await look.student.say(PROBLEM)
    for _ in range(12):
        await look.student.say("hm hm")
    assert "Was this right?" in await look.page()
    signals = (await look.parts.store.looking.sight(look.room.id, look.learner)).signals  # type: ignore[union-attr]
    assert signals
    page = await look.browser.get(f"{look.path}/transcript?stuck={signals[0].id}")
    assert 'id="stuck"' in page.text
    assert (await look.browser.get(f"{look.path}/transcript?stuck=nothing")).status_code == 200


async def test_a_refresh_tells_only_what_moved(look: Look) -> None:
    await look.student.say(PROBLEM)
    first = await look.browser.get(look.path)
    refresh = re.search(r'hx-get="([^"]+part=live[^"]+)"', first.text)
    assert refresh is not None
    address = refresh[1].replace("&amp;", "&")
    assert (await look.browser.get(address, headers=HTMX)).status_code == 204
    await look.student.say("everyone on the floor")
    moved = await look.browser.get(address, headers=HTMX)
    assert moved.status_code == 200 and "everyone on the floor" in text_of_page(moved)
    assert "<textarea" not in moved.text and "<iframe" not in moved.text


async def test_a_long_chat_is_as_few_questions_as_a_short_one(look: Look) -> None:
    await look.student.to_zip(PROBLEM)
    short = await _asked(look, ""), await _asked(look, "/transcript")
    await _talk(look, 500)
    long = await _asked(look, ""), await _asked(look, "/transcript")
    assert long == short and short[0] <= 18 and short[1] <= 9, (short, long)


async def test_earlier_messages_come_page_by_page(look: Look) -> None:
    await _talk(look, 100)
    page = await look.browser.get(f"{look.path}/transcript")
    assert "line 99 " in page.text and "line 20 " not in page.text
    earlier = re.search(r'hx-get="([^"]+part=log[^"]+)"', page.text)
    assert earlier is not None
    older = await look.browser.get(earlier[1].replace("&amp;", "&"), headers=HTMX)
    assert "line 69 " in older.text and "line 99 " not in older.text


async def test_the_page_speaks_three_languages(look: Look) -> None:
    await look.student.to_zip(PROBLEM)
    for language in ("en", "zh-Hant", "zh-Hans"):
        look.browser.http.cookies.set("language", language)
        for path in ("", "/transcript"):
            answer = await look.browser.get(look.path + path)
            assert answer.status_code == 200 and f'lang="{language}' in answer.text


async def _asked(look: Look, more: str) -> int:
    asked: list[str] = []

    def hear(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    event.listen(look.parts.store._reading, "before_cursor_execute", hear)
    answer = await look.browser.get(look.path + more)
    event.remove(look.parts.store._reading, "before_cursor_execute", hear)
    assert answer.status_code == 200
    return len(asked)


async def _given(look: Look, spec: AppSpec) -> str:
    """An app of theirs, as a turn leaves it."""
    chat, project = f"terminal:{look.student.chat}", new_id()
    taken = await look.parts.store.take_in(chat, uuid4().hex, {"text": "build"})
    assert taken is not None
    state = Conversation(stage="improve", project=project, version=1).model_dump(mode="json")
    record = TurnRecord(
        taken.turn, chat, look.learner, {"text": "build"}, state, project=project, slug=spec.slug, delivered=True,
        revision=NewRevision(spec.model_dump_json(), "first"),
    )  # fmt: skip
    await look.parts.store.commit_turn(record)
    return project


async def _talk(look: Look, turns: int) -> None:
    """A long chat, as turns leave it."""
    chat = f"terminal:{look.student.chat}"
    loaded = await look.parts.store.load_turn(chat)
    assert loaded is not None
    for number in range(turns):
        taken = await look.parts.store.take_in(chat, uuid4().hex, {"text": "..."})
        assert taken is not None
        answer = {"text": f"answer {number}", "buttons": [{"id": "idk", "label": "Not sure"}]}
        said = {"text": f"line {number} of what they said", "press": None, "file": ""}
        project = loaded.project.id if loaded.project else None
        record = TurnRecord(
            taken.turn,
            chat,
            look.learner,
            said,
            dict(loaded.state),
            [answer],
            project=project,
            read_head=loaded.head.n if loaded.head else None,
            delivered=True,
        )
        await look.parts.store.commit_turn(record)


async def test_all_of_it_is_read_on_both_kinds_of_store(store_url: str) -> None:
    parts = make_parts(Settings(database_url=store_url))
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    student = await a_student(parts, room, "Ka-ho")
    await student.to_zip(PROBLEM)
    look = Look(parts, teacher, room, await browser_of(parts, teacher), student, await learner_of(parts, student))
    project = (await parts.store.projects_of(look.learner))[0].id
    invited = await invite(parts, teacher, room, project, "Dr Chan", 7)
    assert invited is not None
    assert PROBLEM in await look.page() and PROBLEM in await look.page("/transcript")
    assert (await look.browser.post(f"/mentor/{invited.token}", {"about": "", "text": "A fine idea."})).status_code == 303
    assert "A fine idea." in text_of_page(await look.browser.get(f"/teacher/class/{room.id}/mentors"))
    await parts.close()
