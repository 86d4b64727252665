"""Who makes a project together, and what each brought to it."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from storage.records import Member
from storage.tables import Inbox, Learner, Revision, table
from storage.tables import Member as MemberRow

_member, _learner, _revision, _inbox = table(MemberRow), table(Learner), table(Revision), table(Inbox)
_THEIR_REVISIONS = (_revision.c.project == _member.c.project) & (_inbox.c.learner == _member.c.learner)


def members(db: Connection, project: str) -> list[Member]:
    """Who brought most comes first. A revision is theirs whose words asked for it."""
    known = (_member.c.learner, _learner.c.nickname, _member.c.role)
    asked_for = _revision.join(_inbox, _inbox.c.id == _revision.c.turn)
    team = _member.join(_learner, _learner.c.id == _member.c.learner).outerjoin(asked_for, _THEIR_REVISIONS)
    count = func.count(_revision.c.n)
    found = select(*known, count, func.max(_revision.c.created)).select_from(team).where(_member.c.project == project).group_by(*known)
    return [Member(*row) for row in db.execute(found.order_by(count.desc(), _member.c.learner))]
