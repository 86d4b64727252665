"""Coming to an event by chat: what the code opens, a name where none is known, and the welcome."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.core.classroom import joining
from bot.core.classroom.naming import length_of
from bot.core.deciding import Turn, first
from bot.core.decision import Decision, Join, Move
from bot.core.event.phases import read
from bot.core.turn import Button
from bot.locales import locale, spoken
from bot.services import Parts
from bot.services.event.join_event import NAMES, Arrival, join_event, what_event
from bot.services.event.team_app import as_moved
from bot.services.event.team_words import standing
from storage.events.records import Event, Team


async def come_to_event(parts: Parts, turn: Turn, join: Join, opens: Event | Team) -> Decision:
    """To the event of a code, and into its team; or one more question. Raises `StoreError`."""
    event, team = await what_event(parts, opens)
    arrival = await join_event(parts, turn.speaker.learner, event, team, join.name)
    if arrival.problem in NAMES:
        return _ask_name(turn, join, arrival)
    if arrival.seat is None:
        return joining.go_on(turn, refused(arrival, turn))
    turn = _as_at_event(turn, event)
    if arrival.problem is not None:
        return first(refused(arrival, turn), await _welcome(parts, turn, Arrival(event, None, arrival.name, arrival.seat, before=True)))
    return await _welcome(parts, turn, arrival)


def _ask_name(turn: Turn, join: Join, arrival: Arrival) -> Decision:
    """What was wrong with a name, unless there was none at all; the question for it."""
    anew = join.model_copy(update={"name": ""})
    me = turn.speaker.nickname[: joining.LONGEST_OFFER]
    buttons = (Button(id=joining.ME, label=me),) if length_of(me) > 1 and arrival.name != me else ()
    ask = Move(prompt="event/join_name", values={"event": arrival.event.name}, buttons=buttons)
    wrong = () if arrival.problem == "name" and not join.name else (refused(arrival, turn),)
    return joining.ask(turn, anew, "name", *wrong, ask)


def refused(arrival: Arrival, turn: Turn) -> Move:
    """Why somebody is not in."""
    team = arrival.team.name if arrival.team else ""
    values = {"why": arrival.problem or "", "name": arrival.name, "event": arrival.event.name, "team": team, "opens": _opens(arrival.event, turn)}
    return Move(prompt="event/join_refused", values=values)


def _opens(event: Event, turn: Turn) -> str:
    """When the doors open, by the clock of the event; '' where that is past or not said."""
    begins = [phase.at for phase in read(event.phases)[:1] if phase.at > datetime.now(UTC)]
    sentence = locale(turn.conversation.language)
    return sentence("ev_event_teams.when", at=begins[0].astimezone(ZoneInfo(event.zone))) if begins and not event.opened else ""


async def _welcome(parts: Parts, turn: Turn, arrival: Arrival) -> Decision:
    """They are at the event; in a team their chat is at its app."""
    assert arrival.seat is not None
    turn = await as_moved(parts, turn, arrival.team)
    values = {
        "event": arrival.event.name, "theme": arrival.event.theme, "name": arrival.seat.name, "before": arrival.before,
        "team": arrival.team.name if arrival.team else "",
    }  # fmt: skip
    told = Move(prompt="event/joined", values=values)
    return first(told, await standing(parts, turn, arrival.event, arrival.seat, arrival.team))


def _as_at_event(turn: Turn, event: Event) -> Turn:
    """Nothing was told yet, and no language was asked for: that of the event, at its tier."""
    old, speaker = turn.conversation, turn.speaker
    language = spoken(event.language)
    fresh = not (turn.built or old.wish.brief.problem or speaker.chose_language or "tutor/language_set" in old.told or old.told)
    tier = event.tier if old.tier == "junior" and not speaker.chose_tier else old.tier
    return turn.now(language=language if fresh and language else old.language, tier=tier)
