"""A place that was kept for somebody by a list, and the chat in which they came: what was begun there goes along with them."""

from __future__ import annotations

from sqlalchemy import Connection, exists, select

from storage.classrooms import pausing, seats
from storage.classrooms import tables as t
from storage.columns import now
from storage.tables import (
    AppLink,
    AppRow,
    Conversation,
    Identity,
    Inbox,
    Learner,
    Member,
    ModelCall,
    ModelSpending,
    PersonalLink,
    Project,
    RecoveryWords,
    table,
)

_seat, _member, _spending = table(t.Seat), table(Member), table(ModelSpending)
_THEIRS = (Identity, Conversation, Inbox, PersonalLink, ModelCall)


def arrive(db: Connection, learner: str) -> str | None:
    """Somebody came to the place that was kept for them; the class, where it was the first time."""
    waiting = (_seat.c.learner == learner) & _seat.c.joined.is_(None)
    return db.execute(_seat.update().where(waiting).values(joined=now()).returning(_seat.c.classroom)).scalar()


def claim(db: Connection, owner: str, guest: str) -> bool:
    """Make the guest's chats and projects the owner's, where the owner's place waited for them and the guest sits in no class. False: nothing changed."""
    if owner == guest or seats.of(db, guest) is not None:
        return False
    classroom = arrive(db, owner)  # first, so that of two who claim it at once the second finds it taken
    if classroom is None:
        return False
    _hand_over(db, guest, owner)
    db.execute(table(Conversation).update().where(table(Conversation).c.learner == owner).values(classroom=classroom))
    pausing.apply(db, classroom)
    return True


def _hand_over(db: Connection, guest: str, owner: str) -> None:
    """All that says whose it is says now that it is the owner's; the order is that of the foreign keys."""
    for part in _THEIRS:
        theirs = table(part)
        db.execute(theirs.update().where(theirs.c.learner == guest).values(learner=owner))
    db.execute(table(Project).update().where(table(Project).c.begun_by == guest).values(begun_by=owner))
    there = _member.alias("there")
    known = exists().where(there.c.project == _member.c.project, there.c.learner == owner)
    db.execute(_member.update().where(_member.c.learner == guest, ~known).values(learner=owner))
    db.execute(_member.delete().where(_member.c.learner == guest))
    for seen in (table(AppLink), table(AppRow)):
        db.execute(seen.update().where(seen.c.visitor == guest).values(visitor=owner))
    _add_spending(db, guest, owner)
    db.execute(table(RecoveryWords).delete().where(table(RecoveryWords).c.learner == guest))
    db.execute(table(Learner).delete().where(table(Learner).c.id == guest))


def _add_spending(db: Connection, guest: str, owner: str) -> None:
    theirs = (_spending.c.scope == "learner") & (_spending.c.who == guest)
    for day, tokens in db.execute(select(_spending.c.day, _spending.c.tokens).where(theirs)).all():
        same = (_spending.c.day == day) & (_spending.c.scope == "learner") & (_spending.c.who == owner)
        if not db.execute(_spending.update().where(same).values(tokens=_spending.c.tokens + tokens)).rowcount:
            db.execute(_spending.insert().values(day=day, scope="learner", who=owner, tokens=tokens))
    db.execute(_spending.delete().where(theirs))
