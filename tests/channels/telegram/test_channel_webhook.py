"""Updates that Telegram brings: believed only with the secret, acknowledged only once they are kept, answered once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest

from bot.bootstrap import make_app, make_parts
from bot.channels.telegram import webhook
from bot.channels.telegram.channel import Doorway
from bot.settings import Settings
from storage.errors import StoreError
from storage.records import Json, Taken
from storage.store import Store
from tests.bot_api import BotApi
from tests.bot_api.methods import METHODS
from tests.bot_api.params import Params
from tests.bot_api.world import World
from tests.channels.telegram.conftest import Door, Enter
from tests.channels.telegram.serving import listening, served
from tests.channels.telegram.talking import PROBLEMS, ids, presses, says, silent, to_zip, until

SECRET = "s3cret_s3cret"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class ShakyStore(Store):
    """A store that is away for its next few messages."""

    away = 0

    async def take_in(self, chat: str, outside_id: str, payload: Json, worker: str | None = None) -> Taken | None:
        if self.away:
            self.away -= 1
            raise StoreError("the disk is away")
        return await super().take_in(chat, outside_id, payload, worker)


@asynccontextmanager
async def brought(enter: Enter, store: Store | None = None) -> AsyncIterator[tuple[Door, str]]:
    """The door, with a webhook; its address."""
    place = listening()
    address = f"http://127.0.0.1:{place.getsockname()[1]}/telegram/webhook"
    async with enter(store=store, doorway=Doorway(address, SECRET, unpaced=True)) as door, served(door.channel.webhook, place):
        yield door, address


async def test_from_a_problem_to_a_zip(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with brought(enter):
        assert (await to_zip(ann, PROBLEMS["en"])).document
        assert (await presses(ann, "predict:0")).text
    assert not api.faults_of_bot and not api.unanswered
    assert {status for _, status in api.world.webhook.attempts} <= {200, 503}


@pytest.mark.parametrize("given", [None, "", "wrong", SECRET + "x", "ÿ"])
async def test_without_the_secret_nothing_is_read(api: BotApi, enter: Enter, monkeypatch: pytest.MonkeyPatch, given: str | None) -> None:
    def unread(body: bytes) -> None:
        raise AssertionError("it was read")

    ann = api.private_chat(started=True)
    update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": ann.wire, "from": ann.user.wire, "text": PROBLEMS["en"]}}
    async with brought(enter) as (_, address), httpx2.AsyncClient() as stranger:
        with monkeypatch.context() as patched:
            patched.setattr(webhook, "_read", unread)
            headers = {} if given is None else {HEADER: given.encode("latin-1")}
            refused = await stranger.post(address, json=update, headers=headers)  # type: ignore[arg-type]  # bytes, as strangers send them
        assert (refused.status_code, refused.content) == (403, b"")
        assert (await stranger.get(address)).status_code == 405
        await silent(ann, 0.05)


async def test_while_the_store_is_away_telegram_keeps_it_and_it_is_answered_once(api: BotApi, enter: Enter, store_of_this_test: str) -> None:
    ann = api.private_chat()
    store = ShakyStore.open(store_of_this_test)
    async with brought(enter, store):
        await says(ann, PROBLEMS["en"])
        await until(lambda: not api.world.updates.pending)
        api.world.webhook.attempts.clear()
        store.away = 2
        said = await says(ann, "my class")
        assert said.text
        await until(lambda: not api.world.updates.pending)
        await silent(ann, 0.1)
    assert [status for _, status in api.world.webhook.attempts] == [503, 503, 200]


async def test_an_update_that_is_brought_again_is_answered_once(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    async with brought(enter):
        said = await says(ann, PROBLEMS["en"])
        first = api.last_update_id
        press = ann.presses(said, "Not sure")
        await ann.wait_for(2)
        await until(lambda: not api.world.updates.pending)
        api.deliver_again(first)
        api.deliver_again(press.update_id)
        await silent(ann, 0.2)
        assert (await says(ann, "/help")).text


async def test_what_is_no_update_is_acknowledged_and_holds_up_nobody(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat()
    strange = [
        b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"{}", b'{"update_id": 5}', b'{"update_id": "x", "message": 7}', b'{"update_id": 6, "message": {"chat": null}}',
        b'{"update_id": 7, "telepathy": {"chat": {"id": 1}}}', b'{"update_id": 8, "callback_query": {"id": []}}', b"[" * 100_000, b"1" * 5_000_000,
    ]  # fmt: skip
    async with brought(enter) as (_, address), httpx2.AsyncClient(headers={HEADER: SECRET}) as telegram:
        await says(ann, "/help")
        for body in strange:
            assert (await telegram.post(address, content=body)).status_code == 200, body[:40]
        assert "queue for one shower" in (await says(ann, PROBLEMS["en"])).text


async def test_a_text_of_a_megabyte_is_an_ordinary_message(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat(started=True)
    text = PROBLEMS["en"] + " and they wait" * 75_000
    update = {"update_id": 1, "message": {"message_id": 900, "date": 1, "chat": ann.wire, "from": ann.user.wire, "text": text}}
    async with brought(enter) as (_, address), httpx2.AsyncClient(headers={HEADER: SECRET}) as telegram:
        await says(ann, "/help")
        assert (await telegram.post(address, content=json.dumps(update))).status_code == 200
        await ann.wait_for(2)
        assert "who:family" in ids(ann.last)
    assert not api.faults_of_bot


async def test_many_at_once_are_answered_each_in_its_own_order(api: BotApi, enter: Enter) -> None:
    chats = [api.private_chat(f"P{number}") for number in range(8)]
    async with brought(enter):
        for text in (PROBLEMS["en"], "my class", "/help", "/versions"):
            for chat in chats:
                chat.says(text)
        for chat in chats:
            await chat.wait_for(4)
    assert len({tuple(chat.texts[2:]) for chat in chats}) == 1, "the last two are commands, and come last everywhere"


async def test_the_whole_program_registers_its_webhook_and_serves_it(api: BotApi, store_of_this_test: str) -> None:
    place = listening()
    address = f"http://127.0.0.1:{place.getsockname()[1]}"
    settings = Settings.model_validate(
        {
            "database_url": store_of_this_test, "telegram_bot_token": api.token, "telegram_api_base": api.base_url,
            "telegram_webhook_url": f"{address}/telegram/webhook", "telegram_webhook_secret": SECRET,
        }
    )  # fmt: skip
    parts = make_parts(settings, public_url="https://sampan.test")
    app, telegram = make_app(settings, parts)
    ann = api.private_chat()
    async with telegram, served(app, place), httpx2.AsyncClient() as browser:
        assert "queue for one shower" in (await says(ann, PROBLEMS["en"])).text
        assert (await browser.get(f"{address}/health")).json() == {"status": "ok"}
        assert (await browser.post(f"{address}/telegram/webhook")).status_code == 403
        assert (await browser.get(f"{address}/telegram/app")).status_code == 200
    await parts.lanes.drained()
    await parts.store.close()
    assert (api.world.webhook.url, api.world.webhook.secret) == (f"{address}/telegram/webhook", SECRET)


async def test_before_the_door_is_open_telegram_keeps_its_updates(api: BotApi, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    ann, may, get_me = api.private_chat(), asyncio.Event(), METHODS["getme"]

    async def later(world: World, params: Params) -> object:
        await may.wait()
        return get_me(world, params)

    monkeypatch.setitem(METHODS, "getme", later)
    place = listening()
    address = f"http://127.0.0.1:{place.getsockname()[1]}/telegram/webhook"
    async with enter(doorway=Doorway(address, SECRET, unpaced=True)) as door, served(door.channel.webhook, place):
        async with httpx2.AsyncClient(headers={HEADER: SECRET}) as telegram:
            assert (await telegram.post(address, json={"update_id": 1})).status_code == 503
        may.set()
        assert (await says(ann, PROBLEMS["en"])).text
