"""`/event` in a chat: how the events of this chat stand, the organiser's link, and the doors."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.core.deciding import Turn
from bot.core.decision import AtEvent, Decision, Move
from bot.core.event import phases as times
from bot.core.turn import Button
from bot.services import Parts
from bot.services.event import schedule
from bot.services.event.chat_new_event import Answering, begin
from bot.services.event.events_of_chat import OPEN_AT_ONCE, line, only, standing
from bot.services.event.open_event import link_of
from storage.events.records import Event, Person

_WORDS = {
    "new": ("new", "新", "新增", "開新", "开新", "新活動", "新活动"),
    "link": ("link", "連結", "链接"),
    "open": ("open", "開場", "开场"),
}


async def event(parts: Parts, turn: Turn, asked: AtEvent) -> Decision:
    """`/event` and what stands behind it."""
    word, _, rest = asked.text.strip().partition(" ")
    what = next((key for key, words in _WORDS.items() if word.casefold() in words), "")
    if what and turn.speaker.group:
        return only(turn, Move(prompt="event/alone"))
    if what == "new":
        return await begin(Answering(parts, turn, asked), rest)
    if what:
        return await (_link if what == "link" else _open)(parts, turn, rest)
    return await standing(parts, turn)


async def link(parts: Parts, turn: Turn, asked: AtEvent) -> Decision:
    """The button of one of several events."""
    return await _link(parts, turn, asked.press)


async def doors(parts: Parts, turn: Turn, asked: AtEvent) -> Decision:
    """The button that opens the doors."""
    return await _open(parts, turn, asked.press)


async def _link(parts: Parts, turn: Turn, code: str) -> Decision:
    found = await _one_of(parts, turn, code, "event_link")
    if isinstance(found, Decision):
        return found
    event, person = found
    token = await parts.store.crew.renew(event.id, person.id) or ""
    return only(turn, Move(prompt="event/link", values={"name": event.name, "link": link_of(parts, event, token)}))


async def _open(parts: Parts, turn: Turn, code: str) -> Decision:
    """The doors open; the event begins now, unless its time is still to come."""
    found = await _one_of(parts, turn, code, "event_open")
    if isinstance(found, Decision):
        return found
    event, _ = found
    ahead = times.read(event.phases)[0].at > datetime.now(UTC)
    opened = await schedule.open_doors(parts, event, now=not ahead)
    now = await parts.store.events.get(event.id) or event
    there = await line(parts, turn, now, datetime.now(UTC))
    values = {"opened": opened, "begins": there["phase_none"], **{key: there[key] for key in ("name", "code", "phase", "then", "until")}}
    return only(turn, Move(prompt="event/opened", values=values))


async def _one_of(parts: Parts, turn: Turn, code: str, what: str) -> tuple[Event, Person] | Decision:
    """The event that is meant, or what to say where it is none, or one of several."""
    if turn.speaker.group:
        return only(turn, Move(prompt="event/alone"))
    runs = await parts.store.founding.of_chat(turn.speaker.chat)
    meant = [one for one in runs if one[0].code == "".join(code.split()).upper()] if code else runs
    if len(meant) == 1:
        return meant[0]
    if not meant:
        return only(turn, Move(prompt="event/none"))
    buttons = tuple(Button(id=f"event:{what}:{one.code}", label=one.name) for one, _ in meant[:OPEN_AT_ONCE])
    return only(turn, Move(prompt="event/which", buttons=buttons))


ANSWERS = {"event": event, "event_link": link, "event_open": doors}
