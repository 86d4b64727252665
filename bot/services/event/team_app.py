"""The one app of a team, on all its members' phones: which it is, who made which version, and a chat that comes to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.core.conversation import Conversation
from bot.core.deciding import Turn, first
from bot.core.decision import Decision, Move
from bot.services import Parts
from bot.services.event.join_event import moved
from bot.services.event.looks import look_of
from bot.services.event.say import say_to_team, told
from scaffolds.spec import AppSpec, text_of
from storage.events.moving import OwnApp
from storage.events.records import Event, InTeam, Seat, Team, TeamNews
from storage.events.teams import OF_ONE_CHAT
from storage.records import Loaded


@dataclass(frozen=True)
class Choice:
    """An app that could be the team's."""

    app: OwnApp
    title: str
    emoji: str
    by: str
    chosen: bool


async def choices(parts: Parts, event: Event, team: Team, seats: Sequence[Seat]) -> list[Choice]:
    """The apps of the members, of which one is the team's."""
    names = {seat.learner: seat.name for seat in seats}
    found = []
    for app in await parts.store.moving.own_apps(team.id):
        spec = AppSpec.model_validate_json(app.spec)
        title = text_of(spec.title, spec.languages[0] if spec.languages else "en")
        found.append(Choice(app, title, spec.emoji, names.get(app.learner, ""), app.project == team.project))
    return found


async def choose_app(parts: Parts, event: Event, seat: Seat, team: Team, project: str) -> bool:
    """Make an app of a member's the team's; False where it is none of theirs, or pens are down. The others hear it. Raises `StoreError`."""
    app = next((one for one in await parts.store.moving.own_apps(team.id) if one.project == project), None)
    if app is None or InTeam(event, team).closed_since(datetime.now(UTC)) is not None:
        return False
    if project != team.project:
        spec = AppSpec.model_validate_json(app.spec)
        title = text_of(spec.title, spec.languages[0] if spec.languages else "en")
        await parts.store.moving.choose(event.id, team.id, project, {"version": app.head, "title": title, "look": look_of(spec), "stage": "improve"})
        await say_to_team(parts, event, team.id, told("event/app_chosen", who=seat.name, title=title), but=seat.learner)
        await moved(parts, event, team.id)
    return True


# --- in a turn


async def on_teams_app(parts: Parts, turn: Turn, team: Team) -> Turn:
    """The turn with its chat at the team's app, however it was before; as it was where the team has none."""
    app = await parts.store.moving.app_of(team.id)
    if app is None or app.project == turn.conversation.project:
        return turn
    shared = {key: value for key, value in app.state.items() if key not in OF_ONE_CHAT}
    own = {key: getattr(turn.conversation, key) for key in ("language", "tier", "told")}
    conversation = Conversation.model_validate(shared | own | {"project": app.project, "version": app.head})
    revision = await parts.store.revision(app.project)
    return replace(turn, conversation=conversation, spec=AppSpec.model_validate_json(revision.spec) if revision else None)


async def as_moved(parts: Parts, turn: Turn, team: Team | None) -> Turn:
    """The turn of somebody who came into a team, or to none, just now: at its app, or at nothing where the store took theirs out of the chat."""
    there = await on_teams_app(parts, turn, team) if team is not None else turn
    loaded = await parts.store.load_turn(turn.speaker.chat)
    left = loaded is not None and loaded.project is None and there.conversation.project is not None
    return begun_anew(there) if left else there


def begun_anew(turn: Turn) -> Turn:
    """The turn of a chat that is at no app any more."""
    old = turn.conversation
    return replace(
        turn, conversation=Conversation(language=old.language, tier=old.tier, told=old.told, lessons=old.lessons, allowed=old.allowed), spec=None
    )


def at_head(conversation: Conversation, loaded: Loaded | None) -> Conversation:
    """A teammate may have made another version, or gone to one: the chat is at that one."""
    if loaded is None or loaded.in_team is None or loaded.project is None or not loaded.project.head:
        return conversation
    return conversation if conversation.version == loaded.project.head else conversation.now(version=loaded.project.head)


async def who_made(parts: Parts, loaded: Loaded, learner: str) -> str:
    """The name of the teammate who asked for the version that stands; '' where that was this learner, or nobody is known."""
    if loaded.in_team is None or loaded.project is None or not loaded.project.head:
        return ""
    maker = await parts.store.moving.made_by(loaded.project.id, loaded.project.head)
    seat = await parts.store.teams.seat(loaded.in_team.event.id, maker) if maker and maker != learner else None
    return seat.name if seat else ""


async def among_teammates(parts: Parts, loaded: Loaded | None, turn: Turn, decision: Decision, *, steps: bool) -> Decision:
    """What a member should know beside the answer: whose version they took back, that a teammate moved the app on, that another app is theirs alone."""
    if loaded is None or loaded.in_team is None or loaded.project is None:
        return decision
    head, was = loaded.project.head or 0, int(loaded.state.get("version", 0))
    if steps or was not in (0, head):
        who = await who_made(parts, loaded, turn.speaker.learner)
        move = Move(prompt="event/undone_of" if steps else "event/moved_on", values={"who": who, "version": head})
        return first(move, decision) if who else decision
    return _beside_the_team(loaded.in_team.team, turn, decision)


def _beside_the_team(team: Team, turn: Turn, decision: Decision) -> Decision:
    """Another app is begun in a chat that was at the team's: that one stays, this is theirs alone."""
    leaves = team.project is not None and turn.conversation.project == team.project and decision.conversation.project is None
    return first(Move(prompt="event/own_app", values={"title": team.title}), decision) if leaves else decision


async def show_others(parts: Parts, news: TeamNews, chat: str) -> None:
    """The other chats of the team have something new to show."""
    for other in await parts.store.moving.chats_of(news.team):
        if other != chat:
            parts.news.tell(other)
