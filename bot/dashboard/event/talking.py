"""What a student does on a page of an event that belongs into their chat: it takes an ordinary turn there, with all that holds for one."""

from __future__ import annotations

from bot.channels.plain import plain
from bot.channels.web.desk import desk_of
from bot.channels.web.pages import readable
from bot.channels.web.session import CHANNEL, current
from bot.core.turn import Incoming, Reply
from bot.dashboard.event.page import MemberVisit
from bot.services.take_turn import take_turn
from storage.ids import new_id


async def in_chat(here: MemberVisit, text: str = "", press: str | None = None) -> Reply | None:
    """Say or press something in the chat of this browser; the answer stands there too."""
    session = current(here.request, here.parts.secret)
    if session is None:  # the visit was by that cookie
        return None
    desk = desk_of(here.request)
    incoming = Incoming(
        channel=CHANNEL, chat=session.key, sender=session.key, id=new_id(), text=readable(text), press=press, language=here.t.language, origin=desk.origin(here.request)
    )  # fmt: skip
    reply = await take_turn(here.parts, incoming)
    desk.wire.moved(session.chat)
    return reply


def words_of(reply: Reply | None) -> str:
    """The answer as plain words, its first paragraphs."""
    return plain(reply.messages[0].text) if reply and reply.messages else ""
