"""A teacher's own chat in Telegram: what they press and ask for there. Answers are put into the outbox by name and written when they are sent
(`bot.services.classroom.letters`); a press is named by its own id, so that one brought twice is answered once.

Ids of buttons begin with `t:`; whoever is not a teacher of the class is refused, and that is written down.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import NoReturn

from bot.services import Parts
from bot.services.classroom import flags
from bot.services.classroom.nudge import nudge
from bot.services.classroom.stuck_card import Card, card_of, mark_of
from storage.classrooms.letters import chat_of
from storage.classrooms.records import Classroom, Teacher
from storage.classrooms.saying import Receipt
from storage.errors import TakenError
from storage.records import Json

PRESS = "t:"
LINK = "t-"
"""What `/start` is followed by in a link that makes a chat known."""
LINK_LASTS = timedelta(minutes=15)


class NotTheirsError(Exception):
    """What was pressed is of a class that is not theirs, or of nobody."""


@dataclass(frozen=True)
class _Press:
    """A teacher pressed a button: the press's own name, what stood on the button, and the number of the message under which it stood."""

    parts: Parts
    teacher: Teacher
    name: str
    detail: str
    message: int

    async def answer(self, payload: Json, name: str = "") -> None:
        await put(self.parts, self.teacher.telegram or "", name or self.name, payload)


async def new_link(parts: Parts, teacher: Teacher) -> str | None:
    """An address that makes whoever opens it and presses Start the teacher's chat, once; None where there is no Telegram."""
    door = parts.doors.get("telegram")
    if door is None:
        return None
    return door(LINK + await parts.store.teachers.invite("telegram", LINK_LASTS, by=teacher.id, teacher=teacher.id))


async def link(parts: Parts, token: str, telegram: str, name: str, language: str) -> Teacher | None:
    """Make a private chat a teacher's; it is told there whether that was done."""
    taken_by = ""
    try:
        teacher = await parts.store.care.link_chat(token, telegram)
    except TakenError as error:
        teacher, taken_by = None, str(error)
    about: Json = {"about": "linked"} if teacher else {"about": "not_linked", "taken_by": taken_by, "language": language}
    await put(parts, telegram, name, about)
    if teacher:
        await parts.store.care.write_down("telegram_linked", teacher=teacher.id)
    return teacher


async def spoil(parts: Parts, token: str) -> None:
    """A link was shown where others read it: it opens nothing any more."""
    found = await parts.store.teachers.invitation(token)
    if found is not None and found.kind == "telegram":
        await parts.store.teachers.use_invitation(token)


async def asked(parts: Parts, telegram: str, name: str) -> bool:
    """/class; False where this is no teacher's chat."""
    if await parts.store.care.teacher_at(telegram) is None:
        return False
    await put(parts, telegram, name, {"about": "summary", "nth": 1})
    return True


async def pressed(parts: Parts, telegram: str, id: str, name: str, message: int) -> None:
    """Do what a button says. Raises `NotTheirsError`."""
    teacher = await parts.store.care.teacher_at(telegram)
    what, _, detail = id.removeprefix(PRESS).partition(":")
    do = _PRESSES.get(what)
    if teacher is None or do is None:
        await _refuse(parts, teacher, id)
    else:
        await do(_Press(parts, teacher, name, detail, message))


async def put(parts: Parts, telegram: str, name: str, payload: Json) -> None:
    """A letter into a teacher's chat, once for each name."""
    parts.outbox.hand_over(await parts.store.care.put_letter(chat_of(telegram), name, payload))


async def _refuse(parts: Parts, teacher: Teacher | None, pressed: str, classroom: str | None = None) -> NoReturn:
    await parts.store.care.write_down("refused", classroom=classroom, teacher=teacher.id if teacher else None, detail=f"Telegram: {pressed[:80]}")
    raise NotTheirsError(pressed)


async def _seen(press: _Press) -> None:
    alarm = await press.parts.store.care.alarm(press.detail)
    if alarm is None:  # closed, and of somebody who asked to be forgotten
        return
    await _class_of(press, alarm.flag.classroom)
    await flags.acknowledge(press.parts, press.teacher, alarm)
    await press.answer({"about": "seen", "flag": press.detail})


async def _next(press: _Press) -> None:
    await press.answer({"about": "summary", "nth": _number(press.detail, 1)})


async def _stuck(press: _Press) -> None:
    """Cards, a few at a time, from one that was not shown yet."""
    id, _, skip = press.detail.partition(":")
    classroom = await _class_of(press, id)
    await press.answer({"about": "cards", "classroom": classroom.id, "skip": _number(skip, 0)})


async def _ask(press: _Press) -> None:
    await _card(press, press.detail)
    await press.answer({"about": "ask_nudge", "learner": press.detail})


async def _send(press: _Press) -> None:
    """The words that were shown are the words that are sent: where others would be suggested by now, nothing is. A second press sends nothing more."""
    learner, _, mark = press.detail.partition(":")
    card, chat, name = await _card(press, learner), chat_of(press.teacher.telegram or ""), f"nudged:{press.message}"
    if await press.parts.store.care.has_letter(chat, name):
        return
    if card is None or mark_of(card.question) != mark:
        await press.answer({"about": "unstuck", "learner": learner})
        return
    sent = Receipt(chat, name, {"about": "nudged", "learner": learner, "reached": 1})
    if not await nudge(press.parts, press.teacher, card.classroom, [learner], card.question, receipt=sent):
        await press.answer({"about": "nudged", "learner": learner, "reached": 0}, name)  # unless it was sent by another press


async def _leave(press: _Press) -> None:
    """Nothing is sent."""


async def _weekly(press: _Press) -> None:
    await press.parts.store.care.set_weekly(press.teacher.id, False)
    await press.answer({"about": "no_weekly"})


async def _card(press: _Press, learner: str) -> Card | None:
    found = await press.parts.store.care.seated_one(learner)
    classroom = await _class_of(press, found.seat.classroom if found else "")
    return card_of(found, classroom, press.teacher) if found else None


async def _class_of(press: _Press, classroom: str) -> Classroom:
    found = await press.parts.store.teachers.class_of(press.teacher.id, classroom)
    if found is None:
        there = await press.parts.store.classes.get(classroom)
        await _refuse(press.parts, press.teacher, press.detail, there.id if there else None)
    return found


def _number(text: str, other: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else other


_PRESSES: Mapping[str, Callable[[_Press], Awaitable[None]]] = {
    "seen": _seen, "class": _next, "stuck": _stuck, "ask": _ask, "send": _send, "no": _leave, "weekly": _weekly,
}  # fmt: skip
