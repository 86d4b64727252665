"""Codes are unique among classes, events and teams together: who types one need not say what it opens."""

from __future__ import annotations

from sqlalchemy import Connection, select, union_all

from storage.classrooms.tables import Classroom
from storage.events import tables as t
from storage.tables import table

_OPENS = (table(Classroom), table(t.Event), table(t.EventTeam))


def is_free(db: Connection, code: str) -> bool:
    return db.execute(union_all(*(select(one.c.code).where(one.c.code == code) for one in _OPENS))).first() is None
