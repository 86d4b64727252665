"""Whatever order things happen in, inbox, lanes and outbox do what a few lists would do."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from storage.errors import TurnOverError
from storage.records import Claimed, TurnRecord
from storage.store import Store
from tests.postgres import server
from tests.storage.looking import begin, unanswered

T = TypeVar("T")
CHATS = ("web:a", "web:b", "telegram:c")
WORKERS = ("v", "w")
LATER = datetime.now(UTC) + timedelta(days=1)
chats, workers, few = st.sampled_from(CHATS), st.sampled_from(WORKERS), st.integers(1, 3)


@dataclass
class Out:
    """An answer, as far as the model knows it."""

    id: str
    status: str = "pending"
    worker: str | None = None
    put_off: bool = False


@dataclass
class Chat:
    waiting: list[str] = field(default_factory=list)
    lane: str | None = None
    out: list[Out] = field(default_factory=list)

    def first(self) -> Out | None:
        """The answer that may be sent now."""
        pending = [one for one in self.out if one.status == "pending"]
        held = not pending or pending[0].put_off or any(one.status == "sending" for one in self.out)
        return None if held else pending[0]


class Conveyor(RuleBasedStateMachine):
    """A store on SQLite and the lists beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._loop, self._ids = asyncio.Runner(), count()
        self._model = {chat: Chat() for chat in CHATS}
        self._open()
        self._learner = self._do(self._store.find_or_create_learner("web", "ann"))
        for worker in WORKERS:
            self._do(self._store.beat(worker, timedelta(hours=1)))

    def _open(self) -> None:
        self._folder = tempfile.mkdtemp()
        self._store = Store.open(f"sqlite:///{self._folder}/sampan.db")

    def teardown(self) -> None:
        self._do(self._store.close())
        self._loop.close()
        shutil.rmtree(self._folder)

    def _do(self, what: Coroutine[Any, Any, T]) -> T:
        return self._loop.run(what)

    @rule(chat=chats, worker=workers)
    def take_in(self, chat: str, worker: str) -> None:
        id = str(next(self._ids))
        taken = self._do(self._store.take_in(chat, id, {"n": id}, worker))
        assert taken is not None
        there = self._model[chat]
        assert taken.mine == (there.lane is None and not there.waiting)
        there.waiting.append(taken.turn)
        there.lane = worker if taken.mine else there.lane
        assert self._do(self._store.take_in(chat, id, {}, worker)) is None

    @rule(worker=workers, limit=few)
    def claim(self, worker: str, limit: int) -> None:
        free = sorted(there.waiting[0] for there in self._model.values() if there.waiting and there.lane is None)[:limit]
        claimed = self._do(self._store.claim(worker, limit))
        assert [one.received.id for one in claimed] == free
        for one in claimed:
            self._model[one.received.chat].lane = worker

    @rule(chat=chats, worker=workers, answers=st.integers(0, 2))
    def commit(self, chat: str, worker: str, answers: int) -> None:
        there = self._model[chat]
        if not there.waiting:
            return
        record = TurnRecord(there.waiting[0], chat, self._learner.id, {}, {}, [{"n": n} for n in range(answers)])
        if there.lane != worker:
            with pytest.raises(TurnOverError):
                self._do(self._store.commit_turn(record, worker))
            return
        done = self._do(self._store.commit_turn(record, worker))
        there.waiting.pop(0)
        there.out += [Out(answer.id) for answer in done.answers]
        assert _id(done.next) == (there.waiting[0] if there.waiting else None)
        there.lane = worker if there.waiting else None

    @rule(chat=chats, worker=workers)
    def yield_lane(self, chat: str, worker: str) -> None:
        self._do(self._store.yield_lane(chat, worker))
        there = self._model[chat]
        there.lane = None if there.lane == worker else there.lane

    @rule(worker=workers, by_itself=st.booleans())
    def die(self, worker: str, by_itself: bool) -> None:
        if by_itself:
            self._do(self._store.leave(worker))
        else:
            self._do(self._store.beat(worker, timedelta(seconds=-1)))
            self._do(self._store.bury())
        self._do(self._store.beat(worker, timedelta(hours=1)))
        for there in self._model.values():
            there.lane = None if there.lane == worker else there.lane
            for one in there.out:
                if one.status == "sending" and one.worker == worker:
                    one.status = "uncertain"

    @rule(worker=workers, prefix=st.sampled_from(["web:", "telegram:"]))
    def begin_to_send(self, worker: str, prefix: str) -> None:
        firsts = [one for chat, there in self._model.items() if chat.startswith(prefix) and (one := there.first())]
        assert {answer.id for answer in self._do(begin(self._store, worker, prefix))} == {one.id for one in firsts}
        for one in firsts:
            one.status, one.worker = "sending", worker

    @rule(chat=chats, worker=workers, ending=st.sampled_from(["sent", "failed"]))
    def finish_and_begin(self, chat: str, worker: str, ending: str) -> None:
        there = self._model[chat]
        done = [one for one in there.out if one.status == "sending" and one.worker == worker]  # nobody ends what another one sends
        for one in done:
            one.status = ending
        begun = self._do(self._store.send_next({one.id: ending for one in done}, worker, [one.id for one in there.out]))  # type: ignore[misc]
        first = there.first()
        assert [answer.id for answer in begun] == ([first.id] if first else [])
        if first:
            first.status, first.worker = "sending", worker

    @rule(chat=chats)
    def put_off(self, chat: str) -> None:
        for one in self._model[chat].out:
            if one.status == "sending":
                self._do(self._store.put_off(one.id, LATER))
                one.status, one.worker, one.put_off = "pending", None, True

    @invariant()
    def the_store_holds_what_the_lists_hold(self) -> None:
        waiting = self._do(unanswered(self._store))
        assert waiting == sorted(id for there in self._model.values() for id in there.waiting)
        to_send = self._do(self._store.waiting_answers("telegram:"))
        assert [one.id for one in to_send] == [one.id for one in self._model["telegram:c"].out if one.status == "pending"]
        in_doubt = self._do(self._store.doubtful())
        assert {one.id for one in in_doubt} == {one.id for there in self._model.values() for one in there.out if one.status == "uncertain"}


def _id(claimed: Claimed | None) -> str | None:
    return claimed.received.id if claimed else None


class OnPostgresql(Conveyor):
    """The same on a server."""

    def _open(self) -> None:
        self._folder = tempfile.mkdtemp()
        self._database = server().database()
        self._store = Store.open(server().url(self._database.__enter__()))

    def teardown(self) -> None:
        super().teardown()
        self._database.__exit__(None, None, None)


Conveyor.TestCase.settings = settings(max_examples=20, stateful_step_count=30, deadline=None)
OnPostgresql.TestCase.settings = settings(max_examples=4, stateful_step_count=30, deadline=None, derandomize=True)
TestOnSqlite = Conveyor.TestCase
TestOnPostgresql = OnPostgresql.TestCase
