"""The store as services see it: an asynchronous face of plain records over one writer thread and a few readers.

    store = Store.open("sqlite:///sampan.db")
    turn = await store.receive("web:k3f9", "message-1", {"text": "families queue for one shower"})
    ...
    await store.close()

A write returns once it is on the disk. Every call may raise `StoreError`, whose text is one line for whoever runs the program.
A *chat* is a text that the channel makes, unique among all channels: `telegram:1234`, `web:k3f9`.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Connection, Engine

from storage import (
    chats,
    forgetting,
    learners,
    links,
    outbox,
    projects,
    recovery,
    rows,
    turns,
)
from storage.engine import connect, reading
from storage.records import (
    Answer,
    AppLink,
    AppRows,
    Committed,
    Decide,
    Json,
    Learner,
    LinkKind,
    Loaded,
    Message,
    OutboxStatus,
    Project,
    Received,
    Revision,
    Taken,
    TurnRecord,
)
from storage.schema import bring_up
from storage.writer import Writer

P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[Concatenate[Connection, P], T]

READERS = 4


class Store:
    """Everything that is kept. Made by `open`; ended by `close`."""

    def __init__(self, writing: Engine, reading: Engine) -> None:
        self._writing, self._reading = writing, reading
        self._writer = Writer(writing)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the store at a database URL, make it or lift it to this version's shape; raises `StoreError`."""
        writing = connect(url)
        try:
            bring_up(writing)
        except BaseException:
            writing.dispose()
            raise
        return cls(writing, connect(url, only_read=True))

    async def close(self) -> None:
        """Finish what was handed in, then let go of the database."""
        await asyncio.to_thread(self._writer.close)
        self._readers.shutdown()
        self._reading.dispose()
        self._writing.dispose()

    def secret(self, purpose: str) -> bytes:
        """32 bytes that this store alone knows, for one purpose; the same after a restart."""
        with self._reading.connect() as db:
            return hmac.digest(bytes.fromhex(recovery.pepper(db)), purpose.encode(), "sha256")

    async def write(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(connection, ...)` in a transaction of its own and commit it. It may be run again, so it must do nothing but SQL."""
        return await self._writer.run(lambda connection: work(connection, *args, **kwargs))

    async def read(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(connection, ...)` on one unmoving view of the store; a write in it is refused."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, lambda: reading(self._reading, work, *args, **kwargs))

    # A turn

    async def receive(self, chat: str, outside_id: str, payload: Json) -> str | None:
        """Take a message in. Its inbox id, or None where this `outside_id` was seen in this chat before."""
        return await self.write(turns.receive, chat, outside_id, payload)

    async def take_in(self, chat: str, outside_id: str, payload: Json) -> Taken | None:
        """`receive` and `load_turn` at once, for a chat whose lane is idle; None where the message was seen before."""
        return await self.write(turns.take_in, chat, outside_id, payload)

    async def pending_inbox(self) -> list[Received]:
        """What was received and not answered, oldest first: the lanes begin with it after a restart."""
        return await self.read(turns.pending)

    async def load_turn(self, chat: str) -> Loaded | None:
        """All that a turn in this chat reads, as of one moment; None for a chat that has had no turn yet."""
        return await self.read(turns.load, chat)

    async def commit_turn(self, record: TurnRecord) -> Committed:
        """End a turn. Raises `HeadMovedError` (write nothing, think again) or `TurnOverError` (it had ended)."""
        return await self.write(turns.commit, record)

    async def history(self, chat: str, limit: int = 100, before: str | None = None) -> list[Message]:
        """The last messages of a chat in the order in which they are shown; `before` is the turn to go back from."""
        return await self.read(chats.history, chat, limit, before)

    # Messages on their way out

    async def pending_outbox(self, chat: str | None = None, now: datetime | None = None) -> list[Answer]:
        """What is due to be sent by `now` (the present), of one chat or of all, in order. What waits for a retry holds back its chat."""
        return await self.read(outbox.pending, chat, now)

    async def mark_outbox(self, ids: Iterable[str], status: OutboxStatus, next_try: datetime | None = None) -> None:
        """Say where messages are. Mark `sending` before a send that cannot be repeated, `sent` after it, `pending` to try again."""
        await self.write(outbox.mark, tuple(ids), status, next_try)

    async def mark_sent(self, ids: Iterable[str]) -> None:
        await self.mark_outbox(ids, "sent")

    async def leave_uncertain(self, prefix: str = "") -> int:
        """At start-up: what was `sending` when the program died may have arrived; it is not sent again. How many there were."""
        return await self.write(outbox.leave_uncertain, prefix)

    # Learners

    async def find_or_create_learner(
        self, channel: str, outside_id: str, *, nickname: str = "", language: str = "en", tier: str = "junior"
    ) -> Learner:
        """The learner behind somebody of a channel; the other values are for one who is new."""
        return await self.write(learners.find_or_create, channel, outside_id, nickname, language, tier)

    async def learner(self, id: str) -> Learner | None:
        return await self.read(learners.get, id)

    async def identify(self, channel: str, outside_id: str, learner: str) -> None:
        """From now on this somebody of a channel is that learner: another device, another channel."""
        await self.write(learners.identify, channel, outside_id, learner)

    async def chats_of(self, learner: str) -> list[str]:
        """The chats of a learner, the latest first."""
        return await self.read(chats.of, learner)

    async def adopt_chat(self, chat: str, learner: str) -> None:
        """Give a new chat to a learner who came back, with the state and project of their latest one."""
        await self.write(chats.adopt, chat, learner)

    async def forget(self, learner: str) -> None:
        """Delete all that is theirs. A project with other members stays with them."""
        await self.write(forgetting.forget, learner)

    # Projects

    async def project(self, id: str) -> Project | None:
        return await self.read(projects.get, id)

    async def projects_of(self, learner: str) -> list[Project]:
        """Every project that they are a member of, the newest first."""
        return await self.read(projects.of, learner)

    async def versions(self, project: str) -> list[Revision]:
        """Every revision, the first one first. Nothing is ever taken out."""
        return await self.read(projects.versions, project)

    async def revision(self, project: str, n: int | None = None) -> Revision | None:
        """One revision; the head without `n`."""
        return await self.read(projects.revision, project, n)

    async def move_head(self, project: str, n: int, read_head: int | None) -> None:
        """Undo, redo, or go to any version. Raises `HeadMovedError`, and `LookupError` where there is no such revision."""
        await self.write(projects.move_head, project, n, read_head)

    async def save_learner_files(self, project: str, files: bytes) -> None:
        await self.write(projects.save_learner_files, project, files)

    # Coming back: personal links, recovery words

    async def new_personal_link(self, learner: str) -> str:
        """A token that brings this learner back; only its hash is kept."""
        return await self.write(links.new_personal, learner)

    async def learner_by_link(self, token: str) -> Learner | None:
        """Who a personal link belongs to; None where it is unknown or was revoked."""
        return await self.read(links.learner, token)

    async def revoke_personal_links(self, learner: str) -> None:
        await self.write(links.revoke_personal, learner)

    async def set_recovery_words(self, learner: str, words: str) -> bool:
        """Keep the hash of a learner's words, in place of older ones. False where somebody has these: choose others."""
        digest = await self._digest(words)
        return await self.write(recovery.set_words, learner, digest)

    async def has_recovery_words(self, learner: str) -> bool:
        return await self.read(recovery.has_words, learner)

    async def recover(self, words: str, guessers: Mapping[str, int], window: timedelta = timedelta(minutes=15)) -> Learner | None:
        """Whose words these are; None where nobody's. `guessers` are keys (a browser, an address) with the wrong guesses that each has
        in a window; beyond them `LockedOutError`, after a restart too."""
        await self.read(recovery.refuse_if_locked, guessers, window)  # before the hash, which is slow on purpose
        digest = await self._digest(words)
        return await self.write(recovery.recover, digest, guessers, window)

    async def _digest(self, words: str) -> str:
        pepper = await self.read(recovery.pepper)
        return await asyncio.get_running_loop().run_in_executor(self._readers, recovery.digest, words, pepper)

    # Previews, try links, and the rows of apps on our own server

    async def new_app_link(self, project: str, kind: LinkKind, app: str, lasts: timedelta, visitor: str | None = None) -> str:
        """A token that opens a project's app, with the rows kept under the key `app`; only its hash is kept."""
        return await self.write(links.new_app, project, kind, app, lasts, visitor)

    async def app_link(self, token: str, now: datetime | None = None) -> AppLink | None:
        """Where a preview or try link leads; None where it is unknown, over, or was ended."""
        return await self.read(links.app, token, now)

    async def end_app_links(self, project: str, kind: LinkKind) -> int:
        """End all of a kind at once; how many there were."""
        return await self.write(links.end_apps, project, kind)

    async def app_rows(self, app: str, since: int | None = None) -> AppRows | None:
        """All rows of an app and their revision; None where they are still at `since`. An app that was never written is at 0."""
        return await self.read(rows.get, app, since)

    async def change_rows(self, project: str, app: str, expected_rev: int, decide: Decide) -> AppRows:
        """Write an app's rows as `decide(rows)` makes them, one revision on. Raises `RowsMovedError`, and whatever `decide` raises."""
        return await self.write(rows.change, project, app, expected_rev, decide)
