"""An event made and looked after in a chat: the questions of `/event new`, how an event stands, and the organiser's link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.conversation import AtEvent, Decision, Move
from bot.core.deciding import Turn
from bot.core.event import phases as times
from bot.core.event.chatting import ask
from bot.core.event.clock import clock_at
from bot.core.event.moments import moment_of, shown
from bot.core.event.phases import Template
from bot.core.turn import Button
from bot.locales import locale
from bot.services import Parts
from bot.services.classroom.open_class import shown_code
from bot.services.event import schedule
from bot.services.event.naming import LONGEST_NAME, LONGEST_THEME, event_name_of, name_fault, text_fault, text_of
from bot.services.event.open_event import EventWish, link_of, open_event
from storage.events.records import Event, Person
from storage.ids import new_id

OPEN_AT_ONCE, A_DAY = 3, 5
"""How many events one chat may run at a time, and begin in a day."""
NEW = "event_new"
_WORDS = {
    "new": ("new", "新", "新增", "開新", "开新", "新活動", "新活动"),
    "link": ("link", "連結", "链接"),
    "open": ("open", "開場", "开场"),
}
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


async def event(parts: Parts, turn: Turn, asked: AtEvent) -> Decision:
    """`/event` and what stands behind it."""
    word, _, rest = asked.text.strip().partition(" ")
    what = next((key for key, words in _WORDS.items() if word.casefold() in words), "")
    if what and turn.speaker.group:
        return _only(turn, Move(prompt="event/alone"))
    if what == "new":
        return await _begin(Answering(parts, turn, asked), rest)
    if what:
        return await (_link if what == "link" else _open)(parts, turn, rest)
    return await _standing(parts, turn)


async def new(parts: Parts, turn: Turn, asked: AtEvent) -> Decision:
    """The answer to the question that is open."""
    here = Answering(parts, turn, asked)
    if asked.press == "leave":
        return _only(turn, Move(prompt="event/new_left"))
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
    return await _standing(parts, turn)  # a button of questions that are over


async def link(parts: Parts, turn: Turn, asked: AtEvent) -> Decision:
    """The button of one of several events."""
    return await _link(parts, turn, asked.press)


async def doors(parts: Parts, turn: Turn, asked: AtEvent) -> Decision:
    """The button that opens the doors."""
    return await _open(parts, turn, asked.press)


# --- the questions


async def _begin(here: Answering, name: str) -> Decision:
    if await _too_many(here):
        return _only(here.turn, Move(prompt="event/new_many", values={"most": OPEN_AT_ONCE}))
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
        return _only(here.turn, Move(prompt="event/new_many", values={"most": OPEN_AT_ONCE}))
    made, token = await _once(here)
    values = {
        "name": made.name,
        "code": shown_code(made.code),
        "typed": made.code,
        "open": made.opened is not None,
        "link": link_of(here.parts, made, token),
    }
    buttons = () if made.opened else (_open_button(here.turn, made),)
    return _only(here.turn, Move(prompt="event/new_made", values=values, buttons=buttons))


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


# --- how it stands


async def _standing(parts: Parts, turn: Turn) -> Decision:
    now, chat = datetime.now(UTC), turn.speaker.chat
    runs = [] if turn.speaker.group else await parts.store.founding.of_chat(chat)
    shows = [await _line(parts, turn, one, now) for one, _ in runs[:OPEN_AT_ONCE]]
    loaded = await parts.store.load_turn(chat)
    place = await parts.store.teams.place_of(turn.speaker.learner)
    at, team = (place[0], place[2]) if place else (None, None)
    if turn.speaker.group and loaded is not None and loaded.in_team is not None:
        at, team = loaded.in_team.event, loaded.in_team.team
    if at is not None:
        shows.append(await _line(parts, turn, at, now) | {"runs": False, "team": team.name if team else ""})
    closed = tuple(_open_button(turn, one) for one, _ in runs[:OPEN_AT_ONCE] if one.opened is None)
    return _only(turn, Move(prompt="event/standing" if shows else "event/none", values={"events": shows} if shows else {}, buttons=closed))


async def _line(parts: Parts, turn: Turn, event: Event, now: datetime) -> dict[str, Any]:
    words, language = locale(turn.conversation.language), turn.conversation.language
    clock = clock_at(times.read(event.phases), event.opened, event.ended, now)
    return {
        "runs": True, "name": event.name, "code": shown_code(event.code), "opened": event.opened is not None, "phase": words(f"event.phase_{clock.kind}"),
        "then": words(f"event.phase_{clock.then}") if clock.then else "", "until": shown(clock.until, now, event.zone, language) if clock.until else "",
        "minutes": -(-clock.seconds // 60), "phase_none": clock.kind == "none", "teams": len([team for team in await parts.store.teams.of_event(event.id) if team.is_in]), "team": "",
        "freeze": shown(event.freezes, now, event.zone, language) if event.freezes and event.freezes > now else "",
    }  # fmt: skip


# --- the link and the doors


async def _link(parts: Parts, turn: Turn, code: str) -> Decision:
    found = await _one_of(parts, turn, code, "event_link")
    if isinstance(found, Decision):
        return found
    event, person = found
    token = await parts.store.crew.renew(event.id, person.id) or ""
    return _only(turn, Move(prompt="event/link", values={"name": event.name, "link": link_of(parts, event, token)}))


async def _open(parts: Parts, turn: Turn, code: str) -> Decision:
    """The doors open; the event begins now, unless its time is still to come."""
    found = await _one_of(parts, turn, code, "event_open")
    if isinstance(found, Decision):
        return found
    event, _ = found
    ahead = times.read(event.phases)[0].at > datetime.now(UTC)
    opened = await schedule.open_doors(parts, event, now=not ahead)
    now = await parts.store.events.get(event.id) or event
    line = await _line(parts, turn, now, datetime.now(UTC))
    values = {"opened": opened, "begins": line["phase_none"], **{key: line[key] for key in ("name", "code", "phase", "then", "until")}}
    return _only(turn, Move(prompt="event/opened", values=values))


async def _one_of(parts: Parts, turn: Turn, code: str, what: str) -> tuple[Event, Person] | Decision:
    """The event that is meant, or what to say where it is none, or one of several."""
    if turn.speaker.group:
        return _only(turn, Move(prompt="event/alone"))
    runs = await parts.store.founding.of_chat(turn.speaker.chat)
    meant = [one for one in runs if one[0].code == "".join(code.split()).upper()] if code else runs
    if len(meant) == 1:
        return meant[0]
    if not meant:
        return _only(turn, Move(prompt="event/none"))
    buttons = tuple(Button(id=f"event:{what}:{one.code}", label=one.name) for one, _ in meant[:OPEN_AT_ONCE])
    return _only(turn, Move(prompt="event/which", buttons=buttons))


def _open_button(turn: Turn, event: Event) -> Button:
    return Button(id=f"event:event_open:{event.code}", label=locale(turn.conversation.language)("ev_open.open_doors"))


def _only(turn: Turn, move: Move) -> Decision:
    """Say this; the question that is open stays open and is not said again."""
    return Decision(conversation=turn.conversation, moves=(move,))


ANSWERS = {"event": event, NEW: new, "event_link": link, "event_open": doors}
