"""The batches that judges rank: given in one write, and voted on in one statement while their round is open."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Text, bindparam, cast, exists, func, literal, or_, select

from storage.columns import now
from storage.errors import SheetMovedError
from storage.events import conflicts, rounds
from storage.events import tables as t
from storage.events.rounds import RUNS, Round
from storage.ids import new_id
from storage.prepared import Prepared
from storage.tables import table

_team, _entry, _round, _batch = table(t.EventTeam), table(t.Entry), table(t.JudgingRound), table(t.Batch)
Ranks = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries that one judge ranks among each other. It counts once it is `done`."""

    id: str
    event: str
    round: int
    judge: str
    entries: Sequence[str]
    repeat_of: str | None
    ranking: Ranks | None
    skipped: Mapping[str, str]
    given: datetime
    done: datetime | None


class Candidate(NamedTuple):
    """An entry that may be judged."""

    id: str
    team: str
    division: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry on a judge's sheet."""

    id: str
    team: str
    name: str
    """The team's."""
    number: int
    title: str
    version: int
    withdrawn: datetime | None


@dataclass(frozen=True, slots=True)
class Handed:
    """A batch of any judge that was handed in or is being ranked, as far as the next one is chosen by it. Repeats are none of these."""

    entries: Sequence[str]
    skipped: Sequence[str]


@dataclass(frozen=True, slots=True)
class Pool:
    """All that a judge's next batch is chosen from."""

    round: Round
    candidates: Sequence[Candidate]
    handed: Sequence[Handed]
    """Those of every judge in this round."""
    own: Sequence[Batch]
    """Those of this judge, repeats too."""
    barred: frozenset[str]
    """Teams of which this judge must see nothing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A batch to be given: its entries, and which one it repeats."""

    entries: Sequence[str]
    repeat_of: str | None = None


Choose = Callable[[Pool], Choice | None]
BATCH = tuple(_batch.c[name] for name in Batch.__dataclass_fields__)
_SOMETHING = or_(_entry.c.version > 0, _entry.c.pitch != "", _entry.c.link != "")
"""There is an app or a word to be judged by: `Entry.is_something`."""
_CANDIDATES = Prepared(
    select(_entry.c.id, _entry.c.team, _team.c.division)
    .select_from(_entry.join(_team, _team.c.id == _entry.c.team))
    .where(_entry.c.event == bindparam("in_event"), _entry.c.withdrawn.is_(None), _team.c.withdrawn.is_(None), _SOMETHING)
)
STALE = timedelta(minutes=45)
"""A batch that a judge left lying for so long is no view any more, and its entries go to others."""
_TEXTS: tuple[ColumnElement[Any], ...] = (cast(_batch.c.entries, Text), cast(_batch.c.skipped, Text))
_COUNTING = select(*_TEXTS).where(
    _batch.c.event == bindparam("in_event"), _batch.c.round == bindparam("in_round"), _batch.c.repeat_of.is_(None),
    or_(_batch.c.done.is_not(None), _batch.c.given > bindparam("since", type_=_batch.c.given.type)),
)  # fmt: skip
_HANDED = Prepared(_COUNTING)
_SAME_ROUND = (_round.c.event == _batch.c.event) & (_round.c.number == _batch.c.round)
_OPEN = exists().where(_SAME_ROUND, _round.c.closed.is_(None), RUNS)


def assign(db: Connection, event: str, judge: str, choose: Choose) -> Batch | None:
    current = rounds.current(db, event, giving=True)
    if current is None:
        return None
    has = next((one for one in batches(db, event, current.number, judge) if one.done is None), None)
    if has is not None:
        return has
    chosen = choose(_pool(db, current, judge))
    if chosen is None or not chosen.entries:
        return None
    given = Batch(new_id(), event, current.number, judge, list(chosen.entries), chosen.repeat_of, None, {}, now(), None)
    db.execute(_batch.insert().values(asdict(given)))
    return given


def pool_of(db: Connection, event: str, judge: str) -> Pool | None:
    current = rounds.current(db, event)
    return None if current is None else _pool(db, current, judge)


def _pool(db: Connection, current: Round, judge: str) -> Pool:
    there = candidates(db, current)
    barred = conflicts.barred(db, current.event, judge).get(judge, {})
    return Pool(current, there, _handed(db, current), batches(db, current.event, current.number, judge), frozenset(barred))


def _handed(db: Connection, current: Round) -> list[Handed]:
    """Many, and asked for with every batch: their lists are read as text, which is taken apart once."""
    rows = _HANDED.rows(db, {"in_event": current.event, "in_round": current.number, "since": now() - STALE})
    return [Handed(_listed(entries), _listed(skipped)) for entries, skipped in rows]


@lru_cache(maxsize=8192)
def _listed(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def candidates(db: Connection, current: Round) -> list[Candidate]:
    """Those that may be judged now: in the first round an entry that was let in late too, later only those that got there."""
    rows = _CANDIDATES.rows(db, {"in_event": current.event})
    through = None if current.number == 1 else frozenset(current.entries)
    return [Candidate(*row) for row in rows if through is None or row[0] in through]


def shown(db: Connection, event: str, ids: Sequence[str]) -> dict[str, Shown]:
    columns = (_entry.c.id, _entry.c.team, _team.c.name, _entry.c.number, _entry.c.title, _entry.c.version, _entry.c.withdrawn)
    wanted = select(*columns).join(_team, _team.c.id == _entry.c.team).where(_entry.c.event == event, _entry.c.id.in_(ids))
    return {row.id: Shown(*row) for row in db.execute(wanted)}


def batch(db: Connection, judge: str, id: str) -> Batch | None:
    row = db.execute(select(*BATCH).where(_batch.c.id == id, _batch.c.judge == judge)).first()
    return None if row is None else Batch(*row)


def batches(db: Connection, event: str, round: int, judge: str | None = None) -> list[Batch]:
    wanted = select(*BATCH).where(_batch.c.event == event, _batch.c.round == round).order_by(_batch.c.given, _batch.c.id)
    return [Batch(*row) for row in db.execute(wanted if judge is None else wanted.where(_batch.c.judge == judge))]


def vote(
    db: Connection, judge: str, id: str, ranking: Ranks, skipped: Mapping[str, str], done: bool, withheld: Sequence[str], seen: Batch | None
) -> bool:
    own = (_batch.c.id == id, _batch.c.judge == judge)
    # On a server a closing waits for the votes that hold its row, and those that come behind it find it closed.
    db.execute(select(_round.c.number).join(_batch, _SAME_ROUND).where(*own).with_for_update(read=True, of=_round))
    if seen is not None:
        held = db.execute(select(_batch.c.ranking, _batch.c.skipped).where(*own).with_for_update()).first()
        if held is not None and tuple(held) != (seen.ranking, seen.skipped):
            raise SheetMovedError(id)
    values: dict[str, Any] = {"ranking": [list(group) for group in ranking], "skipped": dict(skipped)}
    if done:
        values["done"] = func.coalesce(_batch.c.done, literal(now(), _batch.c.done.type))
    if db.execute(_batch.update().where(*own, _OPEN).values(values)).rowcount != 1:
        return False
    event = db.execute(select(_batch.c.event).where(*own)).scalar_one()
    for team in withheld:
        conflicts.bar(db, event, judge, team, "declared")
    return True
