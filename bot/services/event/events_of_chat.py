"""How the events of a chat stand, and what is said of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.core.deciding import Turn
from bot.core.decision import Decision, Move
from bot.core.event import phases as times
from bot.core.event.clock import clock_at
from bot.core.event.moments import shown
from bot.core.turn import Button
from bot.locales import locale
from bot.services import Parts
from bot.services.classroom.open_class import shown_code
from storage.events.records import Event

OPEN_AT_ONCE = 3
"""How many events one chat may run at a time."""


async def standing(parts: Parts, turn: Turn) -> Decision:
    """The events that this chat runs, and the one that the speaker takes part in."""
    now, chat = datetime.now(UTC), turn.speaker.chat
    runs = [] if turn.speaker.group else await parts.store.founding.of_chat(chat)
    shows = [await line(parts, turn, one, now) for one, _ in runs[:OPEN_AT_ONCE]]
    loaded = await parts.store.load_turn(chat)
    place = await parts.store.teams.place_of(turn.speaker.learner)
    at, team = (place[0], place[2]) if place else (None, None)
    if turn.speaker.group and loaded is not None and loaded.in_team is not None:
        at, team = loaded.in_team.event, loaded.in_team.team
    if at is not None:
        shows.append(await line(parts, turn, at, now) | {"runs": False, "team": team.name if team else ""})
    closed = tuple(open_button(turn, one) for one, _ in runs[:OPEN_AT_ONCE] if one.opened is None)
    return only(turn, Move(prompt="event/standing" if shows else "event/none", values={"events": shows} if shows else {}, buttons=closed))


async def line(parts: Parts, turn: Turn, event: Event, now: datetime) -> dict[str, Any]:
    """An event as one line: its code, its phase, what comes then."""
    words, language = locale(turn.conversation.language), turn.conversation.language
    clock = clock_at(times.read(event.phases), event.opened, event.ended, now)
    return {
        "runs": True, "name": event.name, "code": shown_code(event.code), "opened": event.opened is not None, "phase": words(f"event.phase_{clock.kind}"),
        "then": words(f"event.phase_{clock.then}") if clock.then else "", "until": shown(clock.until, now, event.zone, language) if clock.until else "",
        "minutes": -(-clock.seconds // 60), "phase_none": clock.kind == "none", "teams": len([team for team in await parts.store.teams.of_event(event.id) if team.is_in]), "team": "",
        "freeze": shown(event.freezes, now, event.zone, language) if event.freezes and event.freezes > now else "",
    }  # fmt: skip


def open_button(turn: Turn, event: Event) -> Button:
    """The doors of an event that are not open yet."""
    return Button(id=f"event:event_open:{event.code}", label=locale(turn.conversation.language)("ev_open.open_doors"))


def only(turn: Turn, move: Move) -> Decision:
    """Say this; the question that is open stays open and is not said again."""
    return Decision(conversation=turn.conversation, moves=(move,))
