"""A school's list, whatever it was saved by: read, looked at, kept, printed."""

from __future__ import annotations

import asyncio
import html
import re

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from bot.core.classroom.naming import LONGEST_NAME
from bot.core.classroom.roster import Line, RosterError, read, written
from bot.locales import words
from bot.services import Parts
from bot.services.classroom.roster import MOST
from bot.services.recover import new_words, recover, words_of
from storage.classrooms.records import Classroom
from tests.channels.visiting import Visit, text_of_page, visit, web
from tests.classroom.people import a_class, a_student, a_teacher, signed_in

CHINESE = "班號,姓名\r\n1,陳大文\r\n2,李嘉欣\r\n3,黃家豪\r\n4,歐陽子晴\r\n"
MAINLAND = "学号,姓名\r\n1,陈大文\r\n2,李嘉欣\r\n3,黄家豪\r\n4,欧阳子晴\r\n"


def pairs(lines: list[Line]) -> list[tuple[str, str]]:
    return [(line.name, line.number) for line in lines]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [*((CHINESE, one) for one in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "big5", "big5hkscs", "gb18030")),
     *((MAINLAND, one) for one in ("utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"))],
)  # fmt: skip
def test_chinese_names_in_every_usual_encoding(text: str, encoding: str) -> None:
    assert [line.name for line in read(text.encode(encoding))] == re.findall(r"\d,(\S+)", text)


@pytest.mark.parametrize(
    "text",
    ["1,Ann\n2,Ben", "Ann,1\nBen,2", "Name,No.\nAnn,1\nBen,2", "Class no;Student name\n1;Ann\n2;Ben", "姓名\t學號\nAnn\t1\nBen\t2", "学号，姓名\n1，Ann\n2，Ben",
     "\ufeffname,number\r\n\r\nAnn,1\r\n,\r\nBen,2\r\n", "Class,No,Name,House\n2B,1,Ann,Red\n2B,2,Ben,Blue", '"Ann","1"\n"Ben","2"'],
)  # fmt: skip
def test_columns_in_any_order_with_headings_or_without(text: str) -> None:
    assert pairs(read(text)) == [("Ann", "1"), ("Ben", "2")]


def test_names_in_two_parts_and_names_alone() -> None:
    assert pairs(read("Surname,First name\nWong,Ka-ho")) == [("Ka-ho Wong", "")]
    assert pairs(read("姓,名\n王,嘉豪")) == [("王嘉豪", "")]
    assert pairs(read("Ann\n\nBen Chan\n")) == [("Ann", ""), ("Ben Chan", "")]


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    lines = read("No.,Name\n1,Ann\n\n3,\n4," + "x" * 31 + "\n12345678901,Eve\n")
    assert [(line.row, line.fault) for line in lines] == [(2, None), (4, "no_name"), (5, "name_long"), (6, "number_odd")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"\n , \n", "empty"), (b"name,number\n", "empty"), (b"PK\x03\x04\x14\x00", "excel"), (b"\xd0\xcf\x11\xe0\xa1\xb1", "excel"),
     (bytes(range(256)) * 4, "unreadable"), (b"\x89PNG\r\n\x1a\n\0\0\0", "unreadable"), (b"x" * 1_000_001, "big"), (b"...\n---\n", "no_names"),
     (b'"' + b"x" * 200_000, "unreadable")],
)  # fmt: skip
def test_what_is_no_list_is_said_in_one_word(data: bytes, reason: str) -> None:
    with pytest.raises(RosterError) as refused:
        lines = read(data)
        assert all(line.fault for line in lines), lines[:3]
        raise RosterError("no_names")
    assert refused.value.reason == reason


@given(st.binary(max_size=400) | st.text(max_size=400))
def test_anything_is_a_list_or_a_reason(data: bytes | str) -> None:
    try:
        lines = read(data)
    except RosterError:
        return
    assert lines and all(line.fault or (line.name and len(line.number) <= 10) for line in lines)


NAMES = st.text("陳大文AnnB é'’·-＝=+@\t\"\n,;", min_size=1, max_size=20)


@given(st.lists(st.tuples(NAMES, st.from_regex(r"[A-Z]?[0-9]{1,4}", fullmatch=True)), min_size=1, max_size=20))
def test_what_was_looked_at_is_what_is_kept(students: list[tuple[str, str]]) -> None:
    """The list goes to the browser and comes back: the same names and numbers."""
    try:
        once = [line for line in read(written(students)) if not line.fault]
    except RosterError:
        return
    if once:
        assert pairs(read(written(pairs(once)))) == pairs(once)


@given(
    st.lists(st.text("陳李黃張王吳劉梁鄭何蔡許謝郭家豪嘉欣子晴俊傑詩雅", min_size=2, max_size=4), min_size=3, max_size=30),
    st.sampled_from(["big5", "gb18030"]),
)
def test_big5_and_gb_are_told_apart(names: list[str], encoding: str) -> None:
    assert [line.name for line in read("\n".join(names).encode(encoding))] == names


def test_a_cell_that_our_csv_made_harmless_comes_back_as_it_was() -> None:
    assert pairs(read("name\n'=cmd|' /C calc'!A0\n'@Ann")) == [("=cmd|' /C calc'!A0", ""), ("@Ann", "")]


@pytest.fixture
def app(parts: Parts) -> FastAPI:
    return web(parts)


async def teacher_in(app: FastAPI, **changes: object) -> tuple[Visit, Classroom, str]:
    parts = app.state.parts
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher, **changes)
    here = visit(app)
    here.http.cookies.update(await signed_in(parts, teacher))
    return here, room, f"/teacher/class/{room.id}/roster"


async def add(here: Visit, at: str, text: str) -> None:
    """Look at a list and keep it, as the page does."""
    looked = await here.post(f"{at}/preview", {"text": text})
    found = re.search(r'name="list" value="([^"]*)"', looked.text)
    assert found, text_of_page(looked)
    assert (await here.post(f"{at}/add", {"list": html.unescape(found[1])})).status_code == 303


async def test_a_file_is_looked_at_and_then_kept(app: FastAPI, parts: Parts) -> None:
    here, room, at = await teacher_in(app)
    looked = await here.post(f"{at}/preview", files={"file": ("2B.csv", CHINESE.encode("big5"), "text/csv")})
    assert "4 students would be added" in looked.text and "歐陽子晴" in looked.text
    assert await parts.store.classes.seats(room.id) == [], "nothing is kept yet"
    await add(here, at, CHINESE)
    seats = await parts.store.classes.seats(room.id)
    assert [(one.number, one.name, one.joined) for one in seats] == [
        ("1", "陳大文", None),
        ("2", "李嘉欣", None),
        ("3", "黃家豪", None),
        ("4", "歐陽子晴", None),
    ]
    learner = await parts.store.learner(seats[0].learner)
    assert learner is not None and (learner.tier, learner.language, learner.nickname) == (room.tier, room.language, "陳大文")
    assert "roster_added" in {one.what for one in await parts.store.care.entries(room.id)}


async def test_each_row_that_will_not_do_has_one_line_with_its_number(app: FastAPI, parts: Parts) -> None:
    here, room, at = await teacher_in(app)
    await a_student(parts, room, "Priya Thapa")
    looked = await here.post(f"{at}/preview", {"text": "1,Ann\n2,ＡＮＮ\n1,Ben\n4,priya  thapa\n5,\n6," + "x" * 31 + "\n7,Eve"})
    said = text_of_page(looked)
    for line in ("Row 2: ANN is in row 1 already.", "Row 3: Ben: number 1 is in row 1 already.", "Row 4: priya thapa is on the list of this class already.",
                 "Row 5: there is no name that can be read.", "Row 6: " + "x" * 31 + ": this name is longer than 30 letters."):  # fmt: skip
        assert line.replace("ANN", "ＡＮＮ") in said or line in said, said
    assert "2 students would be added" in said


async def test_a_formula_is_a_name_like_any_other_and_shown_as_text(app: FastAPI, parts: Parts) -> None:
    here, room, at = await teacher_in(app)
    await add(here, at, "=cmd|' /C calc'!A0\n<script>alert(1)</script>")
    names = {one.name for one in await parts.store.classes.seats(room.id)}
    assert names == {"=cmd|' /C calc'!A0", "<script>alert(1)</script>"}
    assert "<script>alert" not in (await here.get(at)).text and "<script>alert" not in (await here.get(f"{at}/cards")).text


@pytest.mark.parametrize(("rows", "free"), [(5000, 200), (201, 200)])
async def test_too_long_a_list_is_one_line(app: FastAPI, parts: Parts, rows: int, free: int) -> None:
    here, room, at = await teacher_in(app)
    looked = await here.post(f"{at}/preview", {"text": "\n".join(f"{n},Student {n}" for n in range(1, rows + 1))})
    assert looked.status_code == 422 and f"This list has {rows} rows, and the class has room for {free} more" in text_of_page(looked)
    assert await parts.store.classes.seats(room.id) == []


async def test_two_teachers_who_add_at_once_fill_the_class_and_no_more(app: FastAPI, parts: Parts) -> None:
    here, room, at = await teacher_in(app)
    first, second = ("\n".join(f"{who} {n}" for n in range(150)) for who in ("Ann", "Ben"))
    await asyncio.gather(*(here.post(f"{at}/add", {"list": f"name\n{text}"}) for text in (first, second)))
    seats = await parts.store.classes.seats(room.id)
    assert len(seats) == MOST and len({one.name for one in seats}) == MOST


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"PK\x03\x04", "This is an Excel file"), (b"\x00\x01\x02\xff", "no list that can be read"), (b"", "There is nothing in this list")],
)
async def test_a_file_that_is_none_is_one_line(app: FastAPI, data: bytes, said: str) -> None:
    here, _, at = await teacher_in(app)
    looked = await here.post(f"{at}/preview", files={"file": ("2B.csv", data, "text/csv")})
    assert looked.status_code == 422 and said in text_of_page(looked)


async def test_the_card_of_a_child_has_pictures_that_open_the_place(app: FastAPI, parts: Parts) -> None:
    here, room, at = await teacher_in(app, tier="primary", language="zh-Hant")
    await add(here, at, "1,陳大文\n2,李嘉欣")
    page = await here.get(f"{at}/cards")
    seat = (await parts.store.classes.seats(room.id))[0]
    numbers = await words_of(parts, seat.learner)
    for picture in words.as_pictures(numbers, "zh-Hant"):
        assert picture.name in page.text and picture.emoji in page.text
    assert f"{room.code[:4]} {room.code[4:]}" in page.text and page.text.count('class="slip"') == 2 and "這三幅圖畫是你的" in page.text
    found = await recover(parts, numbers, "a tablet", "10.0.0.3")
    assert found.learner is not None and found.learner.id == seat.learner
    assert "words_printed" in {one.what for one in await parts.store.care.entries(room.id)}


async def test_an_older_student_gets_words_in_the_language_of_the_class(app: FastAPI, parts: Parts) -> None:
    here, room, at = await teacher_in(app, tier="senior", language="zh-Hans")
    await add(here, at, "陈大文")
    seat = (await parts.store.classes.seats(room.id))[0]
    page = await here.get(f"{at}/cards")
    assert all(word in page.text for word in words.as_words(await words_of(parts, seat.learner), "zh-Hans"))


async def test_new_words_end_the_old_ones_and_stay_after_a_restart(app: FastAPI, parts: Parts) -> None:
    here, room, at = await teacher_in(app)
    await add(here, at, "Ann\nBen")
    ann, ben = await parts.store.classes.seats(room.id)
    old, others = await words_of(parts, ann.learner), await words_of(parts, ben.learner)
    await here.get(f"{at}/cards")
    done = await here.post(f"{at}/words", {"learner": ann.learner})
    assert done.headers["location"] == f"{at}/cards?learner={ann.learner}"
    new = await words_of(parts, ann.learner)
    assert new != old and await words_of(parts, ben.learner) == others
    assert (await recover(parts, old, "a tablet", "10.0.0.3")).learner is None
    found = (await recover(parts, new, "a tablet", "10.0.0.3")).learner
    assert found is not None and found.id == ann.learner
    page = await here.get(f"{at}/cards?learner={ann.learner}")
    assert all(word in page.text for word in words.as_words(new, "en")) and page.text.count('class="slip"') == 1
    assert await new_words(parts, ann.learner) not in (old, new)


async def test_another_classs_student_is_not_there(app: FastAPI, parts: Parts) -> None:
    here, _, at = await teacher_in(app)
    elsewhere = await a_class(parts, await a_teacher(parts, "Mr Chan"), code="XXXX3333")
    student = await a_student(parts, elsewhere, "Eve")
    learner = await parts.store.learner_by_identity("terminal", student.chat)
    assert learner is not None
    before = await words_of(parts, learner.id)
    assert (await here.post(f"{at}/words", {"learner": learner.id})).status_code == 404
    assert (await here.get(f"{at}/words?learner={learner.id}")).status_code == 404
    assert 'class="slip"' not in (await here.get(f"{at}/cards?learner={learner.id}")).text
    await here.post(f"{at}/remove", {"learner": learner.id})
    assert await parts.store.classes.seat(learner.id) is not None and await words_of(parts, learner.id) == before


async def test_who_never_came_is_taken_off_and_who_came_stays(app: FastAPI, parts: Parts) -> None:
    here, room, at = await teacher_in(app)
    await a_student(parts, room, "Ka-ho")
    await add(here, at, "Ann")
    await here.get(f"{at}/cards")
    for seat in await parts.store.classes.seats(room.id):
        await here.post(f"{at}/remove", {"learner": seat.learner})
    assert [one.name for one in await parts.store.classes.seats(room.id)] == ["Ka-ho"]


async def test_the_list_costs_the_same_queries_for_two_and_for_two_hundred(app: FastAPI, parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    here, _, at = await teacher_in(app)
    asked = 0
    read_store = parts.store.read

    async def counted(*args: object, **kwargs: object) -> object:
        nonlocal asked
        asked += 1
        return await read_store(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(parts.store, "read", counted)
    costs = []
    for text in ("Ann\nBen", "\n".join(f"Student {n}" for n in range(190))):
        await here.post(f"{at}/add", {"list": f"name\n{text}"})
        asked = 0
        assert (await here.get(at)).status_code == 200
        costs.append(asked)
    assert costs[0] == costs[1] <= 3


@given(st.text(min_size=LONGEST_NAME + 1, max_size=LONGEST_NAME + 1, alphabet="abc陳"))
def test_a_name_one_letter_too_long_is_said_so(name: str) -> None:
    assert read(f"name\n{name}")[0].fault == "name_long"
