"""A teacher's words in a student's chat: as from the teacher, as typed, exactly once, in every channel, and never to a model."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import json_lines
from bot.channels.plain import plain
from bot.channels.telegram.text import marked, tidy
from bot.channels.web.markdown import to_html
from bot.services import Parts
from bot.services.classroom import teacher_chat
from bot.services.classroom.nudge import LONGEST, as_typed, nudge, trimmed, unread
from bot.services.classroom.pause import pause
from bot.services.classroom.stuck_card import card_of, mark_of
from bot.services.lanes import Lanes
from tests.channels.visiting import visit as visiting
from tests.channels.visiting import web
from tests.classroom.people import a_class, a_student, a_teacher, learner_of, troubled

QUESTION = "Which of your buses has no name yet?"


async def test_it_is_kept_told_and_written_down(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    heard: list[str] = []
    room = await a_class(parts, teacher)
    ann = await a_student(parts, room, "Ann")
    learner = await learner_of(parts, ann)
    parts.news.listen(heard.append)
    assert await nudge(parts, teacher, room, [learner], QUESTION) == 1
    assert heard == [f"terminal:{ann.chat}", f"class:{room.id}"]
    (kept,) = await parts.store.saying.said_to(learner)
    assert (kept.text, kept.kind, kept.teacher) == (QUESTION, "nudge", teacher.id)
    (entry,) = await parts.store.care.entries(room.id)
    assert (entry.what, entry.learner, entry.teacher) == ("nudge", learner, teacher.id) and QUESTION in entry.detail


async def test_a_line_that_nobody_said_is_nowhere(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    ann = await a_student(parts, room, "Ann")
    before = await parts.store.load_turn(f"terminal:{ann.chat}")
    await nudge(parts, teacher, room, [await learner_of(parts, ann)], QUESTION)
    history = await parts.store.history(f"terminal:{ann.chat}")
    assert [line.by for line in history] == ["learner", "tutor", "tutor"] and history[-1].payload["teacher"] == "Ms Lee"
    assert len(await parts.store.history(f"terminal:{ann.chat}", 2)) == 2
    after = await parts.store.load_turn(f"terminal:{ann.chat}")
    assert before and after and before.state == after.state, "what waits for an answer still does, and no model is told"


async def test_in_json_lines_it_comes_before_the_next_answer_once(parts: Parts, tmp_path: Path) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    ann = await a_student(parts, room, "Ann")
    await nudge(parts, teacher, room, [await learner_of(parts, ann)], QUESTION)
    lines = "".join(json.dumps({"from": ann.chat, "text": said}) + "\n" for said in ("our shower has a queue", "my family"))
    out = io.StringIO()
    await json_lines.serve(replace(parts, lanes=Lanes(alone=True)), tmp_path, io.StringIO(lines), out)
    first, second = (json.loads(line)["messages"] for line in out.getvalue().splitlines())
    assert first[0]["text"] == f"From Ms Lee:\n\n{QUESTION}" and len(first) >= 2
    assert not any(QUESTION in message["text"] for message in second)
    assert await unread(parts, f"terminal:{ann.chat}") == ()


async def test_on_the_page_it_has_its_own_look_also_in_a_pause(parts: Parts) -> None:
    teacher = await a_teacher(parts, "Ms <Lee>")
    room = await a_class(parts, teacher)
    browser = visiting(web(parts))
    await browser.get("/")
    learner = await parts.store.learner_by_identity("web", browser.key)
    assert learner is not None
    await parts.store.classes.sit(room.id, learner.id, "Ann")
    await pause(parts, teacher, room, "paused", True)
    await nudge(parts, teacher, room, [learner.id], "# 1. Look <b>up</b>\n- *now*")
    page = (await browser.get("/")).text
    assert 'class="teacher-says"' in page and "From Ms &lt;Lee&gt;:" in page and "# 1. Look &lt;b&gt;up&lt;/b&gt;" in page and "- *now*" in page
    assert (await browser.get("/api/chat")).json()["messages"][-1]["text"]


async def test_those_without_a_chat_and_those_of_other_classes_are_not_reached(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room, other = await a_class(parts, teacher), await a_class(parts, teacher, code="WXYZ2345")
    ann, far = await a_student(parts, room, "Ann"), await a_student(parts, other, "Far")
    waits = await parts.store.find_or_create_learner("roster", "ben")
    await parts.store.classes.sit(room.id, waits.id, "Ben", joined=False)
    learners = [await learner_of(parts, ann), waits.id, await learner_of(parts, far)]
    assert await nudge(parts, teacher, room, learners, QUESTION) == 1
    assert len(await parts.store.history(f"terminal:{far.chat}")) == 2


async def test_groups_hear_nothing_that_is_for_one(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    ann = await a_student(parts, room, "Ann")
    learner = await learner_of(parts, ann)
    await parts.store.adopt_chat("telegram:-100", learner)
    await nudge(parts, teacher, room, [learner], QUESTION)
    assert await parts.store.history("telegram:-100") == []


async def test_nothing_is_said_by_nothing_and_no_more_than_fits(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    ann = await a_student(parts, room, "Ann")
    assert await nudge(parts, teacher, room, [await learner_of(parts, ann)], " \n\0 ") == 0
    assert len(trimmed("字" * 5000)) == LONGEST


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], include_characters="\n"), max_size=200))
def test_words_are_shown_as_typed(text: str) -> None:
    """No list, heading, quote, bold or markup comes of what a teacher types; each word and sign stays."""
    shown = as_typed(trimmed(text))
    html = str(to_html(shown))
    assert not {tag for tag in ("<ul", "<ol", "<h1", "<blockquote", "<strong", "<em", "<code", "<a ") if tag in html}
    wanted = "".join(trimmed(text).split())
    assert "".join(marked(shown).text.split()) == "".join(tidy(wanted).split()), "Telegram takes some signs out of every text"
    assert "".join(plain(shown).split()) == wanted


async def test_two_presses_on_send_at_once_nudge_once(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """In Telegram: both looked whether it was sent before either sent it."""
    teacher = await a_teacher(parts)
    await parts.store.teachers.change(teacher.id, telegram="7")
    room = await a_class(parts, teacher)
    ann = await a_student(parts, room, "Ann")
    learner = await learner_of(parts, ann)
    await troubled(parts, room, [learner])
    seated, told = await parts.store.care.seated_one(learner), await parts.store.teachers.get(teacher.id)
    assert seated is not None and told is not None
    card = card_of(seated, room, told)
    assert card is not None

    async def not_yet(*_: str) -> bool:
        return False

    monkeypatch.setattr(parts.store.care, "has_letter", not_yet)
    for press in ("1", "2"):
        await teacher_chat.pressed(parts, "7", f"t:send:{learner}:{mark_of(card.question)}", press, 12)
    assert len(await parts.store.saying.said_to(learner)) == 1
    assert [entry.what for entry in await parts.store.care.entries(room.id)] == ["nudge"]
    (letter,) = [one.payload for one in await parts.store.waiting_answers("teacher:")]
    assert (letter["about"], letter["reached"]) == ("nudged", 1)
