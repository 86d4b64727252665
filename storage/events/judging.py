"""Rounds of judging, the batches that judges rank and what they say of entries; as services see them, `store.judging`.

A vote is one statement that writes a batch while its round is open. What comes after the closing writes nothing, whichever process it comes through.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Text, and_, bindparam, cast, exists, func, literal, or_, select

from storage.access import Access
from storage.columns import now
from storage.events import conflicts
from storage.events import tables as t
from storage.events.conflicts import Barred
from storage.ids import new_id
from storage.inserting import insert_new, insert_on
from storage.prepared import Prepared
from storage.tables import table

_event, _team, _entry = table(t.Event), table(t.EventTeam), table(t.Entry)
_round, _batch, _glance, _judgement = table(t.JudgingRound), table(t.Batch), table(t.Glance), table(t.Judgement)
Ranks = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Round:
    """A round of judging; `closed` is None while votes count."""

    event: str
    number: int
    entries: Sequence[str]
    opened: datetime
    closed: datetime | None
    result: Mapping[str, Any] | None
    confirmed: datetime | None
    confirmed_by: str


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


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge says of one entry beside their ranking."""

    judge: str
    entry: str
    event: str
    levels: Mapping[str, int]
    comment: str
    at: datetime
    passed: datetime | None
    hidden: datetime | None


@dataclass(frozen=True, slots=True)
class Glance:
    """A judge who opened an entry; `ran` is when they ran its app."""

    judge: str
    entry: str
    at: datetime
    ran: datetime | None


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
ROUND, BATCH, JUDGEMENT, GLANCE = (
    tuple(rows.c[name] for name in record.__dataclass_fields__)
    for rows, record in ((_round, Round), (_batch, Batch), (_judgement, Judgement), (_glance, Glance))
)
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
_RUNS = exists().where(_event.c.id == _round.c.event, _event.c.ended.is_(None))
_OPEN = exists().where(_round.c.event == _batch.c.event, _round.c.number == _batch.c.round, _round.c.closed.is_(None), _RUNS)


class Judging:
    """What a store does with judging. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    # Rounds

    async def open(self, event: str, number: int, entries: Sequence[str]) -> bool:
        """Begin a round; False where it was begun before, and nothing changes."""
        return await self._store.write(open_round, event, number, entries)

    async def close(self, event: str) -> bool:
        """Nothing counts from now on; False where no round was open."""
        return await self._store.write(close, event)

    async def reopen(self, event: str, number: int) -> bool:
        """Votes count again; False where the round is open, or its result was confirmed."""
        return await self._store.write(reopen, event, number)

    async def rounds(self, event: str) -> list[Round]:
        """In their order."""
        return await self._store.read(rounds, event)

    async def confirm(self, event: str, number: int, result: Mapping[str, Any], by: str) -> bool:
        """Keep the result of a closed round; False where the round is open, or was confirmed before."""
        return await self._store.write(confirm, event, number, result, by)

    async def unconfirm(self, event: str, number: int) -> bool:
        """The result is open again, unless a later round or the reveal began on it."""
        return await self._store.write(unconfirm, event, number)

    # Batches

    async def assign(self, event: str, judge: str, choose: Choose) -> Batch | None:
        """The batch that a judge has, or one that `choose` makes of the pool, seen and given in one write: two who ask at once are asked one
        after the other. None where no round is open or there is nothing for them."""
        return await self._store.write(assign, event, judge, choose)

    async def batch(self, judge: str, id: str) -> Batch | None:
        """One of a judge's own."""
        return await self._store.read(batch, judge, id)

    async def batches(self, event: str, round: int, judge: str | None = None) -> list[Batch]:
        """Those of a round, or of one judge in it, as they were given."""
        return await self._store.read(batches, event, round, judge)

    async def shown(self, event: str, ids: Sequence[str]) -> Mapping[str, Shown]:
        """What stands on a sheet of these entries, by id."""
        return await self._store.read(shown, event, ids)

    async def pool(self, event: str, judge: str) -> Pool | None:
        """What a judge's next batch would be chosen from now; None where no round is open."""
        return await self._store.read(pool_of, event, judge)

    async def vote(self, judge: str, id: str, ranking: Ranks, skipped: Mapping[str, str], *, done: bool, withheld: Sequence[str] = ()) -> bool:
        """Keep how a judge ranks a batch, all of it at once; with `done` it counts from now on. `withheld` are teams that they declared. False, and
        nothing is written, once the round is closed."""
        return await self._store.write(vote, judge, id, ranking, skipped, done, withheld)

    # What a judge sees and says of one entry

    async def look(self, judge: str, entry: str, *, ran: bool = False) -> None:
        """Write down that they opened it, or ran it."""
        await self._store.write(look, judge, entry, ran)

    async def glances(self, event: str, judge: str | None = None) -> list[Glance]:
        return await self._store.read(glances, event, judge)

    async def say(self, judge: str, entry: str, levels: Mapping[str, int], comment: str) -> bool:
        """Keep levels and a comment; False where no open round gave them this entry."""
        return await self._store.write(say, judge, entry, levels, comment)

    async def judgements(self, event: str, judge: str | None = None) -> list[Judgement]:
        return await self._store.read(judgements, event, judge)

    # Conflicts of interest

    async def barred(self, event: str, judge: str) -> Mapping[str, str]:
        """By team, why this judge must not see it."""
        return (await self._store.read(conflicts.barred, event, judge)).get(judge, {})

    async def all_barred(self, event: str) -> Barred:
        """By judge, the same for all of an event."""
        return await self._store.read(conflicts.barred, event)

    async def bar(self, event: str, judge: str, team: str, why: str) -> bool:
        """From now on this judge must not see this team; False where one of them is not at this event."""
        return await self._store.write(conflicts.bar, event, judge, team, why)

    async def unbar(self, event: str, judge: str, team: str, *, declared: bool = False) -> bool:
        """Take back what was declared or set, or only what they `declared` themselves; a school or team of their own stays."""
        return await self._store.write(conflicts.unbar, event, judge, team, declared)


def open_round(db: Connection, event: str, number: int, entries: Sequence[str]) -> bool:
    row = {"event": event, "number": number, "entries": list(entries), "opened": now(), "closed": None, "result": None, "confirmed": None}
    made = insert_on(db.dialect.name, _round).values(**row, confirmed_by="").on_conflict_do_nothing().returning(_round.c.number)
    new = db.execute(made).first() is not None
    if new:
        db.execute(_event.update().where(_event.c.id == event).values(judging_closed=None))
    return new


def close(db: Connection, event: str) -> bool:
    at = now()
    done = db.execute(_round.update().where(_round.c.event == event, _round.c.closed.is_(None)).values(closed=at)).rowcount > 0
    if done:
        db.execute(_event.update().where(_event.c.id == event).values(judging_closed=at))
    return done


def reopen(db: Connection, event: str, number: int) -> bool:
    here = (_round.c.event == event, _round.c.number == number, _round.c.closed.is_not(None), _round.c.confirmed.is_(None))
    done = db.execute(_round.update().where(*here).values(closed=None)).rowcount == 1
    if done:
        db.execute(_event.update().where(_event.c.id == event).values(judging_closed=None))
    return done


def rounds(db: Connection, event: str) -> list[Round]:
    return [Round(*row) for row in db.execute(select(*ROUND).where(_round.c.event == event).order_by(_round.c.number))]


def confirm(db: Connection, event: str, number: int, result: Mapping[str, Any], by: str) -> bool:
    here = (_round.c.event == event, _round.c.number == number, _round.c.closed.is_not(None), _round.c.confirmed.is_(None))
    values = {"result": dict(result), "confirmed": now(), "confirmed_by": by}
    return db.execute(_round.update().where(*here).values(values)).rowcount == 1


def unconfirm(db: Connection, event: str, number: int) -> bool:
    later = select(_round.c.number).where(_round.c.event == event, _round.c.number > number)
    shown = select(_event.c.revealed).where(_event.c.id == event, _event.c.revealed > 0)
    if db.execute(later).first() or db.execute(shown).first():
        return False
    here = (_round.c.event == event, _round.c.number == number, _round.c.confirmed.is_not(None))
    return db.execute(_round.update().where(*here).values(result=None, confirmed=None, confirmed_by="")).rowcount == 1


def assign(db: Connection, event: str, judge: str, choose: Choose) -> Batch | None:
    current = _current(db, event, lock=True)
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


def _current(db: Connection, event: str, *, lock: bool = False) -> Round | None:
    """The round that is open. Who gives batches holds its row meanwhile, so that they are given one after another."""
    wanted = select(*ROUND).where(_round.c.event == event, _round.c.closed.is_(None), _RUNS)
    row = db.execute(wanted.with_for_update(of=_round) if lock else wanted).first()
    return None if row is None else Round(*row)


def pool_of(db: Connection, event: str, judge: str) -> Pool | None:
    current = _current(db, event)
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


def vote(db: Connection, judge: str, id: str, ranking: Ranks, skipped: Mapping[str, str], done: bool, withheld: Sequence[str]) -> bool:
    own = (_batch.c.id == id, _batch.c.judge == judge)
    # On a server a closing waits for the votes that hold its row, and those that come behind it find it closed.
    db.execute(select(_round.c.number).join(_batch, _same_round()).where(*own).with_for_update(read=True, of=_round))
    values: dict[str, Any] = {"ranking": [list(group) for group in ranking], "skipped": dict(skipped)}
    if done:
        values["done"] = func.coalesce(_batch.c.done, literal(now(), _batch.c.done.type))
    if db.execute(_batch.update().where(*own, _OPEN).values(values)).rowcount != 1:
        return False
    event = db.execute(select(_batch.c.event).where(*own)).scalar_one()
    for team in withheld:
        conflicts.bar(db, event, judge, team, "declared")
    return True


def _same_round() -> Any:
    return and_(_round.c.event == _batch.c.event, _round.c.number == _batch.c.round)


def look(db: Connection, judge: str, entry: str, ran: bool) -> None:
    db.execute(insert_new(_glance)(db.dialect.name).values(judge=judge, entry=entry, at=now(), ran=None))
    if ran:
        db.execute(_glance.update().where(_glance.c.judge == judge, _glance.c.entry == entry, _glance.c.ran.is_(None)).values(ran=now()))


def glances(db: Connection, event: str, judge: str | None) -> list[Glance]:
    wanted = select(*GLANCE).join(_entry, _entry.c.id == _glance.c.entry).where(_entry.c.event == event)
    return [Glance(*row) for row in db.execute(wanted if judge is None else wanted.where(_glance.c.judge == judge))]


def say(db: Connection, judge: str, entry: str, levels: Mapping[str, int], comment: str) -> bool:
    event = db.execute(select(_entry.c.event).where(_entry.c.id == entry)).scalar()
    current = None if event is None else _current_for_words(db, event)
    if current is None or not any(entry in one.entries for one in batches(db, current.event, current.number, judge)):
        return False
    values = {"levels": dict(levels), "comment": comment, "at": now()}
    new = {"judge": judge, "entry": entry, "event": event, "passed": None, "hidden": None}
    written = insert_on(db.dialect.name, _judgement).values(**values, **new)
    db.execute(written.on_conflict_do_update(index_elements=[_judgement.c.judge, _judgement.c.entry], set_=values))
    return True


def _current_for_words(db: Connection, event: str) -> Round | None:
    wanted = select(*ROUND).where(_round.c.event == event, _round.c.closed.is_(None), _RUNS)
    row = db.execute(wanted.with_for_update(read=True, of=_round)).first()
    return None if row is None else Round(*row)


def judgements(db: Connection, event: str, judge: str | None) -> list[Judgement]:
    wanted = select(*JUDGEMENT).where(_judgement.c.event == event).order_by(_judgement.c.at)
    return [Judgement(*row) for row in db.execute(wanted if judge is None else wanted.where(_judgement.c.judge == judge))]
