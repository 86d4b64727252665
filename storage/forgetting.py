"""Deleting a learner and all that is theirs."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from storage.classrooms import leaving
from storage.events import leaving as events
from storage.learning import learning
from storage.tables import (
    App,
    AppLink,
    AppRow,
    Conversation,
    Identity,
    Inbox,
    Lane,
    Learner,
    Member,
    ModelCall,
    ModelSpending,
    Outbox,
    PersonalLink,
    Project,
    RecoveryWords,
    Revision,
    table,
)

_project, _member, _conversation = table(Project), table(Member), table(Conversation)
_inbox, _outbox = table(Inbox), table(Outbox)
_learner, _app, _row, _link = table(Learner), table(App), table(AppRow), table(AppLink)


def forget(db: Connection, learner: str, *chats: str) -> None:
    """Delete a learner and what was said in their chats, and in those named; the order is that of the foreign keys."""
    _pass_on(db, learner)
    events.pass_on(db, learner)
    _forget_chats(db, learner, chats)
    _forget_words(db, learner)
    _forget_rows(db, learner)
    events.leave(db, learner)
    for project in db.execute(select(_member.c.project).where(_member.c.learner == learner)).scalars().all():
        _leave(db, project, learner)
    leaving.leave(db, learner)
    learning.forget(db, learner)
    for theirs in (table(Identity), table(PersonalLink), table(RecoveryWords)):
        db.execute(theirs.delete().where(theirs.c.learner == learner))
    _forget_spending(db, learner)
    db.execute(_learner.delete().where(_learner.c.id == learner))


def _forget_spending(db: Connection, learner: str) -> None:
    """What a school pays for stays counted; whose it was does not."""
    calls, days = table(ModelCall), table(ModelSpending)
    db.execute(calls.update().where(calls.c.learner == learner).values(learner=None))
    db.execute(days.delete().where(days.c.scope == "learner", days.c.who == learner))


def _pass_on(db: Connection, learner: str) -> None:
    """A chat in which others of the team speak too is theirs from now on."""
    theirs = select(_conversation.c.chat, _conversation.c.project).where(_conversation.c.learner == learner, _conversation.c.project.is_not(None))
    for chat, project in db.execute(theirs).all():
        others = select(func.min(_inbox.c.learner)).join(_member, (_member.c.learner == _inbox.c.learner) & (_member.c.project == project))
        heir = db.execute(others.where(_inbox.c.chat == chat, _inbox.c.learner != learner)).scalar()
        if heir is not None:
            db.execute(_conversation.update().where(_conversation.c.chat == chat).values(learner=heir))


def _forget_rows(db: Connection, learner: str) -> None:
    """What they entered in apps that may stay with others; the pages that show these apps see that something moved."""
    projects = select(_member.c.project).where(_member.c.learner == learner)
    apps = select(_app.c.key).where(_app.c.project.in_(projects))
    theirs = (_row.c.visitor == learner) & _row.c.app.in_(apps)
    db.execute(_app.update().where(_app.c.key.in_(select(_row.c.app).where(theirs))).values(rev=_app.c.rev + 1))
    db.execute(_row.delete().where(theirs))
    db.execute(_link.delete().where(_link.c.project.in_(projects), _link.c.visitor == learner))


def _forget_chats(db: Connection, learner: str, named: tuple[str, ...]) -> None:
    theirs = db.execute(select(_conversation.c.chat).where(_conversation.c.learner == learner)).scalars()
    chats = {*theirs, *named}
    for part in (_outbox, _inbox, _conversation, table(Lane)):
        db.execute(part.delete().where(part.c.chat.in_(chats)))


def _forget_words(db: Connection, learner: str) -> None:
    """What they said in a group, and what was answered to them."""
    theirs = select(_inbox.c.id).where(_inbox.c.learner == learner)
    db.execute(_outbox.delete().where(_outbox.c.turn.in_(theirs)))
    db.execute(_inbox.delete().where(_inbox.c.learner == learner))


def _leave(db: Connection, project: str, learner: str) -> None:
    """A team's project stays with the team; nobody else's is deleted with its revisions, links and rows."""
    db.execute(_member.delete().where(_member.c.project == project, _member.c.learner == learner))
    heir = db.execute(select(func.min(_member.c.learner)).where(_member.c.project == project)).scalar()
    if heir is None:
        _delete(db, project)
        return
    begun = _project.c.begun_by == learner
    if db.execute(_project.update().where(_project.c.id == project, begun).values(begun_by=heir)).rowcount:
        db.execute(_member.update().where(_member.c.project == project, _member.c.learner == heir).values(role="owner"))


def _delete(db: Connection, project: str) -> None:
    apps = select(_app.c.key).where(_app.c.project == project)
    db.execute(_row.delete().where(_row.c.app.in_(apps)))
    db.execute(_conversation.update().where(_conversation.c.project == project).values(project=None))
    leaving.leave_nothing_of(db, project)
    events.leave_nothing_of(db, project)
    for part in (_app, _link, table(Revision)):
        db.execute(part.delete().where(part.c.project == project))
    db.execute(_project.delete().where(_project.c.id == project))
