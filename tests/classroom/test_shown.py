"""What a student showed, as their class sees it: on the teacher's page of them, in the table to take away, in the report, and in their own data."""

from __future__ import annotations

import io
import zipfile

import pytest

from bot.core.classroom.progress import Progress, signal
from bot.locales import LANGUAGES, locale
from bot.services import Parts
from bot.services.classroom.my_data import make_my_data
from bot.services.classroom.report import in_words, report_of
from bot.services.classroom.signals import reason
from scaffolds import generator
from scaffolds.spec import Language
from storage.classrooms.records import Classroom, Teacher
from storage.learning import learning
from storage.learning.records import Evidence
from tests.channels.visiting import text_of_page
from tests.chatting import Chatter
from tests.classroom.people import a_class, a_student, a_teacher, learner_of
from tests.classroom.test_exports import taken
from tests.classroom.test_one import browser_of
from tests.classroom.test_report import RUBRIC
from tests.questing import an_app, at_rule

RULE = ("input", "rule")
SHOWN = (
    Evidence("predict", "book.real_name", "other", concepts=RULE),
    Evidence("hint", "book.real_name", "1", rungs=1, concepts=RULE),
    Evidence("quest", "book.real_name", "passed", rungs=1, concepts=RULE),
    Evidence("predict", "book.not_late", "right", concepts=("rule", "test")),
    Evidence("quest", "book.not_late", "passed", concepts=("rule", "test")),
    Evidence("solo", "book.not_late", "done", concepts=("rule", "test")),
    Evidence("edge", "book.name", "found", concepts=("test", "input")),
    Evidence("lesson", "what-the-app-hears", "ended", concepts=RULE),
)


async def a_learned_student(parts: Parts, language: Language = "en") -> tuple[Teacher, Classroom, Chatter, str]:
    """Somebody of a class whose app came back as a zip, and who showed all of `SHOWN`."""
    teacher = await a_teacher(parts, language=language)
    room = await a_class(parts, teacher, language=language)
    student = await a_student(parts, room, "Ka-ho")
    spec = an_app("booking", language)
    await student.say(file=generator.pack(generator.build(spec), spec.slug))
    learner = await learner_of(parts, student)
    project = (await parts.store.projects_of(learner))[0].id
    await parts.store.write(learning.keep, learner, project, SHOWN)
    return teacher, room, student, learner


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_teachers_page_tells_it_in_words(parts: Parts, language: Language) -> None:
    teacher, room, _, learner = await a_learned_student(parts, language)
    t = locale(language)
    page = text_of_page(await (await browser_of(parts, teacher)).get(f"/teacher/class/{room.id}/learner/{learner}"))
    for words in (
        t("learning.shown"),
        t("learning.alone_done"),
        t("learning.guessed", n=2, right=1),
        t("learning.hinted", n=1),
        t("learning.shown_note"),
    ):
        assert words in page, words
    assert t("learning.state_understands") in page and t("learning.state_not_yet") in page
    if language == "en":
        for words in ("Made “A name to call” with one hint", "Made “Quiet nights” on their own", "Found an odd case", "What the app hears"):
            assert words in page, words


async def test_before_anything_was_shown_the_page_says_so(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    student = await a_student(parts, room, "Ka-ho")
    browser = await browser_of(parts, teacher)
    page = text_of_page(await browser.get(f"/teacher/class/{room.id}/learner/{await learner_of(parts, student)}"))
    assert locale("en")("learning.shown_none") in page


async def test_the_table_has_a_row_for_each(parts: Parts) -> None:
    teacher, room, _, _ = await a_learned_student(parts)
    head, *rows = await taken(await browser_of(parts, teacher), room, "learning")
    assert len(rows) == len(SHOWN) and head[3] == "What they showed"
    assert rows[2][1:2] + rows[2][3:] == ["Ka-ho", "made “A name to call” with one hint", "quest", "passed", "1", "Input, Rules", "book.real_name"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_stands_beside_the_lines_of_a_rubric(parts: Parts, language: Language) -> None:
    _, room, _, learner = await a_learned_student(parts, language)
    report = await report_of(parts, room.id, learner, RUBRIC)
    assert report is not None
    facts, t = report.facts, locale(language)
    assert (facts.predicted, facts.odd, facts.hints, len(facts.made), len(facts.alone)) == (2, 1, 1, 2, 1)
    keys = {item.key for kind in ("ai", "testing") for item in report.evidence[kind]}
    assert {"made", "alone", "odd", "predicted"} <= keys
    assert all(in_words(item, t) for items in report.evidence.values() for item in items)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_is_in_what_a_learner_takes_away(parts: Parts, language: Language) -> None:
    _, _, student, learner = await a_learned_student(parts, language)
    await student.say({"en": "/language en", "zh-Hant": "/language zh-Hant", "zh-Hans": "/language zh-Hans"}[language])
    _, data = await make_my_data(parts, learner)
    page = zipfile.ZipFile(io.BytesIO(data)).read("sampan-my-data/README.html").decode()
    assert locale(language)("learning.data_title") in page
    assert {"en": "with one hint", "zh-Hant": "用了一個提示", "zh-Hans": "用了一个提示"}[language] in page


async def test_who_asks_for_their_teacher_is_seen_until_a_version_is_made(parts: Parts) -> None:
    *_, student, learner = await a_learned_student(parts)
    await at_rule(student, "book.share_out")
    for _ in range(5):
        await student.press("quest:hint")
    assert "quest:teacher" in student.ids, student.text
    await student.press("quest:teacher")
    inside = await parts.store.care.in_class(learner)
    assert inside is not None and inside.standing is not None and inside.standing.hints >= 5
    progress = Progress.model_validate(inside.standing.progress)
    assert progress.last is not None
    found = signal(progress, progress.last)
    assert found is not None and reason(found, locale("en")) == locale("en")("signal.teacher")
    assert signal(progress.model_copy(update={"asked": False}), progress.last) != found
    await student.say("make it green")
    inside = await parts.store.care.in_class(learner)
    assert inside is not None and inside.standing is not None
    after = Progress.model_validate(inside.standing.progress)
    assert not after.asked
