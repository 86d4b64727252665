"""Messages in and out: workers, the inbox, the lanes of chats, turns, and the outbox.

A process `join`s as a worker and says by `beat` that it lives. It takes messages in, and where the lane of the chat became its own it answers;
`commit_turn` gives it the next message of that chat as long as one waits. What nobody works at (after a crash, or a lane that was let go) is
found by `claim`. Answers are sent by whoever begins with them, one of each chat at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from storage import chats, doubts, lanes, loading, outbox, turns, workers
from storage.access import Access
from storage.records import (
    Answer,
    Buried,
    Claimed,
    Committed,
    Json,
    Loaded,
    Message,
    OutboxStatus,
    Taken,
    TurnRecord,
)


class Messages(Access):
    """What a store does with messages. Without a `worker` nothing is asked or said about lanes."""

    # Workers

    async def join(self, worker: str, lease: timedelta) -> None:
        """From now on this process works here; without a `beat` in time its work is taken from it.

        A SQLite store has one process: whatever another one had is taken at once."""
        await self.write(workers.join, worker, lease)

    async def beat(self, worker: str, lease: timedelta) -> None:
        """The worker lives, and its lease begins anew."""
        await self.write(workers.beat, worker, lease)

    async def leave(self, worker: str) -> None:
        """Let go of the worker's lanes; what it was sending is uncertain."""
        await self.write(workers.leave, worker)

    async def bury(self) -> Buried:
        """Take the lanes of workers whose lease is over; what they were sending is uncertain. Their messages wait for `claim`."""
        return await self.write(workers.bury)

    # In

    async def take_in(self, chat: str, outside_id: str, payload: Json, worker: str | None = None) -> Taken | None:
        """Take a message in: its row, the lane of the chat if it is free, and what the turn reads, at once; None where it was seen before.

        `payload` says by `channel` and `sender` who it is from."""
        return await self.write(turns.take_in, chat, outside_id, payload, worker)

    async def claim(self, worker: str, limit: int) -> list[Claimed]:
        """Take the lanes of up to `limit` chats whose messages wait and that nobody works at, who has waited longest first.

        Two processes never get the same chat."""
        return await self.write(turns.claim, worker, limit)

    async def yield_lane(self, chat: str, worker: str) -> None:
        """Let a lane go without ending a turn; nothing happens where it is not the worker's. What waits in it waits for `claim`."""
        await self.write(lanes.let_go, chat, worker)

    # Turns

    async def load_turn(self, chat: str) -> Loaded | None:
        """All that a turn in this chat reads, as of one moment; None for a chat that has had no turn yet."""
        return await self.read(loading.load, chat)

    async def loaded_for(self, chat: str, channel: str, sender: str) -> Loaded | None:
        """The same for what `sender` says, as the channel calls them: in a group, `Loaded.sender` is who that is."""
        return await self.read(loading.load, chat, channel, sender)

    async def commit_turn(self, record: TurnRecord, worker: str | None = None) -> Committed:
        """End a turn; `Committed.next` is the message of the chat that waits, and without one the lane is let go.

        Raises `HeadMovedError` (nothing is written and the lane kept: think again) or `TurnOverError` (it had ended, was forgotten, or the
        lane is another's: nothing is written; `yield_lane` is safe), or `PausedError`."""
        return await self.write(turns.commit, record, worker)

    async def hold_turn(self, turn: str, chat: str, learner: str, worker: str | None = None) -> Claimed | None:
        """Do not answer a message now but when its chat, which is this learner's, goes on; the next message of the chat that waits: the same one
        where the chat goes on already."""
        return await self.write(turns.hold, turn, chat, learner, worker)

    async def history(self, chat: str, limit: int = 100, before: str | None = None) -> list[Message]:
        """The last messages of a chat in the order in which they are shown; `before` is the turn to go back from."""
        return await self.read(chats.history, chat, limit, before)

    async def move_chat(self, old: str, new: str) -> None:
        """A group has another name now: its conversation (where the new name has none), its messages and what waits follow.

        A turn under way there ends in `TurnOverError`, and its message waits for `claim`."""
        await self.write(chats.move, old, new)

    # Out

    async def send_next(self, done: Mapping[str, OutboxStatus], worker: str, begin: Sequence[str] = ()) -> list[Answer]:
        """Say what became of answers that this worker began, by id, and begin to send others. Of `begin`, those come back that are due and first in their chat."""
        return await self.write(outbox.send_next, done, worker, begin)

    async def put_off(self, id: str, until: datetime) -> None:
        """Try again later; the chat's other answers wait behind it."""
        await self.write(outbox.put_off, id, until)

    async def waiting_answers(self, prefix: str) -> list[Answer]:
        """What is to be sent to the chats whose name begins with `prefix`, now or later, in order."""
        return await self.read(outbox.waiting, prefix)

    async def doubtful(self) -> list[Answer]:
        """What may not have arrived, of turns whose people were not told so."""
        return await self.read(doubts.untold)

    async def add_notice(self, chat: str, turn: str, payload: Json) -> Answer | None:
        """A turn's notice that its answers may not have arrived, to be sent; None where it has one."""
        return await self.write(doubts.add_notice, chat, turn, payload)

    async def answers_of(self, turn: str) -> list[Answer] | None:
        """The answers to a message; None while its turn is not over, [] for a message that there is not."""
        return await self.read(outbox.of, turn)
