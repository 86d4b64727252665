"""Teams of events and who sits in them, as services see them: `store.teams`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from storage.access import Access
from storage.columns import now
from storage.errors import ClosedError, FullError, HeadMovedError, TakenError
from storage.events import closing, codes
from storage.events import tables as t
from storage.events.events import EVENT
from storage.events.records import Event, InTeam, Seat, Team, TeamNews
from storage.names import name_key
from storage.prepared import Prepared
from storage.tables import Conversation, Learner, Project, table

_event, _team, _seat = table(t.Event), table(t.EventTeam), table(t.EventSeat)
_conversation, _project, _learner = table(Conversation), table(Project), table(Learner)
TEAM = tuple(_team.c[name] for name in Team.__dataclass_fields__)
SEAT = tuple(_seat.c[name] for name in Seat.__dataclass_fields__)
GROUPS = "telegram:-"
"""How the names of chats begin in which others read along."""
OF_ONE_CHAT = frozenset({"language", "tier", "told", "buttons", "recent", "note", "joining", "looking", "gathering", "held", "waiting"})
"""What of a conversation stays with the one who had it when a team goes on with an app."""
_HERE = Prepared(select(*EVENT, *TEAM).select_from(_team.join(_event, _event.c.id == _team.c.event)).where(_team.c.id == bindparam("in_team")))


class Teams:
    """What a store does with teams and seats. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def get(self, event: str, id: str) -> Team | None:
        return await self._store.read(get, event, id)

    async def of_event(self, event: str) -> list[Team]:
        """Every team in the order of joining, those that left too."""
        return await self._store.read(of_event, event)

    async def seats(self, event: str, team: str | None = None) -> list[Seat]:
        """Everybody at an event, or in one of its teams, in the order of joining."""
        return await self._store.read(seats, event, team)

    async def seat(self, event: str, learner: str) -> Seat | None:
        return await self._store.read(seat, event, learner)

    async def place_of(self, learner: str) -> tuple[Event, Seat, Team | None] | None:
        """The event at which a learner is now: the latest that was not put away."""
        return await self._store.read(place_of, learner)

    async def languages(self, event: str) -> Mapping[str, str]:
        """What everybody at an event speaks with us, by learner."""
        return await self._store.read(languages, event)

    async def begin(self, team: Team) -> Team:
        """A new team, behind all others (its `place` is set here). Raises `TakenError` where another of the event has that name, or anything its code."""
        return await self._store.write(begin, team)

    async def sit(self, seat: Seat) -> None:
        """Give a learner a seat, or change the one that they have: the team too, for which their chats speak from now on. Raises `TakenError`
        where another at the event has that name, `FullError` where the team is as large as teams may be, and `LookupError` on the way into
        one that takes part no more."""
        await self._store.write(sit, seat)

    async def describe(self, event: str, learner: str, **values: str) -> None:
        """Set what somebody says of themselves: `interests`, `role`."""
        await self._store.write(describe, event, learner, values)

    async def rename(self, event: str, id: str, name: str) -> bool:
        """Raises `TakenError` where another team of the event has that name."""
        return await self._store.write(rename, event, id, name)

    async def change(self, event: str, id: str, **values: Any) -> bool:
        """Set columns of a team; False where there is no such team here."""
        return await self._store.write(change, event, id, values)


def get(db: Connection, event: str, id: str) -> Team | None:
    row = db.execute(select(*TEAM).where(_team.c.id == id, _team.c.event == event)).first()
    return None if row is None else Team(*row)


def of_event(db: Connection, event: str) -> list[Team]:
    return [Team(*row) for row in db.execute(select(*TEAM).where(_team.c.event == event).order_by(_team.c.place))]


def seats(db: Connection, event: str, team: str | None) -> list[Seat]:
    wanted = select(*SEAT).where(_seat.c.event == event).order_by(_seat.c.joined, _seat.c.learner)
    return [Seat(*row) for row in db.execute(wanted if team is None else wanted.where(_seat.c.team == team))]


def seat(db: Connection, event: str, learner: str) -> Seat | None:
    row = db.execute(select(*SEAT).where(_seat.c.event == event, _seat.c.learner == learner)).first()
    return None if row is None else Seat(*row)


def languages(db: Connection, event: str) -> dict[str, str]:
    here = _seat.join(_learner, _learner.c.id == _seat.c.learner)
    return {row[0]: row[1] for row in db.execute(select(_seat.c.learner, _learner.c.language).select_from(here).where(_seat.c.event == event))}


def sits(db: Connection, news: TeamNews) -> bool:
    """Whether who speaks is in the team: in its group others may speak too."""
    found = seat(db, news.event, news.learner)
    return found is not None and found.team == news.team


def place_of(db: Connection, learner: str) -> tuple[Event, Seat, Team | None] | None:
    here = _seat.join(_event, _event.c.id == _seat.c.event).outerjoin(_team, _team.c.id == _seat.c.team)
    wanted = select(*EVENT, *SEAT, *TEAM).select_from(here).where(_seat.c.learner == learner, _event.c.ended.is_(None))
    row = db.execute(wanted.order_by(_seat.c.joined.desc()).limit(1)).first()
    if row is None:
        return None
    event, rest = Event(*row[: len(EVENT)]), row[len(EVENT) :]
    team = rest[len(SEAT) :]
    return event, Seat(*rest[: len(SEAT)]), None if team[0] is None else Team(*team)


def of_learner(db: Connection, learner: str) -> str | None:
    """The team for which a new chat of theirs speaks."""
    found = place_of(db, learner)
    return found[2].id if found and found[2] else None


def in_team(db: Connection, id: str) -> InTeam | None:
    """What a turn knows of its team; None where the team is no more, or its event was put away."""
    found = _HERE.rows(db, {"in_team": id})
    if not found:
        return None
    event, team = Event(*found[0][: len(EVENT)]), Team(*found[0][len(EVENT) :])
    return InTeam(event, team) if event.ended is None and team.is_in else None


def begin(db: Connection, team: Team) -> Team:
    key = name_key(team.name)
    if db.execute(select(_team.c.id).where(_team.c.event == team.event, _team.c.name_key == key)).first():
        raise TakenError(team.name)
    if not codes.is_free(db, team.code):
        raise TakenError(team.code)
    db.execute(select(_event.c.id).where(_event.c.id == team.event).with_for_update())
    last = db.execute(select(func.max(_team.c.place)).where(_team.c.event == team.event)).scalar() or 0
    placed = replace(team, place=last + 1)
    db.execute(_team.insert().values(**{name: getattr(placed, name) for name in Team.__dataclass_fields__}, name_key=key))
    return placed


def sit(db: Connection, seat: Seat) -> None:
    key = name_key(seat.name)
    there = db.execute(select(_seat.c.learner).where(_seat.c.event == seat.event, _seat.c.name_key == key)).scalar()
    if there is not None and there != seat.learner:
        raise TakenError(seat.name)
    if seat.team is not None:
        _find_room(db, seat)
    row = {name: getattr(seat, name) for name in Seat.__dataclass_fields__} | {"name_key": key}
    here = (_seat.c.event == seat.event, _seat.c.learner == seat.learner)
    if db.execute(_seat.update().where(*here).values(row)).rowcount == 0:
        db.execute(_seat.insert().values(row))
    tell_chats(db, seat.learner, seat.team)


def _find_room(db: Connection, new: Seat) -> None:
    """Looked at under the team's own row, so that two who take the last seat do so one after the other. Raises as `sit` does."""
    gone = db.execute(select(_team.c.merged_into, _team.c.withdrawn).where(_team.c.id == new.team).with_for_update()).one()
    before = seat(db, new.event, new.learner)
    if tuple(gone) != (None, None) and (before is None or before.team != new.team):
        raise LookupError(new.team)
    largest = db.execute(select(_event.c.largest).where(_event.c.id == new.event)).scalar_one()
    others = select(func.count()).select_from(_seat).where(_seat.c.team == new.team, _seat.c.learner != new.learner)
    if db.execute(others).scalar_one() >= largest:
        raise FullError(new.team)


def describe(db: Connection, event: str, learner: str, values: dict[str, str]) -> None:
    db.execute(_seat.update().where(_seat.c.event == event, _seat.c.learner == learner).values(values))


def rename(db: Connection, event: str, id: str, name: str) -> bool:
    key = name_key(name)
    if db.execute(select(_team.c.id).where(_team.c.event == event, _team.c.name_key == key, _team.c.id != id)).first():
        raise TakenError(name)
    return change(db, event, id, {"name": name, "name_key": key})


def change(db: Connection, event: str, id: str, values: dict[str, Any]) -> bool:
    done = db.execute(_team.update().where(_team.c.id == id, _team.c.event == event).values(values)).rowcount == 1
    if done and values.keys() & {"closes", "project", "withdrawn", "merged_into"}:
        closing.apply(db, event)
    return done


def tell_chats(db: Connection, learner: str, team: str | None) -> None:
    """A learner's own chats speak for this team from now on; those of groups are their team's."""
    db.execute(_conversation.update().where(_conversation.c.learner == learner, _conversation.c.chat.not_like(f"{GROUPS}%")).values(team=team))


def keep(db: Connection, news: TeamNews, chat: str) -> None:
    """What a turn leaves with its team. Raises `HeadMovedError` where another turn gave the team its app meanwhile, and `ClosedError` where the
    first app of a team comes after pens down."""
    values: dict[str, Any] = {"stage": news.stage, "version": news.version, "title": news.title, "look": news.look, "last": news.last}
    first = news.read_project is None and news.project is not None
    same = _team.c.project.is_not_distinct_from(news.read_project)
    if db.execute(_team.update().where(_team.c.id == news.team, same).values(values | ({"project": news.project} if first else {}))).rowcount != 1:
        raise HeadMovedError(None)
    if first and news.project is not None:
        _take_up(db, news, chat)


def _take_up(db: Connection, news: TeamNews, chat: str) -> None:
    """The app is the team's from now on: it closes when the team's time is over, and the others go on with it."""
    closing.apply_to(db, str(news.project))
    closes = db.execute(select(_project.c.closes).where(_project.c.id == news.project)).scalar()
    if closes is not None and closes <= now():
        raise ClosedError(closes)
    if news.share is not None:
        share(db, news.team, str(news.project), dict(news.share), but=chat)


def share(db: Connection, team: str, project: str, state: dict[str, Any], but: str = "") -> None:
    """The other chats of a team go on with its app, each in its own language and tier."""
    others = select(_conversation.c.chat, _conversation.c.state).where(_conversation.c.team == team, _conversation.c.chat != but)
    for chat, had in db.execute(others).all():
        own = {key: had[key] for key in ("language", "tier", "told") if key in had}
        db.execute(_conversation.update().where(_conversation.c.chat == chat).values(project=project, state=state | own))
