"""Telegram's door: what comes in is taken into the inbox and acknowledged, what is decided goes out through the outbox.

async with TelegramChannel(parts, token, api_base, Doorway()) as channel:
    ...                       # channel.webhook is an ASGI app; without a webhook's address, updates are fetched
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram import heard, outgoing, updates
from bot.channels.telegram.addressed import Me
from bot.channels.telegram.announce import announce
from bot.channels.telegram.api import PATIENCE, Api
from bot.channels.telegram.call import Call
from bot.channels.telegram.doorplate import Doorplate
from bot.channels.telegram.files import fetch
from bot.channels.telegram.init_data import InitDataError, viewer_of
from bot.channels.telegram.keyboard import shown_id
from bot.channels.telegram.pace import PACE
from bot.channels.telegram.place import Place
from bot.channels.telegram.polling import poll
from bot.channels.telegram.request import seconds_of
from bot.channels.telegram.sender import TelegramDelivery
from bot.channels.telegram.signs import Signs
from bot.channels.telegram.teaching import Teaching
from bot.channels.telegram.webhook import Webhook
from bot.channels.telegram.writing import Writing
from bot.core.team import ALLOW, REFUSE
from bot.core.turn import Button, Incoming
from bot.locales import locale, spoken
from bot.services import Parts
from bot.services.doubt import tell_of_doubt
from bot.services.outbox import Sending
from bot.services.pace import Pace
from bot.services.take_turn import accept
from scaffolds.spec import Language
from storage.errors import StoreError
from storage.records import Answer

CHANNEL = updates.CHANNEL
AGAIN = 5.0
"""Seconds between two tries to open the door where Telegram cannot be reached."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Doorway:
    """Where updates come from: fetched, or brought to `webhook_url` with `secret`."""

    webhook_url: str = ""
    secret: str = ""
    unpaced: bool = False
    """The Bot API server is our own: its limits are not Telegram's."""
    patience: float = PATIENCE


class TelegramChannel:
    """The door, open while it is entered."""

    def __init__(self, parts: Parts, token: str, api_base: str, doorway: Doorway) -> None:
        self._parts, self._api, self._doorway, self._token = parts, Api(token, api_base, doorway.patience), doorway, token
        self._me: Me | None = None
        self._pace = Pace(None if doorway.unpaced else PACE)
        self._signs = Signs(self._api, self._pace)
        self._delivery = TelegramDelivery(self._api, self._written, self._doubt, self._moved)
        self._sending = Sending(parts.store, parts.lanes.worker, CHANNEL, self._delivery, self._pace)
        self._writing, self._doorplate = Writing(parts), Doorplate()
        self._teaching = Teaching(parts, self._api, self._signs, self._pace)
        self._tasks: set[asyncio.Task[None]] = set()
        self.webhook = Webhook(doorway.secret, self.take)

    async def __aenter__(self) -> Self:
        self._parts.fetchers[CHANNEL] = lambda file: fetch(self._api, file)
        self._parts.passes[CHANNEL] = self._viewer
        self._parts.progress[CHANNEL] = self._signs.tell
        self._parts.outbox.open(self._sending)
        self._parts.outbox.open(self._teaching.sending)
        self._parts.news.listen(self._moved_on)
        self._begin(self._open())
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._sending.close()
        await self._teaching.sending.close()
        await self._api.shutdown()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("something beside the talk failed", exc_info=error)

    def _moved_on(self, topic: str) -> None:
        """Where a turn ended and nothing is to be sent (it was stopped, or waits for the class), nobody waits any more."""
        place = topic.removeprefix(f"{CHANNEL}:")
        if self._signs.shows(place) and not self._sending.waits(topic):
            self._begin(self._signs.answered(place))

    # Opening

    async def _open(self) -> None:
        """Greet Telegram, say what Sampan is, and let updates in. A token that is refused is one line; the rest of the program goes on."""
        try:
            while not await self._opened():
                await asyncio.sleep(AGAIN)
            if not self._doorway.webhook_url:
                await poll(self._api, self.take, list(updates.ALLOWED))
        except InvalidToken:
            log.error("Telegram refuses the bot's token: copy it anew from @BotFather into TELEGRAM_BOT_TOKEN. The web chat goes on without Telegram")

    async def _opened(self) -> bool:
        try:
            await self._api.initialize()
            self._me = Me(self._api.id, self._api.username)
            self._parts.doors[CHANNEL] = f"https://t.me/{self._me.name}?start={{}}".format
            await announce(self._api.make)
            await self._let_in()
        except InvalidToken:
            raise
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
            return False
        except TelegramError as error:
            log.warning("Telegram cannot be reached, trying again: %s", error)
            return False
        log.info("Telegram is open as @%s", self._me.name)
        return True

    async def _let_in(self) -> None:
        if self._doorway.webhook_url:
            await self._api.set_webhook(self._doorway.webhook_url, secret_token=self._doorway.secret, allowed_updates=list(updates.ALLOWED))
        else:
            await self._api.delete_webhook()

    def _viewer(self, init_data: str) -> str | None:
        """Who opened the app inside Telegram, as Telegram signed it."""
        try:
            return str(viewer_of(init_data, self._token, datetime.now(UTC)).user)
        except InitDataError as error:
            log.info("a Mini App was opened by a pass that is not believed: %s", error)
            return None

    # Updates

    async def take(self, update: dict[str, Any]) -> None:
        """Take one update in; committed on return. One that cannot be taken is told of once and let go. Raises `StoreError`."""
        if self._me is None:
            raise StoreError("Telegram's door is not open yet")
        try:
            await self._take(update, self._me)
        except StoreError:
            raise
        except Exception as error:  # its text would show what somebody wrote
            log.error("update %s cannot be taken in: %s", update.get("update_id"), type(error).__name__)

    async def _take(self, update: dict[str, Any], me: Me) -> None:
        match updates.heard(update, me):
            case heard.Press() as press:
                if not await self._teaching.pressed(press):
                    await self._press(press, update)
            case heard.Message() as message:
                if not await self._teaching.hears(message):
                    await self._accept(_with_file(message), message.place)
            case heard.Stop() as stop:
                await accept(self._parts, stop.incoming)
            case heard.LetIn(incoming, place):
                await self._accept(incoming, place)
            case heard.Migrated(old, new):
                await self._moved(old, new)
            case heard.InlineQuery() as query:
                self._begin(self._signs.answer_query(query.id))
            case heard.Ignored(why):
                log.debug("update %s is left alone: %s", update.get("update_id"), why)

    async def _accept(self, incoming: Incoming, place: Place) -> None:
        if await accept(self._parts, incoming) and not self._sending.waits(f"{CHANNEL}:{place}"):
            self._signs.begin(place)

    async def _press(self, press: heard.Press, update: dict[str, Any]) -> None:
        """Acknowledged at once, whatever waits; the press itself is a message like any other."""
        if press.incoming is None or press.place is None:
            self._begin(self._old_press(press))
            return
        self._begin(self._signs.acknowledge(press.callback))
        await self._accept(await self._named(press.incoming), press.place)
        if press.incoming.press not in (ALLOW, REFUSE):  # only the turn knows whether such a press counts
            self._begin(self._signs.mark_chosen(update["callback_query"], press.place))

    async def _old_press(self, press: heard.Press) -> None:
        """A button that says nothing (any more): its presser hears so."""
        words = locale(await self._language(press))("telegram.old_press")
        await self._signs.acknowledge(press.callback, words)

    async def _language(self, press: heard.Press) -> Language:
        """Of the chat; else of the presser's Telegram."""
        try:
            loaded = await self._parts.store.load_turn(f"{CHANNEL}:{press.place}") if press.place else None
        except StoreError:
            loaded = None
        return (spoken(loaded.state.get("language")) if loaded else press.hint) or "en"

    async def _named(self, incoming: Incoming) -> Incoming:
        """A button's id that was too long to travel is found among those that the conversation shows."""
        if not (incoming.press or "").startswith("#"):
            return incoming
        loaded = await self._parts.store.load_turn(f"{CHANNEL}:{incoming.chat}")
        shown = [Button.model_validate(one) for one in loaded.state.get("buttons", ())] if loaded else []
        return incoming.model_copy(update={"press": shown_id(incoming.press or "", shown)})

    async def _moved(self, old: Place, new: Place) -> None:
        """A group has another id now: its talk, its app and what waits for it go along."""
        await self._parts.store.move_chat(f"{CHANNEL}:{old}", f"{CHANNEL}:{new}")

    async def _written(self, answer: Answer) -> list[Call]:
        """An answer is about to go out: what was shown while it was made goes first."""
        await self._signs.answered(answer.chat.partition(":")[2])
        sent = await self._writing.complete(answer)
        for call in self._doorplate.calls(sent.place, sent.language, sent.app):
            self._begin(self._signs.show(call))
        return outgoing.calls(sent)

    async def _doubt(self, answer: Answer) -> None:
        self._sending.hand_over(await tell_of_doubt(self._parts, answer))


_UNREAD: dict[heard.Unread, Any] = {"audio": "voice", "animation": "picture", "dice": "sticker", "location": "place"}


def _with_file(message: heard.Message) -> Incoming:
    """A picture is not looked at; every other file may be an app that comes back."""
    document, unread = message.document, message.unread
    if document and document.mime.startswith("image/"):
        return message.incoming.model_copy(update={"unread": "picture", "file_name": ""})
    if document:
        return message.incoming.model_copy(update={"file_ref": document.file_id})
    return message.incoming.model_copy(update={"unread": _UNREAD.get(unread, unread)}) if unread else message.incoming
