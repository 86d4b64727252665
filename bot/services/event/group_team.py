"""A team in a group's chat: the chat becomes the team's by `/team CODE` of a member, and whoever presses 'I am in' is one."""

from __future__ import annotations

from bot.core.classroom.naming import code_of
from bot.core.deciding import Turn
from bot.core.decision import AtEvent, Decision, Move
from bot.core.turn import Button
from bot.locales import locale
from bot.services import Parts
from bot.services.classroom.join import what_opens
from bot.services.event.in_chat import on
from bot.services.event.join_event import NAMES, closed_doors, join_event, what_event
from bot.services.event.team_app import choose_app, on_teams_app
from bot.services.event.team_words import button, team_move
from storage.events.records import Event, InTeam, Team
from storage.records import Loaded

THEIRS, OURS = "theirs", "ours"
"""Which app goes on where a group had one before it became a team's."""


async def answer(parts: Parts, turn: Turn, asked: AtEvent) -> Decision:
    """`/team` and its buttons where others read along."""
    what, _, detail = asked.press.partition(":")
    if what in (THEIRS, OURS):
        return await _bind(parts, turn, detail, what)
    if what == "in":
        return await _i_am_in(parts, turn)
    if code_of(asked.text):
        return await _by_code(parts, turn, asked.text)
    here = await _bound(parts, turn)
    return await _standing(parts, turn, here) if here else on(turn, _refused("how"))


def _refused(why: str, **values: object) -> Move:
    return Move(prompt="event/group_refused", values={"why": why, "code": "", "minutes": 0} | values)


async def _bound(parts: Parts, turn: Turn) -> InTeam | None:
    """The team for which this group's chat speaks."""
    loaded = await parts.store.load_turn(turn.speaker.chat)
    return loaded.in_team if loaded else None


async def _standing(parts: Parts, turn: Turn, here: InTeam) -> Decision:
    move = await team_move(parts, turn, here.event, None, here.team)
    return Decision(conversation=turn.conversation, moves=(move.model_copy(update={"buttons": (_in_button(turn),)}),))


def _in_button(turn: Turn) -> Button:
    return button(turn.conversation.language, "in", "i_am_in")


async def _by_code(parts: Parts, turn: Turn, typed: str) -> Decision:
    """Whose the code is, and whether whoever typed it is one of them."""
    entry = await what_opens(parts, typed, turn.speaker.chat, turn.speaker.origin)
    if entry.opens is None:
        return on(turn, _refused(entry.problem, minutes=entry.wait) if entry.problem else Move(prompt="tutor/alone_only"))
    event, team = await what_event(parts, entry.opens)
    if team is None:
        return on(turn, _refused("event_code"))
    return await _bind(parts, turn, team.id, "", event, team)


async def _bind(parts: Parts, turn: Turn, id: str, app: str, event: Event | None = None, team: Team | None = None) -> Decision:
    """The chat is the team's from now on, once it is known which app goes on. A member of the team alone may say so."""
    place = await parts.store.teams.place_of(turn.speaker.learner)
    if event is None and place is not None:
        event, team = place[0], await parts.store.teams.get(place[0].id, id)
    if event is None or team is None or not team.is_in or closed_doors(event):
        return on(turn, _refused("over"))
    seat = await parts.store.teams.seat(event.id, turn.speaker.learner)
    if seat is None or seat.team != team.id:
        return on(turn, _refused("not_yours", code=team.code if app == "" else ""))
    had = turn.conversation.project
    if not app and had is not None and had != team.project:
        return _which(turn, team)
    if app == OURS and (had is None or not await choose_app(parts, event, seat, team, had)):
        return on(turn, _refused("not_this_app"))
    await parts.store.moving.bind(turn.speaker.chat, team.id, turn.speaker.learner)
    turn = await on_teams_app(parts, turn, team) if app != OURS else turn
    values = {"team": team.name, "kept": had is not None and app != OURS and had != team.project, "room": event.largest}
    return Decision(conversation=turn.conversation, moves=(Move(prompt="event/group_bound", values=values, buttons=(_in_button(turn),)),))


def _which(turn: Turn, team: Team) -> Decision:
    t = locale(turn.conversation.language)
    theirs = t("ev_event_teams.app_of_team") if team.project else t("ev_event_teams.start_anew")
    buttons = (
        Button(id=f"event:team:{THEIRS}:{team.id}", label=theirs),
        Button(id=f"event:team:{OURS}:{team.id}", label=t("ev_event_teams.app_of_group")),
    )
    move = Move(prompt="event/group_which", values={"team": team.name, "title": team.title}, buttons=buttons)
    return Decision(conversation=turn.conversation, moves=(move,))


async def _i_am_in(parts: Parts, turn: Turn) -> Decision:
    """Whoever presses it is in the team, unless it is full, or they are in another."""
    here = await _bound(parts, turn)
    if here is None:
        return on(turn, _refused("how"))
    arrival = await join_event(parts, turn.speaker.learner, here.event, here.team, turn.speaker.nickname)
    if arrival.problem in NAMES:
        arrival = await join_event(parts, turn.speaker.learner, here.event, here.team)
    if arrival.problem is not None:
        why = "name" if arrival.problem in NAMES else arrival.problem
        return on(turn, _refused(why, code=here.team.code))
    assert arrival.seat is not None
    told = Move(prompt="event/group_in", values={"name": arrival.seat.name, "team": here.team.name, "before": arrival.before})
    return Decision(conversation=turn.conversation, moves=(told.model_copy(update={"buttons": (_in_button(turn),)}),))


async def members_first(parts: Parts, loaded: Loaded | None, turn: Turn) -> Decision | None:
    """In a team's group somebody who is not in it changes nothing before they said that they are; None for everybody else."""
    if loaded is None or loaded.in_team is None or not turn.speaker.group:
        return None
    seat = await parts.store.teams.seat(loaded.in_team.event.id, turn.speaker.learner)
    if seat is not None and seat.team == loaded.in_team.team.id:
        return None
    move = Move(prompt="event/group_first", values={"team": loaded.in_team.team.name}, buttons=(_in_button(turn),))
    return Decision(conversation=turn.conversation, moves=(move,))
