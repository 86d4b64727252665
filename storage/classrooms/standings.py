"""How far the learners of a class are: read with a turn, written with its end, and read for all at once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, select

from storage.classrooms import tables as t
from storage.classrooms.records import ClassNews, Classroom, InClass, NewStanding, Seat
from storage.columns import now
from storage.ids import next_id
from storage.inserting import insert_on
from storage.prepared import Prepared
from storage.tables import table

_classroom, _seat, _standing = table(t.Classroom), table(t.Seat), table(t.Standing)
_crossing, _stuck, _flag = table(t.Crossing), table(t.Stuck), table(t.SafetyFlag)

SEAT = tuple(_seat.c[name] for name in ("learner", "classroom", "name", "number", "tokens", "paused", "unaided", "joined"))
CLASSROOM = tuple(_classroom.c[name] for name in Classroom.__dataclass_fields__)
STANDING = tuple(_standing.c[name] for name in NewStanding.__dataclass_fields__)
"""The columns of the records of these names, in their order."""

_IN_CLASS = Prepared(
    select(*SEAT, *CLASSROOM, *STANDING)
    .select_from(
        _seat.join(_classroom, _classroom.c.id == _seat.c.classroom).outerjoin(_standing, _standing.c.learner == _seat.c.learner)
    )
    .where(_seat.c.learner == bindparam("learner"))
)  # fmt: skip
_CLASSROOM_FROM = len(SEAT)
_STANDING_FROM = _CLASSROOM_FROM + len(CLASSROOM)


def _keep_standing(dialect: str) -> Any:
    new = insert_on(dialect, _standing)
    return new.on_conflict_do_update(index_elements=["learner"], set_={name: new.excluded[name] for name in NewStanding.__dataclass_fields__})


_KEEP = Prepared(_keep_standing)
_CROSS, _BEGIN_STUCK, _RAISE = Prepared(_crossing.insert()), Prepared(_stuck.insert()), Prepared(_flag.insert())
_WRITE_DOWN = Prepared(table(t.Audit).insert())
_END_STUCK = Prepared(_stuck.update().where(_stuck.c.learner == bindparam("whose"), _stuck.c.ended.is_(None)).values(ended=bindparam("at")))


def in_class(db: Connection, learner: str) -> InClass | None:
    """Where a learner sits, what class that is, and how far they are."""
    found = _IN_CLASS.rows(db, {"learner": learner})
    if not found:
        return None
    row = found[0]
    standing = row[_STANDING_FROM:]
    return InClass(
        Seat(*row[:_CLASSROOM_FROM]), Classroom(*row[_CLASSROOM_FROM:_STANDING_FROM]), None if standing[4] is None else NewStanding(*standing)
    )


def keep(db: Connection, news: ClassNews) -> None:
    """What a turn leaves with its learner's class."""
    seat, standing = news.seat, news.standing
    at = standing.last
    _KEEP.count(db, {"learner": seat.learner} | {name: getattr(standing, name) for name in NewStanding.__dataclass_fields__})
    if news.crossed:
        _CROSS.count(db, {"id": next_id(), "learner": seat.learner, "project": standing.project, "stage": standing.stage, "at": at})
    if news.unstuck or news.stuck:
        _END_STUCK.count(db, {"whose": seat.learner, "at": at})
    if news.stuck:
        _BEGIN_STUCK.count(db, _stuck_row(news, at))
    if news.flag:
        _RAISE.count(db, _flag_row(news))
        entry = {"classroom": seat.classroom, "teacher": None, "learner": seat.learner, "what": "flag_raised", "detail": "", "at": now()}
        _WRITE_DOWN.count(db, {"id": next_id(), **entry})


def _stuck_row(news: ClassNews, at: Any) -> dict[str, Any]:
    assert news.stuck is not None
    return {
        "id": next_id(), "learner": news.seat.learner, "classroom": news.seat.classroom, "reason": news.stuck.reason, "detail": news.stuck.detail,
        "at": at, "ended": None, "verdict": None, "judged_by": None,
    }  # fmt: skip


def _flag_row(news: ClassNews) -> dict[str, Any]:
    assert news.flag is not None
    seat = news.seat
    return {
        "id": next_id(), "classroom": seat.classroom, "learner": seat.learner, "name": seat.name, "number": seat.number,
        "kind": news.flag.kind, "sentence": news.flag.sentence, "language": news.flag.language, "at": now(),
        "acknowledged": None, "acknowledged_by": None, "closed": None, "closed_by": None, "outcome": "",
    }  # fmt: skip
