"""How things stand with a team, or somebody without one, as the chat says it: who is in it, what is next, and what can be pressed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import prompts
from bot.core.deciding import Turn
from bot.core.decision import Decision, Move
from bot.core.event.phases import at, read
from bot.core.event.roles import roles_of
from bot.core.turn import Button
from bot.locales import locale
from bot.services import Parts
from bot.services.classroom.open_class import shown_code
from scaffolds.spec import Language
from storage.events.records import Event, Seat, Team


def address(parts: Parts, event: Event, page: str) -> prompts.Markdown | str:
    """Where a page of the event is; '' where no address is known."""
    return prompts.Markdown(f"{parts.public_url.rstrip('/')}/event/{event.code}/{page}") if parts.public_url else ""


def button(language: Language, press: str, key: str) -> Button:
    """A button of this dialogue."""
    return Button(id=f"event:team:{press}", label=locale(language)(f"ev_event_teams.{key}"))


async def standing(parts: Parts, turn: Turn, event: Event, seat: Seat, team: Team | None) -> Decision:
    """How things stand, and on with what was open."""
    move = await team_move(parts, turn, event, seat, team) if team else _without(parts, turn, event)
    return Decision(conversation=turn.conversation, moves=(move,))


async def team_move(parts: Parts, turn: Turn, event: Event, seat: Seat | None, team: Team) -> Move:
    """Their team: members with their cards, code, app, and what this phase asks of them."""
    language = turn.conversation.language
    seats = await parts.store.teams.seats(event.id, team.id)
    values: dict[str, Any] = {
        "team": team.name, "code": shown_code(team.code), "members": [_named(one, language) for one in seats], "room": event.largest - len(seats),
        "title": team.title, "version": team.version, "phase": phase_of(event), "few": max(0, event.smallest - len(seats)),
        "link": address(parts, event, "team"),
    }  # fmt: skip
    return Move(prompt="event/team_is", values=values, buttons=_buttons(turn, event, seat, team) if seat else ())


def _buttons(turn: Turn, event: Event, seat: Seat, team: Team) -> tuple[Button, ...]:
    language, found = turn.conversation.language, []
    if team.project is not None and turn.conversation.project != team.project:
        found.append(button(language, "app", "to_app"))
    if roles_of(event.roles) and not seat.role:
        found.append(button(language, "roles", "take_role"))
    return tuple(found)


def _named(seat: Seat, language: Language) -> str:
    card = locale(language)(f"ev_role.{seat.role}") if seat.role else ""
    return locale(language)("ev_event_teams.with_role", name=seat.name, role=card) if card else seat.name


def _without(parts: Parts, turn: Turn, event: Event) -> Move:
    """Somebody who has no team yet, and the ways to one."""
    language = turn.conversation.language
    ways = [button(language, "find", "find"), button(language, "new", "make")]
    ways += [button(language, "alone", "alone")] if event.smallest == 1 else []
    return Move(prompt="event/teamless", values={"event": event.name, "link": address(parts, event, "teams")}, buttons=tuple(ways))


def phase_of(event: Event) -> str:
    """The phase that it is, '' for none."""
    phase = at(read(event.phases), datetime.now(UTC)) if event.opened else None
    return phase.kind if phase else ""
