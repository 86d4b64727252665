"""How a student talks with Sampan in Telegram: say or press something, and wait for what comes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from bot.brains.offline.tutor import OfflineTutor
from bot.core.brain import Tell
from bot.core.interpretation import Context, Interpretation
from scaffolds.spec import Language
from tests.bot_api.chats import Chat
from tests.bot_api.messages import Message
from tests.bot_api.seen import PATIENCE
from tests.bot_api.users import User

PROBLEMS: dict[Language, str] = {
    "en": "families on our floor queue for one shower",
    "zh-Hant": "我哋成層樓九伙人爭一個沖涼房",
    "zh-Hans": "我们一层楼九户人家抢一个浴室",
}
CODES: dict[Language, str] = {"en": "en", "zh-Hant": "zh-hant", "zh-Hans": "zh-hans"}


class WaitingTutor(OfflineTutor):
    """Thinks about a message with 'slowly' in it until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.may = asyncio.Event()
        self.thinking = asyncio.Event()
        self.heard: list[str] = []

    async def interpret(self, text: str, context: Context, tell: Tell | None = None) -> Interpretation:
        self.heard.append(text)
        if "slowly" in text:
            if tell is not None and "aloud" in text:
                tell("That is *one* shower")
            self.thinking.set()
            await self.may.wait()
        return await super().interpret(text, context)


async def says(chat: Chat, text: str, from_: User | None = None, thread: int | None = None, reply_to: Message | None = None) -> Message:
    """Sampan's next message after somebody said this."""
    before = len(chat.answers)
    chat.says(text, from_=from_, thread=thread, reply_to=reply_to)
    await chat.wait_for(before + 1)
    return chat.answers[before]


async def presses(chat: Chat, button: str, message: Message | None = None, from_: User | None = None) -> Message:
    """Sampan's next message after somebody pressed the button with this id; the press is acknowledged."""
    message = message or chat.last
    before = len(chat.answers)
    press = chat.presses(message, data_of(message, button), from_=from_)
    await press.answered()
    await chat.wait_for(before + 1)
    return chat.answers[before]


def ids(message: Message) -> list[str]:
    """The ids of the buttons under a message."""
    return [data.partition("|")[2] for data in _data(message)]


def data_of(message: Message, button: str) -> str:
    return next(data for data in _data(message) if data.partition("|")[2] == button)


def _data(message: Message) -> Iterable[str]:
    return (key["callback_data"] for row in message.keyboard for key in row if "callback_data" in key)


async def to_plan(chat: Chat, problem: str, from_: User | None = None) -> Message:
    """Tell the problem and leave every question open: the plan, with the button that builds it."""
    said = await says(chat, problem, from_=from_)
    for _ in range(8):
        if "build" in ids(said):
            return said
        said = await presses(chat, "idk" if "idk" in ids(said) else ids(said)[0], said, from_)
    raise AssertionError(f"no plan: {chat.texts}")


async def to_zip(chat: Chat, problem: str, from_: User | None = None) -> Message:
    """To the message with the zip, and the guess after it."""
    said = await presses(chat, "build", await to_plan(chat, problem, from_), from_)
    await chat.wait_for(lambda seen: any("predict:0" in ids(one) for one in seen.answers))
    return said


async def until(holds: Callable[[], object]) -> None:
    """Until it is so, however slow the machine."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.01)


async def silent(chat: Chat, seconds: float = 0.25) -> None:
    """Nothing is said for so long."""
    before = len(chat.answers)
    await asyncio.sleep(seconds)
    assert len(chat.answers) == before, chat.texts[before:]
