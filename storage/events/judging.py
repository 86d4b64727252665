"""Rounds of judging, the batches that judges rank and what they say of entries; as services see them, `store.judging`.

A vote is one statement that writes a batch while its round is open. What comes after the closing writes nothing, whichever process it comes through.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from storage.access import Access
from storage.events import batches, conflicts, remarks, rounds
from storage.events.batches import Batch, Choose, Pool, Ranks, Shown
from storage.events.conflicts import Barred
from storage.events.remarks import Glance, Judgement
from storage.events.rounds import Round


class Judging:
    """What a store does with judging. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    # Rounds

    async def open(self, event: str, number: int, entries: Sequence[str]) -> bool:
        """Begin a round; False where it was begun before, and nothing changes."""
        return await self._store.write(rounds.open_round, event, number, entries)

    async def close(self, event: str) -> bool:
        """Nothing counts from now on; False where no round was open."""
        return await self._store.write(rounds.close, event)

    async def reopen(self, event: str, number: int) -> bool:
        """Votes count again; False where the round is open, or its result was confirmed."""
        return await self._store.write(rounds.reopen, event, number)

    async def rounds(self, event: str) -> list[Round]:
        """In their order."""
        return await self._store.read(rounds.rounds, event)

    async def confirm(self, event: str, number: int, result: Mapping[str, Any], by: str) -> bool:
        """Keep the result of a closed round; False where the round is open, or was confirmed before."""
        return await self._store.write(rounds.confirm, event, number, result, by)

    async def unconfirm(self, event: str, number: int) -> bool:
        """The result is open again, unless a later round or the reveal began on it."""
        return await self._store.write(rounds.unconfirm, event, number)

    # Batches

    async def assign(self, event: str, judge: str, choose: Choose) -> Batch | None:
        """The batch that a judge has, or one that `choose` makes of the pool, seen and given in one write: two who ask at once are asked one
        after the other. None where no round is open or there is nothing for them."""
        return await self._store.write(batches.assign, event, judge, choose)

    async def batch(self, judge: str, id: str) -> Batch | None:
        """One of a judge's own."""
        return await self._store.read(batches.batch, judge, id)

    async def batches(self, event: str, round: int, judge: str | None = None) -> list[Batch]:
        """Those of a round, or of one judge in it, as they were given."""
        return await self._store.read(batches.batches, event, round, judge)

    async def shown(self, event: str, ids: Sequence[str]) -> Mapping[str, Shown]:
        """What stands on a sheet of these entries, by id."""
        return await self._store.read(batches.shown, event, ids)

    async def pool(self, event: str, judge: str) -> Pool | None:
        """What a judge's next batch would be chosen from now; None where no round is open."""
        return await self._store.read(batches.pool_of, event, judge)

    async def vote(
        self, judge: str, id: str, ranking: Ranks, skipped: Mapping[str, str], *, done: bool, withheld: Sequence[str] = (), seen: Batch | None = None
    ) -> bool:
        """Keep how a judge ranks a batch, all of it at once; with `done` it counts from now on. `withheld` are teams that they declared. False, and
        nothing is written, once the round is closed. Raises `SheetMovedError` where it is ranked otherwise by now than it was `seen`."""
        return await self._store.write(batches.vote, judge, id, ranking, skipped, done, withheld, seen)

    # What a judge sees and says of one entry

    async def look(self, judge: str, entry: str, *, ran: bool = False) -> None:
        """Write down that they opened it, or ran it."""
        await self._store.write(remarks.look, judge, entry, ran)

    async def glances(self, event: str, judge: str | None = None) -> list[Glance]:
        return await self._store.read(remarks.glances, event, judge)

    async def say(self, judge: str, entry: str, levels: Mapping[str, int], comment: str, held: str) -> bool:
        """Keep levels and a comment, with why it is held back from its team; False where no open round gave them this entry."""
        return await self._store.write(remarks.say, judge, entry, levels, comment, held)

    async def judgements(self, event: str, judge: str | None = None) -> list[Judgement]:
        return await self._store.read(remarks.judgements, event, judge)

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
