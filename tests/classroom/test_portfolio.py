"""Portfolios: what is in them can be read, copied and looked at in three languages on any machine, and printing holds nobody up."""

from __future__ import annotations

import asyncio
import io
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.locales import locale
from bot.portfolio import Document, Masthead, Piece, Points, Quote, Rating, Steps, print_pdf
from bot.portfolio.letters import FONTS, SIGN, printable
from bot.services import Parts
from bot.services.build_app import make_zip
from bot.services.classroom import class_zips
from bot.services.classroom.class_zips import apps_zip, packed, portfolios_zip, safe_names
from bot.services.classroom.portfolio import Wanted, portfolio
from bot.services.classroom.report import put_score
from bot.services.classroom.rubrics import rubrics
from bot.services.share_try import share_try
from scaffolds.spec import Language
from storage.classrooms.records import Classroom, Teacher
from tests.channels.visiting import visit, web
from tests.classroom.people import a_class, a_student, a_teacher, learner_of, signed_in
from tests.combinations import LANGUAGES

RUBRIC = rubrics().by_id["contest"]
PROBLEMS: dict[Language, str] = {
    "en": "there's one shower for 9 families on our floor and every night there's a queue",
    "zh-Hant": "我哋層樓九個家庭得一個浴室，夜晚成日要排隊",
    "zh-Hans": "我们宿舍九家人只有一个浴室，每天晚上都要排队",
}
HEADINGS: dict[Language, str] = {"en": "What there is to show", "zh-Hant": "可以拿出來看的", "zh-Hans": "可以拿出来看的"}
SMALL, MOST = 500_000, 12_000_000


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    """What copying gives, without the breaks of lines."""
    with opened(pdf) as document:
        return "".join(page.get_textpage().get_text_range().replace("\r\n", "") for page in document)


async def _student(parts: Parts, room: Classroom, language: Language, name: str = "陳嘉豪 Ka-ho") -> str:
    student = await a_student(parts, room, name)
    student.language = language
    await student.to_zip(PROBLEMS[language])
    learner = await learner_of(parts, student)
    await parts.store.learner(learner)
    return learner


async def _class(parts: Parts, language: Language = "en") -> tuple[Teacher, Classroom]:
    teacher = await a_teacher(parts)
    return teacher, await a_class(parts, teacher, language=language, name="2B")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_portfolio_tells_of_the_work_in_the_students_language(parts: Parts, language: Language) -> None:
    _, room = await _class(parts, language)
    learner = await _student(parts, room, language)
    made = await portfolio(parts, room, learner, Wanted(RUBRIC, scores=False, address="http://192.168.1.5:8000"))
    assert made is not None and len(made.pdf) < SMALL
    said = text_of(made.pdf).replace(" ", "")
    for words in (PROBLEMS[language], HEADINGS[language], "陳嘉豪Ka-ho", "http://192.168.1.5:8000/"):
        assert words.replace(" ", "") in said
    assert f"/Lang({ {'en': 'en-GB', 'zh-Hant': 'zh-HK', 'zh-Hans': 'zh-CN'}[language] })".replace(" ", "").encode() in made.pdf.replace(b" ", b"")
    with opened(made.pdf) as document:
        assert document.get_metadata_dict()["Title"] and document.is_tagged()
    again = await portfolio(parts, room, learner, Wanted(RUBRIC, scores=False, address="http://192.168.1.5:8000"))
    assert again is not None and again.pdf == made.pdf, "the same work is the same file"


async def test_levels_are_in_it_only_where_they_are_wanted_and_confirmed(parts: Parts) -> None:
    teacher, room = await _class(parts)
    learner = await _student(parts, room, "en")
    await put_score(parts, teacher, room, RUBRIC, learner, "users", 3, "Asked Priya on the third floor.", "")
    plain = await portfolio(parts, room, learner, Wanted(RUBRIC, scores=False))
    scored = await portfolio(parts, room, learner, Wanted(RUBRIC, scores=True))
    assert plain and scored
    assert "Level" not in text_of(plain.pdf) and "third floor" not in text_of(plain.pdf)
    said = text_of(scored.pdf)
    assert said.count("Level ") == 1 and "Level 3 of 4, confirmed by Ms Lee" in said and "Asked Priya on the third floor." in said
    assert "Not looked at" not in said


async def test_a_code_leads_to_the_app_only_while_its_maker_lets_others_try_it(parts: Parts) -> None:
    _, room = await _class(parts)
    learner = await _student(parts, room, "en")
    wanted = Wanted(RUBRIC, scores=False, address="http://192.168.1.5:8000")
    project = (await parts.store.projects_of(learner))[0].id
    await share_try(parts, project)
    made = await portfolio(parts, room, learner, wanted)
    assert made and "/try/" in text_of(made.pdf)
    token = text_of(made.pdf).partition("/try/")[2].split()[0][:43]
    link = await parts.store.app_link(token)
    assert link is not None and link.project == project
    await parts.store.end_app_links(project, "try")
    assert await parts.store.app_link(token) is None, "ending theirs ends this one"
    made = await portfolio(parts, room, learner, wanted)
    assert made and "/try/" not in text_of(made.pdf)
    nowhere = await portfolio(parts, room, learner, Wanted(RUBRIC, scores=False))
    assert nowhere and "http" not in text_of(nowhere.pdf)


def test_fonts_lie_here_with_their_licence_and_are_not_too_much() -> None:
    files = sorted(FONTS.glob("*.?tf"))
    assert len(files) == 6 and sum(file.stat().st_size for file in files) < MOST
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_shapes_are_those_of_the_place() -> None:
    """骨 and 直 are drawn as the reader's place draws them, and both are embedded."""
    drawn = {}
    for language in LANGUAGES:
        with opened(print_pdf(Document("x", language, [Quote("骨直角門")]))) as document:
            drawn[language] = document[0].render(scale=2).to_numpy().tobytes()
    assert drawn["en"] == drawn["zh-Hant"] or drawn["zh-Hant"] != drawn["zh-Hans"]
    assert drawn["zh-Hant"] != drawn["zh-Hans"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("唔該 𠝹 嘅咗喺", "唔該 𠝹 嘅咗喺"),
        ("Go 🚀 now 👨‍👩‍👧 👍🏽!", "Go now !"),
        ("❤️ and 1️⃣ ★", "and 1 ★"),
        ("नमस्ते", SIGN * 6),
        ("Nguyễn Thị, Łukasz, Ωμέγα", "Nguyễn Thị, Łukasz, Ωμέγα"),
        ("a\u202eb\x00c\ufeff\u200bd", "abcd"),
        ("line one\r\nline two", "line one\nline two"),
    ],
)
def test_no_character_vanishes_unsaid_and_emoji_leave_no_trace(typed: str, printed: str) -> None:
    assert printable(typed) == printed


def test_what_could_not_be_printed_is_said() -> None:
    pieces: list[Piece] = [Masthead("नमस्ते"), Points(["fine"])]
    assert f"{SIGN} is odd" in text_of(print_pdf(Document("x", "en", pieces, unprintable="{sign} is odd")))
    assert "is odd" not in text_of(print_pdf(Document("x", "en", pieces[1:], unprintable="{sign} is odd")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rare_character_without_a_bold_is_printed_all_the_same(language: Language) -> None:
    """Of a name, in a heading too: the bold fonts have what is common."""
    rare = "䲤㛃㜢"
    pieces: list[Piece] = [Masthead(f"陳{rare}"), Steps([(f"阿{rare}", "", [])]), Rating(1, 4, f"好{rare}", "")]
    text = text_of(print_pdf(Document(rare, language, pieces)))
    assert all(f"{before}{rare}" in text for before in "陳阿好")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400), st.sampled_from(LANGUAGES))
def test_whatever_was_typed_is_printed_as_words(text: str, language: Language) -> None:
    pdf = print_pdf(Document(text, language, [Masthead(text, over=text, under=text), Quote(text), Points([text])]))
    assert pdf.startswith(b"%PDF-") and len(pdf) < SMALL


@pytest.mark.parametrize("text", ["#panic()", "$x$ *b* _i_ `c`", '#read("/etc/passwd")', "\\u{41} @ref <label>", '"); #import "x', "= no heading"])
def test_words_are_never_markup(text: str) -> None:
    assert text in text_of(print_pdf(Document("t", "en", [Quote(text)])))


async def test_what_is_printed_holds_nobody_up(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing is done beside the loop: somebody else is answered in the middle of it."""
    _, room = await _class(parts)
    learner = await _student(parts, room, "en")
    printing, answered = threading.Event(), threading.Event()

    def in_the_middle(document: Document) -> bytes:
        printing.set()
        assert answered.wait(60), "nobody is answered while it is printed"
        return print_pdf(document)

    monkeypatch.setattr("bot.services.classroom.portfolio.print_pdf", in_the_middle)
    making = asyncio.create_task(portfolio(parts, room, learner, Wanted(RUBRIC, scores=True)))
    while not printing.is_set():
        await asyncio.sleep(0.01)
    other = await a_student(parts, room, "Mei")
    assert (await other.say("hello")).messages
    answered.set()
    assert await making


async def test_the_portfolios_of_a_class_come_in_one_zip(parts: Parts) -> None:
    _, room = await _class(parts)
    await _student(parts, room, "zh-Hant", "陳嘉豪")
    talker = await a_student(parts, room, "Mei")
    await talker.say("hello")
    unseen = await parts.store.find_or_create_learner("roster", "x")
    await parts.store.classes.sit(room.id, unseen.id, "Never came", joined=False)
    name, data = await portfolios_zip(parts, room, Wanted(RUBRIC, scores=True))
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        assert name == "2b-portfolios.zip" and sorted(found.namelist()) == ["Mei.pdf", "陳嘉豪.pdf"]
        assert "There is no app yet." in text_of(found.read("Mei.pdf"))


async def test_apps_of_a_class_come_in_one_zip_and_one_that_cannot_be_made_is_named(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    _, room = await _class(parts)
    await _student(parts, room, "en", "Ka-ho")
    other = await _student(parts, room, "en", "../Mei")
    await a_student(parts, room, "Nobody")
    _, data = await apps_zip(parts, room, locale("en"))
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        assert len(found.namelist()) == 2 and all(name.endswith(".zip") and "/" not in name for name in found.namelist())
        assert all(zipfile.is_zipfile(io.BytesIO(found.read(name))) for name in found.namelist())
    theirs, real = (await parts.store.projects_of(other))[0].id, make_zip

    async def broken(parts: Parts, project: str, version: int) -> tuple[str, bytes]:
        if project == theirs:
            raise LookupError
        return await real(parts, project, version)

    monkeypatch.setattr(class_zips, "make_zip", broken)
    _, data = await apps_zip(parts, room, locale("en"))
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        assert "not-in-here.txt" in found.namelist() and "../Mei" in found.read("not-in-here.txt").decode()


async def test_downloads_are_written_down_and_named_as_the_student_is(parts: Parts) -> None:
    teacher, room = await _class(parts)
    learner = await _student(parts, room, "zh-Hant", "陳嘉豪")
    here = visit(web(parts))
    here.http.cookies.update(await signed_in(parts, teacher))
    base = f"/teacher/class/{room.id}/report"
    pdf = await here.get(f"{base}/{learner}/portfolio.pdf?scores=1")
    assert pdf.headers["content-type"] == "application/pdf" and "%E9%99%B3%E5%98%89%E8%B1%AA.pdf" in pdf.headers["content-disposition"]
    assert zipfile.is_zipfile(io.BytesIO((await here.get(f"{base}/portfolios.zip")).content))
    assert zipfile.is_zipfile(io.BytesIO((await here.get(f"{base}/apps.zip")).content))
    assert [entry.what for entry in await parts.store.care.entries(room.id)][:3] == ["zip", "portfolio", "portfolio"]


def test_file_names_are_safe_everywhere_and_doubles_are_numbered() -> None:
    names = safe_names(["Mei.pdf", "mei.pdf", "MEI.pdf", "a/b\\c:d.pdf", "../../etc.pdf", "con.pdf", " .pdf", "x" * 300 + ".pdf", "Mei (2).pdf"])
    assert names[:4] == ["Mei.pdf", "mei (2).pdf", "MEI (3).pdf", "a_b_c_d.pdf"]
    assert names[4:7] == ["_.._etc.pdf", "_con.pdf", "_.pdf"] and len(names[7]) == 64 and names[8] == "Mei (2) (2).pdf"


@given(st.lists(st.text(max_size=80), max_size=12))
def test_any_names_make_a_zip_that_opens(names: list[str]) -> None:
    named = safe_names([f"{name}.pdf" for name in names])
    assert len({name.casefold() for name in named}) == len(names)
    assert not any(set(name) & set('<>:"/\\|?*\0') or name.startswith(" ") for name in named)
    encodable = [(name, b"x") for name in names if name.isprintable()]
    with zipfile.ZipFile(io.BytesIO(packed(encodable))) as found:
        assert found.testzip() is None and len(found.namelist()) == len(encodable)
