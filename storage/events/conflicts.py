"""Conflicts of interest: which judge must not see which team. Those that were declared or set are rows; a school or a team of their own is found
each time, so that it holds from the moment at which somebody writes the school down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from sqlalchemy import Connection, bindparam, select

from storage.columns import now
from storage.events import tables as t
from storage.inserting import insert_new
from storage.names import name_key
from storage.prepared import Prepared
from storage.tables import Conversation, table

_person, _team, _seat, _conflict = table(t.EventPerson), table(t.EventTeam), table(t.EventSeat), table(t.Conflict)
_conversation = table(Conversation)
_OF_TEAMS = Prepared(select(_team.c.school, _team.c.id).where(_team.c.event == bindparam("in_event"), _team.c.school != ""))
_OF_SEATS = Prepared(
    select(_seat.c.school, _seat.c.team).where(_seat.c.event == bindparam("in_event"), _seat.c.school != "", _seat.c.team.is_not(None))
)
_key = lru_cache(maxsize=4096)(name_key)
Barred = Mapping[str, Mapping[str, str]]
"""By judge and team, why: `declared`, `organiser`, `school` or `team`."""


def barred(db: Connection, event: str, judge: str | None = None) -> Barred:
    """All of an event, or those of one judge."""
    found: dict[str, dict[str, str]] = {}
    for why, pairs in (("school", _schools), ("team", _teams)):
        for who, team in pairs(db, event, judge):
            found.setdefault(who, {})[team] = why
    kept = (
        select(_conflict.c.judge, _conflict.c.team, _conflict.c.why).join(_person, _person.c.id == _conflict.c.judge).where(_person.c.event == event)
    )
    for who, team, why in db.execute(kept if judge is None else kept.where(_conflict.c.judge == judge)):
        found.setdefault(who, {})[team] = why
    return found


def _schools(db: Connection, event: str, judge: str | None) -> Iterator[tuple[str, str]]:
    """Judges and the teams of their schools: a team is of every school that it or one of its members named."""
    wanted = select(_person.c.id, _person.c.school).where(_person.c.event == event, _person.c.role == "judge", _person.c.school != "")
    judges = [(id, _key(school)) for id, school in db.execute(wanted if judge is None else wanted.where(_person.c.id == judge))]
    if not judges:
        return
    keys = {key for _, key in judges}
    teams: dict[str, set[str]] = {}
    for school, team in _OF_TEAMS.rows(db, {"in_event": event}) + _OF_SEATS.rows(db, {"in_event": event}):
        if _key(school) in keys:
            teams.setdefault(_key(school), set()).add(team)
    yield from ((id, team) for id, school in judges for team in teams.get(school, ()))


def _teams(db: Connection, event: str, judge: str | None) -> Iterator[tuple[str, str]]:
    """Judges and the team in which they sit themselves, known by the chat that is theirs."""
    joined = _person.join(_conversation, _conversation.c.chat == _person.c.chat).join(_seat, _seat.c.learner == _conversation.c.learner)
    wanted = select(_person.c.id, _seat.c.team).select_from(joined)
    wanted = wanted.where(_person.c.event == event, _person.c.role == "judge", _seat.c.event == event, _seat.c.team.is_not(None))
    yield from ((id, team) for id, team in db.execute(wanted if judge is None else wanted.where(_person.c.id == judge)))


def bar(db: Connection, event: str, judge: str, team: str, why: str) -> bool:
    here = select(_person.c.id).where(_person.c.id == judge, _person.c.event == event, _person.c.role == "judge")
    there = select(_team.c.id).where(_team.c.id == team, _team.c.event == event)
    if not (db.execute(here).first() and db.execute(there).first()):
        return False
    db.execute(insert_new(_conflict)(db.dialect.name).values(judge=judge, team=team, why=why, at=now()))
    return True


def unbar(db: Connection, event: str, judge: str, team: str, declared: bool) -> bool:
    of_event = select(_person.c.id).where(_person.c.event == event)
    here = [_conflict.c.judge == judge, _conflict.c.team == team, _conflict.c.judge.in_(of_event)]
    if declared:
        here.append(_conflict.c.why == "declared")
    return db.execute(_conflict.delete().where(*here)).rowcount == 1
