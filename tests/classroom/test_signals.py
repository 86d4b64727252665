"""Signals: sixty histories told right, what real turns leave, a memory that stays small, and questions for all of them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import prompts
from bot.core.classroom.progress import GONE, IDLE, REASONS, Event, Progress, Signal, Trouble, follow, signal
from bot.core.classroom.sameness import alike, marks
from bot.core.interpretation import Intent
from bot.core.turn import STAGES, Asks
from bot.locales import LANGUAGES, locale
from bot.services import Parts
from bot.services.classroom.signals import question_for, reason, signal_of
from storage.classrooms.records import NewStanding
from tests.chatting import Chatter
from tests.classroom.histories import BEGUN, History, histories, score
from tests.classroom.people import a_class, a_student, a_teacher, learner_of

ALL = list(histories())
FLOOR = 0.9
MOST_BYTES = 1000
GRANDMA = "my grandma forgets her keys and meds when going out"


# --- the sixty


def test_there_are_sixty_of_ten_kinds_in_three_languages() -> None:
    assert len(ALL) == 60 and len({one.kind for one in ALL}) == 10
    for kind in {one.kind for one in ALL}:
        for language in LANGUAGES:
            assert sorted(one.apart for one in ALL if (one.kind, one.language) == (kind, language)) == [False, True]


@pytest.mark.parametrize("some", [ALL, [one for one in ALL if one.apart]], ids=["all", "apart"])
def test_the_stuck_are_found_and_others_left_alone(some: list[History]) -> None:
    found = score(some)
    print(f"precision {found.precision:.2f}, recall {found.recall:.2f} of {len(some)}")
    assert found.precision >= FLOOR and found.recall >= FLOOR


def test_each_reason_is_found_where_it_is_the_reason() -> None:
    for kind in REASONS:
        found = score([one for one in ALL if one.kind == kind])
        assert found.recall >= 0.8, kind


# --- silence


def event(minutes: float, **changes: Any) -> Event:
    return Event.model_validate({"at": BEGUN + timedelta(minutes=minutes), "stage": "define", "asks": "who", "moved": True} | changes)


def test_five_silent_minutes_in_the_middle_are_a_signal_until_they_are_gone() -> None:
    at = follow(Progress(), event(0))
    begun = at.last
    assert begun is not None
    assert signal(at, begun + IDLE - timedelta(seconds=1)) is None
    assert signal(at, begun + IDLE) == Signal(reason="idle", count=5, about="who")
    assert signal(at, begun + GONE + timedelta(seconds=1)) is None


def test_who_has_an_app_may_try_it_in_silence() -> None:
    at = follow(Progress(), event(0, stage="build", asks="predict", built=True, version=1))
    assert signal(at, BEGUN + timedelta(minutes=20)) is None


def test_nobody_grows_silent_in_a_pause() -> None:
    at = follow(Progress(), event(0)).model_dump(mode="json")
    late = BEGUN + timedelta(minutes=20)
    assert signal_of(at, late) is not None
    assert signal_of(at, late, paused=BEGUN + timedelta(minutes=1)) is None
    shown = signal_of(at, late, paused=BEGUN + timedelta(minutes=9))
    assert shown is not None and shown.count == 9


def test_another_day_begins_anew() -> None:
    at = Progress()
    for turn in range(4):
        at = follow(at, event(turn, stage="improve", asks="clarify", moved=False, trouble="unclear", words="make the table do colours"))
    assert signal(at, BEGUN + timedelta(minutes=5)) is not None
    at = follow(at, event(24 * 60, stage="improve", asks="none", moved=False))
    assert signal(at, BEGUN + timedelta(minutes=24 * 60 + 1)) is None


# --- what is remembered


WORDS = st.text(max_size=300) | st.sampled_from(["點樣可以俾朋友用", "make the table do colours", "𠮷" * 200, '"\\' * 200])
EVENTS = st.builds(
    Event,
    at=st.integers(0, 10_000).map(lambda seconds: BEGUN + timedelta(seconds=seconds)),
    stage=st.sampled_from(STAGES), asks=st.sampled_from(get_args(Asks)), intent=st.sampled_from(get_args(Intent)), said=WORDS,
    trouble=st.sampled_from(get_args(Trouble)), words=WORDS, built=st.booleans(), version=st.integers(0, 99), operation=st.sampled_from(["", "recolour"]),
    moved=st.booleans(), helped=st.booleans(), asked=st.booleans(), detour=st.booleans(),
)  # fmt: skip


@settings(deadline=None)  # the first call reads all sentences
@given(st.lists(EVENTS, max_size=30), st.integers(0, 10_000))
def test_whatever_happens_is_remembered_in_little_room(events: list[Event], later: int) -> None:
    at = Progress()
    for one in events:
        at = follow(at, one)
    kept = json.dumps(at.model_dump(mode="json"))
    assert len(kept) < MOST_BYTES
    assert Progress.model_validate_json(kept) == at
    shown = signal(at, BEGUN + timedelta(seconds=later))
    for language in LANGUAGES:
        assert shown is None or (reason(shown, locale(language)) and question_for(shown, language, title="{x}", seed="k"))


def test_what_an_older_or_a_newer_program_wrote_is_read() -> None:
    assert Progress.model_validate({"stage": "design", "turns": 3, "last": None}).turns == 3
    assert Progress.model_validate({"stage": "design", "moods": ["sunny"]}).stage == "design"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("how do i put it on my phone", "How can I put this on my phone??", True),
        ("點樣俾朋友用", "點樣可以俾朋友用呀？", True),
        ("怎么才能让别人也能用", "怎么让别人用？", True),
        ("how do i put it on my phone", "how do i print the list", False),
        ("加一栏日期", "换成绿色", False),
        ("yes", "yes", False),
    ],
)
def test_the_same_question_is_known_again(one: str, other: str, same: bool) -> None:
    assert alike(marks(one), marks(other)) is same


# --- what could be asked


def test_every_reason_has_a_question_at_every_stage_and_tier_in_every_language() -> None:
    for why in REASONS:
        for language in LANGUAGES:
            for stage in STAGES:
                for tier in ("primary", "senior"):
                    asked = question_for(Signal(reason=why, count=4), language, stage=stage, tier=tier, seed="a")
                    assert asked.endswith(("?", "？", ".", "。")) and "{" not in asked


def test_a_question_stays_the_same_and_has_the_students_words() -> None:
    found = Signal(reason="error", count=3, detail="make the table do colours")
    asked = question_for(found, "en", title="Shower Time", seed="k3")
    assert "make the table do colours" in asked
    assert asked == question_for(found.model_copy(update={"count": 5}), "en", title="Shower Time", seed="k3")
    assert len({question_for(found, "en", title="Shower Time", seed=str(n)) for n in range(40)}) > 1
    recoloured = Signal(reason="stage", count=8, about="recolour")
    assert "Shower Time" in question_for(recoloured, "en", title="Shower Time", stage="improve", seed="k3")


def test_questions_are_whole_in_every_language() -> None:
    text = (prompts.ROOT / "classroom" / "questions.toml").read_text(encoding="utf-8")
    assert "" not in LANGUAGES and text.count("[[question]]") * len(LANGUAGES) == sum(text.count(f"\n{language} = ") for language in LANGUAGES)


# --- real turns


async def standing_of(parts: Parts, student: Chatter) -> NewStanding:
    inside = await parts.store.care.in_class(await learner_of(parts, student))
    assert inside is not None and inside.standing is not None
    return inside.standing


async def shown_to_teacher(parts: Parts, student: Chatter) -> Signal | None:
    standing = await standing_of(parts, student)
    return signal_of(standing.progress, standing.last)


async def a_builder(parts: Parts, name: str = "Ka-ho") -> Chatter:
    student = await a_student(parts, await a_class(parts, await a_teacher(parts)), name)
    await student.to_zip(GRANDMA, "grandma", "checklist")
    return student


async def test_a_wish_that_is_not_understood_three_times_is_a_signal(parts: Parts) -> None:
    student = await a_builder(parts)
    await student.press("predict:0")
    for wish in ("make the table do colours", "make the table do colours!!", "the table should do colours"):
        assert await shown_to_teacher(parts, student) is None
        await student.say(wish)
    found = await shown_to_teacher(parts, student)
    assert found is not None and (found.reason, found.count, found.detail) == ("error", 3, "the table should do colours")
    assert [one.reason for one in await parts.store.signals.precision(await place_of(parts, student))] == ["error"]


async def place_of(parts: Parts, student: Chatter) -> str:
    seat = await parts.store.classes.seat(await learner_of(parts, student))
    assert seat is not None
    return seat.classroom


async def test_it_does_not_work_twice_is_a_signal_and_an_edit_between_is_no_end(parts: Parts) -> None:
    student = await a_builder(parts)
    for line in ("it doesnt work", "nothing happens when i tap", "add a phone number"):
        await student.say(line)
        assert await shown_to_teacher(parts, student) is None
    await student.say("still doesnt work")
    found = await shown_to_teacher(parts, student)
    assert found is not None and (found.reason, found.detail) == ("error", "still doesnt work")


async def test_a_zip_that_cannot_be_read_twice_is_a_signal(parts: Parts) -> None:
    student = await a_builder(parts)
    await student.say(file=b"no zip")
    await student.say(file=b"no zip")
    found = await shown_to_teacher(parts, student)
    assert found is not None and found.reason == "error" and "zip" in found.detail


async def test_colours_and_nothing_else_are_a_signal_of_their_own(parts: Parts) -> None:
    student = await a_builder(parts)
    for colour in ("green", "red", "blue", "purple", "orange", "pink"):
        assert await shown_to_teacher(parts, student) is None
        await student.say(f"make it {colour}")
    found = await shown_to_teacher(parts, student)
    assert found == Signal(reason="stage", count=6, about="recolour")
    await student.say("add a phone number")
    assert await shown_to_teacher(parts, student) is None


async def test_who_does_not_know_at_all_is_led_to_an_app_and_is_not_stuck(parts: Parts) -> None:
    student = await a_student(parts, await a_class(parts, await a_teacher(parts)), "Ka-ho")
    for _ in range(7):
        await student.say("idk")
        assert await shown_to_teacher(parts, student) is None
    assert await student.spec() is not None


async def test_letters_without_a_word_are_failures(parts: Parts) -> None:
    student = await a_student(parts, await a_class(parts, await a_teacher(parts)), "Ka-ho")
    for junk in ("asdfgh", "qwrtz", "zxczxc", "sdfsdf"):
        await student.say(junk)
    found = await shown_to_teacher(parts, student)
    assert found is not None and (found.reason, found.count) == ("failures", 4)


async def test_what_is_refused_for_safety_is_no_failure(parts: Parts) -> None:
    student = await a_builder(parts)
    before = (await standing_of(parts, student)).progress
    for _ in range(4):
        await student.say("make a fake bank login page to steal passwords")
    after = (await standing_of(parts, student)).progress
    assert after["failures"] == before["failures"] and await shown_to_teacher(parts, student) is None


async def test_a_pause_makes_nobody_silent(parts: Parts) -> None:
    student = await a_student(parts, await a_class(parts, await a_teacher(parts)), "Ka-ho")
    await student.say(GRANDMA)
    room = await place_of(parts, student)
    before = (await standing_of(parts, student)).progress["last"]
    await parts.store.classes.turn_switch(room, "paused", True)
    await parts.store.classes.turn_switch(room, "paused", False)
    assert (await standing_of(parts, student)).progress["last"] > before
