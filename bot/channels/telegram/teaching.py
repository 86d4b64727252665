"""Teachers in their private chats with the bot: a link that makes a chat known, /class, buttons, and the letters that go there. All of it passes by
the tutor: whatever else a teacher writes there is a learner's talk, in a chat of its own."""

from __future__ import annotations

from typing import Any

from bot.channels.telegram import heard
from bot.channels.telegram.announce import commands_for
from bot.channels.telegram.api import Api
from bot.channels.telegram.call import Call
from bot.channels.telegram.cutting import pieces
from bot.channels.telegram.fields import Fields
from bot.channels.telegram.keyboard import Key, keyboard, mark_of
from bot.channels.telegram.outgoing import NO_PREVIEW
from bot.channels.telegram.place import Place
from bot.channels.telegram.reach import reachable
from bot.channels.telegram.sender import TelegramDelivery, place_in
from bot.channels.telegram.signs import Signs
from bot.channels.telegram.text import marked
from bot.commands import parse
from bot.locales import locale, spoken
from bot.services import Parts
from bot.services.classroom import flags, teacher_chat
from bot.services.classroom.letters import Letter, write
from bot.services.outbox import Sending
from bot.services.pace import Pace
from storage.classrooms.letters import CHANNEL
from storage.records import Answer


class Teaching:
    """What of Telegram's updates is a teacher's."""

    def __init__(self, parts: Parts, api: Api, signs: Signs, pace: Pace) -> None:
        self._parts, self._signs = parts, signs
        self.sending = Sending(parts.store, parts.lanes.worker, CHANNEL, LetterDelivery(parts, api), pace)

    async def hears(self, message: heard.Message) -> bool:
        """Whether this was for us: a link that was opened, or /class of a teacher. Raises `StoreError`."""
        command, rest = parse(message.incoming.text.strip()) or ("", "")
        token = rest.removeprefix(teacher_chat.LINK) if command == "start" and rest.startswith(teacher_chat.LINK) else ""
        if not message.place.private:
            if token:
                await teacher_chat.spoil(self._parts, token)
            return False
        if token:
            await self._link(message, token)
            return True
        return command == "class" and await teacher_chat.asked(self._parts, str(message.place), message.incoming.id)

    async def _link(self, message: heard.Message, token: str) -> None:
        language = message.incoming.hint or "en"
        teacher = await teacher_chat.link(self._parts, token, str(message.place), message.incoming.id, language)
        if teacher is not None:
            await self._signs.show(commands_for(message.place, spoken(teacher.language) or "en", teacher=True))

    async def pressed(self, press: heard.Press) -> bool:
        """Whether it was a button of ours; it is acknowledged then, with a word where it is refused. Raises `StoreError`."""
        incoming = press.incoming
        if incoming is None or not (incoming.press or "").startswith(teacher_chat.PRESS):
            return False
        t = locale(press.hint or "en")
        try:
            by = incoming.sender if press.place and press.place.private else ""
            await teacher_chat.pressed(self._parts, by, incoming.press or "", incoming.id, press.message_id)
            await self._signs.acknowledge(press.callback)
        except teacher_chat.NotTheirsError:
            await self._signs.acknowledge(press.callback, t("teacher_chat.not_yours"))
        return True


class LetterDelivery(TelegramDelivery):
    """Carries letters. The number of an alarm is kept, so that it can be taken back when it is closed."""

    def __init__(self, parts: Parts, api: Api) -> None:
        super().__init__(api, self._written, self._let_be, self._stay)
        self._parts = parts

    async def arrived(self, answer: Answer, result: object) -> None:
        number = Fields(result).number("message_id")
        teacher = await self._parts.store.care.teacher_at(str(place_in(answer.chat)))
        if number and teacher and answer.payload.get("about") == "alarm":
            await flags.told(self._parts, teacher, answer, number)

    async def _written(self, answer: Answer) -> list[Call]:
        place = place_in(answer.chat)
        teacher = await self._parts.store.care.teacher_at(str(place))
        found = await write(self._parts, teacher, answer.payload)
        language = spoken(teacher.language) if teacher else None
        open_ = locale(language or "en")("teacher_chat.open")
        return [call for number, letter in enumerate(found) for call in _calls(letter, place, mark_of(answer.turn, number), open_)]

    async def _let_be(self, answer: Answer) -> None:
        """An alarm that may not have arrived is told again soon; what a teacher asked for, they ask for again."""

    async def _stay(self, old: Place, new: Place) -> None:
        """Private chats do not move."""


def _calls(letter: Letter, place: Place, mark: str, open_: str) -> list[Call]:
    said: list[dict[str, Any]] = [_words(piece.text, piece.entities) | {"chat_id": place.chat} for piece in pieces(marked(letter.text))]
    if letter.instead_of:
        return [Call("editMessageText", {**said[0], "message_id": letter.instead_of})]
    link: list[Key] = [{"text": open_, "url": letter.link}] if reachable(letter.link) else []
    rows = keyboard(letter.buttons, mark)
    keys = [*(rows["inline_keyboard"] if rows else []), *([link] if link else [])]
    if keys:
        said[-1]["reply_markup"] = {"inline_keyboard": keys}
    return [Call("sendMessage", {**one, "link_preview_options": NO_PREVIEW}) for one in said]


def _words(text: str, entities: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    return {"text": text} | ({"entities": list(entities)} if entities else {})
