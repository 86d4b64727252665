"""Tokens of language models: no more than allowed, whatever happens at once, and counted to the end."""

from __future__ import annotations

import asyncio

import pytest

from storage.errors import SpentError
from storage.records import Allowance, ModelUse, Spent
from storage.store import Store
from tests.storage.conftest import Talk

DAY = "2026-03-02"


def use(sent: int, got: int, outcome: str = "ok") -> ModelUse:
    return ModelUse("small-model", "model/tutor", 3, "0a1b2c3d4e5f", sent, 10, got, False, outcome, "", 700)


def allowed(learner: str, classroom: str = "4A", own: int = 1000, together: int = 5000, all: int = 10_000) -> list[Allowance]:
    return [Allowance("learner", learner, own), Allowance("classroom", classroom, together), Allowance("everyone", "", all)]


async def test_no_more_than_allowed_is_put_aside_and_the_next_day_begins_anew(store: Store, ann: Talk) -> None:
    await store.reserve_tokens(DAY, ann.learner.id, "4A", 600, allowed(ann.learner.id))
    with pytest.raises(SpentError) as refused:
        await store.reserve_tokens(DAY, ann.learner.id, "4A", 401, allowed(ann.learner.id))
    assert refused.value.scope == "learner"
    await store.reserve_tokens(DAY, ann.learner.id, "4A", 400, allowed(ann.learner.id))
    await store.reserve_tokens("2026-03-03", ann.learner.id, "4A", 1000, allowed(ann.learner.id))


async def test_a_class_and_everybody_have_limits_too_and_a_refusal_takes_nothing(store: Store, ann: Talk, ben: Talk) -> None:
    await store.reserve_tokens(DAY, ann.learner.id, "4A", 900, allowed(ann.learner.id, together=1000))
    for limits, scope in ((allowed(ben.learner.id, together=1000), "classroom"), (allowed(ben.learner.id, all=1000), "everyone")):
        with pytest.raises(SpentError) as refused:
            await store.reserve_tokens(DAY, ben.learner.id, "4A", 200, limits)
        assert refused.value.scope == scope
    await store.reserve_tokens(DAY, ben.learner.id, "4B", 1000, allowed(ben.learner.id, "4B"))  # all of their own is still there


async def test_what_was_put_aside_is_given_back_once(store: Store, ann: Talk) -> None:
    id = await store.reserve_tokens(DAY, ann.learner.id, "4A", 1000, allowed(ann.learner.id))
    await store.settle_tokens(id, use(200, 50))
    await store.settle_tokens(id, use(0, 0))
    with pytest.raises(SpentError):
        await store.reserve_tokens(DAY, ann.learner.id, "4A", 751, allowed(ann.learner.id))
    await store.reserve_tokens(DAY, ann.learner.id, "4A", 750, allowed(ann.learner.id))


async def test_many_at_once_do_not_spend_more_together(store: Store, ann: Talk) -> None:
    tries = [store.reserve_tokens(DAY, ann.learner.id, None, 100, [Allowance("learner", ann.learner.id, 1000)]) for _ in range(25)]
    found = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, str) for one in found) == 10
    assert sum(isinstance(one, SpentError) for one in found) == 15


async def test_costs_are_by_class_and_model_and_what_crashed_counts_as_it_was_put_aside(store: Store, ann: Talk, ben: Talk) -> None:
    for talk, classroom, sent, outcome in ((ann, "4A", 200, "ok"), (ann, "4A", 300, "offline"), (ben, None, 100, "ok")):
        id = await store.reserve_tokens(DAY, talk.learner.id, classroom, 900, [])
        await store.settle_tokens(id, use(sent, 40, outcome))
    await store.reserve_tokens(DAY, ann.learner.id, "4A", 700, [])
    await store.reserve_tokens("2026-02-01", ann.learner.id, "4A", 7000, [])
    found = {(one.classroom, one.model): one for one in await store.spent("2026-03-01", "2026-03-31")}
    assert found[("4A", "small-model")] == Spent("4A", "small-model", 2, 1, 500, 20, 80)
    assert found[(None, "small-model")] == Spent(None, "small-model", 1, 0, 100, 10, 40)
    assert found[("4A", "")].sent == 700


async def test_who_is_forgotten_leaves_what_was_spent_and_not_by_whom(store: Store, ann: Talk) -> None:
    id = await store.reserve_tokens(DAY, ann.learner.id, "4A", 900, allowed(ann.learner.id))
    await store.settle_tokens(id, use(200, 50))
    await ann.forgets()
    kept = await store.read(lambda db: str([db.exec_driver_sql(f"SELECT * FROM {name}").all() for name in ("model_call", "model_spending")]))
    assert ann.learner.id not in kept and "small-model" in kept
