"""The fake Bot API: updates by polling and by webhook, each until the bot has it, none that python-telegram-bot does not know."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from telegram import Bot, Update

from tests.bot_api import BotApi
from tests.bot_api.echo import application
from tests.bot_api.methods.updates import LONGEST_POLL
from tests.bot_api.seen import PATIENCE
from tests.bot_api.webhook import SECRET_HEADER
from tests.bot_api.wire import Json


@asynccontextmanager
async def hook(handle: Callable[[web.Request, Json], Awaitable[web.Response]]) -> AsyncIterator[str]:
    """A bot's own door for updates; gives its address."""

    async def door(request: web.Request) -> web.Response:
        return await handle(request, await request.json())

    app = web.Application()
    app.router.add_post("/hook", door)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


async def test_python_telegram_bot_behind_a_webhook(api: BotApi) -> None:
    async with application(api) as app:

        async def take(request: web.Request, update: Json) -> web.Response:
            if request.headers.get(SECRET_HEADER) != "s3cret":
                return web.Response(status=403)
            await app.update_queue.put(Update.de_json(update, app.bot))
            return web.Response()

        async with hook(take) as address:
            await app.bot.set_webhook(address, secret_token="s3cret")
            ann = api.private_chat("Ann")
            ann.says("hello")
            await ann.wait_for("heard hello")
            info = await app.bot.get_webhook_info()
            await app.bot.delete_webhook()
    assert (info.url, info.pending_update_count, info.last_error_message) == (address, 0, None)


async def test_a_webhook_is_tried_again_until_it_takes_and_keeps_a_chats_order(api: BotApi, bot: Bot) -> None:
    taken: list[str] = []
    refusals = iter([503, 500, 302])

    async def take(request: web.Request, update: Json) -> web.Response:
        status = next(refusals, 200)
        taken.extend([update["message"]["text"]] if status == 200 else [])
        return web.Response(status=status)

    api.world.webhook.first_wait = 0.01
    async with hook(take) as address:
        await bot.set_webhook(address, max_connections=1)
        ann = api.private_chat("Ann")
        for word in ("one", "two", "three"):
            ann.says(word)
        async with asyncio.timeout(PATIENCE):
            while api.world.updates.pending:
                await asyncio.sleep(0.01)
        info = await bot.get_webhook_info()
        await bot.delete_webhook()
    assert taken == ["one", "two", "three"]
    assert [status for _, status in api.world.webhook.attempts] == [503, 500, 302, 200, 200, 200]
    assert info.last_error_message == "Wrong response from the webhook: 302"


async def test_a_slow_chat_does_not_hold_another_up_at_the_webhook(api: BotApi, bot: Bot) -> None:
    go, taken = asyncio.Event(), []

    async def take(request: web.Request, update: Json) -> web.Response:
        if update["message"]["text"] == "slow":
            await go.wait()
        taken.append(update["message"]["text"])
        return web.Response()

    async with hook(take) as address:
        await bot.set_webhook(address)
        api.private_chat("Ann").says("slow")
        api.private_chat("Bob").says("fast")
        async with asyncio.timeout(PATIENCE):
            while not taken:
                await asyncio.sleep(0.01)
        assert taken == ["fast"]
        go.set()
        await bot.delete_webhook()


async def test_a_method_in_the_answer_to_a_webhook_is_carried_out(api: BotApi, bot: Bot) -> None:
    async def take(request: web.Request, update: Json) -> web.Response:
        return web.json_response({"method": "sendMessage", "chat_id": update["message"]["chat"]["id"], "text": "by return"})

    async with hook(take) as address:
        await bot.set_webhook(address)
        ann = api.private_chat("Ann")
        ann.says("hello")
        assert (await ann.wait_for(1))[0].text == "by return"
        await bot.delete_webhook()
    assert api.calls_of("sendMessage")[0].via == "webhook"


async def test_a_webhook_may_get_an_update_twice(api: BotApi, bot: Bot) -> None:
    taken: list[int] = []

    async def take(request: web.Request, update: Json) -> web.Response:
        taken.append(update["update_id"])
        return web.Response()

    async def so_many(count: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while len(taken) < count or api.world.updates.pending:
                await asyncio.sleep(0.01)

    async with hook(take) as address:
        await bot.set_webhook(address)
        api.private_chat("Ann").says("once")
        await so_many(1)
        api.deliver_again(api.last_update_id)
        await so_many(2)
        await bot.delete_webhook()
    assert taken == [api.last_update_id] * 2


async def test_an_update_stays_until_its_offset_is_passed(api: BotApi, bot: Bot) -> None:
    ann = api.private_chat("Ann")
    for word in ("one", "two", "three"):
        ann.says(word)
    first = await bot.get_updates()
    assert await bot.get_updates() == first
    assert [update.update_id for update in await bot.get_updates(offset=first[1].update_id, limit=1)] == [first[1].update_id]
    assert [update.update_id for update in await bot.get_updates(offset=-1)] == [first[2].update_id]
    assert await bot.get_updates(offset=first[2].update_id + 1) == ()


async def test_a_long_poll_ends_with_the_first_update(api: BotApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=LONGEST_POLL))
    async with asyncio.timeout(LONGEST_POLL - 10):  # long before the poll would end by itself
        while not api.world.updates.polled:
            await asyncio.sleep(0.01)
        api.private_chat("Ann").says("now")
        assert len(await poll) == 1


async def test_kinds_that_were_not_asked_for_do_not_come(api: BotApi, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["callback_query", "chat_member"])
    group = api.group("Club")
    group.says("hello")
    group.joins(api.user("Bob"))
    found = await bot.get_updates()
    assert [update.chat_member is not None for update in found] == [True]


async def test_everything_that_people_do_is_an_update_that_python_telegram_bot_knows(api: BotApi, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    everything(api)
    found = await bot.get_updates()
    assert len(found) > 20
    for update in found:
        assert update.effective_chat is not None or update.inline_query is not None
        assert not update.api_kwargs
        assert not (update.effective_message and update.effective_message.api_kwargs), update


def everything(api: BotApi) -> None:
    """Each thing that people can do, once."""
    ann = api.private_chat("Ann")
    said = ann.says("/start CODE", reply_to=ann.says("hello"))
    ann.edits(said, "/start OTHER")
    ann.sends_document(b"PK", "app.zip", "application/zip", caption="here")
    ann.sends_photo(b"\xff\xd8\xff")
    ann.sends_voice()
    ann.sends_sticker()
    ann.sends_poll("Which?", ["this", "that"])
    ann.sends_location(22.3, 114.2)
    ann.sends_web_app_data('{"a": 1}')
    ann.user.blocks_bot()
    ann.user.unblocks_bot()
    api.asks_inline(ann.user, "shower")
    api.channel("News").posts("news")
    club = api.group("Club", members=[ann.user])
    bob = api.user("Bob")
    club.joins(bob)
    club.leaves(bob)
    club.removes_bot()
    club.adds_bot()
    club.migrates().promotes_bot()
    hall = api.supergroup("Hall", forum=True)
    hall.says("in a topic", thread=hall.topic("Showers"))


async def test_what_nobody_knows_yet_is_delivered_too(api: BotApi, bot: Bot) -> None:
    number = api.raw_update(telepathy={"from": 1})
    assert [update.update_id for update in await bot.get_updates()] == [number]
