"""The fake Bot API: faults on order, nonsense refused, and the server driven from another process."""

from __future__ import annotations

import asyncio
import inspect
import json
import sys
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from tests.bot_api import BotApi, DropAfterAccepting, DropBefore, Refusal, ServerError, Slow, TimeoutAfterAccepting, TimeoutBefore, TooMany
from tests.bot_api.methods import METHODS
from tests.bot_api.params import Params
from tests.bot_api.rules import RefusedError
from tests.bot_api.seen import PATIENCE
from tests.bot_api.wire import Json


async def test_parameters_come_in_four_ways(api: BotApi) -> None:
    ann = api.private_chat("Ann", started=True)
    entities = [{"type": "bold", "offset": 0, "length": 2}]
    given = {"chat_id": str(ann.id), "text": "hi", "entities": json.dumps(entities)}
    address = f"{api.bot_url}{api.token}/SENDMESSAGE"
    async with aiohttp.ClientSession() as session:
        multipart = aiohttp.FormData(given)
        multipart.add_field("beside", b"a file makes it multipart", filename="beside.txt")
        for sent in (
            session.get(address, params=given),
            session.post(address, data=given),
            session.post(address, json={**given, "entities": entities}),
            session.post(address, data=multipart),
        ):
            async with sent as answer:
                assert answer.status == 200
    assert [message.marked for message in ann.answers] == [[("bold", "hi")]] * 4


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(st.sampled_from('ab😀\ud83d[{"/'), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "text", "media", "message_id", "id", "url"]), inner, max_size=3)
    ),
    max_leaves=6,
)


NAMES = [
    "text",
    "entities",
    "caption",
    "caption_entities",
    "reply_markup",
    "reply_parameters",
    "message_thread_id",
    "message_id",
    "message_ids",
    "media",
    "document",
    "photo",
    "commands",
    "scope",
    "menu_button",
    "results",
    "result",
    "offset",
    "limit",
    "allowed_updates",
    "url",
    "action",
    "draft_id",
    "file_id",
    "user_id",
    "callback_query_id",
    "parse_mode",
]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), ANYTHING), st.sampled_from([method for method in METHODS if method != "setwebhook"]))
def test_nonsense_is_refused_and_never_breaks_the_server(values: Json, method: str) -> None:
    api = BotApi()
    ann = api.private_chat("Ann", started=True)
    ann.says("hello")
    try:
        result = METHODS[method](api.world, Params({"chat_id": ann.id, **values}))
        if inspect.isawaitable(result):
            asyncio.run(_awaited(result))
    except RefusedError as refused:
        assert 400 <= refused.code < 500


async def _awaited(result: Awaitable[Any]) -> Any:
    return await result


async def test_429_holds_for_that_chat_alone(api: BotApi, bot: Bot) -> None:
    ann, bob = api.private_chat("Ann", started=True), api.private_chat("Bob", started=True)
    api.script("sendMessage", chat=ann, fault=TooMany(0.2))
    with pytest.raises(RetryAfter):
        await bot.send_message(ann.id, "one")
    await bot.send_message(bob.id, "at once")
    await asyncio.sleep(0.25)
    await bot.send_message(ann.id, "one")
    assert (ann.texts, bob.texts, api.faults_of_bot) == (["one"], ["at once"], [])


@pytest.mark.parametrize(
    ("fault", "raised", "shown"),
    [
        (ServerError(502), NetworkError, 0),
        (ServerError(500, html=True), NetworkError, 0),
        (Refusal(400, "Bad Request: can't parse entities"), BadRequest, 0),
        (DropBefore(), NetworkError, 0),
        (DropAfterAccepting(), NetworkError, 1),
        (TimeoutBefore(), TimedOut, 0),
        (TimeoutAfterAccepting(), TimedOut, 1),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, type | int) else "",
)
async def test_a_fault_on_order(fault: Any, raised: type[Exception], shown: int, api: BotApi, bot: Bot) -> None:
    """It happens once, to that method, and the message is there or not, as the fault says."""
    ann = api.private_chat("Ann", started=True)
    api.script("sendMessage", fault=fault)
    await bot.send_chat_action(ann.id, "typing")
    with pytest.raises(raised):
        await bot.send_message(ann.id, "one", read_timeout=1 if raised is TimedOut else PATIENCE)
    async with asyncio.timeout(PATIENCE):  # who gave up may have done so before the server came to it
        while api.log[-1].outcome != type(fault).__name__:
            await asyncio.sleep(0.01)
    assert len(ann.answers) == shown
    await bot.send_message(ann.id, "two")
    assert len(ann.answers) == shown + 1


async def test_faults_come_in_order_and_slow_is_only_slow(api: BotApi, bot: Bot) -> None:
    ann = api.private_chat("Ann", started=True)
    api.script("sendMessage", chat=ann, fault=Slow(0.1))
    api.script(chat=ann, times=2, fault=ServerError())
    await bot.send_message(ann.id, "one")
    assert api.log[-1].took >= 0.1
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(ann.id, "two")
    await bot.send_message(ann.id, "two")
    assert ann.texts == ["one", "two"]


async def test_another_process_serves_and_is_driven_over_http() -> None:
    command = [sys.executable, "-m", "tests.bot_api", "--control"]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert process.stdout is not None
    address = (await process.stdout.readline()).decode().strip()
    token = (await process.stdout.readline()).decode().split()[1]
    try:
        async with aiohttp.ClientSession() as session:
            await drive(session, address, token)
    finally:
        process.terminate()
        assert await process.wait() == 0


async def drive(session: aiohttp.ClientSession, address: str, token: str) -> None:
    """A chat, a message, a fault, a file and what was kept of them."""

    async def control(what: str, **given: Any) -> Json:
        async with session.post(f"{address}/control/{what}", json=given) as answer:
            found: Json = await answer.json()
            return found

    async def call(method: str, **params: Any) -> Json:
        async with session.post(f"{address}/bot{token}/{method}", data=params) as answer:
            found: Json = await answer.json()
            return found

    chat = (await control("private_chat", first_name="Ann"))["chat"]
    said = await control("says", chat=chat, text="hello")
    assert [one["update_id"] for one in (await call("getUpdates"))["result"]] == said["update_ids"]
    await control("script", method="sendMessage", fault={"kind": "ServerError", "code": 503})
    assert (await call("sendMessage", chat_id=chat, text="one"))["error_code"] == 503
    assert (await call("sendMessage", chat_id=chat, text="two"))["ok"]
    assert [one["text"] for one in (await control("wait", chat=chat))["messages"]] == ["two"]
    assert [one["text"] for one in (await control("shown", chat=chat))["messages"]] == ["hello", "two"]
    state = await control("state")
    assert (state["counts"]["sendMessage"], state["faults_of_bot"]) == (2, [])
    assert "KeyError" in (await control("script"))["wrong"]
    assert "no door" in (await control("dance"))["wrong"]
