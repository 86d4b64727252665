"""What the ballots say by now, how surely, and where a human has to decide; and the result as a human confirmed it.

Entries are ranked within their division. A result is kept with the round: what changes afterwards changes nothing of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from bot.core.judging import Ballot, Ranking, Score, Standing, at_odds, fit, z_scores
from bot.services import Parts
from bot.services.event.judging import entries_in
from bot.services.event.views import views_of
from bot.services.news import of_event
from storage.events.batches import Batch
from storage.events.conflicts import Barred
from storage.events.entries import Entry
from storage.events.records import Event, Person, Team
from storage.events.remarks import Judgement
from storage.events.rounds import Round

PLACES = 3
"""Places that a human settles where they are too close to call."""
Doubt = Literal["nobody", "one_judge", "level", "islands", "unseen", "few"]
Confirmed = Literal["done", "open", "before", "choice"]
"""How confirming ended: the round is still open, somebody confirmed before, or the choice was none of those that the ranking allows."""


@dataclass(frozen=True)
class Row:
    """One entry in the ranking."""

    entry: Entry
    team: Team
    standing: Standing
    seen: int
    """By how many judges."""
    best: int
    worst: int
    """Between which places it may truly be, as far as anybody can say."""
    close: bool
    """Nobody can say whether the next one is not better."""
    at_odds: bool
    """The scores on the rubric put it elsewhere than the ranking."""


@dataclass(frozen=True)
class Table:
    """The ranking of one division, best first."""

    division: str
    rows: Sequence[Row]
    doubts: Mapping[Doubt, int]
    """What a human should know before they confirm, with a number where one belongs to it."""
    contested: Sequence[Sequence[Row]]
    """For each of the first places, everybody of whom it may be; one alone where it is clear."""
    certain: Sequence[str]
    contenders: Sequence[str]
    """Who goes on to the second round for certain, and who may."""
    through: int
    """How many go on; 0 where nobody does."""


@dataclass(frozen=True)
class Results:
    """A round as it stands."""

    round: Round
    tables: Sequence[Table]
    judges: int
    """Whose votes there are."""
    ballots: int
    silent: Sequence[str]
    """The names of judges who told nothing apart."""


async def results(parts: Parts, event: Event, round: Round) -> Results:
    """The live ranking of a round, of every ballot that counts by now."""
    judging = parts.store.judging
    entries, batches, barred, judgements, people, teams = await asyncio.gather(
        entries_in(parts, event, round), judging.batches(event.id, round.number), judging.all_barred(event.id), judging.judgements(event.id),
        parts.store.crew.of_event(event.id, "judge"), parts.store.teams.of_event(event.id),
    )  # fmt: skip
    counted = _counting(batches, people)
    by_id = {team.id: team for team in teams}
    cast = ballots_of(counted, {entry.id: entry.team for entry in entries}, barred)
    scores = scores_of(judgements, {one.id for one in people if one.ended is None})
    groups = _by_division(event, entries, by_id)
    tables = [await asyncio.to_thread(_table, event, round, name, group, by_id, cast, counted, scores) for name, group in groups.items()]
    return Results(round, tables, len({one.judge for one in cast}), len(cast), _silent(cast, people))


def _counting(batches: Sequence[Batch], people: Sequence[Person]) -> list[Batch]:
    """Those that were handed in by judges who are still welcome."""
    welcome = {one.id for one in people if one.ended is None}
    return [batch for batch in batches if batch.done is not None and batch.judge in welcome]


def ballots_of(batches: Sequence[Batch], team_of: Mapping[str, str], barred: Barred) -> list[Ballot]:
    """What was handed in, without the entries that are no longer in and those of whom the judge should have seen nothing."""
    cast = []
    for batch in batches:
        shut = barred.get(batch.judge, {})
        places = (tuple(one for one in place if one in team_of and team_of[one] not in shut) for place in batch.ranking or ())
        order = tuple(place for place in places if place)
        if order:
            cast.append(Ballot(batch.judge, order))
    return cast


def scores_of(judgements: Sequence[Judgement], welcome: Collection[str]) -> list[Score]:
    """The mean level of each judge for each entry that they gave levels."""
    return [Score(one.judge, one.entry, sum(one.levels.values()) / len(one.levels)) for one in judgements if one.levels and one.judge in welcome]


def _by_division(event: Event, entries: Sequence[Entry], teams: Mapping[str, Team]) -> Mapping[str, list[Entry]]:
    """In the event's own order of divisions."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.team in teams:
            groups.setdefault(teams[entry.team].division, []).append(entry)
    order = [*event.divisions, *groups]
    return {name: groups[name] for name in dict.fromkeys(order) if name in groups}


def _table(
    event: Event, round: Round, division: str, entries: Sequence[Entry], teams: Mapping[str, Team], cast: Sequence[Ballot],
    batches: Sequence[Batch], scores: Sequence[Score],
) -> Table:  # fmt: skip
    ids, by_id = tuple(one.id for one in entries), {one.id: one for one in entries}
    here = tuple(ballot for ballot in cast if any(entry in by_id for place in ballot.order for entry in place))
    ranking, seen = ranked(here, ids), views_of(batches, ids)
    odd = frozenset(at_odds(ranking, z_scores(score for score in scores if score.entry in by_id)))
    close = [ranking.too_close(one.entry, other.entry) for one, other in zip(ranking.standings, ranking.standings[1:], strict=False)]
    rows = [
        Row(by_id[one.entry], teams[by_id[one.entry].team], one, seen[one.entry], *span, is_close, one.entry in odd)
        for one, span, is_close in zip(ranking.standings, spans(here, ids), [*close, False], strict=True)
    ]
    through = min(event.finalists, len(rows)) if round.number == 1 and event.finalists < len(rows) else 0
    certain, contenders = ranking.top(through) if through else ((), ())
    return Table(division, rows, _doubts(event, ranking, here, seen), _contested(ranking, rows), certain, contenders, through)


@lru_cache(maxsize=16)
def ranked(ballots: tuple[Ballot, ...], entries: tuple[str, ...]) -> Ranking:
    """The fit, made once for the same ballots: a page that is looked at again and again costs no more."""
    return fit(ballots, entries)


@lru_cache(maxsize=16)
def spans(ballots: tuple[Ballot, ...], entries: tuple[str, ...]) -> Sequence[tuple[int, int]]:
    """For each standing between which places it may truly be: behind those that are clearly better, before those that are clearly worse."""
    ranking = ranked(ballots, entries)
    names = [one.entry for one in ranking.standings]
    found = []
    for spot, name in enumerate(names):
        above = sum(not ranking.too_close(name, other) for other in names[:spot])
        below = sum(not ranking.too_close(name, other) for other in names[spot + 1 :])
        found.append((above + 1, len(names) - below))
    return found


def _doubts(event: Event, ranking: Ranking, cast: Sequence[Ballot], seen: Mapping[str, int]) -> Mapping[Doubt, int]:
    found: dict[Doubt, int] = {}
    judges = {ballot.judge for ballot in cast}
    unseen, few = sum(not n for n in seen.values()), sum(0 < n < event.views for n in seen.values())
    if not judges:
        return {"nobody": 0}
    if len(judges) == 1:
        found["one_judge"] = 1
    if len(seen) > 1 and len({one.place for one in ranking.standings}) == 1:
        found["level"] = len(seen)
    elif len(ranking.islands) - unseen > 1:
        found["islands"] = len(ranking.islands) - unseen
    if unseen:
        found["unseen"] = unseen
    if few:
        found["few"] = few
    return found


def _contested(ranking: Ranking, rows: Sequence[Row]) -> list[list[Row]]:
    """For each place whoever may have it: those that cannot be told from the one who stands there."""
    return [[row for row in rows if row is at or ranking.too_close(row.entry.id, at.entry.id)] for at in rows[:PLACES]]


def _silent(cast: Sequence[Ballot], people: Sequence[Person]) -> list[str]:
    """Who put everything that they ranked on one place."""
    telling = {ballot.judge for ballot in cast if len(ballot.order) > 1}
    level = {ballot.judge for ballot in cast if sum(map(len, ballot.order)) > 1} - telling
    return [one.name for one in people if one.id in level]


def settled(table: Table, picks: Sequence[str]) -> list[Row] | None:
    """A division's final order: whom a human put on the first places, then the rest as ranked. None where a pick is not one of those of whom the
    place may be, or stands there twice."""
    by_id = {row.entry.id: row for row in table.rows}
    chosen = [by_id[pick] for pick in picks if pick in by_id]
    allowed = all(row in may for row, may in zip(chosen, table.contested, strict=False))
    if len(chosen) != len(picks) or len(set(picks)) != len(picks) or len(picks) > len(table.contested) or not allowed:
        return None
    return chosen + [row for row in table.rows if row.entry.id not in set(picks)]


def goes_on(table: Table, chosen: Collection[str]) -> list[str] | None:
    """Who of a division goes on: those for certain, and those whom a human chose of the others. None where that is not as many as go on."""
    if not table.through:
        return []
    found = [
        row.entry.id for row in table.rows if row.entry.id in set(table.certain) or (row.entry.id in chosen and row.entry.id in table.contenders)
    ]
    return found if len(found) == table.through else None


async def confirm(parts: Parts, event: Event, found: Results, picks: Mapping[str, Sequence[str]], chosen: Collection[str], by: str) -> Confirmed:
    """A human takes responsibility: the ranking as it is, with what they decided where it was too close to call."""
    orders = [settled(table, picks.get(table.division, ())) for table in found.tables]
    through = [goes_on(table, chosen) for table in found.tables]
    if any(one is None for one in orders) or any(one is None for one in through):
        return "choice"
    rows = [kept for order, table in zip(orders, found.tables, strict=True) for kept in _kept(order or [], table, picks.get(table.division, ()))]
    finalists = [entry for one in through for entry in one or ()]
    result = {"standings": rows, "finalists": finalists, "judges": found.judges, "ballots": found.ballots}
    if await parts.store.judging.confirm(event.id, found.round.number, result, by):
        parts.news.tell(of_event(event.id))
        return "done"
    return "open" if found.round.closed is None else "before"


def _kept(order: Sequence[Row], table: Table, picks: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a division as they are kept. Equal scores share a place, unless a human put one of them first."""
    found: list[dict[str, Any]] = []
    for n, row in enumerate(order):
        shares = n > len(picks) and order[n - 1].standing.place == row.standing.place
        one = {"entry": row.entry.id, "team": row.team.id, "division": table.division, "place": found[-1]["place"] if shares else n + 1}
        spread = {"score": row.standing.score, "low": row.standing.low, "high": row.standing.high, "views": row.seen}
        found.append({**one, **spread, "title": row.entry.title, "name": row.team.name, "ranked": row.standing.place})
    return found


async def take_back(parts: Parts, event: Event, round: Round) -> bool:
    """The result is open again; False once a later round or the reveal stands on it."""
    done = await parts.store.judging.unconfirm(event.id, round.number)
    if done:
        parts.news.tell(of_event(event.id))
    return done
