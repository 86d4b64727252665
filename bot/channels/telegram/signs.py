"""What passes the outbox by, since nothing is lost with it: presses acknowledged, what is being done, the chosen button. Never before an answer."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from typing import Any

from telegram.error import TelegramError

from bot.channels.telegram.api import Api
from bot.channels.telegram.call import Call
from bot.channels.telegram.fields import Fields
from bot.channels.telegram.outgoing import whereabouts
from bot.channels.telegram.place import Place
from bot.channels.telegram.signals import acknowledge, at_work, draft
from bot.services.pace import Pace

SOON = 0.6
"""Seconds after which a learner would begin to wonder."""
PRIVATE_STEP, GROUP_STEP = 1.5, 4.0
"""Seconds between two changes of what is shown, as Telegram likes it."""
LONGEST = 120.0
CHOSEN = "✓ "


class _Work:
    """What one chat is shown while it waits."""

    def __init__(self, place: Place, number: int) -> None:
        self.place, self.number = place, number
        self.words, self.shown = "", ""
        self.sending: asyncio.Future[object] | None = None
        self.timer: asyncio.TimerHandle | None = None
        self.task: asyncio.Task[None] | None = None


class Signs:
    """Small signs to people, each tried once."""

    def __init__(self, api: Api, pace: Pace) -> None:
        self._api, self._pace = api, pace
        self._works: dict[str, _Work] = {}
        self._numbers = itertools.count(1)

    async def acknowledge(self, callback: str, words: str = "") -> None:
        """The press was seen; `words` are shown for a moment."""
        await self.attempt(acknowledge(callback, words))

    async def answer_query(self, query: str) -> None:
        """Sampan says nothing in other people's chats."""
        await self.attempt(Call("answerInlineQuery", {"inline_query_id": query, "results": [], "cache_time": 300}))

    async def mark_chosen(self, callback: dict[str, Any], place: Place) -> None:
        """The pressed button gets the tick, so that the talk can be read later; the others stay, for a change of mind."""
        message, data = Fields(callback).part("message"), Fields(callback).text("data")
        rows = message.part("reply_markup").rows("inline_keyboard")
        marked = [[_ticked(key, data) for key in row] for row in rows]
        if marked != rows and self._pace.free(str(place)):
            where = {"chat_id": place.chat, "message_id": message.number("message_id")}
            await self.attempt(Call("editMessageReplyMarkup", {**where, "reply_markup": {"inline_keyboard": marked}}))

    async def show(self, call: Call) -> None:
        """Something beside the talk."""
        await self.attempt(call)

    # Somebody waits

    def begin(self, place: Place) -> None:
        """An answer is being made: say so if it takes more than a moment. `answered` ends it."""
        if str(place) not in self._works:
            work = self._works[str(place)] = _Work(place, next(self._numbers))
            work.timer = asyncio.get_running_loop().call_later(SOON, self._show, work)

    def tell(self, chat: str, markdown: str) -> None:
        """What is being done, or what there is of the answer so far."""
        if work := self._works.get(chat):
            work.words = markdown

    def shows(self, chat: str) -> bool:
        """Whether somebody waits there."""
        return chat in self._works

    async def answered(self, chat: str) -> None:
        """The answer comes: what was shown meanwhile goes."""
        work = self._works.pop(chat, None)
        if work is None:
            return
        if work.timer:
            work.timer.cancel()
        if work.task:
            work.task.cancel()
        if work.sending:  # perhaps still on its way: it would stay for ever
            number = Fields(await work.sending).number("message_id")
            await self.attempt(Call("deleteMessage", {"chat_id": work.place.chat, "message_id": number}))

    def _show(self, work: _Work) -> None:
        work.task = asyncio.get_running_loop().create_task(self._keep_showing(work))

    async def _keep_showing(self, work: _Work) -> None:
        until = asyncio.get_running_loop().time() + LONGEST
        while asyncio.get_running_loop().time() < until:
            if self._pace.free(str(work.place)):
                await self._step(work)
            await asyncio.sleep(PRIVATE_STEP if work.place.private else GROUP_STEP)
        await self.answered(str(work.place))

    async def _step(self, work: _Work) -> None:
        """In private a draft, elsewhere a message that is edited; 'typing' while there are no words yet."""
        if not work.words:
            await self.attempt(at_work(work.place))
        elif work.place.private:
            await self.attempt(draft(work.place, work.number, work.words))
        elif work.words != work.shown:
            await self._edit(work)
        work.shown = work.words

    async def _edit(self, work: _Work) -> None:
        words = draft(work.place, work.number, work.words).params
        text = {name: words[name] for name in ("text", "entities") if name in words}
        if work.sending:
            number = Fields(await asyncio.shield(work.sending)).number("message_id")
            await self.attempt(Call("editMessageText", {"chat_id": work.place.chat, "message_id": number, **text}))
            return
        work.sending = asyncio.ensure_future(self.attempt(Call("sendMessage", {**whereabouts(work.place), **text, "disable_notification": True})))
        await asyncio.shield(work.sending)

    async def attempt(self, call: Call) -> object:
        """What Telegram answers; None where it does not."""
        with contextlib.suppress(TelegramError):
            return await self._api.make(call)
        return None


def _ticked(key: dict[str, Any], data: str) -> dict[str, Any]:
    words = Fields(key).text("text").removeprefix(CHOSEN)
    return key | {"text": f"{CHOSEN}{words}" if data and key.get("callback_data") == data else words}
