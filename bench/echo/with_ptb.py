"""python-telegram-bot's plain echo bot with its defaults: `with_ptb.py TOKEN API PORT`."""

from __future__ import annotations

import sys

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say back what was said."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main(token: str, api: str, port: str) -> None:
    built = ApplicationBuilder().token(token).base_url(f"{api}/bot").build()
    built.add_handler(MessageHandler(filters.TEXT, echo))
    built.run_webhook(port=int(port), url_path="webhook", webhook_url=f"http://127.0.0.1:{port}/webhook", secret_token="a-secret-of-benches")


if __name__ == "__main__":
    main(*sys.argv[1:])
