"""The answers to the three questions of the first and the last day, as services see them: `store.surveys`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from storage.access import Access
from storage.classrooms import tables as t
from storage.columns import now
from storage.inserting import insert_on
from storage.tables import table

_survey, _seat = table(t.Survey), table(t.Seat)


@dataclass(frozen=True, slots=True)
class Answered:
    learner: str
    moment: str
    question: str
    answer: int
    at: datetime


ANSWERED = tuple(_survey.c[name] for name in Answered.__dataclass_fields__)


class Surveys:
    """What a store does with these answers. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def answer(self, learner: str, moment: str, question: str, answer: int) -> None:
        """Keep an answer, in place of an earlier one to the same question of that day."""
        await self._store.write(keep_answer, learner, moment, question, answer)

    async def of_class(self, classroom: str) -> list[Answered]:
        return await self._store.read(of_class, classroom)


def keep_answer(db: Connection, learner: str, moment: str, question: str, answer: int) -> None:
    new = insert_on(db.dialect.name, _survey).values(learner=learner, moment=moment, question=question, answer=answer, at=now())
    later = {"answer": new.excluded.answer, "at": new.excluded.at}
    db.execute(new.on_conflict_do_update(index_elements=["learner", "moment", "question"], set_=later))


def of_class(db: Connection, classroom: str) -> list[Answered]:
    theirs = select(*ANSWERED).join(_seat, _seat.c.learner == _survey.c.learner).where(_seat.c.classroom == classroom)
    return [Answered(*row) for row in db.execute(theirs.order_by(_survey.c.at))]
