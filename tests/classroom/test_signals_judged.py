"""A teacher says whether a signal was right: kept once for all of them, counted by reason, and nobody else's to say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.classroom.precision import Tally, in_all, weakest
from bot.locales import LANGUAGES, locale
from bot.services import Parts
from bot.services.classroom.judge import in_words, tallies
from scaffolds.spec import Language
from storage.classrooms import standings
from storage.classrooms.records import ClassNews, Classroom
from tests.channels.visiting import Visit
from tests.classroom.people import a_class, a_full_class, a_standing, a_teacher
from tests.classroom.test_live import signed


async def stuck_class(parts: Parts) -> tuple[Visit, Classroom, list[str]]:
    """Its first three are stuck in their stage."""
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    return await signed(parts, teacher), room, await a_full_class(parts, room, 6)


async def judged(browser: Visit, room: Classroom, learner: str, reason: str, true: bool, **headers: str) -> int:
    answer = await browser.post(f"/teacher/class/{room.id}/stuck/{learner}", {"reason": reason, "true": "1" if true else "0"}, headers=headers)
    return answer.status_code


async def test_each_says_yes_or_no_once_and_may_think_again(parts: Parts) -> None:
    browser, room, ids = await stuck_class(parts)
    assert await judged(browser, room, ids[0], "stage", True) == 303
    assert await judged(browser, room, ids[1], "stage", True, **{"HX-Request": "true"}) == 204
    assert await judged(browser, room, ids[1], "stage", False, **{"HX-Request": "true"}) == 204
    assert await tallies(parts, room.id) == [Tally("stage", 2, 2, 1)]
    assert [(one.learner, one.right) for one in await parts.store.signals.verdicts(room.id)] == [(ids[0], True), (ids[1], False)]
    assert [entry.what for entry in await parts.store.care.entries(room.id)] == ["judged"] * 3


async def test_a_silence_gets_its_row_by_being_judged_and_ends_with_the_next_word(parts: Parts) -> None:
    browser, room, ids = await stuck_class(parts)
    standing = a_standing(datetime.now(UTC) - timedelta(minutes=7), "define")
    inside = await parts.store.care.in_class(ids[5])
    assert inside is not None
    await parts.store.write(standings.keep, ClassNews(inside.seat, standing, False, None, False))
    assert await judged(browser, room, ids[5], "idle", True) == 303
    assert await tallies(parts, room.id) == [Tally("idle", 1, 1, 1)]
    await parts.store.write(standings.keep, ClassNews(inside.seat, standing, False, None, unstuck=True))
    assert await parts.store.signals.verdicts(room.id) == []


async def test_a_signal_that_is_over_is_not_judged(parts: Parts) -> None:
    browser, room, ids = await stuck_class(parts)
    assert await judged(browser, room, ids[4], "stage", True, **{"HX-Request": "true"}) == 409
    assert await judged(browser, room, ids[0], "error", True, **{"HX-Request": "true"}) == 409
    assert await tallies(parts, room.id) == []


async def test_only_the_classs_own_teachers_and_students(parts: Parts) -> None:
    browser, room, ids = await stuck_class(parts)
    other = await signed(parts, await a_teacher(parts, "Mr Ho"))
    assert await judged(other, room, ids[0], "stage", True) == 404
    assert await judged(browser, room, "nobody", "stage", True) == 404
    assert await judged(browser, room, ids[0], "mood", True) == 404
    elsewhere = await browser.post(
        f"/teacher/class/{room.id}/stuck/{ids[0]}", {"reason": "stage", "true": "1", "back": "https://evil.test/"}
    )  # fmt: skip
    assert elsewhere.headers["location"] == f"/teacher/class/{room.id}/learner/{ids[0]}"


def test_what_the_numbers_bear() -> None:
    found = [Tally("error", 9, 8, 7), Tally("idle", 9, 6, 2), Tally("stage", 4, 3, 0)]
    assert in_all(found) == Tally("", 22, 17, 9)
    assert weakest(found) == found[1]
    assert weakest([Tally("stage", 4, 3, 0)]) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_line_says_how_far_to_trust_them(language: Language) -> None:
    t = locale(language)
    assert "12" in in_words([Tally("error", 20, 14, 12)], t) and "14" in in_words([Tally("error", 20, 14, 12)], t)
    assert in_words([], t) == t("signal.precision_none")
