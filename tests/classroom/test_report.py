"""The report: only what is kept is shown, nothing is proposed, each level is a teacher's, and two of them do not overwrite one another unseen."""

from __future__ import annotations

import asyncio
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.classroom.evidence import Facts, Made, evidence
from bot.core.classroom.rubric import KINDS
from bot.core.classroom.survey import QUESTIONS
from bot.locales import locale
from bot.services import Parts
from bot.services.classroom.report import in_words, put_score, report_of, table_of
from bot.services.classroom.rubrics import rubrics
from storage.classrooms.records import Classroom, Teacher
from tests.channels.visiting import Visit, text_of_page, visit, web
from tests.chatting import Chatter
from tests.classroom.people import a_class, a_student, a_teacher, learner_of, signed_in
from tests.combinations import LANGUAGES

PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"
RUBRIC = rubrics().by_id["contest"]


async def _made(parts: Parts) -> tuple[Teacher, Classroom, Chatter, str]:
    """A student with an app that was changed and looked at again."""
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    student = await a_student(parts, room, "Ka-ho")
    await student.to_zip(PROBLEM, "the families on my floor", "they book a time")
    if "predict:0" in student.ids:
        await student.press("predict:0")
    await student.say("make it green")
    await student.say("it doesn't work")
    await student.press("broken:nothing")
    return teacher, room, student, await learner_of(parts, student)


async def _browser(parts: Parts, teacher: Teacher) -> Visit:
    here = visit(web(parts))
    here.http.cookies.update(await signed_in(parts, teacher))
    return here


async def test_what_is_kept_stands_beside_each_line(parts: Parts) -> None:
    _, room, _, learner = await _made(parts)
    report = await report_of(parts, room.id, learner, RUBRIC)
    assert report is not None and report.scores == {}
    facts = report.facts
    assert facts.problem == PROBLEM and facts.who == "the families on my floor"
    assert facts.offered and facts.chosen and facts.checked == facts.passed > 0
    assert [made.n for made in facts.versions] == [1, 2] and facts.versions[1].changes
    assert facts.broken == 1 and facts.said_after[0] == "make it green" and facts.model_turns == 0
    for kind in KINDS:
        assert report.evidence[kind]
        for item in report.evidence[kind]:
            for language in LANGUAGES:
                assert in_words(item, locale(language))


async def test_one_who_said_nothing_has_no_marks_and_no_made_up_evidence(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    learner = await parts.store.find_or_create_learner("roster", "x")
    await parts.store.classes.sit(room.id, learner.id, "Mei", joined=False)
    report = await report_of(parts, room.id, learner.id, RUBRIC)
    assert report is not None and report.scores == {}
    assert all(any(item.missing for item in report.evidence[kind]) for kind in KINDS)
    assert all(item.missing or item.key == "no_model" for items in report.evidence.values() for item in items)


async def test_a_level_is_kept_with_who_gave_it_and_can_be_taken_back(parts: Parts) -> None:
    teacher, room, _, learner = await _made(parts)
    assert await put_score(parts, teacher, room, RUBRIC, learner, "problem", 3, " Clear. ", "") is None
    (row,) = await table_of(parts, room.id, RUBRIC)
    score = row.scores["problem"]
    assert (score.level, score.comment, score.name, set(row.scores)) == (3, "Clear.", "Ms Lee", {"problem"})
    assert await put_score(parts, teacher, room, RUBRIC, learner, "problem", None, "", score.stamp) is None
    (row,) = await table_of(parts, room.id, RUBRIC)
    assert row.scores == {}
    written = [entry for entry in await parts.store.care.entries(room.id) if entry.what == "score"]
    assert [entry.detail for entry in written] == ["contest: problem, taken back", "contest: problem, 3"]


async def test_two_co_teachers_at_once_lose_nothing(parts: Parts) -> None:
    teacher, room, _, learner = await _made(parts)
    other = await a_teacher(parts, "Mr Chan")
    await parts.store.teachers.join_class(other.id, room.id, "co")
    assert await put_score(parts, teacher, room, RUBRIC, learner, "idea", 2, "", "") is None
    here = await _browser(parts, other)
    page = await here.post(
        f"/teacher/class/{room.id}/report/{learner}/idea", {"rubric": "contest", "level": "4", "comment": "Compared two ways.", "seen": ""}
    )
    assert page.status_code == 409
    assert "Ms Lee has scored this line meanwhile: level 2." in text_of_page(page) and "Compared two ways." in page.text
    stamp = re.search(r'id="line-idea".*?name="seen" value="([^"]+)"', page.text, re.S)
    assert stamp
    again = {"rubric": "contest", "level": "4", "comment": "Compared two ways.", "seen": stamp[1].replace("&#43;", "+")}
    assert (await here.post(f"/teacher/class/{room.id}/report/{learner}/idea", again)).status_code == 303
    (score,) = await parts.store.scores.of_learner(learner, "contest")
    assert (score.level, score.name, score.comment) == (4, "Mr Chan", "Compared two ways.")


async def test_the_pages_say_what_was_not_looked_at_and_never_nought(parts: Parts) -> None:
    teacher, room, _, learner = await _made(parts)
    here = await _browser(parts, teacher)
    base = f"/teacher/class/{room.id}/report"
    page = text_of_page(await here.get(base))
    assert page.count("Not looked at yet") == len(RUBRIC.lines) and "Nobody’s work has been looked at yet" in page
    one = await here.get(f"{base}/{learner}")
    assert one.text.count('aria-pressed="true"') == 0, "nothing is proposed"
    await put_score(parts, teacher, room, RUBRIC, learner, "users", 2, "", "")
    page = text_of_page(await here.get(base))
    assert page.count("Not looked at yet") == len(RUBRIC.lines) - 1 and "0 of 1 looked at on every line" in page


async def test_a_class_is_looked_at_by_the_rubric_that_its_teacher_chose(parts: Parts) -> None:
    teacher, room, _, learner = await _made(parts)
    await put_score(parts, teacher, room, RUBRIC, learner, "problem", 3, "", "")
    here = await _browser(parts, teacher)
    assert (await here.post(f"/teacher/class/{room.id}/report/rubric", {"rubric": "first_app"})).status_code == 303
    page = text_of_page(await here.get(f"/teacher/class/{room.id}/report"))
    assert "What I thought of myself" in page and page.count("Not looked at yet") == 4
    assert (await here.post(f"/teacher/class/{room.id}/report/rubric", {"rubric": "../secret"})).status_code == 422
    await here.post(f"/teacher/class/{room.id}/report/rubric", {"rubric": "contest"})
    (row,) = await table_of(parts, room.id, RUBRIC)
    assert row.scores["problem"].level == 3, "what was confirmed by another rubric is kept"


@pytest.mark.parametrize("form", [{"level": "0"}, {"level": "5"}, {"level": "x"}, {"level": ""}, {"rubric": "none"}, {}])
async def test_a_form_that_was_made_up_is_refused(parts: Parts, form: dict[str, str]) -> None:
    teacher, room, _, learner = await _made(parts)
    here = await _browser(parts, teacher)
    sent = {"rubric": "contest", "level": "none", **form} if form else {}
    assert (await here.post(f"/teacher/class/{room.id}/report/{learner}/problem", sent)).status_code == 422
    assert await parts.store.scores.of_learner(learner, "contest") == []


async def test_a_teacher_of_another_class_and_a_student_of_another_are_not_there(parts: Parts) -> None:
    teacher, room, _, learner = await _made(parts)
    stranger = await a_teacher(parts, "Mr Wong")
    theirs = await a_class(parts, stranger, code="WXYZ3476")
    here = await _browser(parts, stranger)
    for path in ("", "/portfolios.zip", "/apps.zip", f"/{learner}", f"/{learner}/portfolio.pdf"):
        assert (await here.get(f"/teacher/class/{room.id}/report{path}")).status_code == 404
    for path in (f"/{learner}", f"/{learner}/portfolio.pdf"):
        assert (await here.get(f"/teacher/class/{theirs.id}/report{path}")).status_code == 404
    sent = {"rubric": "contest", "level": "4", "comment": "", "seen": ""}
    assert (await here.post(f"/teacher/class/{theirs.id}/report/{learner}/problem", sent)).status_code == 404
    assert await parts.store.scores.of_learner(learner, "contest") == []
    refused = [entry for entry in await parts.store.care.entries(theirs.id) if entry.what == "refused"]
    assert len(refused) == 3 and teacher.id not in {entry.teacher for entry in refused}


async def test_the_table_asks_the_store_as_often_for_forty_as_for_one(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    room = await a_class(parts, await a_teacher(parts))
    counts = []
    for n in range(1, 41):
        learner = await parts.store.find_or_create_learner("roster", str(n))
        await parts.store.classes.sit(room.id, learner.id, f"Student {n}")
        if n in (1, 40):
            counts.append(await _reads(parts, room, monkeypatch))
    assert counts[0] == counts[1] <= 4


async def _reads(parts: Parts, room: Classroom, monkeypatch: pytest.MonkeyPatch) -> int:
    asked: list[str] = []
    read = parts.store.read

    async def counted(work: object, *args: object, **kwargs: object) -> object:
        asked.append(str(work))
        return await read(work, *args, **kwargs)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(parts.store, "read", counted)
        await table_of(parts, room.id, RUBRIC)
    return len(asked)


@given(
    st.builds(
        Facts,
        problem=st.text(),
        who=st.text(),
        goal=st.text(),
        roles=st.lists(st.text(), max_size=3),
        offered=st.lists(st.text(), max_size=3),
        chosen=st.lists(st.text(), max_size=3),
        rules=st.lists(st.text(), max_size=5),
        version=st.integers(0, 9),
        checked=st.integers(0, 20),
        predicted=st.integers(0, 3),
        visitors=st.integers(0, 3),
        tried=st.booleans(),
        said_after=st.lists(st.text(), max_size=6),
        accepted=st.lists(st.text(), max_size=20),
        versions=st.lists(st.builds(Made, n=st.integers(1, 9), at=st.datetimes(), changes=st.lists(st.text(), max_size=3)), max_size=4),
        survey=st.dictionaries(st.sampled_from(["first", "last"]), st.dictionaries(st.sampled_from([*QUESTIONS, "old"]), st.integers(1, 4))),
    )
)
def test_whatever_is_known_can_be_said_in_every_language(facts: Facts) -> None:
    for items in evidence(facts).values():
        assert items
        for item in items:
            assert all(in_words(item, locale(language)) for language in LANGUAGES)


async def test_a_level_that_is_taken_back_twice_is_taken_back_once(parts: Parts) -> None:
    """Two presses on a slow page, or two co-teachers at once: the second waited for an answer that never came."""
    teacher, room, _, learner = await _made(parts)
    for _ in range(2):
        assert await put_score(parts, teacher, room, RUBRIC, learner, "problem", 3, "Clear.", "") is None
    (score,) = await parts.store.scores.of_learner(learner, "contest")
    for _ in range(2):
        assert await asyncio.wait_for(put_score(parts, teacher, room, RUBRIC, learner, "problem", None, "", score.stamp), 30) is None
    assert await put_score(parts, teacher, room, RUBRIC, learner, "problem", 2, "", score.stamp) is None, "a level after one that is gone"
    written = [entry for entry in await parts.store.care.entries(room.id) if entry.what == "score"]
    assert [entry.detail for entry in written] == ["contest: problem, 2", "contest: problem, taken back", "contest: problem, 3"]
