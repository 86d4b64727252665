"""What goes when a learner goes. An open safety flag stays with its sentence for the named lead, without the learner's id, until it is closed."""

from __future__ import annotations

from sqlalchemy import Connection, select

from storage.classrooms import tables as t
from storage.tables import table

_flag, _audit, _mentor, _comment = table(t.SafetyFlag), table(t.Audit), table(t.Mentor), table(t.Comment)
_classroom = table(t.Classroom)


def leave(db: Connection, learner: str) -> None:
    """Everything that classes keep about a learner; the order is that of the foreign keys."""
    for part in (t.Standing, t.Crossing, t.Stuck, t.Nudge, t.TeacherNote, t.Score, t.Survey, t.Seat):
        theirs = table(part)
        db.execute(theirs.delete().where(theirs.c.learner == learner))
    db.execute(_flag.delete().where(_flag.c.learner == learner, _flag.c.closed.is_not(None)))
    db.execute(_flag.update().where(_flag.c.learner == learner).values(learner=None))
    db.execute(_audit.update().where(_audit.c.learner == learner).values(learner=None, detail=""))


def leave_nothing_of(db: Connection, project: str) -> None:
    """A project that is no more has no mentors, and no class shows it as an example."""
    for shown in ("pinned", "pin_asked"):
        db.execute(_classroom.update().where(_classroom.c[shown] == project).values({shown: None}))
    mentors = select(_mentor.c.id).where(_mentor.c.project == project)
    db.execute(_comment.delete().where(_comment.c.mentor.in_(mentors)))
    db.execute(_mentor.delete().where(_mentor.c.project == project))


def has_open_flag(db: Connection, learner: str) -> bool:
    """Whether a sentence of theirs stays, for the lead of their class, when they go."""
    return db.execute(select(_flag.c.id).where(_flag.c.learner == learner, _flag.c.closed.is_(None)).limit(1)).first() is not None
