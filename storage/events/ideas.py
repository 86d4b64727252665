"""The problems that teams tell before they choose one, as services see them: `store.ideas`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.access import Access
from storage.errors import FullError
from storage.events import tables as t
from storage.inserting import insert_on
from storage.tables import table

_idea, _vote, _team = table(t.Idea), table(t.IdeaVote), table(t.EventTeam)


@dataclass(frozen=True, slots=True)
class Idea:
    """A problem as somebody of a team told it."""

    id: str
    team: str
    learner: str | None
    text: str
    answers: Mapping[str, str]
    at: datetime


IDEA = tuple(_idea.c[name] for name in Idea.__dataclass_fields__)


class Ideas:
    """What a store does with ideas. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def of_team(self, team: str) -> tuple[list[Idea], dict[str, str]]:
        """All of a team in the order in which they were told, and who voted for which: {learner: idea}."""
        return await self._store.read(of_team, team)

    async def add(self, idea: Idea, most: int) -> bool:
        """Keep one; False where the same words of the same learner are kept already. Raises `FullError` where the team has `most`."""
        return await self._store.write(add, idea, most)

    async def answer(self, team: str, id: str, answers: Mapping[str, str]) -> bool:
        """Keep what was answered about one, in place of earlier answers; False where the team has no such idea."""
        return await self._store.write(answer, team, id, answers)

    async def vote(self, team: str, learner: str, id: str) -> bool:
        """One vote for each: the latest counts. False where the team has no such idea."""
        return await self._store.write(vote, team, learner, id)

    async def take_out(self, team: str, id: str, learner: str) -> bool:
        """Take out what one told oneself, with the votes for it; False for what is another's, or was chosen."""
        return await self._store.write(take_out, team, id, learner)

    async def choose(self, team: str, id: str, was: str | None) -> bool:
        """It is the one that the team works at, in place of `was`. False where somebody was quicker, or the team has an app."""
        return await self._store.write(choose, team, id, was)


def of_team(db: Connection, team: str) -> tuple[list[Idea], dict[str, str]]:
    ideas = db.execute(select(*IDEA).where(_idea.c.team == team).order_by(_idea.c.at, _idea.c.id))
    votes = db.execute(select(_vote.c.learner, _vote.c.idea).where(_vote.c.team == team))
    return [Idea(*row) for row in ideas], {row.learner: row.idea for row in votes}


def add(db: Connection, idea: Idea, most: int) -> bool:
    db.execute(select(_team.c.id).where(_team.c.id == idea.team).with_for_update())
    theirs = _idea.c.team == idea.team
    if db.execute(select(_idea.c.id).where(theirs, _idea.c.learner == idea.learner, _idea.c.text == idea.text)).first():
        return False
    if db.execute(select(func.count()).select_from(_idea).where(theirs)).scalar_one() >= most:
        raise FullError(idea.team)
    db.execute(_idea.insert().values(asdict(idea)))
    return True


def answer(db: Connection, team: str, id: str, answers: Mapping[str, str]) -> bool:
    here = (_idea.c.id == id, _idea.c.team == team)
    kept = db.execute(select(_idea.c.answers).where(*here).with_for_update()).scalar()
    if kept is None:
        return False
    db.execute(_idea.update().where(*here).values(answers={**kept, **answers}))
    return True


def vote(db: Connection, team: str, learner: str, id: str) -> bool:
    if db.execute(select(_idea.c.id).where(_idea.c.id == id, _idea.c.team == team)).first() is None:
        return False
    new = insert_on(db.dialect.name, _vote).values(team=team, learner=learner, idea=id)
    db.execute(new.on_conflict_do_update(index_elements=["team", "learner"], set_={"idea": new.excluded.idea}))
    return True


def take_out(db: Connection, team: str, id: str, learner: str) -> bool:
    chosen = select(_team.c.idea).where(_team.c.id == team).scalar_subquery()
    here = (_idea.c.id == id, _idea.c.team == team, _idea.c.learner == learner)
    if db.execute(select(_idea.c.id).where(*here, chosen.is_distinct_from(_idea.c.id))).first() is None:
        return False
    db.execute(_vote.delete().where(_vote.c.idea == id))
    db.execute(_idea.delete().where(_idea.c.id == id))
    return True


def choose(db: Connection, team: str, id: str, was: str | None) -> bool:
    if db.execute(select(_idea.c.id).where(_idea.c.id == id, _idea.c.team == team)).first() is None:
        return False
    free = (_team.c.id == team, _team.c.project.is_(None), _team.c.idea.is_not_distinct_from(was))
    return db.execute(_team.update().where(*free).values(idea=id)).rowcount == 1
