"""A class's tokens: its own limits take the program's place, and without a model none are used."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bot import costs
from bot.brains.offline.tutor import OfflineTutor
from bot.brains.openai_compatible.endpoint import Endpoint
from bot.brains.openai_compatible.tutor import ModelTutor
from bot.core.interpretation import Context
from bot.core.model_call import Call
from bot.services import Parts
from bot.services.budget import Budget, Limits
from bot.services.classroom.budget import WrongBudgetError, set_budget, used_today
from bot.settings import Settings
from tests.classroom.people import a_class, a_student, a_teacher, learner_of

CALL = Call(model="talker", sent=80, got=20)


@pytest.fixture
def budget(parts: Parts) -> Budget:
    return Budget(parts.store, Limits(learner=1000, classroom=1000, everyone=100_000), parts.zone)


async def test_the_limits_of_a_class_are_its_teachers(parts: Parts, budget: Budget) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    ann, ben = [await learner_of(parts, await a_student(parts, room, name)) for name in ("Ann", "Ben")]
    await set_budget(parts, teacher, room, "2,500", " 1500 ")
    assert await budget.reserve(ann, 1200, room.id) and await budget.reserve(ann, 400, room.id) is None
    assert await budget.reserve(ben, 1300, room.id) and await budget.reserve(ben, 100, room.id) is None, "the class has 2,500 together"
    await set_budget(parts, teacher, room, "", "")
    assert await budget.reserve(ben, 1, room.id) is None, "the program's own 1,000 hold again"
    assert [entry.what for entry in await parts.store.care.entries(room.id)] == ["budget", "budget"]


async def test_none_for_a_class_is_none(parts: Parts, budget: Budget) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher, tokens=0)
    ann = await learner_of(parts, await a_student(parts, room, "Ann"))
    assert await budget.reserve(ann, 1, room.id) is None and await budget.reserve("somebody", 1)


async def test_what_was_used_is_shown_by_class(parts: Parts, budget: Budget, tmp_path: object) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher, name="2B [Friday]")
    ann = await learner_of(parts, await a_student(parts, room, "Ann"))
    id = await budget.reserve(ann, 500, room.id)
    assert id is not None
    await budget.settle(id, CALL)
    used = await used_today(parts, room)
    assert (used.tokens, used.calls) == (100, 1)
    out = io.StringIO()
    url = f"sqlite:///{tmp_path}/sampan.sqlite3"
    await costs.show(Settings(database_url=url), "", "", Console(file=out, width=120))
    assert "2B [Friday]" in out.getvalue()


@pytest.mark.parametrize("typed", ["-1", "1.5", "many", "1" * 13, "100000001", "１e3"])
async def test_what_is_no_number_is_refused(parts: Parts, typed: str) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    with pytest.raises(WrongBudgetError):
        await set_budget(parts, teacher, room, typed, "")
    assert await parts.store.classes.get(room.id) == room


async def test_a_model_that_is_off_is_not_asked() -> None:
    class Refusing:
        async def reserve(self, learner: str, tokens: int, classroom: str = "") -> str | None:
            raise AssertionError("the model was asked")

        async def settle(self, id: str, call: Call) -> None: ...

    brain = ModelTutor(OfflineTutor(), Endpoint("http://127.0.0.1:9/v1", "sk-test", "m"), Refusing(), lambda text, language: True)
    context = Context(language="en", tier="junior", stage="discover", asks="problem", learner="ann", unaided=True)
    heard = await brain.interpret("one shower for nine families", context)
    assert heard.calls == () and not heard.short and heard.matches
    await brain.close()
