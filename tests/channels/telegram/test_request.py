"""The transport against a Bot API over real HTTP: calls, files, and what became of a request that failed."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels.telegram import request
from bot.channels.telegram.call import Call, Upload
from bot.channels.telegram.request import (
    AiohttpRequest,
    NotSentError,
    NotSentInTimeError,
    TooLargeError,
    UnsureError,
    UnsureInTimeError,
    proxy_to,
    request_data,
    seconds_of,
)
from tests.bot_api import BotApi, DropAfterAccepting, DropBefore, ServerError, Slow, TimeoutAfterAccepting, TooMany
from tests.bot_api.seen import PATIENCE

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
TOKEN_PATH = "bot123:SECRET"


@asynccontextmanager
async def server(handler: Handler) -> AsyncIterator[str]:
    """A server of one door; its address, with a token in it."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/{TOKEN_PATH}"
    finally:
        await runner.cleanup()


def answering(body: bytes, status: int = 200) -> Handler:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=body, status=status)

    return handler


def transport(**times: Any) -> AiohttpRequest:
    return AiohttpRequest(**{"connect": PATIENCE, "read": PATIENCE, "write": PATIENCE, "upload": PATIENCE, "server": "http://127.0.0.1", **times})


async def call(sender: AiohttpRequest, api: BotApi, made: Call, token: str = "") -> Any:
    return await sender.post(f"{api.bot_url}{token or api.token}/{made.method}", request_data(made))


async def test_the_library_talks_through_it() -> None:
    async with BotApi() as api:
        ann = api.private_chat("Ann", started=True)
        async with Bot(api.token, base_url=api.bot_url, request=transport(), get_updates_request=transport(pool=1)) as bot:
            assert (await bot.get_me()).username == "sampan_test_bot"
            sent = await bot.send_message(ann.id, "一個浴室 🚿 & 9 families + more")
            ann.says("hello")
            updates = await bot.get_updates(timeout=20)
        assert ann.last.text == sent.text == "一個浴室 🚿 & 9 families + more"
        assert updates[0].message is not None and updates[0].message.text == "hello"
        assert not api.faults_of_bot


async def test_a_call_with_files() -> None:
    files = {"document": Upload("浴室.zip", "application/zip", b"PK" + bytes(1_500_000))}
    async with BotApi() as api, transport() as sender:
        ann = api.private_chat("Ann", started=True)
        await call(sender, api, Call("sendDocument", {"chat_id": ann.id, "caption": "here", "reply_markup": {"inline_keyboard": []}}, files))
        assert ann.last.document_name == "浴室.zip"
        assert ann.last.document == b"PK" + bytes(1_500_000)
        assert not api.faults_of_bot


async def test_what_telegram_answers_is_the_librarys_own_error() -> None:
    async with BotApi() as api, transport() as sender:
        ann = api.private_chat("Ann", started=True)
        say = Call("sendMessage", {"chat_id": ann.id, "text": "x"})
        api.script("sendMessage", fault=ServerError(502))
        with pytest.raises(NetworkError) as down:
            await call(sender, api, say)
        assert not isinstance(down.value, (UnsureError, NotSentError))
        api.script("sendMessage", fault=TooMany(5))
        with pytest.raises(RetryAfter, match="5 seconds"):
            await call(sender, api, say)
        await sender.post(f"{api.bot_url}{api.token}/getMe")
        with pytest.raises(BadRequest):
            await call(sender, api, Call("sendMessage", {"chat_id": api.private_chat("Bo", started=True).id, "text": ""}))
        with pytest.raises(InvalidToken):
            await call(sender, api, say, token="1:x")


async def test_what_may_have_arrived_is_unsure() -> None:
    async with BotApi() as api, transport(read=1.0) as sender:
        ann = api.private_chat("Ann", started=True)
        say = Call("sendMessage", {"chat_id": ann.id, "text": "x"})
        for fault, error in ((TimeoutAfterAccepting(), UnsureInTimeError), (DropAfterAccepting(), UnsureError), (DropBefore(), UnsureError)):
            api.script("sendMessage", fault=fault)
            with pytest.raises(error):
                await call(sender, api, say)
        assert ann.texts == ["x", "x"]


async def test_a_slow_answer_within_the_time_is_an_answer() -> None:
    async with BotApi() as api, transport() as sender:
        ann = api.private_chat("Ann", started=True)
        api.script("sendMessage", fault=Slow(0.3))
        assert (await call(sender, api, Call("sendMessage", {"chat_id": ann.id, "text": "x"})))["text"] == "x"


async def test_where_nobody_listens_nothing_was_sent() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/{TOKEN_PATH}/getMe"
        async with transport() as sender:
            with pytest.raises(NotSentError, match="no connection") as error:
                await sender.post(address)
    assert "SECRET" not in str(error.value) and error.value.__cause__ is None


@pytest.mark.parametrize("address", ["http://no-such-host.invalid/bot1:SECRET/x", "http://[bot1:SECRET", "bot1:SECRET/x", "ftp://a.hk/bot1:SECRET"])
async def test_a_wrong_address_is_told_without_the_token(address: str) -> None:
    async with transport(connect=0.5) as sender:
        with pytest.raises(NetworkError) as error:
            await sender.post(address)
    assert isinstance(error.value, NotSentError) and "SECRET" not in str(error.value)


async def test_a_full_pool_sent_nothing() -> None:
    asked, may = asyncio.Event(), asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        asked.set()
        await may.wait()
        return web.json_response({"ok": True, "result": 1})

    async with server(slow) as address, transport(pool=1) as sender:
        first = asyncio.create_task(sender.post(address))
        await asked.wait()
        with pytest.raises(NotSentInTimeError) as error:
            await sender.post(address, pool_timeout=0.1)
        assert isinstance(error.value, TimedOut)
        may.set()
        assert await first == 1


@pytest.mark.parametrize("body", [b"<html>", b"", b"[1]", b'{"ok":true}', b"\xff\xfe"])
async def test_an_answer_that_cannot_be_read_leaves_it_unsure(body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async with server(answering(body)) as address, transport() as sender:
        with pytest.raises(UnsureError):
            await sender.post(address)
    assert not caplog.records


async def test_a_page_of_a_server_between_is_a_fault_of_the_net() -> None:
    async with server(answering(b"<html>Bad Gateway", 502)) as address, transport() as sender:
        with pytest.raises(NetworkError) as error:
            await sender.post(address)
    assert not isinstance(error.value, UnsureError)


async def test_nobody_is_followed_elsewhere() -> None:
    async def away(asked: web.Request) -> web.Response:
        if asked.path == "/elsewhere":
            return web.json_response({"ok": True, "result": 1})
        return web.Response(status=302, headers={"Location": "/elsewhere"})

    async with server(away) as address, transport() as sender:
        with pytest.raises(TelegramError):
            await sender.post(address)


async def test_a_file_that_lies_about_its_size_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request, "LARGEST_FILE", 1000)
    async with server(answering(b"x" * 1000)) as address, transport() as sender:
        assert len(await sender.retrieve(address)) == 1000
    async with server(answering(b"x" * 100_000)) as address, transport() as sender:
        with pytest.raises(TooLargeError):
            await sender.retrieve(address)


async def test_closed_it_sends_nothing_and_opens_again() -> None:
    async with server(answering(b'{"ok":true,"result":1}')) as address:
        sender = transport()
        with pytest.raises(NotSentError):
            await sender.post(address)
        for _ in range(2):
            await sender.initialize()
            assert await sender.post(address) == 1
            await sender.shutdown()
        await sender.shutdown()
        with pytest.raises(NotSentError):
            await sender.post(address)


@pytest.mark.parametrize(
    ("server", "proxy"),
    [
        ("https://api.telegram.org", "http://proxy.school.hk:3128"),
        ("http://bot-api.school.hk", None),
        ("https://inside.school.cn", None),
        ("http://127.0.0.1:8081", None),
        ("http://localhost:8081", None),
    ],
)
def test_the_environments_proxy_is_used_but_not_to_this_machine(server: str, proxy: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy", "https_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.school.hk:3128")
    monkeypatch.setenv("NO_PROXY", "inside.school.cn")
    assert proxy_to(server) == proxy


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize(("after", "seconds"), [(3, 3.0), (0.5, 0.5), (timedelta(seconds=2), 2.0)])
def test_how_long_telegram_asks_to_wait(after: Any, seconds: float) -> None:
    assert seconds_of(RetryAfter(after)) == seconds
