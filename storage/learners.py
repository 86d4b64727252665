"""Learners, and who they are in each channel."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from storage.columns import now
from storage.ids import new_id
from storage.prepared import Prepared
from storage.records import Learner
from storage.tables import Identity, table
from storage.tables import Learner as LearnerRow

_learner, _identity = table(LearnerRow), table(Identity)
LEARNER = (_learner.c.id, _learner.c.nickname, _learner.c.language, _learner.c.tier, _learner.c.created)
_BY_IDENTITY = Prepared(
    select(*LEARNER)
    .join(_identity, _identity.c.learner == _learner.c.id)
    .where(_identity.c.channel == bindparam("channel"), _identity.c.outside_id == bindparam("outside_id"))
)
_ADD, _IDENTIFY = Prepared(_learner.insert()), Prepared(_identity.insert())


def get(db: Connection, id: str) -> Learner | None:
    row = db.execute(select(*LEARNER).where(_learner.c.id == id)).first()
    return None if row is None else Learner(*row)


def by_identity(db: Connection, channel: str, outside_id: str) -> Learner | None:
    found = _BY_IDENTITY.rows(db, {"channel": channel, "outside_id": outside_id})
    return Learner(*found[0]) if found else None


def find_or_create(db: Connection, channel: str, outside_id: str, nickname: str, language: str, tier: str) -> Learner:
    """Who this is; somebody new is made with the values given."""
    known = by_identity(db, channel, outside_id)
    if known is not None:
        return known
    learner = Learner(new_id(), nickname, language, tier, now())
    row = {"id": learner.id, "nickname": nickname, "language": language, "tier": tier, "created": learner.created}
    _ADD.count(db, row)
    _IDENTIFY.count(db, {"channel": channel, "outside_id": outside_id, "learner": learner.id})
    return learner


def identify(db: Connection, channel: str, outside_id: str, learner: str) -> None:
    same = (_identity.c.channel == channel) & (_identity.c.outside_id == outside_id)
    if db.execute(_identity.update().where(same).values(learner=learner)).rowcount == 0:
        _IDENTIFY.count(db, {"channel": channel, "outside_id": outside_id, "learner": learner})
