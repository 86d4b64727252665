"""The door opens, or says in one line why it does not; the rest of the program goes on."""

from __future__ import annotations

import logging

import httpx2
import pytest

from bot.bootstrap import make_app, make_parts
from bot.channels.telegram import channel, updates
from bot.channels.telegram.addressed import Me
from bot.channels.telegram.heard import Heard
from bot.settings import Settings
from tests.bot_api import BotApi, Refusal, ServerError, TooMany
from tests.channels.telegram.conftest import Enter
from tests.channels.telegram.serving import listening, served
from tests.channels.telegram.talking import PROBLEMS, says, until


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("bot.") and record.levelno >= logging.WARNING]


@pytest.mark.parametrize("token", ["123456789:AAwrong", "nonsense", "12 3/..:x?y#z"])
async def test_a_refused_token_is_one_line_and_the_web_chat_goes_on(
    api: BotApi, store_of_this_test: str, caplog: pytest.LogCaptureFixture, token: str
) -> None:
    settings = Settings(database_url=store_of_this_test, telegram_bot_token=token, telegram_api_base=api.base_url)
    parts = make_parts(settings)
    app, telegram = make_app(settings, parts)
    async with telegram, served(app) as address, httpx2.AsyncClient(base_url=address) as browser:
        await until(lambda: lines(caplog))
        assert (await browser.get("/health")).json() == {"status": "ok"}
        assert (await browser.get("/")).status_code == 200
    await parts.store.close()
    (line,) = lines(caplog)
    assert "@BotFather" in line and "TELEGRAM_BOT_TOKEN" in line and token not in line and "Traceback" not in caplog.text


async def test_a_token_that_is_revoked_later_is_told_of_as_well(api: BotApi, enter: Enter, caplog: pytest.LogCaptureFixture) -> None:
    ann = api.private_chat()
    async with enter():
        await says(ann, PROBLEMS["en"])
        api.script("getUpdates", fault=Refusal(401, "Unauthorized"))
        ann.says("my class")
        await ann.wait_for(2)
        await until(lambda: lines(caplog))
    assert "@BotFather" in lines(caplog)[0]


async def test_where_telegram_cannot_be_reached_it_is_tried_again(api: BotApi, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "AGAIN", 0.05)
    ann = api.private_chat()
    api.script("getMe", times=2, fault=ServerError(502))
    api.script("setMyCommands", fault=TooMany(0.1))
    async with enter():
        assert (await says(ann, PROBLEMS["en"])).text


async def test_a_server_that_is_not_there_yet_is_waited_for(enter: Enter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(channel, "AGAIN", 0.05)
    free = listening()  # nobody answers there, and nobody else gets it meanwhile
    port = free.getsockname()[1]
    async with enter(base=f"http://127.0.0.1:{port}"):
        await until(lambda: lines(caplog))
        free.close()
        async with BotApi(port=port) as late:
            ann = late.private_chat()
            assert (await says(ann, PROBLEMS["en"])).text
    assert "trying again" in lines(caplog)[0]


async def test_trouble_while_fetching_loses_nothing(api: BotApi, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.telegram.polling.REST", 0.05)
    ann = api.private_chat()
    async with enter():
        await says(ann, "/help")
        api.script("getUpdates", times=2, fault=ServerError(502, html=True))
        ann.says(PROBLEMS["en"])
        ann.says("my class")
        await ann.wait_for(3)
        await says(ann, "/help")


async def test_an_update_that_cannot_be_taken_holds_up_nobody(
    api: BotApi, enter: Enter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ann = api.private_chat()
    heard = updates.heard

    def stumbling(update: dict[str, object], me: Me) -> Heard:
        if "secret words" in str(update):
            raise RuntimeError("secret words")
        return heard(update, me)

    monkeypatch.setattr(updates, "heard", stumbling)
    async with enter():
        ann.says("secret words")
        assert "queue for one shower" in (await says(ann, PROBLEMS["en"])).text
    (line,) = lines(caplog)
    assert "RuntimeError" in line and "secret" not in caplog.text
