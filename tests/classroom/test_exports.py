"""CSV of everything: opened by a spreadsheet as it is, safe whatever students typed, whole, for the right people, and written down."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bootstrap import make_parts
from bot.core.classroom.sheets import BOM, lines
from bot.locales import LANGUAGES, locale
from bot.services import Parts
from bot.services.classroom import export
from bot.services.classroom.nudge import nudge
from bot.settings import Settings
from scaffolds.spec import Language
from storage.classrooms.records import Classroom
from tests.channels.visiting import Visit, visit, web
from tests.classroom.lively import a_lively_class
from tests.classroom.people import a_class, a_student, a_teacher, learner_of
from tests.classroom.test_live import at_class, signed
from tests.postgres import server

EVIL = '=cmd|"/c calc"!A1'
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def read(content: bytes) -> list[list[str]]:
    assert content.startswith(BOM)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def taken(browser: Visit, room: Classroom, name: str) -> list[list[str]]:
    answer = await browser.get(f"/teacher/class/{room.id}/download/{name}.csv")
    assert answer.status_code == 200 and answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert f"class-{name}-" in answer.headers["content-disposition"]
    return read(answer.content)


CELLS = st.text(max_size=40) | st.sampled_from(["=1+1", "+85291234567", "-x", "@SUM(A1)", "\t=1", "  =1", "＝1", "\n=1"]) | st.integers() | st.none()


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6))
def test_no_cell_is_a_formula_and_every_cell_comes_back(rows: list[list[str | int | None]]) -> None:
    found = list(csv.reader(io.StringIO(lines(rows).decode("utf-8"), newline="")))
    assert [len(row) for row in found] == [len(row) for row in rows]
    for typed, cell in ((typed, cell) for row, other in zip(rows, found, strict=True) for typed, cell in zip(row, other, strict=True)):
        if isinstance(typed, str):
            clean = typed.replace("\0", "").encode("utf-8", "backslashreplace").decode()
            assert cell.removeprefix("'") == clean.removeprefix("'") and not cell.lstrip(" ").startswith(FORMULA)
        else:
            assert cell == ("" if typed is None else str(typed))


async def a_talk(parts: Parts) -> tuple[Visit, Classroom]:
    browser, teacher, room = await at_class(parts)
    student = await a_student(parts, room, "=陳家恩")
    await student.say(EVIL)
    await student.to_zip("阿嫲成日唔記得帶鎖匙同藥出街", "阿嫲", "清單")
    await nudge(parts, teacher, room, [await learner_of(parts, student)], "+Who uses it?")
    return browser, room


async def test_chinese_and_formulas_survive_as_text(parts: Parts) -> None:
    browser, room = await a_talk(parts)
    head, *rows = await taken(browser, room, "messages")
    assert head[:5] == ["Class number", "Name", "When", "By", "Text"]
    assert {row[1] for row in rows} == {"'=陳家恩"}
    assert "阿嫲成日唔記得帶鎖匙同藥出街" in [row[4] for row in rows] and f"'{EVIL}" in [row[4] for row in rows]
    assert {row[3] for row in rows} == {"student", "Sampan", "teacher"}
    assert not any(cell.startswith(FORMULA) for row in rows for cell in row)
    assert (await taken(browser, room, "nudges"))[1][-1] == "'+Who uses it?"


async def test_times_are_those_of_the_school(parts: Parts) -> None:
    browser, _, room = await at_class(parts)
    await a_lively_class(parts, room, 2, 3)
    assert (await taken(browser, room, "stages"))[1][-1] == "2026-09-04 10:00:30"


async def test_every_table_is_there_and_whole(parts: Parts) -> None:
    browser, _, room = await at_class(parts)
    await a_lively_class(parts, room, 6, 10)
    counts = {name: len(await taken(browser, room, name)) - 1 for name in export.SHEETS}
    assert (counts["students"], counts["messages"], counts["signals"]) == (6, 6 * 10 * 2, 14)
    assert counts["stages"] > 6 and counts["surveys"] == 4 * 6 and counts["versions"] == 0


@pytest.mark.parametrize("language", LANGUAGES)
async def test_all_in_one_zip(parts: Parts, language: Language) -> None:
    teacher = await a_teacher(parts, language=language)
    room = await a_class(parts, teacher)
    await a_lively_class(parts, room, 3, 5)
    answer = await (await signed(parts, teacher, language)).get(f"/teacher/class/{room.id}/download/all.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as zipped:
        assert zipped.testzip() is None
        assert zipped.namelist() == [f"{name}.csv" for name in export.SHEETS]
        students = read(zipped.read("students.csv"))
    assert len(students) == 4 and students[0][1] == locale(language)("exports.col_name")


async def test_alarms_are_the_leads_alone_and_each_download_is_written_down(parts: Parts) -> None:
    browser, _, room = await at_class(parts)
    colleague = await a_teacher(parts, "Mr Ho")
    await parts.store.teachers.join_class(colleague.id, room.id, "co")
    co, stranger, other = await signed(parts, colleague), visit(web(parts)), await signed(parts, await a_teacher(parts, "Ms Tam"))
    base = f"/teacher/class/{room.id}/download"
    assert (await browser.get(f"{base}/flags.csv")).status_code == 200
    assert (await co.get(f"{base}/flags.csv")).status_code == 404
    assert (await co.get(f"{base}/nothing.csv")).status_code == 404
    zipped = zipfile.ZipFile(io.BytesIO((await co.get(f"{base}/all.zip")).content))
    assert "flags.csv" not in zipped.namelist() and "flags.csv" not in (await co.get(base)).text
    assert (await stranger.get(f"{base}/messages.csv")).status_code == 303
    assert (await other.get(f"{base}/messages.csv")).status_code == 404
    entries = [(entry.what, entry.detail.rpartition("/")[2]) for entry in await parts.store.care.entries(room.id)]
    assert entries == [("refused", "messages.csv"), ("export", "all"), ("refused", "nothing.csv"), ("refused", "flags.csv"), ("export", "flags")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_and_column_has_its_words(language: Language) -> None:
    t = locale(language)
    for name, sheet in export.SHEETS.items():
        assert t(f"exports.name_{name}") and t(f"exports.about_{name}")
        columns = [t(f"exports.col_{column}") for column in sheet.columns]
        assert len(set(columns)) == len(columns)


async def test_the_same_on_a_server(postgres_database: str) -> None:
    """Tables, figures, judgements and answers on PostgreSQL."""
    parts = make_parts(Settings(database_url=server().url(postgres_database)))
    try:
        browser, teacher, room = await at_class(parts)
        learner = (await a_lively_class(parts, room, 3, 5))[0]
        counts = {name: len(await taken(browser, room, name)) - 1 for name in export.SHEETS}
        assert (counts["students"], counts["messages"], counts["signals"]) == (3, 3 * 5 * 2, 14)
        for answer in (1, 4):
            await parts.store.surveys.answer(learner, "first", "find", answer)
        await parts.store.signals.judge(room.id, learner, "idle", "", True, teacher.id)
        found = await parts.store.numbers.of_class(room.id)
        assert len(found.moments) == 15 and 4 in [one.answer for one in found.answers]
        assert (await browser.get(f"/teacher/class/{room.id}/charts")).status_code == 200
        assert [one.right for one in await parts.store.signals.verdicts(room.id)] == [True]
    finally:
        await parts.close()
