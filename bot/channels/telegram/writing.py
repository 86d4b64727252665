"""What goes with a stored answer when it is sent: the zip, the picture of an app, the way to open it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.channels.telegram import outgoing
from bot.channels.telegram.keyboard import mark_of
from bot.channels.telegram.place import Place, place_of
from bot.channels.telegram.updates import answered
from bot.core.errors import NoAppError
from bot.core.turn import File, Message
from bot.services import Parts
from bot.services.classroom.nudge import led
from bot.services.lesson.drawing import draw
from bot.services.make_file import make_file
from bot.services.read_spec import spec_of
from bot.services.share_try import share_try
from scaffolds.picture import picture
from storage.records import Answer

MINI_APP = "/telegram/app"


class Writing:
    """Finds what goes with answers of the outbox."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def complete(self, answer: Answer) -> outgoing.Answer:
        """The answer as it is sent. Raises `StoreError`."""
        message = led(Message.model_validate(answer.payload))
        place = place_of(answer.chat.partition(":")[2])
        sent = outgoing.Answer(
            message,
            place,
            message.language or "en",
            mark_of(answer.turn, answer.number),
            last=not message.more,
            reply_to=answered(message.answers) if message.answers else 0,
        )
        if message.picture:
            sent = replace(sent, photo=await draw(self._parts, message.picture))
        return await self._with_app(sent, message.file) if message.file else sent

    async def _with_app(self, sent: outgoing.Answer, file: File) -> outgoing.Answer:
        """A project, or a learner, that was forgotten meanwhile leaves the words alone."""
        try:
            _, document = await make_file(self._parts, file)
        except NoAppError:
            return sent
        if file.learner:
            return replace(sent, document=document)
        revision = await self._parts.store.revision(file.project, file.version)
        thumbnail = await asyncio.to_thread(picture, spec_of(revision), "thumbnail") if revision else None
        return replace(sent, document=document, thumbnail=thumbnail, app=await self._app(sent.place, file))

    async def _app(self, place: Place, file: File) -> str:
        """Where the app opens: inside Telegram for its learner, by a link in a group; '' where people cannot reach us."""
        base = self._parts.public_url.rstrip("/")
        if not base or place.private:
            return f"{base}{MINI_APP}" if base else ""
        return (await share_try(self._parts, file.project)).address(base)
