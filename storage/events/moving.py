"""What happens to chats and apps when people come into a team, leave it, or two teams become one; as services see it: `store.moving`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, or_, select

from storage.access import Access
from storage.classrooms import seats
from storage.columns import now
from storage.errors import FullError
from storage.events import asking, closing, merging, teams
from storage.events import tables as t
from storage.events.records import Json, Seat, Team
from storage.names import name_key
from storage.tables import Conversation, Inbox, Member, Project, Revision, table

_event, _team, _seat = table(t.Event), table(t.EventTeam), table(t.EventSeat)
_conversation, _project, _revision, _member, _inbox = table(Conversation), table(Project), table(Revision), table(Member), table(Inbox)
_OWN_CHAT = _conversation.c.chat.not_like(f"{teams.GROUPS}%")
SHOWN = ("project", "stage", "version", "title", "look")
"""What of a team says how far its app is."""


@dataclass(frozen=True, slots=True)
class TeamApp:
    """The app of a team: its head, and where one of its chats is with it."""

    project: str
    head: int
    state: Json


@dataclass(frozen=True, slots=True)
class OwnApp:
    """An app that a member has a hand in and that might become their team's."""

    project: str
    learner: str
    head: int
    spec: str


class Moving:
    """What a store does when people move between teams. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def enter(self, seat: Seat) -> None:
        """Into a team, or into none: their own chats go on with the team's app from now on; what they had stays their own project. A team that
        loses its last member by it is withdrawn. Raises as `store.teams.sit`."""
        await self._store.write(enter, seat)

    async def found(self, team: Team, seat: Seat) -> Team:
        """A new team with its first member, who brings along what they began since the doors opened; older apps stay their own. Raises
        `TakenError`, with the code where it is the code that is taken."""
        return await self._store.write(found, team, seat)

    async def merge(self, gone: Team, stays: Team, keep: str) -> None:
        """Two teams become one: `stays`, with the app of the team `keep` where it has one, and all that either wrote. Raises `FullError`, and
        `LookupError` where one of them takes part no more."""
        await self._store.write(merge, gone, stays, keep)

    async def choose(self, event: str, team: str, project: str, shown: Mapping[str, Any]) -> None:
        """Make an app of a member's the team's: all its chats go on with it."""
        await self._store.write(choose, event, team, project, shown)

    async def bind(self, chat: str, team: str, learner: str) -> None:
        """A group's chat speaks for this team; one in which nobody spoke before is begun by this learner."""
        await self._store.write(bind, chat, team, learner)

    async def app_of(self, team: str) -> TeamApp | None:
        """The app of a team; None before it has one."""
        return await self._store.read(app_of, team)

    async def own_apps(self, team: str) -> list[OwnApp]:
        """The apps in which members have a hand, the newest first, but none that another team works at."""
        return await self._store.read(own_apps, team)

    async def made_by(self, project: str, n: int) -> str | None:
        """Who asked for a version."""
        return await self._store.read(made_by, project, n)

    async def chats_of(self, team: str) -> list[str]:
        """The chats that speak for a team."""
        return await self._store.read(chats_of, team)


def enter(db: Connection, seat: Seat, *, founds: bool = False) -> None:
    before = teams.seat(db, seat.event, seat.learner)
    if before is not None and before.team not in (None, seat.team):  # the last two who leave it do so one after the other
        db.execute(select(_team.c.id).where(_team.c.id == before.team).with_for_update())
    moved = _moved(db, seat, founds)
    teams.sit(db, seat)
    _go_on(db, moved, app_of(db, seat.team) if seat.team else None)
    if seat.team is not None:
        asking.drop(db, seat.event, seat.learner)
    if before is not None and before.team not in (None, seat.team):
        _withdraw_empty(db, seat.event, str(before.team))


def _moved(db: Connection, seat: Seat, founds: bool) -> list[str]:
    """Which of their chats do not go on as they are: those that spoke for another team, and on the way into one those at something of their own
    that is older than the event."""
    theirs = select(_conversation.c.chat, _conversation.c.team, _project.c.created).outerjoin(_project, _project.c.id == _conversation.c.project)
    rows = db.execute(theirs.where(_conversation.c.learner == seat.learner, _OWN_CHAT)).all()
    opened = db.execute(select(_event.c.opened).where(_event.c.id == seat.event)).scalar()
    brings = {chat for chat, _, created in rows if founds and (created is None or (opened is not None and created >= opened))}
    stays = {chat for chat, team, _ in rows if team is None and (seat.team is None or chat in brings)}
    return [chat for chat, team, _ in rows if team != seat.team and chat not in stays]


def found(db: Connection, team: Team, seat: Seat) -> Team:
    begun = teams.begin(db, team)
    enter(db, seat, founds=True)
    return begun


def _withdraw_empty(db: Connection, event: str, team: str) -> None:
    """Nobody is in it any more. What it entered before pens down stays entered."""
    if db.execute(select(_seat.c.learner).where(_seat.c.team == team)).first() is not None:
        return
    entered = select(table(t.Entry).c.id).where(table(t.Entry).c.team == team)
    if db.execute(entered).first() is None:
        teams.change(db, event, team, {"withdrawn": now()})
    asking.drop_team(db, team)
    _free_name(db, team)


def _free_name(db: Connection, team: str) -> None:
    """Another may be called so from now on; no key has a space in it."""
    name = db.execute(select(_team.c.name).where(_team.c.id == team)).scalar_one()
    db.execute(_team.update().where(_team.c.id == team).values(name_key=f"{name_key(name)} {team}"))


def merge(db: Connection, gone: Team, stays: Team, keep: str) -> None:
    db.execute(select(_team.c.id).where(_team.c.id.in_([gone.id, stays.id])).order_by(_team.c.id).with_for_update())
    many = db.execute(select(func.count()).select_from(_seat).where(_seat.c.team.in_([gone.id, stays.id]))).scalar_one()
    if many > db.execute(select(_event.c.largest).where(_event.c.id == stays.event)).scalar_one():
        raise FullError(stays.id)
    gone, stays = (teams.get(db, one.event, one.id) or one for one in (gone, stays))  # as they are now
    if not (gone.is_in and stays.is_in):
        raise LookupError(gone.id)
    one, other = (gone, stays) if keep == gone.id else (stays, gone)
    chosen = one if one.project is not None or other.project is None else other
    app = app_of(db, chosen.id)
    teams.change(db, gone.event, gone.id, {"merged_into": stays.id})
    _free_name(db, gone.id)
    asking.drop_team(db, gone.id)
    shown = {name: getattr(chosen, name) for name in SHOWN}
    said, left = merging.words(chosen, gone if chosen is stays else stays)
    teams.change(db, gone.event, gone.id, left)
    teams.change(db, stays.event, stays.id, {**shown, **said, "signed": []})
    merging.hand_over(db, gone, stays)
    _let_go(db, {gone.project, stays.project} - {chosen.project})
    _go_on(db, _behind(db, stays.id, chosen.project), app)


def choose(db: Connection, event: str, team: str, project: str, shown: Mapping[str, Any]) -> None:
    before = db.execute(select(_team.c.project).where(_team.c.id == team)).scalar()
    teams.change(db, event, team, {**shown, "project": project, "signed": []})
    _let_go(db, {before} - {project})
    _go_on(db, _behind(db, team, project), _app(db, project))


def _let_go(db: Connection, projects: set[str | None]) -> None:
    """Apps that are no team's any more close at no hour."""
    for project in filter(None, projects):
        closing.apply_to(db, project)


def _behind(db: Connection, team: str, project: str | None) -> list[str]:
    """The chats of a team that work at another app than this one."""
    theirs = select(_conversation.c.chat).where(_conversation.c.team == team)
    return list(db.execute(theirs.where(_conversation.c.project.is_distinct_from(project))).scalars())


def bind(db: Connection, chat: str, team: str, learner: str) -> None:
    if db.execute(_conversation.update().where(_conversation.c.chat == chat).values(team=team)).rowcount == 0:
        row: dict[str, Any] = {"chat": chat, "state": {}, "project": None, "learner": learner, "updated": now()}
        db.execute(_conversation.insert().values(row | seats.of_chat(db, learner, chat) | {"team": team}))


def _go_on(db: Connection, chats: list[str], app: TeamApp | None) -> None:
    """These chats are at this app from now on, or begin anew; each in its own language and tier."""
    shared = {key: value for key, value in app.state.items() if key not in teams.OF_ONE_CHAT} if app else {}
    place = {"project": app.project, "version": app.head} if app else {}
    for chat, had in db.execute(select(_conversation.c.chat, _conversation.c.state).where(_conversation.c.chat.in_(chats))).all():
        own = {key: had[key] for key in ("language", "tier", "told") if key in had}
        db.execute(
            _conversation.update().where(_conversation.c.chat == chat).values(project=app.project if app else None, state=shared | own | place)
        )


def app_of(db: Connection, team: str) -> TeamApp | None:
    project = db.execute(select(_team.c.project).where(_team.c.id == team)).scalar()
    return None if project is None else _app(db, project)


def _app(db: Connection, project: str) -> TeamApp:
    """Where a chat is that works at it; of one that none works at any more, only that it stands."""
    head = db.execute(select(_project.c.head).where(_project.c.id == project)).scalar() or 0
    latest = select(_conversation.c.state).where(_conversation.c.project == project).order_by(_conversation.c.updated.desc()).limit(1)
    return TeamApp(project, head, db.execute(latest).scalar() or {"stage": "improve"})


def own_apps(db: Connection, team: str) -> list[OwnApp]:
    others = select(_team.c.id).where(
        _team.c.project == _project.c.id, _team.c.id != team, or_(_team.c.merged_into.is_(None), _team.c.merged_into != team)
    )
    here = _project.join(_revision, (_revision.c.project == _project.c.id) & (_revision.c.n == _project.c.head))
    theirs = select(_member.c.project).join(_seat, _seat.c.learner == _member.c.learner).where(_seat.c.team == team)
    wanted = select(_project.c.id, _project.c.begun_by, _project.c.head, _revision.c.spec).select_from(here)
    rows = db.execute(wanted.where(_project.c.id.in_(theirs), ~others.exists()).order_by(_project.c.created.desc()))
    return [OwnApp(*row) for row in rows]


def made_by(db: Connection, project: str, n: int) -> str | None:
    asked = select(_inbox.c.learner).join(_revision, _revision.c.turn == _inbox.c.id).where(_revision.c.project == project, _revision.c.n == n)
    return db.execute(asked).scalar()


def chats_of(db: Connection, team: str) -> list[str]:
    return list(db.execute(select(_conversation.c.chat).where(_conversation.c.team == team)).scalars())
