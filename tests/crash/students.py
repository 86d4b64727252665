"""Students who talk to the bot through the fake Bot API server until they have their zip, whatever happens to the program meanwhile."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass, field

from tests.bot_api import BotApi
from tests.bot_api.chats import Chat
from tests.bot_api.messages import Message

PROBLEMS = (
    "families on our floor queue for one shower",
    "劏房十戶人共用一個浴室，成日要排隊",
    "我们宿舍洗衣机总是没空，想预约",
    "our class library loses track of who borrowed which book",
    "I keep forgetting things when I go out",
    "想做一個溫習歷史的小測驗",
)
WORDS_ENOUGH = 14
"""Messages after which a student without a zip has been let down."""


@dataclass
class Student:
    """One person in one chat. What they do next depends on what they see alone."""

    chat: Chat
    problem: str
    patience: float = 90.0
    said: int = 0
    seen: int = 0
    asked_again: set[str] = field(default_factory=set)
    """Notices whose button was pressed."""

    async def talk(self) -> bool:
        """Until the zip is there; whether it came."""
        self._say(self.problem)
        while self.said < WORDS_ENOUGH:
            if not await self._hears():
                return False
            if self.has_zip:
                return True
            self._answer()
        return self.has_zip

    @property
    def has_zip(self) -> bool:
        return any(message.document for message in self.chat.answers)

    def _say(self, text: str) -> None:
        self.said += 1
        self.seen = len(self.chat.answers)
        self.chat.says(text)

    async def _hears(self) -> bool:
        """Whether something new came; a moment more is given to what belongs to it."""
        try:
            await self.chat.wait_for(lambda chat: len(chat.answers) > self.seen, timeout=self.patience)
        except AssertionError:
            return False
        await asyncio.sleep(0.15)
        return True

    def _answer(self) -> None:
        """Have sent again what was lost, wherever in the talk that is offered; else press what leads on; say 'idk' where there is nothing to press."""
        if lost := self._lost():
            self.asked_again.add(lost)
            self._press(self.chat.last, lost)
            return
        latest = next((message for message in reversed(self.chat.answers) if message.buttons), None)
        if latest is None or latest.id <= self._first_unseen():
            self._say("idk")
            return
        self.said += 1
        self._press(latest, _choice(latest))

    def _press(self, message: Message, data: str) -> None:
        self.seen = len(self.chat.answers)
        self.chat.presses(message, data=data)

    def _lost(self) -> str:
        """What the button of the latest notice carries that was not pressed yet."""
        offered = [data for message in self.chat.answers for data in _carried(message) if _means(data) == "again"]
        return next((data for data in reversed(offered) if data not in self.asked_again), "")

    def _first_unseen(self) -> int:
        before = self.chat.answers[: self.seen]
        return before[-1].id if before else 0


def _carried(message: Message) -> list[str]:
    """What the buttons of a message carry."""
    return [key["callback_data"] for row in message.keyboard for key in row if "callback_data" in key]


def _means(data: str) -> str:
    return data.partition("|")[2].partition(":")[0]


def _choice(message: Message) -> str:
    """What the button carries that builds; else the first."""
    carried = _carried(message)
    return next((data for data in carried if _means(data) == "build"), carried[0])


def class_of(api: BotApi, count: int) -> list[Student]:
    problems = itertools.cycle(PROBLEMS)
    return [Student(api.private_chat(f"Student {number}", started=True), next(problems)) for number in range(count)]
