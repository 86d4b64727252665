"""Code that comes to a quest as a file: `my_rules.js` alone, or in the zip of the app. A picture of code, and somebody else's app, are told kindly."""

from __future__ import annotations

import asyncio

from bot.core.deciding import Turn
from bot.core.decision import AtQuest, Move
from bot.core.errors import FileError
from bot.core.turn import Incoming
from bot.services import Parts
from bot.services.outcome import Outcome
from bot.services.quest.desk import Desk
from bot.services.quest.trying import written
from bot.services.take_file import fetched
from scaffolds import platforms
from scaffolds.drill import MOST
from scaffolds.returned import ReturnedError, read
from scaffolds.spec import text_of
from storage.records import Loaded

_WRITTEN = ("gap", "code", "tests")


async def sent(parts: Parts, turn: Turn, incoming: Incoming, loaded: Loaded | None) -> Outcome | None:
    """What comes of a file or a picture while code is waited for; None where it is for somebody else."""
    questing = turn.questing
    if questing is None or questing.step not in _WRITTEN or not turn.built:
        return None
    desk = Desk(parts, turn, loaded)
    if incoming.unread == "picture":
        return desk.say(questing, Move(prompt="quest/picture"))
    if incoming.file is None and not incoming.file_ref:
        return None
    try:
        data = incoming.file if incoming.file is not None else await fetched(parts, incoming)
    except FileError:
        return desk.say(questing, Move(prompt="quest/odd_file"))
    return await (_zipped(desk, data) if data[:2] == b"PK" else _script(desk, data))


async def _script(desk: Desk, data: bytes) -> Outcome:
    try:
        code = data[: 4 * MOST + 4].decode("utf-8-sig")
    except UnicodeDecodeError:
        return desk.say(desk.questing, Move(prompt="quest/odd_file"))
    return await written(desk, AtQuest(what="code", text=code))


async def _zipped(desk: Desk, data: bytes) -> Outcome:
    try:
        returned = await asyncio.to_thread(read, data)
    except ReturnedError:
        return desk.say(desk.questing, Move(prompt="quest/odd_file"))
    if returned.spec.slug != desk.spec.slug:
        return desk.say(desk.questing, Move(prompt="quest/elses", values={"title": text_of(returned.spec.title, desk.language)}))
    code = returned.files.get(platforms.discover()[returned.platform].my_rules, b"")
    return await _script(desk, code)
