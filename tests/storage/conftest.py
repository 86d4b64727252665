"""A real store in a file, and somebody who talks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from storage.records import Committed, Learner, NewRevision, TurnRecord
from storage.store import Store


@dataclass
class Talk:
    """A learner in a chat: `said` takes a message in, `record` is how its turn may end."""

    store: Store
    learner: Learner
    chat: str = "web:ann"
    count: int = 0

    async def said(self, text: str = "hello") -> str:
        self.count += 1
        taken = await self.store.take_in(self.chat, f"{self.chat}-{self.count}", {"text": text})
        assert taken is not None
        return taken.turn

    def record(self, turn: str, **more: Any) -> TurnRecord:
        return replace(TurnRecord(turn, self.chat, self.learner.id, {"text": "masked"}, {"stage": "define"}, [{"text": "Who?"}]), **more)

    async def turn(self, **more: Any) -> Committed:
        return await self.store.commit_turn(self.record(await self.said(), **more))

    async def builds(self, why: str = "built", **more: Any) -> Committed:
        """A turn that adds a revision to the project `shower`, at whatever head it is."""
        there = await self.store.project("shower")
        head = there.head if there else None
        spec = NewRevision(f'{{"title": "{why}"}}', why)
        return await self.turn(**{"project": "shower", "slug": "shower-time", "read_head": head, "revision": spec} | more)

    async def forgets(self) -> Committed:
        """A turn that deletes all that is theirs."""
        return await self.turn(forget=True, said={}, answers=[{"text": "All gone."}])


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """For what is about SQLite's own files."""
    return f"sqlite:///{tmp_path}/sampan.db"


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    store = Store.open(store_url)
    yield store
    await store.close()


@pytest.fixture
async def ann(store: Store) -> Talk:
    return Talk(store, await store.find_or_create_learner("web", "ann", nickname="Ann"))


@pytest.fixture
async def ben(store: Store) -> Talk:
    return Talk(store, await store.find_or_create_learner("web", "ben", nickname="Ben"), chat="web:ben")
