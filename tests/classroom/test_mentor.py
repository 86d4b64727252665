"""Mentors from outside: what they see, what they may write, and who reads it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.classroom.commenting import refusal
from bot.core.classroom.pseudonym import covered, pattern_of, places, without
from bot.services import Parts, guard
from bot.services.classroom import mentors
from bot.services.classroom.mentored_app import mentored
from storage.classrooms.mentors import by_token
from storage.classrooms.records import Classroom, Teacher
from storage.forgetting import forget
from tests.channels.visiting import SPEC, Visit, preview_of, text_of_page, visit, web
from tests.chatting import Chatter
from tests.classroom.people import a_class, a_student, a_teacher, learner_of, signed_in

PROBLEM = "there's one shower for 9 families on our floor. Kaho Wong says class 2B should call 9123 4567 about the queue"


@dataclass
class Guest:
    """A class with one app, its teacher, and a mentor who was invited to it."""

    parts: Parts
    teacher: Teacher
    room: Classroom
    student: Chatter
    learner: str
    project: str
    desk: Visit
    outside: Visit
    token: str

    @property
    def path(self) -> str:
        return f"/mentor/{self.token}"

    @property
    def desk_path(self) -> str:
        return f"/teacher/class/{self.room.id}/mentors"

    async def chat(self) -> str:
        lines = await self.parts.store.history(f"terminal:{self.student.chat}")
        return "\n".join(str(line.payload.get("text", "")) for line in lines if line.by == "tutor")

    async def audit(self) -> list[tuple[str, str]]:
        return [(entry.what, entry.detail) for entry in await self.parts.store.care.entries(self.room.id)]


@pytest.fixture
async def guest(parts: Parts) -> AsyncIterator[Guest]:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    student = await a_student(parts, room, "Kaho Wong")
    await student.to_zip(PROBLEM)
    learner = await learner_of(parts, student)
    project = (await parts.store.projects_of(learner))[0].id
    app = web(parts)
    desk, outside = visit(app), visit(app)
    desk.http.cookies.update(await signed_in(parts, teacher))
    invited = await mentors.invite(parts, teacher, room, project, "Dr Chan", 14)
    assert invited is not None
    yield Guest(parts, teacher, room, student, learner, project, desk, outside, invited.token)


async def test_they_see_the_app_and_the_problem_and_nobody(guest: Guest) -> None:
    answer = await guest.outside.get(guest.path)
    page = text_of_page(answer)
    assert "one shower for 9 families" in page and "is a student" in page and answer.status_code == 200
    learner = await guest.parts.store.learner(guest.learner)
    assert learner is not None
    for secret in ("Kaho", "Wong", "2B", "9123", guest.learner, guest.project, guest.room.id, guest.student.chat, "Hello, I'm Sampan"):
        assert secret not in answer.text, secret
    assert "sampan=" not in str(answer.headers.get("set-cookie", ""))


async def test_names_are_covered_in_the_running_app_too(guest: Guest) -> None:
    await guest.student.say("call it Kaho Wong's Shower")
    page = await guest.outside.get(guest.path)
    frame = preview_of(page)
    files = [await guest.outside.get(f"{frame}{name}") for name in ("", "app.js", "things.js", "manifest.webmanifest", "spec.js")]
    assert files[0].status_code == 200
    for answer in [page, *files]:
        assert "Kaho" not in answer.text and "Wong" not in answer.text
    assert "kaho" not in files[0].text.lower()


async def test_they_try_it_with_rows_of_their_own(guest: Guest) -> None:
    frame = preview_of(await guest.outside.get(guest.path))
    rows = (await guest.outside.get(f"{frame}api/rows")).json()
    assert rows["you"]["owner"] is False
    token = frame.split("/")[2]
    for other in (f"/preview/{token}~1/", f"/preview/{token}~{'a' * 32}/", f"/try/{token}"):
        assert (await guest.outside.get(other)).status_code == 404


async def test_a_pseudonym_stays_the_same_and_speaks_the_pages_language(guest: Guest) -> None:
    called = re.findall(r"by ([A-Z]\w+ [A-Z]\w+)", text_of_page(await guest.outside.get(guest.path)))
    assert called and called == re.findall(r"by ([A-Z]\w+ [A-Z]\w+)", text_of_page(await guest.outside.get(guest.path)))
    assert called[0] in text_of_page(await guest.desk.get(guest.desk_path))
    for language in ("zh-Hant", "zh-Hans"):
        page = await visit(guest.outside.app, language).get(guest.path)
        assert page.status_code == 200 and called[0] not in page.text and f'lang="{language}' in page.text


async def test_the_student_is_told_who_looks_and_who_reads(guest: Guest) -> None:
    told = await guest.chat()
    assert "Dr Chan" in told and "14 days" in told and "your teacher reads every comment" in told


async def test_a_comment_waits_for_a_teacher(guest: Guest) -> None:
    screen = (await mentored(guest.parts, guest.project)).spec.screens[0]
    sent = await guest.outside.post(guest.path, {"about": screen.id, "text": "Show the next free time first."})
    assert sent.status_code == 303 and "The teacher has it" in text_of_page(await guest.outside.get(sent.headers["location"]))
    listed = await guest.desk.get(guest.desk_path)
    assert "Show the next free time first." in text_of_page(listed) and "Show the next" not in await guest.chat()
    assert ("mentor_comment", "Dr Chan") in await guest.audit()
    passing = re.search(r'action="([^"]+/pass)"', listed.text)
    assert passing is not None
    for _ in range(2):
        assert (await guest.desk.post(passing[1])).status_code == 303
    chat = await guest.chat()
    assert chat.count("Show the next free time first.") == 1 and "Dr Chan" in chat
    assert "passed on" in text_of_page(await guest.desk.get(guest.desk_path))


async def test_a_comment_that_was_taken_away_is_not_passed_on(guest: Guest) -> None:
    await guest.outside.post(guest.path, {"about": "", "text": "Rather rude but allowed words"})
    listed = (await guest.desk.get(guest.desk_path)).text
    hiding, passing = re.search(r'action="([^"]+/hide)"', listed), re.search(r'action="([^"]+/pass)"', listed)
    assert hiding and passing
    await guest.desk.post(hiding[1], {"hidden": "1"})
    await guest.desk.post(passing[1])
    assert "Rather rude" not in await guest.chat() and "Rather rude" not in (await guest.outside.get(guest.path)).text
    await guest.desk.post(hiding[1], {"hidden": "0"})
    assert "Rather rude" in (await guest.outside.get(guest.path)).text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("write to bob@example.com", "contact goes through the teacher"),
        ("call me on 9123 4567", "contact goes through the teacher"),
        ("加我微信 bob1234", "contact goes through the teacher"),
        ("message me on WhatsApp, it is quicker", "contact goes through the teacher"),
        ("we could talk privately after school", "contact goes through the teacher"),
        ("don't tell your teacher about this", "contact goes through the teacher"),
        ("look at https://zoom.us/j/1234", "Links can’t be passed on"),
        ("see evil.example.com/x", "Links can’t be passed on"),
        ("x" * 1001, "longer than 1,000"),
        ("   ", "nothing in it yet"),
        ("send me nude photos", "can’t be given to a student"),
    ],
)
async def test_a_private_channel_is_refused_kindly(guest: Guest, text: str, says: str) -> None:
    answer = await guest.outside.post(guest.path, {"about": "", "text": text})
    assert answer.status_code == 422 and says in text_of_page(answer)
    assert text.strip()[:200] in text_of_page(answer) or not text.strip()
    assert await guest.parts.store.mentors.comments(guest.room.id) == []
    if text.strip():
        assert any(what == "mentor_refused" for what, _ in await guest.audit())


async def test_ordinary_words_are_kept(guest: Guest) -> None:
    for text in (
        "People could share the board on WhatsApp already.",
        "The 6:00-23:00 row is hard to tap; 3 taps is a lot.",
        "我覺得可以先顯示下一個空檔。",
    ):
        assert (await guest.outside.post(guest.path, {"about": "", "text": text})).status_code == 303, text


async def test_words_are_data(guest: Guest) -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(2)> **b** =cmd|'/c'!A1"
    await guest.desk.post(guest.desk_path, {"project": guest.project, "name": "<script>alert(3)</script>", "days": "7"})
    await guest.outside.post(guest.path, {"about": "", "text": bad})
    for answer in (await guest.outside.get(guest.path), await guest.desk.get(guest.desk_path)):
        assert "<script>alert" not in answer.text and "<img src=x" not in answer.text and "alert(1)" in answer.text


async def test_fifty_comments_are_enough(guest: Guest) -> None:
    mentor = await guest.parts.store.read(by_token, guest.token)
    assert mentor is not None
    for number in range(mentors.MOST_COMMENTS):
        assert await guest.parts.store.mentors.comment(mentor, "", f"comment {number}", mentors.MOST_COMMENTS)
    answer = await guest.outside.post(guest.path, {"about": "", "text": "one more"})
    assert answer.status_code == 422 and "as many comments" in text_of_page(answer)


async def test_a_page_that_is_not_there_is_refused(guest: Guest) -> None:
    assert (await guest.outside.post(guest.path, {"about": "nowhere", "text": "hello there"})).status_code == 422
    assert (await guest.outside.get(f"{guest.path}/picture/nowhere")).status_code == 404
    screen = (await mentored(guest.parts, guest.project)).spec.screens[0]
    drawn = await guest.outside.get(f"{guest.path}/picture/{screen.id}")
    assert drawn.status_code == 200 and drawn.headers["content-type"] == "image/jpeg"


async def test_a_link_that_was_ended_opens_nothing(guest: Guest) -> None:
    frame = preview_of(await guest.outside.get(guest.path))
    ending = re.search(r'action="([^"]+/end)"', (await guest.desk.get(guest.desk_path)).text)
    assert ending is not None and (await guest.desk.post(ending[1])).status_code == 303
    assert (await guest.outside.get(guest.path)).status_code == 404
    assert (await guest.outside.post(guest.path, {"about": "", "text": "still here"})).status_code == 404
    assert (await guest.outside.get(f"{frame}api/rows")).status_code == 404
    assert (await guest.desk.post(ending[1])).status_code == 404


async def test_a_link_ends_by_itself_and_with_its_class(guest: Guest) -> None:
    mentor, token = await guest.parts.store.mentors.invite(guest.room.id, guest.project, "Late", timedelta(seconds=-1))
    assert not mentor.is_open(datetime.now(UTC)) and (await guest.outside.get(f"/mentor/{token}")).status_code == 404
    await guest.parts.store.classes.change(guest.room.id, archived=datetime.now(UTC))
    assert (await guest.outside.get(guest.path)).status_code == 404


async def test_tokens_are_not_kept_and_not_guessed(guest: Guest) -> None:
    for token in ("x", guest.token[:-1], guest.token + "a", "a" * 5000, "%00", "..%2f"):
        assert (await guest.outside.get(f"/mentor/{token}")).status_code == 404
    database = Path(str(guest.parts.store._reading.url.database))
    assert guest.token.encode() not in b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))


async def test_only_apps_of_the_class_and_only_its_teachers(guest: Guest) -> None:
    other = await a_class(guest.parts, guest.teacher, code="ZZZZ9999")
    refused = await guest.desk.post(f"/teacher/class/{other.id}/mentors", {"project": guest.project, "name": "Eve", "days": "7"})
    assert refused.status_code == 422 and await guest.parts.store.mentors.of_class(other.id) == []
    mentor = (await guest.parts.store.mentors.of_class(guest.room.id))[0]
    await guest.outside.post(guest.path, {"about": "", "text": "a fine idea"})
    comment = (await guest.parts.store.mentors.comments(guest.room.id))[0]
    for path in (f"{mentor.id}/end", f"comments/{comment.id}/hide"):
        assert (await guest.desk.post(f"/teacher/class/{other.id}/mentors/{path}")).status_code == 404
    await guest.desk.post(f"/teacher/class/{other.id}/mentors/comments/{comment.id}/pass")
    assert "a fine idea" not in await guest.chat()
    stranger = visit(guest.desk.app)
    stranger.http.cookies.update(await signed_in(guest.parts, await a_teacher(guest.parts, "Mr Ho")))
    assert (await stranger.get(guest.desk_path)).status_code == 404 and (await guest.outside.get(guest.desk_path)).status_code == 303
    assert (await guest.desk.post(guest.desk_path, {"project": guest.project, "name": " ", "days": "x"})).status_code == 422


async def test_the_link_is_shown_once(guest: Guest) -> None:
    made = await guest.desk.post(guest.desk_path, {"project": guest.project, "name": "Ms Wu", "days": "7"})
    link = re.search(r'id="mentor-link" value="[^"]+(/mentor/[^"]+)"', made.text)
    assert link is not None and (await guest.outside.get(link[1])).status_code == 200
    assert "mentor-link" not in (await guest.desk.get(guest.desk_path)).text


async def test_forgetting_the_student_ends_it_all(guest: Guest) -> None:
    await guest.outside.post(guest.path, {"about": "", "text": "a fine idea"})
    await guest.parts.store.write(forget, guest.learner)
    assert (await guest.outside.get(guest.path)).status_code == 404
    assert await guest.parts.store.mentors.comments(guest.room.id) == []


def test_names_are_covered_however_they_are_written() -> None:
    names = pattern_of(["Ka-ho Wong", "陳大文", "Jo", "2B", "7"])
    assert without("KA-HO WONG, wong and 陳大文 of 2B; Joan has 7", names) == "•••, ••• and ••• of •••; Joan has 7"
    assert pattern_of(["", "x"]) is None


def test_an_app_without_names_is_left_as_it_is() -> None:
    assert covered(SPEC, pattern_of(["Nobody"])) is SPEC
    hidden = covered(SPEC, pattern_of(["Family"]))
    assert hidden is not None and "Family" not in hidden.model_dump_json() and hidden.things[0].fields[0].name == "name"


@given(st.text(min_size=1, max_size=12), st.text(max_size=80))
def test_no_name_is_left(name: str, text: str) -> None:
    names = pattern_of([name])
    if names is not None:
        assert not names.search(without(f"{text} {name} {text}", names).replace("•••", " ")) or "•" in name


@given(st.binary(min_size=8, max_size=16), st.text(max_size=20))
def test_everybody_has_a_colour_and_a_bird(secret: bytes, learner: str) -> None:
    colour, bird = places(secret, learner, 12, 20)
    assert 0 <= colour < 12 and 0 <= bird < 20


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text: str) -> None:
    refusal(text, guard.look(text), guard.outgoing_rules().address.pattern)
