"""Code that comes to a step of a lesson as a file, instead of being typed."""

from __future__ import annotations

from bot.core.deciding import Turn
from bot.core.decision import AtLesson
from bot.core.errors import FileError
from bot.core.turn import Incoming
from bot.services import Parts
from bot.services.lesson.in_chat import at_lesson
from bot.services.outcome import Outcome
from bot.services.take_file import fetched
from scaffolds.drill import MOST


async def sent(parts: Parts, turn: Turn, incoming: Incoming) -> Outcome | None:
    """What comes of it; None for an app's zip, for what is no text, and where no code is waited for."""
    if turn.taking is None or turn.taking.waits != "code" or (incoming.file is None and not incoming.file_ref):
        return None
    try:
        data = incoming.file if incoming.file is not None else await fetched(parts, incoming)
        code = data[: 4 * MOST].decode("utf-8-sig")
    except (FileError, UnicodeDecodeError):
        return None
    if data[:2] == b"PK":
        return None
    said, news = await at_lesson(parts, turn, AtLesson(what="code", text=code, taking=turn.taking))
    return Outcome(said, lesson=news)
