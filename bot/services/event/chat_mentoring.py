"""A mentor who chats: who waits, taking a request, words to the team, and giving it back or ending it, each by a button."""

from __future__ import annotations

from bot.core.deciding import Turn, again
from bot.core.decision import AtEvent, Decision, Move
from bot.core.event.chatting import ask
from bot.core.turn import Button
from bot.locales import Locale, locale
from bot.services import Parts
from bot.services.event import help_queue, mentors
from bot.services.event.help_queue import Queue, topic_name
from bot.services.event.in_chat import on
from storage.events.helping import HelpRequest
from storage.events.records import Event, Person

ASK = "mentoring"
SHOWN = 4
"""Requests that are listed at once."""


async def mentor_at(parts: Parts, chat: str) -> tuple[Event, Person] | None:
    """The event of which somebody who chats there is a mentor, the latest that goes on."""
    for person in await parts.store.crew.at_chat(chat):
        event = await parts.store.events.get(person.event) if person.role == "mentor" else None
        if event is not None and event.ended is None:
            return event, person
    return None


async def mentoring(parts: Parts, turn: Turn, asked: AtEvent) -> Decision:
    """A button of the queue, or the words that a mentor has for a team."""
    guide = await mentor_at(parts, turn.speaker.chat)
    if guide is None:
        return again(turn)
    event, mentor = guide
    verb, _, id = asked.press.partition(":")
    if verb == "say":
        return ask(turn, ASK, "say", Move(prompt="event/mentoring_say"), values={"id": id})
    if asked.step == "say" and not verb:
        reached = await mentors.speak(parts, event, mentor, str(asked.values.get("id", "")), asked.text)
        return on(turn, Move(prompt="event/mentoring_done", values={"what": "said" if reached else "gone", "team": ""}))
    team = await _team_of(parts, event, id)
    match verb:
        case "take":
            what = "taken" if await mentors.claim(parts, event, mentor, id) else "gone"
        case "back":
            what = "back" if await mentors.hand_back(parts, event, mentor, id, "") else "gone"
        case "solved":
            what = "solved" if await mentors.resolve(parts, event, mentor, id) else "gone"
        case _:
            return await shown(parts, turn, guide)
    t = locale(turn.conversation.language)
    buttons = _of_mine(t, id) if what == "taken" else ()
    tried = await _tried(parts, event, id) if what == "taken" else []
    move = Move(prompt="event/mentoring_done", values={"what": what, "team": team}, buttons=buttons)
    return on(turn, move) if not tried else on(turn, Move(prompt="event/mentoring_tried", values={"team": team, "lines": tried}, buttons=buttons))


async def _team_of(parts: Parts, event: Event, id: str) -> str:
    request = await parts.store.helping.get(event.id, id) if id else None
    team = await parts.store.teams.get(event.id, request.team) if request else None
    return team.name if team else ""


async def _tried(parts: Parts, event: Event, id: str) -> list[dict[str, str]]:
    request = await parts.store.helping.get(event.id, id)
    return [{"by": str(line.get("by", "")), "text": str(line.get("text", ""))} for line in request.tried] if request else []


async def shown(parts: Parts, turn: Turn, guide: tuple[Event, Person]) -> Decision:
    """Who waits, what this mentor knows about first, and whom they help now."""
    event, mentor = guide
    queue, t = await help_queue.queue(parts, event), locale(turn.conversation.language)
    names = {team.id: team.name for team in await parts.store.teams.of_event(event.id)}
    mine, waiting = queue.with_mentor(mentor.id), queue.for_mentor(mentor)[:SHOWN]
    values = {
        "mine": [_row(queue, one, names, t) for one in mine],
        "waiting": [_row(queue, one, names, t) for one in waiting],
        "count": len(queue.waiting),
    }
    takes = tuple(Button(id=f"event:{ASK}:take:{one.id}", label=t("ev_help.take_team", team=names.get(one.team, ""))) for one in waiting)
    buttons = (*(button for one in mine[:1] for button in _of_mine(t, one.id)), *takes)
    return on(turn, Move(prompt="event/mentoring_queue", values=values, buttons=buttons))


def _row(queue: Queue, request: HelpRequest, names: dict[str, str], t: Locale) -> dict[str, object]:
    waited = int((queue.at - request.at).total_seconds() // 60)
    return {"team": names.get(request.team, ""), "topic": topic_name(request.topic, t), "minutes": waited, "text": request.text}


def _of_mine(t: Locale, id: str) -> tuple[Button, ...]:
    """What a mentor does with a request that is theirs."""
    keys = ("say", "solved", "back")
    return tuple(Button(id=f"event:{ASK}:{key}:{id}", label=t(f"ev_help.do_{key}")) for key in keys)


ANSWERS = {ASK: mentoring}
