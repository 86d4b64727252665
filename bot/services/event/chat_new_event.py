"""An event made in a chat: the questions of `/event new`, and what is read before it is confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.deciding import Turn
from bot.core.decision import AtEvent, Decision, Move
from bot.core.event import phases as times
from bot.core.event.chatting import ask
from bot.core.event.moments import moment_of, shown
from bot.core.event.phases import Template
from bot.locales import locale
from bot.services import Parts
from bot.services.classroom.open_class import shown_code
from bot.services.event.events_of_chat import OPEN_AT_ONCE, only, open_button, standing
from bot.services.event.naming import LONGEST_NAME, LONGEST_THEME, event_name_of, name_fault, text_fault, text_of
from bot.services.event.open_event import EventWish, link_of, open_event
from storage.events.records import Event
from storage.ids import new_id

A_DAY = 5
"""How many events one chat may begin in a day."""
NEW = "event_new"
_LENGTHS: tuple[Template, ...] = ("short", "day")


@dataclass(frozen=True)
class Answering:
    """An answer to one question of the dialogue."""

    parts: Parts
    turn: Turn
    asked: AtEvent

    @property
    def values(self) -> dict[str, Any]:
        return self.asked.values

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def on(self, step: str, *, fault: str = "", **more: Any) -> Decision:
        """The question `step`, with what is known by now."""
        known = self.values | more
        shows: dict[str, Any] = {"fault": fault} if step != "confirm" else _summary(self.turn, known, self.now)
        if step == "name":
            shows["longest"] = LONGEST_NAME
        return ask(self.turn, NEW, step, Move(prompt=f"event/new_{step}", values=shows), values=known)


async def new(parts: Parts, turn: Turn, asked: AtEvent) -> Decision:
    """The answer to the question that is open."""
    here = Answering(parts, turn, asked)
    if asked.press == "leave":
        return only(turn, Move(prompt="event/new_left"))
    match asked.step:
        case "name":
            return _named(here, asked.text)
        case "theme":
            return _themed(here)
        case "length":
            return _long(here)
        case "when":
            return _when(here)
        case "confirm":
            return await _made(here) if asked.press == "yes" else here.on("confirm")
    return await standing(parts, turn)  # a button of questions that are over


async def begin(here: Answering, name: str) -> Decision:
    """The first question, or the second where the name was said already."""
    if await _too_many(here):
        return only(here.turn, Move(prompt="event/new_many", values={"most": OPEN_AT_ONCE}))
    return _named(here, name) if name else here.on("name")


async def _too_many(here: Answering) -> bool:
    running = await here.parts.store.founding.of_chat(here.turn.speaker.chat)
    going_on = [one for one, _ in running if not times.is_over(times.read(one.phases), here.now)]
    people = await here.parts.store.crew.at_chat(here.turn.speaker.chat)
    lately = [one for one in people if one.role == "organiser" and here.now - one.created < timedelta(days=1)]
    return len(going_on) >= OPEN_AT_ONCE or len(lately) >= A_DAY


def _named(here: Answering, text: str) -> Decision:
    fault = name_fault(text)
    return here.on("name", fault=fault) if fault else here.on("theme", name=event_name_of(text))


def _themed(here: Answering) -> Decision:
    text = "" if here.asked.press == "skip" else text_of(here.asked.text)
    fault = text_fault(text, LONGEST_THEME)
    return here.on("theme", fault=fault) if fault else here.on("length", theme=text)


def _long(here: Answering) -> Decision:
    typed = here.asked.text.casefold()
    chosen = next((one for one in _LENGTHS if one == here.asked.press), None)
    if chosen is None:
        chosen = "short" if "90" in typed or "九十" in typed else "day" if typed in ("day", "a day", "one day", "一天", "一日") else None
    return here.on("when", length=chosen) if chosen else here.on("length", fault="unclear")


def _when(here: Answering) -> Decision:
    if here.asked.press == "now" or here.asked.text.strip().casefold() in ("now", "right now", "現在", "现在", "而家", "即刻", "马上", "馬上"):
        return here.on("confirm", begins="", id=new_id())
    heard = moment_of(here.asked.text, here.now, here.turn.zone, here.turn.conversation.language)
    if heard.at is None:
        return here.on("when", fault=heard.why)
    return here.on("confirm", begins=heard.at.isoformat(), twice=heard.twice, id=new_id())


def _summary(turn: Turn, known: dict[str, Any], now: datetime) -> dict[str, Any]:
    """What is read before it is confirmed."""
    begins = datetime.fromisoformat(known["begins"]) if known["begins"] else None
    phases = times.planned(known["length"], begins or now)
    language = turn.conversation.language
    return {
        "name": known["name"], "theme": known["theme"], "length": known["length"], "begins": shown(begins, now, turn.zone, language) if begins else "",
        "freeze": shown(times.freezes(phases) or now, now, turn.zone, language), "ends": shown(phases[-1].at, now, turn.zone, language),
        "twice": bool(known.get("twice")),
    }  # fmt: skip


async def _made(here: Answering) -> Decision:
    """The event is there. Asked for twice, it is made once: its id was drawn with the question."""
    if await _too_many(here) and await here.parts.store.events.get(here.values["id"]) is None:
        return only(here.turn, Move(prompt="event/new_many", values={"most": OPEN_AT_ONCE}))
    made, token = await _once(here)
    values = {
        "name": made.name,
        "code": shown_code(made.code),
        "typed": made.code,
        "open": made.opened is not None,
        "link": link_of(here.parts, made, token),
    }
    buttons = () if made.opened else (open_button(here.turn, made),)
    return only(here.turn, Move(prompt="event/new_made", values=values, buttons=buttons))


async def _once(here: Answering) -> tuple[Event, str]:
    store, conversation, chat = here.parts.store, here.turn.conversation, here.turn.speaker.chat
    there = await store.events.get(here.values["id"])
    person = next((one for one in await store.crew.at_chat(chat) if there and one.event == there.id), None)
    if there is not None and person is not None:
        return there, await store.crew.renew(there.id, person.id) or ""
    begins = datetime.fromisoformat(here.values["begins"]) if here.values["begins"] else None
    wish = EventWish(
        name=here.values["name"], theme=here.values["theme"], language=conversation.language, tier=conversation.tier, template=here.values["length"],
        begins=begins if begins and begins > here.now else None, opened=begins is None, id=here.values["id"],
    )  # fmt: skip
    organiser = here.turn.speaker.nickname.strip()[:40] or locale(conversation.language)("ev_open.organiser")
    made, _, token = await open_event(here.parts, wish, organiser, chat=chat)
    return made, token


ANSWERS = {NEW: new}
