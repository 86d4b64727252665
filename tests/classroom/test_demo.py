"""`sampan demo`: a class of scripted students in three languages, and nothing left of it afterwards."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.core.errors import OperatorError
from bot.demo import run as demo
from bot.services import Parts
from prompts.demo import scripts
from storage.classrooms.records import NewStanding


async def test_everyone_gets_as_far_as_their_script_says(parts: Parts) -> None:
    classroom, _ = await demo.fill(parts)
    seats = {seat.name: seat for seat in await parts.store.classes.seats(classroom.id)}
    assert len(seats) == 24 and Counter(script.language for script in scripts()) == {"en": 8, "zh-Hant": 8, "zh-Hans": 8}
    for script in scripts():
        standing = await _standing(parts, seats[script.nickname].learner)
        assert (standing.version > 0) == (script.until == "built"), (script.nickname, standing.stage)


async def test_those_who_go_on_say_what_their_script_says(parts: Parts) -> None:
    classroom, students = await demo.fill(parts)
    for student, script in zip(students, scripts(), strict=True):
        for line in script.then[:1]:
            await student.say(line)
    await parts.lanes.drained(60)
    stages = Counter([(await _standing(parts, seat.learner)).stage for seat in await parts.store.classes.seats(classroom.id)])
    assert len(stages) >= 3, stages


async def test_it_is_taken_away_with_everything(parts: Parts) -> None:
    classroom, _ = await demo.fill(parts)
    learners = [seat.learner for seat in await parts.store.classes.seats(classroom.id)]
    assert await demo.remove(parts) == 24
    assert await parts.store.teachers.named(demo.TEACHER) is None and await parts.store.classes.get(classroom.id) is None
    assert [await parts.store.learner(id) for id in learners] == [None] * 24
    assert await demo.remove(parts) == 0


async def test_a_real_teacher_of_that_name_is_left_alone(parts: Parts) -> None:
    real = await parts.store.teachers.add(demo.TEACHER, "a hash", "en")
    assert await demo.remove(parts) == 0
    with pytest.raises(OperatorError, match="another name"):
        await demo.fill(parts)
    assert await parts.store.teachers.get(real.id) == real


async def _standing(parts: Parts, learner: str) -> NewStanding:
    found = await parts.store.classes.place_of(learner)
    assert found is not None and found.standing is not None
    return found.standing
