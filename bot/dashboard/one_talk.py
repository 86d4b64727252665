"""What a student and the tutor said to one another. Opening it is written down, since it is a child's conversation."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from bot.channels.web.markdown import to_html
from bot.channels.web.times import moment_of
from bot.channels.web.view import lang_of
from bot.core.turn import Message
from bot.dashboard.one import UNCHANGED, not_here
from bot.dashboard.page import ClassVisit, Inside, is_partial, show
from bot.locales import Locale
from bot.services.classroom.look_at import BEHIND, OPENED_FOR, PAGE_OF_TALK, transcript
from storage.classrooms.looking import Chat
from storage.classrooms.transcripts import Line

router = APIRouter(prefix="/teacher/class/{classroom}/learner/{learner}", include_in_schema=False)
_PAUSE = timedelta(minutes=30)
_ON_ITS_WAY = ("pending", "sending", "held")


@dataclass(frozen=True)
class Bubble:
    """One line as it is set out."""

    id: str
    turn: str
    by: str
    """`learner`, `tutor` or `teacher`."""
    at: str
    clock: str
    day: str
    """A moment above the line, where the talk had rested."""
    text: str
    html: Markup
    lang: str
    pressed: bool
    file: str
    name: str
    """The teacher's."""
    waits: str
    """The key of a sentence on what it waits for; empty where it does not."""
    buttons: Sequence[str]


@dataclass(frozen=True)
class Talk:
    """A page of a transcript."""

    chats: Sequence[tuple[int, str]]
    """(place, channel) of each chat of theirs."""
    chosen: int
    bubbles: Sequence[Bubble]
    earlier: str
    """The turn from which back there is more; empty where this is the beginning."""
    since: str
    """The first turn shown."""
    later: bool
    """It was opened at a moment: there is more behind it."""
    mark: str
    """The turn at which it was opened."""
    standing: str


@router.get("/transcript", response_class=HTMLResponse)
async def talk(
    here: Inside, learner: str, chat: int = 0, before: str = "", since: str = "", stuck: str = "", seen: str = "", part: str = ""
) -> Response:
    """The latest page, or the one around a signal (`stuck`, its id). `part`: what of it the page's script asks for."""
    seat = await here.parts.store.looking.seat(here.classroom.id, learner)
    if seat is None:
        return await not_here(here, learner)
    is_part = bool(part) and is_partial(here.request)
    chats = await here.parts.store.looking.chats(learner)
    chosen = chat if 0 <= chat < len(chats) else 0
    mark = await _moment(here, learner, chats, chosen, stuck) if stuck and chats else ""
    until = before or mark.partition("|")[2]
    lines = await transcript(here.parts, chats[chosen].chat, learner, until or None, since or None) if chats else []
    if not (is_part and lines and seen == _standing(lines)):
        opened_before = datetime.now(UTC) - OPENED_FOR if is_part else None
        await here.parts.store.looking.write_opening(here.classroom.id, here.teacher.id, learner, opened_before)
    else:
        return Response(status_code=UNCHANGED)
    page = Talk(
        [(i, one.chat.partition(":")[0]) for i, one in enumerate(chats)], chosen, tuple(_bubbles(lines, here.t, here.parts.zone)),
        lines[0].turn if lines and len(lines) >= PAGE_OF_TALK and not since else "", lines[0].turn if lines else "", bool(until) and not before,
        mark.partition("|")[0], _standing(lines),
    )  # fmt: skip
    if is_part:
        return show(here, "one/latest.html" if part == "latest" else "one/log.html", talk=page, learner=learner)
    return show(here, "one/talk.html", heading=seat.name, path="learner", talk=page, learner=learner)


async def _moment(here: ClassVisit, learner: str, chats: Sequence[Chat], chosen: int, stuck: str) -> str:
    """`turn|until`: the message at which a signal began, and up to which turn to show; '' where there is no such signal."""
    at = await here.parts.store.looking.stuck_at(learner, stuck)
    if at is None:
        return ""
    chat = chats[chosen].chat
    turn = await here.parts.store.looking.turn_before(chat, at)
    return f"{turn or ''}|{await here.parts.store.looking.turn_after(chat, at, BEHIND) or ''}"


def _standing(lines: Sequence[Line]) -> str:
    """Another where a line came or something became of one."""
    told = "".join(f"{one.turn}{one.number}{one.status}" for one in lines)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _bubbles(lines: Sequence[Line], t: Locale, zone: str) -> Iterator[Bubble]:
    now = datetime.now(UTC)
    labels: dict[str, str] = {}
    before: datetime | None = None
    for line in lines:
        day = moment_of(line.at, now, zone, t.language) if before is None or line.at - before > _PAUSE else ""
        before = line.at
        if line.by == "learner":
            yield _learner(line, labels, t, zone, day)
        else:
            said = Message.model_validate(line.payload)
            labels |= {button.id: button.label for button in said.buttons}
            yield _answer(line, said, t, zone, day)


def _learner(line: Line, labels: dict[str, str], t: Locale, zone: str, day: str) -> Bubble:
    text = labels.get(line.press, t("one.pressed")) if line.press else line.text
    waits = {"held": "one.held", "received": "one.waiting", "failed": "one.failed"}.get(line.status, "")
    return _bubble(line, "learner", t, zone, day, text, Markup(""), waits=waits, pressed=bool(line.press) or text.startswith("/"), file=line.file)


def _answer(line: Line, said: Message, t: Locale, zone: str, day: str) -> Bubble:
    by = "teacher" if said.teacher else "tutor"
    waits = "one.held_answer" if line.status == "held" else "one.on_its_way" if line.status in _ON_ITS_WAY else ""
    file, buttons = said.file.name if said.file else "", [button.label for button in said.buttons]
    return _bubble(line, by, t, zone, day, said.text, to_html(said.text), waits=waits, file=file, name=said.teacher, buttons=buttons)


def _bubble(
    line: Line, by: str, t: Locale, zone: str, day: str, text: str, html: Markup, *,
    waits: str = "", pressed: bool = False, file: str = "", name: str = "", buttons: Sequence[str] = (),
) -> Bubble:  # fmt: skip
    clock = moment_of(line.at, line.at, zone, t.language)
    return Bubble(
        f"{line.turn}-{line.number}",
        line.turn,
        by,
        line.at.isoformat(),
        clock,
        day,
        text,
        html,
        lang_of(text, t),
        pressed,
        file,
        name,
        waits,
        buttons,
    )
