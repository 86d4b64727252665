"""Judging: rounds begin and end, each judge is given batches, ranks them and says what they think.

Batches are chosen by `bot.core.assigning` of the pool that the store reads in the same write, so that judges who ask at once are not all given the
same entries. A round ends in the store: what is sent after that counts nothing, whoever sent it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.assigning import still_needed
from bot.core.classroom.rubric import LEVELS, Rubric, chosen
from bot.core.event.ordering import Sheet
from bot.services import Parts
from bot.services.classroom.rubrics import rubrics
from bot.services.event import batching
from bot.services.event.feedback import held_back
from bot.services.event.views import views_of
from bot.services.news import of_event
from storage.events.batches import Batch
from storage.events.entries import Entry
from storage.events.records import Event, Person
from storage.events.remarks import Judgement
from storage.events.rounds import Round

MOST_WORDS = 1000
"""Characters of a comment."""
Done = Literal["done", "closed", "few"]
"""How handing in a ranking ended: it counts, the round is closed, everything was left out without a reason."""


@dataclass(frozen=True)
class Progress:
    """How far one judge is, and what there is still to do."""

    done: int
    """Batches that count, repeats too."""
    ranked: int
    more: int
    """About so many batches more would give every entry its views, were all judges at it."""


async def open_round(parts: Parts, event: Event) -> bool:
    """Begin judging, with every entry that was not withdrawn. False, and nothing changes, where it began before."""
    entries = [one.id for one in await parts.store.entries.of_event(event.id) if one.withdrawn is None]
    return await _moved(parts, event, await parts.store.judging.open(event.id, 1, entries))


async def open_final(parts: Parts, event: Event) -> bool:
    """Begin the second round, among those whom a human chose from the first one's result. False where there are none, or it began before."""
    first = await last_round(parts, event)
    through = finalists_of(first)
    if first is None or first.number != 1 or not through:
        return False
    return await _moved(parts, event, await parts.store.judging.open(event.id, 2, through))


async def close_round(parts: Parts, event: Event) -> bool:
    """Nothing counts from now on. False where no round was open."""
    return await _moved(parts, event, await parts.store.judging.close(event.id))


async def reopen_round(parts: Parts, event: Event) -> bool:
    """Votes count again in the round that was closed last, as long as nobody confirmed its result."""
    last = await last_round(parts, event)
    return last is not None and await _moved(parts, event, await parts.store.judging.reopen(event.id, last.number))


async def last_round(parts: Parts, event: Event) -> Round | None:
    """The round that is open, or was last; None before the first."""
    found = await parts.store.judging.rounds(event.id)
    return found[-1] if found else None


def finalists_of(first: Round | None) -> Sequence[str]:
    """The entries that go on to a second round; none before the result of the first one was confirmed."""
    return list((first.result or {}).get("finalists", [])) if first else []


async def next_batch(parts: Parts, event: Event, judge: Person, *, more: bool = False) -> Batch | None:
    """The batch that a judge has, or another. `more`: even where every entry has the views that were wanted."""
    return await parts.store.judging.assign(event.id, judge.id, lambda pool: batching.choose(pool, judge.id, event, more=more))


async def keep(parts: Parts, event: Event, judge: Person, batch: Batch, sheet: Sheet, *, done: bool = False) -> Done:
    """Keep how a judge ranks a batch; with `done` it counts. What they leave out for an interest of theirs is never shown to them again. Raises
    `SheetMovedError` where another press of theirs ranked it since the batch was read."""
    if done and not sheet.places and not sheet.left_out:
        return "few"
    before = {entry for entry, why in batch.skipped.items() if why == "conflict"}
    after = {entry for entry, why in sheet.left_out.items() if why == "conflict"}
    teams = {one.id: one.team for one in (await parts.store.judging.shown(event.id, sorted(before ^ after))).values()}
    withheld = [teams[entry] for entry in sorted(after - before) if entry in teams]
    kept = await parts.store.judging.vote(judge.id, batch.id, sheet.places, sheet.left_out, done=done, withheld=withheld, seen=batch)
    for entry in before - after if kept else ():
        await parts.store.judging.unbar(event.id, judge.id, teams[entry], declared=True)
    if kept and (done or batch.done is not None):
        parts.news.tell(of_event(event.id))
    return "done" if kept else "closed"


async def say(parts: Parts, event: Event, judge: Person, entry: str, levels: Mapping[str, int], comment: str) -> bool:
    """Keep what a judge says of an entry; lines and levels that the rubric has not are passed over. Its words are
    looked at as those in a chat are: what could hurt stays with organisers. False after the closing."""
    lines = {line.id for line in rubric_of(event).lines}
    good = {line: level for line, level in levels.items() if line in lines and 1 <= level <= LEVELS}
    words = comment.replace("\r\n", "\n").strip()[:MOST_WORDS]
    return await parts.store.judging.say(judge.id, entry, good, words, held_back(words))


def rubric_of(event: Event) -> Rubric:
    """The rubric of an event, if it is still there; else that of its tier."""
    return chosen(rubrics().by_id, event.rubric, event.tier)


async def seen_by(parts: Parts, event: Event, judge: Person, entry: str) -> Entry | None:
    """An entry that is in a batch of this judge and that they may see; None for every other one."""
    last = await last_round(parts, event)
    own = await parts.store.judging.batches(event.id, last.number, judge.id) if last else []
    if not any(entry in batch.entries for batch in own):
        return None
    found = await parts.store.entries.get(event.id, entry)
    barred = await parts.store.judging.barred(event.id, judge.id)
    return found if found and found.withdrawn is None and found.team not in barred else None


async def progress(parts: Parts, event: Event, judge: Person) -> Progress:
    pool = await parts.store.judging.pool(event.id, judge.id)
    if pool is None:
        return Progress(0, 0, 0)
    done = [one for one in pool.own if one.done]
    judges = [one for one in await parts.store.crew.of_event(event.id, "judge") if one.ended is None]
    needed = sum(still_needed(batching.views(pool), event.views).values())
    each = max(1, len(judges)) * max(1, event.batch)
    return Progress(len(done), sum(len(place) for one in done for place in one.ranking or ()), -(-needed // each))


async def views_needed(parts: Parts, event: Event) -> list[tuple[str, int, int]]:
    """Title, how many judges ranked it, and how many shall: for each entry of the round, in the order of their numbers."""
    last = await last_round(parts, event)
    if last is None:
        return []
    batches = await parts.store.judging.batches(event.id, last.number)
    entries = await entries_in(parts, event, last)
    seen = views_of(batches, [entry.id for entry in entries])
    return [(entry.title, seen[entry.id], event.views) for entry in entries]


async def entries_in(parts: Parts, event: Event, round: Round) -> list[Entry]:
    """What is judged in a round, in the order of numbers: in the first one those that were let in late too."""
    there = [one for one in await parts.store.entries.of_event(event.id) if one.withdrawn is None]
    through = None if round.number == 1 else frozenset(round.entries)
    return [one for one in there if through is None or one.id in through]


async def own_words(parts: Parts, event: Event, judge: Person) -> Mapping[str, Judgement]:
    """What a judge said so far, by entry."""
    return {one.entry: one for one in await parts.store.judging.judgements(event.id, judge.id)}


async def _moved(parts: Parts, event: Event, done: bool) -> bool:
    if done:
        parts.news.tell(of_event(event.id))
    return done
