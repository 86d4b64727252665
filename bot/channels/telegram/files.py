"""A file that somebody sent, fetched by its id."""

from __future__ import annotations

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.request import TooLargeError
from bot.core.errors import FileError


async def fetch(bot: Bot, file_id: str) -> bytes:
    """The bytes of a file, of at most 20 MB as the Bot API has it. Raises `FileError`."""
    try:
        file = await bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())
    except TooLargeError:
        raise FileError("too_big") from None
    except BadRequest as error:
        raise FileError("too_big" if "too big" in error.message.lower() else "not_fetched") from None
    except TelegramError:
        raise FileError("not_fetched") from None
