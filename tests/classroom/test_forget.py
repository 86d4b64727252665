"""A learner says so, and is forgotten: nothing that they wrote is found anywhere, but an open flag with its sentence."""

from __future__ import annotations

import gc
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.bootstrap import make_parts
from bot.locales import LANGUAGES
from bot.services import Parts, build_app, read_spec, review_code
from bot.services.build_app import preview_files
from bot.services.forget import topic_of
from bot.settings import Settings
from scaffolds import modules
from scaffolds.spec import Language
from storage.classrooms import tables as t
from storage.ids import next_id
from storage.records import AppRow, TurnRecord
from storage.tables import ModelCall, ModelSpending, Project, Revision, Stored, table
from tests.channels.visiting import give_app, text_of_page, visit, web
from tests.chatting import Chatter
from tests.classroom.people import a_class, a_student, a_teacher, learner_of

PLANT = "zwetschgenknoedel"
"""A word that nobody uses, in every field that can hold a learner's words."""
FLAGGED = "flaggedsentence"
NOW = datetime.now(UTC)


def plant(db: Connection, learner: str, classroom: str, project: str, chat: str) -> None:
    """Write the word into each text of each row that is about this learner, and rows into tables that have none."""

    def add(part: Any, **values: Any) -> None:
        db.execute(table(part).insert().values(**values))

    about = {"classroom": classroom, "learner": learner}
    nobody = dict.fromkeys(("acknowledged", "acknowledged_by", "closed", "closed_by"))
    add(t.Nudge, id=next_id(), **about, teacher=None, kind="nudge", text=PLANT, turn=None, at=NOW)
    add(t.TeacherNote, id=next_id(), **about, teacher=None, text=PLANT, at=NOW)
    add(t.Stuck, id=next_id(), **about, reason="error", detail=PLANT, at=NOW, ended=None, verdict=None, judged_by=None)
    add(t.Crossing, id=next_id(), learner=learner, project=project, stage="build", at=NOW)
    add(t.Score, learner=learner, rubric="r", line="l", level=1, comment=PLANT, teacher=None, at=NOW)
    add(t.Survey, learner=learner, moment="first", question="q", answer=1, at=NOW)
    add(t.Audit, id=next_id(), **about, teacher=None, what="pin", detail=PLANT, at=NOW)
    mentor = next_id()
    add(t.Mentor, id=mentor, token_hash="m", classroom=classroom, project=project, name="A mentor", expires=NOW, ended=None, created=NOW)
    add(t.Comment, id=next_id(), project=project, mentor=mentor, screen="", text=PLANT, at=NOW, hidden=False, passed=None)
    flag = {**about, "name": "Ka-ho", "number": "17", "kind": "abuse", "language": "en", "at": NOW, "outcome": ""}
    add(t.SafetyFlag, id=next_id(), sentence=FLAGGED, **flag, **nobody)
    add(t.SafetyFlag, id=next_id(), sentence=PLANT, **flag, **nobody | {"closed": NOW})
    add(ModelSpending, day="2026-09-01", scope="learner", who=learner, tokens=5)
    add(ModelCall, id=next_id(), day="2026-09-01", learner=learner, classroom=classroom, model="m", prompt="p", version=1, print="x", reserved=1,
        sent=1, cached=0, got=1, estimated=False, outcome="done", fault="", ms=1, created=NOW)  # fmt: skip
    db.execute(table(t.Standing).update().where(table(t.Standing).c.learner == learner).values(title=PLANT, look={"emoji": PLANT}))
    db.execute(table(t.Classroom).update().values(pinned=project))
    db.execute(table(Project).update().where(table(Project).c.id == project).values(learner_files=PLANT.encode(), slug=PLANT))
    db.execute(table(Revision).update().where(table(Revision).c.project == project).values(why=PLANT))
    db.execute(table(t.Seat).update().where(table(t.Seat).c.learner == learner).values(number=PLANT))


async def a_planted(parts: Parts) -> tuple[Chatter, str, str]:
    """A student who said the word, whose app is called so, and in each of whose rows it stands; their id and project."""
    room = await a_class(parts, await a_teacher(parts))
    student = Chatter(parts, language="en")
    await student.say(f"/join KBCD3476 {PLANT} x")
    await student.to_zip(f"there's one {PLANT} for 9 families on our floor and every night there's a queue")
    await student.say(f"call it {PLANT}")
    await student.say(f"add a field {PLANT}")
    learner = await learner_of(parts, student)
    project = (await parts.store.projects_of(learner))[0].id
    await parts.store.change_rows(project, project, 0, lambda _: [AppRow("booking", "1", learner, {"what": PLANT})])
    await parts.store.new_personal_link(learner)
    await parts.store.set_recovery_words(learner, PLANT)
    await parts.store.new_app_link(project, "try", project, timedelta(days=7))
    await preview_files(parts, project)
    await parts.store.write(plant, learner, room.id, project, f"terminal:{student.chat}")
    waiting = await parts.store.take_in("telegram:77", "m1", {"text": PLANT, "channel": "telegram", "sender": "77"})
    assert waiting is not None
    await parts.store.identify("telegram", "77", learner)
    await parts.store.commit_turn(TurnRecord(waiting.turn, "telegram:77", learner, {"text": PLANT}, {"wish": PLANT}, [{"text": PLANT}]))
    await parts.store.take_in("telegram:77", "m2", {"text": PLANT, "channel": "telegram", "sender": "77"})
    return student, learner, project


def found_in(folder: Path, word: str) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes())


def caches() -> list[Any]:
    return [build_app.built, build_app.packed, read_spec.read, review_code.made, modules.to_commonjs]


async def test_a_planted_word_is_found_nowhere_afterwards(parts: Parts, tmp_path: Path) -> None:
    student, learner, project = await a_planted(parts)
    assert found_in(tmp_path, PLANT) and await parts.store.care.has_open_flag(learner)
    await student.say("/forget")
    assert student.ids == ["forget:yes", "forget:no"] and "Forget everything?" in student.text
    await student.press("forget:yes")
    assert "One sentence" in student.text and PLANT not in student.text
    await parts.lanes.drained(60)
    assert found_in(tmp_path, PLANT) == []
    assert found_in(tmp_path, FLAGGED) == ["sampan.sqlite3"]
    assert all(cache.cache_info().currsize == 0 for cache in caches())
    left = await parts.store.read(_rows_of, learner, project)
    assert left == {}
    assert await parts.store.learner(learner) is None and await parts.store.project(project) is None


def _rows_of(db: Connection, *ids: str) -> dict[str, int]:
    """Tables in which one of these ids stands anywhere."""
    found: dict[str, int] = {}
    for name, one in Stored.metadata.tables.items():
        hits = [row for row in db.execute(select(one)) if any(id in str(tuple(row)) for id in ids)]
        found |= {name: len(hits)} if hits else {}
    return found


async def test_the_flag_that_stays_names_who_it_is_about(parts: Parts) -> None:
    student, _, _ = await a_planted(parts)
    await student.say("/forget")
    await student.press("forget:yes")
    rows = await parts.store.read(
        lambda db: [
            tuple(row) for row in db.execute(select(table(t.SafetyFlag).c.learner, table(t.SafetyFlag).c.name, table(t.SafetyFlag).c.sentence))
        ]
    )
    assert rows == [(None, "Ka-ho", FLAGGED)]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_means_no(parts: Parts, language: Language) -> None:
    student = Chatter(parts, language=language)
    await student.say("one shower for nine families" if language == "en" else "九戶人家只有一個浴室")
    before = await parts.store.load_turn(f"terminal:{student.chat}")
    await student.say("/forget")
    await student.press("forget:no")
    after = await parts.store.load_turn(f"terminal:{student.chat}")
    assert before is not None and after is not None and after.state["wish"] == before.state["wish"]


async def test_an_old_yes_counts_for_nothing(parts: Parts) -> None:
    student = Chatter(parts, language="en")
    await student.say("one shower for nine families")
    await student.press("forget:yes")
    assert await parts.store.load_turn(f"terminal:{student.chat}") is not None


async def test_a_paused_class_keeps_nobody(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    student = await a_student(parts, room, "Ka-ho")
    learner = await learner_of(parts, student)
    await parts.store.classes.turn_switch(room.id, "paused", True)
    await student.say("/forget")
    await student.press("forget:yes")
    assert "is removed" in student.text and await parts.store.learner(learner) is None
    await student.say("hello")
    assert student.last.messages


async def test_a_team_keeps_its_project_and_its_talk(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    student = await a_student(parts, room, "Ka-ho")
    await student.to_zip("there's one shower for 9 families on our floor and every night there's a queue")
    learner = await learner_of(parts, student)
    mate = await parts.store.find_or_create_learner("telegram", "mate")
    loaded = await parts.store.load_turn(f"terminal:{student.chat}")
    assert loaded is not None and loaded.project is not None and loaded.head is not None
    project = loaded.project.id
    chat = "telegram:-100"
    first = await parts.store.take_in(chat, "m1", {"text": "ours"})
    assert first is not None
    state = dict(loaded.state)
    await parts.store.commit_turn(TurnRecord(first.turn, chat, learner, {"text": "Ka-ho said"}, state, project=project, read_head=loaded.head.n))
    second = await parts.store.take_in(chat, "m2", {"text": "mine too"})
    assert second is not None
    from storage.tables import Member

    await parts.store.write(lambda db: db.execute(table(Member).insert().values(project=project, learner=mate.id, role="member")))
    await parts.store.commit_turn(
        TurnRecord(second.turn, chat, mate.id, {"text": "the mate said"}, state, project=project, read_head=loaded.head.n, owner=learner)
    )
    await parts.store.change_rows(
        project, project, 0, lambda _: [AppRow("booking", "1", learner, {"a": 1}), AppRow("booking", "2", mate.id, {"a": 2})]
    )
    await student.say("/forget")
    await student.press("forget:yes")
    kept = await parts.store.load_turn(chat)
    assert kept is not None and kept.learner.id == mate.id and kept.project is not None and kept.project.begun_by == mate.id
    said = [message.payload.get("text") for message in await parts.store.history(chat) if message.by == "learner"]
    assert said == ["the mate said"]
    rows = await parts.store.app_rows(project)
    assert rows is not None and [row.visitor for row in rows.rows] == [mate.id] and rows.rev == 2


async def test_the_web_page_removes_everything_and_knows_nothing(parts: Parts) -> None:
    app = web(parts)
    browser = visit(app)
    await browser.get("/")
    await browser.say(f"one {PLANT} for nine families")
    await give_app(browser)
    page = await browser.get("/")
    key = browser.key
    learner = await parts.store.learner_by_identity("web", key)
    assert learner is not None and "<iframe" in page.text
    assert 'href="/forget/all"' in (await browser.get("/menu")).text
    assert "Remove everything of yours?" in (await browser.get("/forget/all")).text
    done = await browser.post("/forget/all")
    assert "Everything of yours is removed" in done.text and "sampan=" in "".join(done.headers.get_list("set-cookie"))
    await parts.lanes.drained(60)
    assert await parts.store.learner(learner.id) is None and await parts.store.history(f"web:{key}") == []
    assert PLANT not in (await browser.get("/")).text
    assert not [key for key in app.state.previews._given if learner.id in key] and learner.id not in app.state.desk.words._known


async def test_open_pages_are_told(parts: Parts) -> None:
    heard: list[str] = []
    parts.news.listen(heard.append)
    student, learner, _ = await a_planted(parts)
    await student.say("/forget")
    await student.press("forget:yes")
    await parts.lanes.drained(60)
    assert {topic_of(learner), f"terminal:{student.chat}", "telegram:77"} <= set(heard)


async def test_after_it_the_page_is_empty_but_for_the_farewell(parts: Parts) -> None:
    browser = visit(web(parts))
    await browser.get("/")
    await browser.say(f"one {PLANT} for nine families")
    await browser.say("/forget")
    answer = await browser.post("/say", {"press": "forget:yes"}, headers={"HX-Request": "true"})
    assert "Everything of yours is removed" in text_of_page(answer) and PLANT not in answer.text and 'class="me"' not in answer.text


async def test_a_restart_finds_nothing_either(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'sampan.sqlite3').as_posix()}"
    parts = make_parts(Settings(database_url=url))
    student, _, _ = await a_planted(parts)
    await student.say("/forget")
    await student.press("forget:yes")
    await parts.lanes.drained(60)
    await parts.store.close()
    gc.collect()
    again = make_parts(Settings(database_url=url))
    assert found_in(tmp_path, PLANT) == [] and await again.store.claim("x", 9) == []
    await again.store.close()


def test_every_table_that_names_a_learner_is_thought_of() -> None:
    """A new table with a learner in it must be added to what goes (`storage/classrooms/leaving.py`, `storage/events/leaving.py`, `storage/forgetting.py`)."""
    named = {name for name, one in Stored.metadata.tables.items() if "learner" in one.c}
    assert named == {
        "audit", "conversation", "crossing", "identity", "inbox", "member", "model_call", "nudge", "personal_link", "recovery_words", "safety_flag",
        "score", "seat", "standing", "stuck", "survey", "teacher_note",
        "event_seat", "help_request", "idea", "idea_vote", "team_ask", "evidence",
    }  # fmt: skip
