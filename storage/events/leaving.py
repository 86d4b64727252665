"""What goes of an event when a learner goes, and when the event itself does. The order is that of the foreign keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, exists, func, select

from storage.access import Access
from storage.classrooms.tables import Seat as ClassSeat
from storage.events import frozen_rows
from storage.events import tables as t
from storage.events.records import Event
from storage.tables import Conversation, Member, Project, table

_event, _person, _team, _seat = table(t.Event), table(t.EventPerson), table(t.EventTeam), table(t.EventSeat)
_idea, _vote, _help, _entry = table(t.Idea), table(t.IdeaVote), table(t.HelpRequest), table(t.Entry)
_round = table(t.JudgingRound)
_conversation, _member, _project = table(Conversation), table(Member), table(Project)
_OF_JUDGES = (t.Glance, t.Judgement)


class EventLeaving:
    """What a store does to let events go: `store.event_leaving`. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def forget_event(self, event: str) -> bool:
        """Delete an event with all that hangs on it. Chats and apps stay with the learners whose they are. False where it is gone already."""
        return await self._store.write(forget_event, event)

    async def overdue(self, at: datetime) -> list[tuple[str, list[str]]]:
        """The events that are kept for longer than they said, each with the learners who were there, sit nowhere else, and said nothing since."""
        return await self._store.read(overdue, at)


# --- a learner


def pass_on(db: Connection, learner: str) -> None:
    """A team's app that is theirs alone so far is a teammate's from now on, so that it does not go with them."""
    mine = select(_team.c.id, _team.c.project).join(_seat, _seat.c.team == _team.c.id).where(_seat.c.learner == learner, _team.c.project.is_not(None))
    for team, project in db.execute(mine).all():
        heir = db.execute(select(_seat.c.learner).where(_seat.c.team == team, _seat.c.learner != learner).order_by(_seat.c.joined).limit(1)).scalar()
        others = select(_member.c.learner).where(_member.c.project == project, _member.c.learner != learner)
        if heir is not None and db.execute(others.limit(1)).first() is None:
            db.execute(_member.insert().values(project=project, learner=heir, role="owner"))


def leave(db: Connection, learner: str) -> None:
    """Their seats, votes, ideas, the words of their calls for help, and their name on what they signed; a team of nobody goes with its entry."""
    teams = list(db.execute(select(_seat.c.team).where(_seat.c.learner == learner, _seat.c.team.is_not(None))).scalars())
    _forget_ideas(db, learner)
    nobody: dict[str, Any] = {"learner": None, "chat": "", "text": "", "tried": [], "comment": ""}
    db.execute(_help.update().where(_help.c.learner == learner).values(nobody))
    _unsign(db, learner)
    _delete(db, t.TeamAsk, "learner", [learner])
    db.execute(_seat.delete().where(_seat.c.learner == learner))
    _forget_empty(db, teams)


def leave_nothing_of(db: Connection, project: str) -> None:
    """A project that is no more is no team's."""
    db.execute(_team.update().where(_team.c.project == project).values(project=None, title="", look={}, version=0))


def _forget_ideas(db: Connection, learner: str) -> None:
    theirs = select(_idea.c.id).where(_idea.c.learner == learner)
    db.execute(_team.update().where(_team.c.idea.in_(theirs)).values(idea=None))
    db.execute(_vote.delete().where((_vote.c.learner == learner) | _vote.c.idea.in_(theirs)))
    db.execute(_idea.delete().where(_idea.c.learner == learner))


def _unsign(db: Connection, learner: str) -> None:
    """Their line under the team's statement, now and as it was entered, in whatever team they signed."""
    signed = select(_member.c.project).where(_member.c.learner == learner)
    seated = select(_seat.c.team).where(_seat.c.learner == learner, _seat.c.team.is_not(None))
    for part, team in ((_team, _team.c.id), (_entry, _entry.c.team)):
        near = team.in_(seated) | part.c.project.in_(signed)
        for id, lines in db.execute(select(part.c.id, part.c.signed).where(near)).all():
            left = [line for line in lines if line.get("learner") != learner]
            if len(left) < len(lines):
                db.execute(part.update().where(part.c.id == id).values(signed=left))


def _forget_empty(db: Connection, teams: Sequence[str]) -> None:
    """Those in which nobody sits any more, and those that became part of them."""
    for team in teams:
        if db.execute(select(_seat.c.learner).where(_seat.c.team == team).limit(1)).first() is None:
            _forget_teams(db, [team])


# --- a team, an event


def _forget_teams(db: Connection, teams: Sequence[str]) -> None:
    entries = list(db.execute(select(_entry.c.id).where(_entry.c.team.in_(teams))).scalars())
    for entry in entries:
        frozen_rows.forget_copies(db, entry)
        frozen_rows.forget(db, frozen_rows.key_of(entry))
    for judged in _OF_JUDGES:
        _delete(db, judged, "entry", entries)
    _delete(db, t.TeamAsk, "other", teams)
    for part in (t.TeamAsk, t.IdeaVote, t.Idea, t.Checked, t.HelpRequest, t.Award, t.Conflict, t.Entry):
        _delete(db, part, "team", teams)
    db.execute(_conversation.update().where(_conversation.c.team.in_(teams)).values(team=None))
    _open_again(db, teams)
    _unname(db, teams)
    db.execute(_team.delete().where(_team.c.id.in_(teams)))


def _unname(db: Connection, teams: Sequence[str]) -> None:
    """A ranking that was confirmed keeps its places; what stood there is nobody's any more."""
    events = select(_team.c.event).where(_team.c.id.in_(teams))
    for event, number, result in db.execute(select(_round.c.event, _round.c.number, _round.c.result).where(_round.c.event.in_(events))).all():
        rows = [one | {"name": "", "title": ""} if one.get("team") in teams else one for one in (result or {}).get("standings", ())]
        if rows:
            this = (_round.c.event == event, _round.c.number == number)
            db.execute(_round.update().where(*this).values(result=result | {"standings": rows}))


def _open_again(db: Connection, teams: Sequence[str]) -> None:
    """Their apps are bound to no hours any more."""
    projects = select(_team.c.project).where(_team.c.id.in_(teams), _team.c.project.is_not(None))
    db.execute(_project.update().where(_project.c.id.in_(projects)).values(closes=None))


def _delete(db: Connection, part: Any, column: str, among: Any) -> None:
    theirs: Table = table(part)
    db.execute(theirs.delete().where(theirs.c[column].in_(among)))


def forget_event(db: Connection, event: str) -> bool:
    teams = list(db.execute(select(_team.c.id).where(_team.c.event == event)).scalars())
    db.execute(_seat.update().where(_seat.c.event == event).values(team=None))
    _forget_teams(db, teams)
    for part in (t.Batch, t.Judgement, t.JudgingRound, t.Announcement, t.HelpRequest, t.Award, t.TeamAsk, t.EventSeat):
        _delete(db, part, "event", [event])
    people = select(_person.c.id).where(_person.c.event == event)
    for judged in (*_OF_JUDGES, t.Conflict):
        _delete(db, judged, "judge", people)
    db.execute(_person.delete().where(_person.c.event == event))
    return db.execute(_event.delete().where(_event.c.id == event)).rowcount == 1


# --- what is kept for too long


def overdue(db: Connection, at: datetime) -> list[tuple[str, list[str]]]:
    columns = (_event.c[name] for name in Event.__dataclass_fields__)
    found = []
    for event in (Event(*row) for row in db.execute(select(*columns)).all()):
        before = at - timedelta(days=event.keep_days)
        if ends(event) < before:
            found.append((event.id, _nowhere_else(db, event.id, before)))
    return found


def ends(event: Event) -> datetime:
    """From when on the days count: when it was put away, else when its last phase ended or it was made."""
    last = [datetime.fromisoformat(str(phase["at"])) for phase in event.phases]
    return event.ended or max([event.created, *last])


def _nowhere_else(db: Connection, event: str, before: datetime) -> list[str]:
    other = _seat.alias()
    elsewhere = exists().where(other.c.learner == _seat.c.learner, other.c.event != event)
    in_class = exists().where(table(ClassSeat).c.learner == _seat.c.learner)
    since = select(func.max(_conversation.c.updated)).where(_conversation.c.learner == _seat.c.learner).scalar_subquery()
    quiet = since.is_(None) | (since < before)
    return list(db.execute(select(_seat.c.learner).where(_seat.c.event == event, ~elsewhere, ~in_class, quiet)).scalars())
