"""A learner gets all that is kept of them, and can read it."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.json_lines import save
from bot.core.errors import NoAppError
from bot.locales import LANGUAGES, locale
from bot.services import Parts
from bot.services.classroom.my_data import make_my_data, my_data_file
from bot.services.preview_app import PreviewLinks
from scaffolds.spec import Language
from storage.classrooms import tables as t
from storage.ids import next_id
from storage.records import AppRow
from storage.tables import table
from tests.channels.visiting import text_of_page, visit, web
from tests.chatting import Chatter
from tests.classroom.people import a_class, a_teacher, learner_of

PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"
AT = datetime(2026, 9, 3, 1, 2, tzinfo=UTC)


async def a_full_life(parts: Parts, language: Language = "en") -> tuple[Chatter, str]:
    """A student with something in every table; what others said of them is marked by `of-`."""
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher, language=language, asks_number=True)
    student = Chatter(parts, language=language)
    await student.say("/join KBCD3476")
    await student.say("<b>Ka-ho</b>")
    await student.say("17")
    thing = (await student.to_zip(PROBLEM)).things[0]
    learner = await learner_of(parts, student)
    project = (await parts.store.projects_of(learner))[0].id
    await PreviewLinks(parts).of(project, learner)
    await parts.store.change_rows(project, project, 0, lambda _: [AppRow(thing.id, "1", learner, {thing.fields[0].name: "of-row"})])
    await parts.store.care.write_down("opened", classroom=room.id, teacher=teacher.id, learner=learner, detail="transcript")
    await parts.store.write(_written_by_others, learner, room.id, teacher.id)
    return student, learner


def _written_by_others(db, learner: str, classroom: str, teacher: str) -> None:  # type: ignore[no-untyped-def]
    def add(part: type, **values: object) -> None:
        db.execute(table(part).insert().values(**values))

    here = {"classroom": classroom, "learner": learner}
    add(t.Nudge, id=next_id(), **here, teacher=teacher, kind="nudge", text="of-nudge", turn=None, at=AT)
    add(t.TeacherNote, id=next_id(), **here, teacher=teacher, text="of-note", at=AT)
    add(t.Stuck, id=next_id(), **here, reason="hints", detail="of-stuck", at=AT, ended=None, verdict=None, judged_by=None)
    add(t.Score, learner=learner, rubric="contest", line="problem", level=3, comment="of-score", teacher=teacher, at=AT)
    add(t.Survey, learner=learner, moment="first", question="can", answer=4, at=AT)
    flag = {"id": next_id(), **here, "name": "of-name", "number": "17", "kind": "abuse", "sentence": "of-flag", "language": "en", "at": AT}
    nobody = dict.fromkeys(("acknowledged", "acknowledged_by", "closed", "closed_by"))
    add(t.SafetyFlag, **flag, **nobody, outcome="")


def opened(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {name.partition("/")[2]: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_all_of_theirs_is_in_it_in_their_language(parts: Parts, language: Language) -> None:
    _, learner = await a_full_life(parts, language)
    name, data = await make_my_data(parts, learner)
    files, words = opened(data), locale(language)
    assert name == "sampan-my-data.zip"
    page, talk = files["README.html"], files["talk-1.html"]
    assert words("mydata.title") in page and words("mydata.not_flag") in page and f'<html lang="{words.tag}"' in page
    assert all(
        one in page
        for one in (
            "of-nudge",
            "of-stuck",
            "of-score",
            "of-row",
            "2B",
            "Ms Lee",
            "17",
            words.sentences.get("audit.what_opened", "opened"),
            "2026-09-03 09:02",
        )
    )
    assert PROBLEM in talk.replace("&#39;", "'") and "<b>Ka-ho" not in page + talk and "&lt;b&gt;Ka-ho" in page
    kept = json.loads(files["data.json"])
    assert kept["seat"][0]["number"] == "17" and kept["survey"][0]["answer"] == 4 and kept["revision"][0]["spec"]
    assert [one for one in files if one.startswith("apps/") and one.endswith(".zip")]


async def test_what_is_for_others_is_not_in_it(parts: Parts) -> None:
    _, learner = await a_full_life(parts)
    files = opened((await make_my_data(parts, learner))[1])
    everything = "".join(files.values())
    assert "of-flag" not in everything and "of-note" not in everything
    assert not [word for word in ("token_hash", "digest", "worker") if word in files["data.json"]]


async def test_nobody_elses_words_are_in_it(parts: Parts) -> None:
    _, learner = await a_full_life(parts)
    other = Chatter(parts)
    await other.say("a secret about goats")
    assert "goats" not in "".join(opened((await make_my_data(parts, learner))[1]).values())


async def test_it_comes_by_chat_though_the_class_is_paused(parts: Parts, tmp_path: Path) -> None:
    student, learner = await a_full_life(parts)
    seat = await parts.store.classes.seat(learner)
    assert seat is not None
    await parts.store.classes.turn_switch(seat.classroom, "paused", True)
    reply = await student.say("/mydata")
    file = reply.messages[0].file
    assert file == my_data_file(learner)
    path = await save(parts, tmp_path, file)
    assert "README.html" in opened(path.read_bytes())


async def test_the_web_gives_it_from_the_menu_and_from_the_talk(parts: Parts) -> None:
    browser = visit(web(parts))
    assert (await browser.get("/mydata")).status_code == 303
    await browser.get("/")
    await browser.say("/mydata")
    page = await browser.get("/")
    assert 'href="/mydata"' in page.text and "sampan-my-data.zip" in text_of_page(page)
    assert "Three words bring you back" not in page.text
    assert 'href="/mydata"' in (await browser.get("/menu")).text
    answer = await browser.get("/mydata")
    assert answer.headers["content-type"] == "application/zip" and "README.html" in opened(answer.content)


async def test_nobody_of_that_id(parts: Parts) -> None:
    with pytest.raises(NoAppError):
        await make_my_data(parts, "nobody")
