"""What is a server's own: several processes at once, and faults that are one clear line each. A store is a process here: it has a writer."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, LiteralString

import psycopg
import pytest
from sqlalchemy import Connection

from storage import outbox, postgresql, turns
from storage.classrooms import claiming, going, pausing, seats, setting_up
from storage.engine import connect
from storage.errors import FullError, OverError, StoreError
from storage.events import moving
from storage.events.records import Seat
from storage.records import Committed
from storage.store import Store
from tests.classroom import people
from tests.event import people as at_event
from tests.postgres import server
from tests.storage.conftest import Talk
from tests.storage.holding import Held
from tests.storage.looking import begin, unanswered
from tests.storage.test_lanes import take, wait
from tests.storage.test_writer import add, names

MINUTE = timedelta(minutes=1)
LONG = 60.0
"""Seconds that a piece of work stands still, unless it is let go on."""


@pytest.fixture
def store_url(postgres_database: str) -> str:
    return server().url(postgres_database)


@pytest.fixture
async def other(store_url: str) -> AsyncIterator[Store]:
    """Another process."""
    store = Store.open(store_url)
    yield store
    await store.close()


def trouble(url: str) -> str:
    with pytest.raises(StoreError) as error:
        Store.open(url)
    line = str(error.value)
    assert "\n" not in line and len(line) < 300 and "secret" not in line
    return line


# Two processes


async def test_two_processes_never_get_the_same_chat(store: Store, other: Store) -> None:
    for n in range(30):
        await store.take_in(f"web:{n}", "1", {})
    for process, worker in ((store, "warm a"), (other, "warm b")):
        await process.leave(worker)  # both connections are open before they race

    met = asyncio.Barrier(2)

    async def all_of(process: Store, worker: str) -> list[str]:
        found: list[str] = []
        while claims := await process.claim(worker, 2):
            if not found:
                await met.wait()  # neither has taken all before the other begins
            found += [one.received.chat for one in claims]
            await asyncio.sleep(0.01)
        return found

    first, second = await asyncio.gather(all_of(store, "a"), all_of(other, "b"))
    assert sorted(first + second) == sorted(f"web:{n}" for n in range(30))
    assert first and second


async def test_two_processes_never_send_the_same_answer(store: Store, other: Store, ann: Talk) -> None:
    for n in range(10):
        await Talk(store, ann.learner, f"web:{n}").turn()

    async def all_of(process: Store, worker: str) -> list[str]:
        found: list[str] = []
        while answers := await begin(process, worker):
            found += [one.id for one in answers]
        return found

    first, second = await asyncio.gather(all_of(store, "a"), all_of(other, "b"))
    assert len(first + second) == len(set(first + second)) == 10


async def test_a_claim_passes_by_what_another_is_claiming(store: Store, other: Store) -> None:
    for n in range(2):
        await store.take_in(f"web:{n}", "1", {})
    claiming = Paused(turns.claim)
    first = asyncio.ensure_future(store.write(claiming, "a", 1))
    await claiming.reached()
    assert [one.received.chat for one in await asyncio.wait_for(other.claim("b", 5), LONG / 2)] == ["web:1"]
    claiming.go.set()
    assert [one.received.chat for one in await first] == ["web:0"]


async def test_what_another_is_beginning_to_send_is_left_to_it(store: Store, other: Store, ann: Talk) -> None:
    (answer,) = (await ann.turn()).answers
    beginning = Paused(outbox.send_next)
    first = asyncio.ensure_future(store.write(beginning, {}, "a", [answer.id]))
    await beginning.reached()
    second = asyncio.ensure_future(other.send_next({}, "b", [answer.id]))
    await asyncio.sleep(0.1)
    beginning.go.set()
    assert [one.id for one in await first] == [answer.id]
    assert await second == []


class Paused:
    """A piece of the store's work that waits before its commit."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self._work, self._done, self.go = work, threading.Event(), threading.Event()

    def __call__(self, *args: object) -> Any:
        result = self._work(*args)
        self._done.set()
        self.go.wait(LONG)
        return result

    async def reached(self) -> None:
        assert await asyncio.to_thread(self._done.wait, LONG)


async def test_a_message_that_comes_while_a_turn_is_being_committed_gets_the_lane(store: Store, other: Store, ann: Talk) -> None:
    turn = await take(store, ann.chat, "1")
    committing = Paused(turns.commit)
    commit = asyncio.ensure_future(store.write(committing, ann.record(turn), "w"))
    await committing.reached()
    taking = asyncio.ensure_future(take(other, ann.chat, "2", "other"))
    await asyncio.sleep(0.1)
    assert not taking.done(), "it waits to see whether the lane is let go"
    committing.go.set()
    assert (await commit).next is None
    assert await taking


async def test_a_message_that_is_being_taken_in_while_a_turn_ends_is_given_as_the_next(store: Store, other: Store, ann: Talk) -> None:
    turn = await take(store, ann.chat, "1")
    taking = Paused(turns.take_in)
    taken = asyncio.ensure_future(other.write(taking, ann.chat, "2", {}, "other"))
    await taking.reached()
    commit = asyncio.ensure_future(store.commit_turn(ann.record(turn), "w"))
    await asyncio.sleep(0.1)
    taking.go.set()
    waits, done = await taken, await commit
    assert not waits.mine and done.next is not None and done.next.received.id == waits.turn


async def test_a_chat_that_two_processes_talk_in_is_never_left_waiting(store: Store, other: Store, ann: Talk) -> None:
    """Messages come at both; whoever has the lane goes on until none waits."""

    async def come(process: Store, worker: str, ids: range) -> int:
        ended = 0
        for id in ids:
            taken = await process.take_in(ann.chat, str(id), {}, worker)
            assert taken is not None
            turn = taken.turn if taken.mine else None
            while turn is not None:
                done: Committed = await process.commit_turn(ann.record(turn), worker)
                ended, turn = ended + 1, done.next.received.id if done.next else None
        return ended

    ended = await asyncio.gather(come(store, "a", range(25)), come(other, "b", range(100, 125)))
    assert sum(ended) == 50
    assert await unanswered(store) == []


async def test_a_dead_process_is_buried_by_another(store: Store, other: Store, ann: Talk) -> None:
    await store.join("a", timedelta(seconds=-1))
    await other.join("b", MINUTE)
    turn = await take(store, ann.chat, "1", "a")
    await wait(other, ann.chat, "2", "b")
    assert (await other.bury()).lanes == 1
    assert [one.received.id for one in await other.claim("b", 5)] == [turn]


async def test_two_that_lock_one_another_both_get_through(store: Store, other: Store) -> None:
    meet = threading.Barrier(2)

    def write(db: Connection, *order: str) -> None:
        db.exec_driver_sql("SET LOCAL deadlock_timeout = '30ms'")
        for name in order:
            db.exec_driver_sql(f"UPDATE secret SET value = value || 'x' WHERE name = '{name}'")
            try_to_meet(meet)

    await store.write(add, "a")
    await store.write(add, "b")
    await asyncio.gather(store.write(write, "a", "b"), other.write(write, "b", "a"))
    assert await store.read(lambda db: db.exec_driver_sql("SELECT value FROM secret WHERE name = 'a'").scalar()) == "xx"


def try_to_meet(meet: threading.Barrier) -> None:
    try:
        meet.wait(0.5)
    except threading.BrokenBarrierError:
        return


def test_two_processes_that_start_at_once_make_one_store() -> None:
    with server().database("template0") as name, ThreadPoolExecutor(3) as pool:
        for store in pool.map(Store.open, [server().url(name)] * 3):
            asyncio.run(store.close())
        assert server().ask("SELECT count(*) FROM alembic_version", name) == [(1,)]


# A connection that breaks


async def test_after_a_connection_was_cut_the_next_call_works(store: Store, postgres_database: str, ann: Talk) -> None:
    await store.learner("warm")
    server().cut(postgres_database)
    assert await store.take_in(ann.chat, "1", {})
    server().cut(postgres_database)
    assert await store.learner(ann.learner.id) == ann.learner


async def test_a_connection_that_breaks_in_the_middle_is_told_and_the_next_call_works(store: Store, postgres_database: str) -> None:
    def cut(db: Connection, *_: object) -> str:
        server().cut(postgres_database)
        return add(db, "c")

    for work in (store.write, store.read):
        with pytest.raises(StoreError, match="is not there any more") as lost:
            await work(cut)
        assert "\n" not in str(lost.value)
        assert await store.write(add, work.__name__[0]) == work.__name__[0]
    assert await names(store) == {"w", "r"}


async def test_everybody_in_a_group_hears_of_a_connection_that_broke_and_nothing_is_half_done(store: Store, postgres_database: str) -> None:
    async def held() -> list[str | BaseException]:
        async with Held(store):
            waiting = [asyncio.ensure_future(store.write(work, name)) for work, name in ((add, "a"), (broken, "b"), (add, "c"))]
        return await asyncio.gather(*waiting, return_exceptions=True)

    def broken(db: Connection, name: str) -> str:
        server().cut(postgres_database)
        return add(db, name)

    assert [type(result) for result in await held()] == [StoreError] * 3
    assert await names(store) == set()
    assert await store.write(add, "d") == "d"


# Faults


def test_a_server_that_is_not_there() -> None:
    assert trouble("postgresql://sampan:secret@127.0.0.1:1/sampan") == (
        "the database sampan at 127.0.0.1 cannot be reached (Connection refused): check that the server runs, and the host and port in DATABASE_URL"
    )
    assert "cannot be reached" in trouble("postgresql://sampan:secret@/sampan?host=/nowhere")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "failed to resolve host 'nowhere.test': [Errno -2] Name or service not known",
            "cannot be reached ([Errno -2] Name or service not known): check",
        ),
        ("connection timeout expired", "cannot be reached (connection timeout expired): check"),
        ("consuming input failed: server closed the connection unexpectedly", "is not there any more"),
        ("connection failed: FATAL:  the database system is starting up", "is not there any more"),
        ("connection failed: FATAL:  sorry, too many clients already", "has too many connections"),
    ],
)
def test_what_the_driver_says_of_a_server_it_did_not_reach(said: str, told: str) -> None:
    assert told in str(postgresql.fault(psycopg.OperationalError(said)))


def test_a_database_that_is_not_there() -> None:
    assert trouble(server().url("nowhere")) == (
        "the database nowhere at this machine does not exist on that server: create it, or set DATABASE_URL to one that does"
    )


@contextmanager
def guarded() -> Iterator[None]:
    """A user who needs a password."""
    rules = server().folder / "pg_hba.conf"
    before = rules.read_text()
    server().ask("CREATE USER guarded PASSWORD 'secret'")
    rules.write_text("local all guarded scram-sha-256\n" + before)
    server().ask("SELECT pg_reload_conf()")
    try:
        yield
    finally:
        rules.write_text(before)
        server().ask("SELECT pg_reload_conf()")
        server().ask("DROP USER guarded")


def test_a_wrong_password_and_a_user_who_may_do_nothing() -> None:
    with guarded(), server().database("template0") as name:
        for wrong in ("secret but wrong", ""):
            assert "does not let this user in: check user and password in DATABASE_URL" in trouble(server().url(name, "guarded", wrong))
        assert "may not be used so by this user" in trouble(server().url(name, "guarded", "secret"))
    assert "does not let this user in" in trouble(server().url("postgres", "nobody"))


def test_a_database_that_cannot_hold_every_text() -> None:
    server().ask("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
    assert "keeps its texts in LATIN1: create one with ENCODING 'UTF8'" in trouble(server().url("latin"))
    server().ask("DROP DATABASE latin WITH (FORCE)")


def test_a_server_that_is_too_old(monkeypatch: pytest.MonkeyPatch, store_url: str) -> None:
    monkeypatch.setattr(postgresql, "OLDEST", 99)
    assert "Sampan needs 99 or newer" in trouble(store_url)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("53100", "cannot grow, the disk of its server is full: make room there"),
        ("53300", "has too many connections: allow more, or start fewer processes"),
        ("25006", "may only be read"),
        ("57P01", "is not there any more"),
        ("XX000", "refuses: so it is"),
    ],
)
async def test_a_fault_in_the_middle_is_one_line_and_the_store_goes_on(store: Store, state: LiteralString, said: str) -> None:
    def fail(db: Connection) -> None:
        add(db, "a")
        db.exec_driver_sql(f"DO $$ BEGIN RAISE 'so it is' USING ERRCODE = '{state}'; END $$")

    with pytest.raises(StoreError, match=said) as fault:
        await store.write(fail)
    assert "\n" not in str(fault.value)
    assert await store.write(add, "b") == "b"
    assert await names(store) == {"b"}


def test_addresses_as_hosts_write_them_are_taken() -> None:
    for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        assert connect(f"{scheme}://u:p@host/db?connect_timeout=3").dialect.driver == "psycopg"
    assert "postgresql://user:password@host/database" in trouble("postgresql+asyncpg://u:secret@host/db")


async def test_texts_that_no_database_can_hold_are_kept_as_escapes(store: Store, ann: Talk) -> None:
    await ann.turn(nickname="Ann\0\ud800", state={"\0": "\ud800"}, said={"text": "\0"})
    loaded = await store.load_turn(ann.chat)
    assert loaded is not None
    assert (loaded.learner.nickname, loaded.state) == ("Ann\\x00\\ud800", {"\0": "\ud800"})
    assert await store.take_in("web:\0\ud800", "\0", {"text": "\0"})


async def test_every_commit_is_waited_for(store: Store) -> None:
    """The tests' server is told not to wait; a store must not say so itself."""
    await store.take_in("web:1", "1", {})
    seen = await store.write(lambda db: db.exec_driver_sql("SELECT source FROM pg_settings WHERE name = 'synchronous_commit'").scalar())
    assert seen == "configuration file"


# Two processes at one class, or at one team


A_CLASS = replace(people.A_CLASS, id="room")


async def both(first: Store, work: Callable[..., Any], args: tuple[object, ...], second: Coroutine[Any, Any, Any]) -> list[Any]:
    """What came of two pieces of work in two processes: the second has come as far as it can before the first commits."""
    one = Paused(work)
    begun = asyncio.ensure_future(first.write(one, *args))
    await one.reached()
    meeting = asyncio.ensure_future(second)
    while not meeting.done() and not server().ask("SELECT 1 FROM pg_locks WHERE NOT granted"):
        await asyncio.sleep(0.01)
    one.go.set()
    return [*await asyncio.gather(begun, meeting, return_exceptions=True)]


async def a_place_that_waits(store: Store) -> str:
    """On the list of a class; who it is."""
    await store.classes.add(A_CLASS)
    owner = await store.find_or_create_learner("roster", "amy")
    await store.classes.sit("room", owner.id, "Amy", joined=False)
    return owner.id


async def test_a_place_on_a_list_is_claimed_by_one_of_two(store: Store, other: Store, ann: Talk, ben: Talk) -> None:
    """Otherwise the second child reads on in the chat of the first."""
    owner = await a_place_that_waits(store)
    await ann.builds()
    assert await both(store, claiming.claim, (owner, ann.learner.id), other.classes.claim(owner, ben.learner.id)) == [True, False]
    assert await store.learner(ben.learner.id) == ben.learner and [one.id for one in await store.projects_of(owner)] == ["shower"]


async def test_who_comes_as_they_are_taken_off_the_list_keeps_their_work(store: Store, other: Store, ann: Talk) -> None:
    owner = await a_place_that_waits(store)
    await ann.builds()
    taking_off = other.setting_up.take_off("room", "teacher", owner)
    assert await both(store, claiming.claim, (owner, ann.learner.id), taking_off) == [True, None]
    assert [one.id for one in await store.projects_of(owner)] == ["shower"]


async def test_who_comes_twice_at_once_comes_once(store: Store, other: Store) -> None:
    owner = await a_place_that_waits(store)
    assert await both(store, claiming.arrive, (owner,), other.classes.arrive(owner)) == ["room", None]


async def test_what_is_kept_no_longer_is_deleted_and_counted_once(store: Store, other: Store, ann: Talk) -> None:
    """Two processes that start at once sweep at once."""
    await ann.turn()
    assert await both(store, going.forget, (ann.learner.id, None), other.going.forget(ann.learner.id)) == [[ann.chat], None]


async def test_a_class_is_put_away_once(store: Store, other: Store) -> None:
    await store.classes.add(A_CLASS)
    await both(store, setting_up.archive, ("room", "teacher", True), other.setting_up.archive("room", "teacher", True))
    assert [one.what for one in await store.care.entries("room")] == ["class_archived"]


async def test_the_last_place_in_a_class_is_one(store: Store, other: Store, ann: Talk, ben: Talk) -> None:
    await store.classes.add(A_CLASS)
    sit = partial(seats.sit, most=1)
    _, refused = await both(store, sit, ("room", ann.learner.id, "Ann"), other.classes.sit("room", ben.learner.id, "Ben", most=1))
    assert isinstance(refused, FullError) and [one.name for one in await store.classes.seats("room")] == ["Ann"]


async def test_a_child_in_danger_is_not_deleted_with_the_class(store: Store, postgres_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The flag is raised after it was seen that there is none."""
    await store.classes.add(A_CLASS)
    turn = pausing.turn

    def meanwhile(*args: Any) -> list[str]:
        server().ask(
            "INSERT INTO safety_flag (id, classroom, name, number, kind, sentence, language, at, outcome)"
            " VALUES ('f', 'room', 'Amy', '', 'self_harm', '...', 'en', now(), '') ON CONFLICT DO NOTHING",
            postgres_database,
        )
        return turn(*args)

    monkeypatch.setattr(pausing, "turn", meanwhile)
    with pytest.raises(OverError):
        await store.setting_up.end("room", "teacher")
    assert await store.care.open_flags("room") == 1 and await store.classes.get("room")


async def test_a_team_that_its_last_two_leave_at_once_is_withdrawn(store: Store, other: Store, ann: Talk, ben: Talk) -> None:
    event = replace(at_event.AN_EVENT, id="event")
    await store.events.add(event)
    team = await store.teams.begin(replace(at_event.A_TEAM, id="team", event="event", code="CODE"))
    at = datetime.now(UTC)
    sat = [Seat("event", one.learner.id, "team", one.learner.nickname, "", "", "", at) for one in (ann, ben)]
    for seat in sat:
        await store.moving.enter(seat)
    first, second = (replace(seat, team=None) for seat in sat)
    assert await both(store, moving.enter, (first,), other.moving.enter(second)) == [None, None]
    after = await store.teams.get("event", team.id)
    assert after is not None and not after.is_in
