"""Teams in the chat: `/team` and its buttons."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.core.classroom.naming import code_of
from bot.core.deciding import Turn, again, first
from bot.core.decision import AtEvent, Decision, Join, Move
from bot.core.event.chatting import ask
from bot.core.event.roles import roles_of
from bot.core.turn import Button
from bot.locales import locale
from bot.services import Parts
from bot.services.classroom.join import what_opens
from bot.services.event import group_team
from bot.services.event.come_in import come_to_event
from bot.services.event.find_team import MOST_SAID, teams_for
from bot.services.event.in_chat import on
from bot.services.event.team_app import as_moved, begun_anew, on_teams_app
from bot.services.event.team_asks import accept, ask_to_join, decline
from bot.services.event.team_words import button, standing
from bot.services.event.teams import TeamWish, describe_oneself, go_alone, leave_team, make_team, take_role
from storage.events.records import Event, Seat, Team

Place = tuple[Event, Seat, Team | None]
Way = Callable[[Parts, Turn, AtEvent, Place], Awaitable[Decision]]
WORDS: Mapping[str, str] = {
    "new": "new", "find": "find", "leave": "leave", "app": "app", "alone": "alone", "role": "roles", "roles": "roles",
    "新": "new", "建立": "new", "找": "find", "離開": "leave", "离开": "leave", "角色": "roles",
}  # fmt: skip
"""What may stand behind `/team`, and which button it is."""


async def answer(parts: Parts, turn: Turn, asked: AtEvent) -> Decision:
    """A command, a button, or the answer to a question."""
    if turn.speaker.group:
        return await group_team.answer(parts, turn, asked)
    word, _, rest = asked.text.strip().partition(" ")
    what = asked.press.partition(":")[0] or WORDS.get(word.casefold(), "")
    if not asked.step and not what and code_of(asked.text):
        return await _by_code(parts, turn, asked.text)
    place = await parts.store.teams.place_of(turn.speaker.learner)
    if place is None:
        return on(turn, Move(prompt="event/team_none"))
    if asked.step and not (asked.press and what in _PRESSES):
        return await _STEPS[asked.step](parts, turn, asked, place) if asked.step in _STEPS else again(turn)
    given = asked if asked.press else asked.model_copy(update={"text": rest.strip()})
    return await _PRESSES[what](parts, turn, given, place) if what in _PRESSES else await standing(parts, turn, *place)


async def _by_code(parts: Parts, turn: Turn, typed: str) -> Decision:
    """`/team CODE` is what `/join CODE` is, but opens no class."""
    entry = await what_opens(parts, typed, turn.speaker.chat, turn.speaker.origin)
    if entry.opens is None:
        return on(turn, Move(prompt="event/team_refused", values={"why": entry.problem or "class", "minutes": entry.wait}))
    return await come_to_event(parts, turn, Join(code=code_of(typed)), entry.opens)


def _refused(turn: Turn, why: str) -> Move:
    return Move(prompt="event/team_refused", values={"why": why, "minutes": 0})


# --- making one


async def _new(parts: Parts, turn: Turn, asked: AtEvent, place: Place) -> Decision:
    """`/team new NAME`, or the button, which asks for the name."""
    if place[2] is not None:
        return first(_refused(turn, "other_team"), await standing(parts, turn, *place))
    if not asked.text:
        return ask(turn, "team", "name", Move(prompt="event/team_name"))
    return await _named(parts, turn, asked, place)


async def _named(parts: Parts, turn: Turn, asked: AtEvent, place: Place) -> Decision:
    """A name was given; where the event has divisions or regions, they are asked for next."""
    values = {**asked.values, "name": asked.text or str(asked.values.get("name", ""))}
    for step, known in (("division", place[0].divisions), ("region", place[0].regions)):
        if len(known) > 1 and step not in values:
            buttons = tuple(Button(id=f"event:team:{step}:{number}", label=one[:60]) for number, one in enumerate(known))
            return ask(turn, "team", step, Move(prompt=f"event/team_{step}", buttons=buttons), values=values)
    wish = TeamWish(values["name"], str(values.get("division", "")), str(values.get("region", "")))
    made = await make_team(parts, place[0], place[1], wish)
    if made.team is None:
        if made.fault in ("over", "not_open", "pens_down", "other_team"):
            return on(turn, _refused(turn, made.fault))
        return ask(turn, "team", "name", _refused(turn, made.fault or ""), Move(prompt="event/team_name"))
    return await _begun(parts, turn, place, made.team)


async def _chosen(parts: Parts, turn: Turn, asked: AtEvent, place: Place) -> Decision:
    """A division or region: by its button, or typed."""
    step, _, number = asked.press.partition(":") if asked.press else (asked.step, "", "")
    known = place[0].divisions if step == "division" else place[0].regions
    typed = asked.text.strip().casefold()
    found = next((one for at, one in enumerate(known) if str(at) == number or (typed and one.casefold() == typed)), None)
    if found is None:
        buttons = tuple(Button(id=f"event:team:{step}:{at}", label=one[:60]) for at, one in enumerate(known))
        return ask(turn, "team", step, Move(prompt=f"event/team_{step}", buttons=buttons), values=dict(asked.values))
    return await _named(parts, turn, asked.model_copy(update={"text": "", "press": "", "values": {**asked.values, step: found}}), place)


async def _begun(parts: Parts, turn: Turn, place: Place, team: Team) -> Decision:
    """A team is there: its code goes to the others."""
    seat = replace(place[1], team=team.id)
    turn = await as_moved(parts, turn, team)
    made = Move(prompt="event/team_made", values={"team": team.name, "alone": place[0].largest == 1})
    return first(made, await standing(parts, turn, place[0], seat, team))


async def _alone(parts: Parts, turn: Turn, asked: AtEvent, place: Place) -> Decision:
    if place[0].smallest > 1:
        return on(turn, _refused(turn, "not_alone"))
    made = await go_alone(parts, place[0], place[1])
    return await _begun(parts, turn, place, made.team) if made.team else on(turn, _refused(turn, made.fault or ""))


# --- leaving, coming back to the app, cards


async def _leave(parts: Parts, turn: Turn, asked: AtEvent, place: Place) -> Decision:
    """Asked once more before."""
    if place[2] is None:
        return await standing(parts, turn, *place)
    last = len(await parts.store.teams.seats(place[0].id, place[2].id)) == 1
    yes, no = (button(turn.conversation.language, press, key) for press, key in (("left", "leave_yes"), ("stay", "leave_no")))
    move = Move(prompt="event/leave_sure", values={"team": place[2].name, "last": last}, buttons=(yes, no))
    return Decision(conversation=turn.conversation, moves=(move,))


async def _left(parts: Parts, turn: Turn, asked: AtEvent, place: Place) -> Decision:
    if place[2] is None:
        return await standing(parts, turn, *place)
    await leave_team(parts, place[0], place[1])
    told = Move(prompt="event/team_left", values={"team": place[2].name})
    return first(told, await standing(parts, begun_anew(turn), place[0], replace(place[1], team=None), None))


async def _app(parts: Parts, turn: Turn, asked: AtEvent, place: Place) -> Decision:
    """Back at the team's app, from one of their own."""
    return again(await on_teams_app(parts, turn, place[2])) if place[2] else await standing(parts, turn, *place)


async def _roles(parts: Parts, turn: Turn, asked: AtEvent, place: Place) -> Decision:
    """The cards, each a button; or one that was pressed."""
    t, pressed = locale(turn.conversation.language), asked.press.partition(":")[2]
    cards = roles_of(place[0].roles)
    if pressed in cards:
        await take_role(parts, place[0], place[1], pressed)
        return on(turn, Move(prompt="event/role_taken", values={"role": t(f"ev_role.{pressed}"), "about": t(f"ev_role.{pressed}_about")}))
    buttons = tuple(Button(id=f"event:team:roles:{one}", label=t(f"ev_role.{one}")) for one in cards)
    said = [{"name": t(f"ev_role.{one}"), "about": t(f"ev_role.{one}_about")} for one in cards]
    return Decision(conversation=turn.conversation, moves=(Move(prompt="event/roles", values={"cards": said}, buttons=buttons),))


# --- finding one


async def _find(parts: Parts, turn: Turn, asked: AtEvent, place: Place) -> Decision:
    """What they would like to do is asked once; then the teams that fit best."""
    if place[2] is not None:
        return await standing(parts, turn, *place)
    if not place[1].interests and not asked.text:
        return ask(turn, "team", "interests", Move(prompt="event/team_interests"))
    return await _interested(parts, turn, asked, place) if asked.text else await _offered(parts, turn, place)


async def _interested(parts: Parts, turn: Turn, asked: AtEvent, place: Place) -> Decision:
    fault = await describe_oneself(parts, place[0], place[1], interests=asked.text, role=place[1].role)
    if fault is not None:
        return ask(turn, "team", "interests", _refused(turn, fault))
    return await _offered(parts, turn, (place[0], replace(place[1], interests=asked.text), None))


async def _offered(parts: Parts, turn: Turn, place: Place) -> Decision:
    found = (await teams_for(parts, place[0], place[1]))[:MOST_SAID]
    t = locale(turn.conversation.language)
    buttons = [Button(id=f"event:team:ask:{one.team.id}", label=t("ev_event_teams.ask_to_join", team=one.team.name)) for one in found]
    buttons.append(button(turn.conversation.language, "new", "make"))
    teams = [{"name": one.team.name, "seeking": one.team.seeking, "shared": one.shared, "room": one.room} for one in found]
    return Decision(conversation=turn.conversation, moves=(Move(prompt="event/teams_found", values={"teams": teams}, buttons=tuple(buttons)),))


async def _ask(parts: Parts, turn: Turn, asked: AtEvent, place: Place) -> Decision:
    team = await parts.store.teams.get(place[0].id, asked.press.partition(":")[2])
    if team is None:
        return again(turn)
    problem = await ask_to_join(parts, place[0], place[1], team)
    if problem is not None:
        return first(_refused(turn, problem), await standing(parts, turn, *place))
    return on(turn, Move(prompt="event/asked_to_join", values={"team": team.name}))


async def _let_in(parts: Parts, turn: Turn, asked: AtEvent, place: Place) -> Decision:
    """Yes to somebody, or to another team."""
    ask, problem = await accept(parts, place[0], place[1], asked.press.partition(":")[2])
    if problem is not None or ask is None:
        return on(turn, _refused(turn, problem or "answered"))
    team = await parts.store.teams.get(place[0].id, ask.team)
    turn = await on_teams_app(parts, turn, team) if team else turn
    who = await parts.store.teams.seat(place[0].id, ask.learner)
    return on(
        turn, Move(prompt="event/was_let_in", values={"name": who.name if who else "", "team": team.name if team else "", "merged": bool(ask.other)})
    )


async def _not_now(parts: Parts, turn: Turn, asked: AtEvent, place: Place) -> Decision:
    ask = await decline(parts, place[0], place[1], asked.press.partition(":")[2])
    return on(turn, Move(prompt="event/declined")) if ask else on(turn, _refused(turn, "answered"))


async def _stay(parts: Parts, turn: Turn, asked: AtEvent, place: Place) -> Decision:
    return await standing(parts, turn, *place)


_PRESSES: Mapping[str, Way] = {
    "new": _new, "alone": _alone, "leave": _leave, "left": _left, "stay": _stay, "app": _app, "roles": _roles, "find": _find, "ask": _ask,
    "let_in": _let_in, "not_now": _not_now, "division": _chosen, "region": _chosen,
}  # fmt: skip
_STEPS: Mapping[str, Way] = {"name": _named, "division": _chosen, "region": _chosen, "interests": _interested}
ANSWERS = {"team": answer}
