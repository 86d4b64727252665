"""Killed at every point of a turn, the program loses nothing that was said and doubles nothing that was answered."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator

import pytest

from tests.bot_api import BotApi
from tests.crash.killing import Account, Program, settled
from tests.crash.mortal import POINTS
from tests.crash.students import class_of


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as opened:
        yield opened


@pytest.fixture
async def program(api: BotApi, store_url: str) -> AsyncIterator[Program]:
    """Ended with the test, however that ends: one that is left behind makes all others slow."""
    started = Program(api, store_url)
    yield started
    await started.end()


def held(account: Account) -> bool:
    return (account.lost, account.waiting, account.missing, account.doubled) == (0, 0, 0, 0)


@pytest.mark.parametrize("point", POINTS)
async def test_killed_at_a_point_of_a_turn_it_goes_on_as_if_nothing_had_been(point: str, api: BotApi, store_url: str, program: Program) -> None:
    students = class_of(api, 2)
    await program.start(point, 3)
    talks = [asyncio.create_task(student.talk()) for student in students]
    assert await program.died(within=120), f"the program never came to: {point}"
    await program.start()
    try:
        assert all(await asyncio.gather(*talks)), "somebody has no zip"
        account = await settled(api, store_url, len(api.world.updates.made))
    finally:
        await program.stop()
    assert held(account), account
    assert not api.faults_of_bot


async def test_killed_at_any_moment_in_a_class_it_loses_nothing(api: BotApi, store_url: str, program: Program) -> None:
    program.webhook = True
    students = class_of(api, 6)
    await program.start()
    talks = [asyncio.create_task(student.talk()) for student in students]
    moment = random.Random(7)
    while not all(talk.done() for talk in talks) and program.deaths < 5:
        await asyncio.sleep(2.5 + moment.random() * 2)
        await program.kill()
        await program.start()
    try:
        assert all(await asyncio.gather(*talks)), "somebody has no zip"
        account = await settled(api, store_url, len(api.world.updates.made))
    finally:
        await program.stop()
    assert held(account), account
