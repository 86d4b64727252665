"""A small bot on python-telegram-bot, to try the server with."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from tests.bot_api.server import BotApi

YES = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y"), InlineKeyboardButton("No", callback_data="n")]])


@asynccontextmanager
async def application(api: BotApi) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    """python-telegram-bot, started: it says back what it hears, and turns a pressed button into 'done' and a zip."""
    built = ApplicationBuilder().token(api.token).base_url(api.bot_url).base_file_url(api.file_url).build()
    built.add_handler(MessageHandler(filters.TEXT, echo))
    built.add_handler(CallbackQueryHandler(finish))
    async with built:
        await built.start()
        yield built
        await built.stop()


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text(f"heard {update.effective_message.text}", reply_markup=YES)


async def finish(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None and update.effective_chat is not None
    await update.callback_query.answer("right away")
    await update.callback_query.edit_message_text("done")
    await update.effective_chat.send_document(b"PK...", filename="app.zip", caption="your app")
