"""aiogram's echo bot, as its documentation serves a webhook: `with_aiogram.py TOKEN API PORT`."""

from __future__ import annotations

import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

SECRET = "a-secret-of-benches"


async def echo(message: Message) -> None:
    """Say back what was said."""
    await message.answer(message.text or "")


def main(token: str, api: str, port: str) -> None:
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    dispatcher, app = Dispatcher(), web.Application()
    dispatcher.message.register(echo)

    async def announce(_: web.Application) -> None:
        await bot.set_webhook(f"http://127.0.0.1:{port}/webhook", secret_token=SECRET)

    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(app, path="/webhook")
    setup_application(app, dispatcher, bot=bot)
    app.on_startup.append(announce)
    web.run_app(app, host="127.0.0.1", port=int(port), print=None, access_log=None)


if __name__ == "__main__":
    main(*sys.argv[1:])
