"""Killed with -9 anywhere: nothing said is lost, nothing half-done stays, nothing is done twice."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Iterator
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext

import pytest

from storage.store import Store
from tests.storage import crashing
from tests.storage.crashing import CHAT, ending
from tests.storage.looking import texts, unanswered

Points = list[tuple[int, str]]


@pytest.fixture(scope="module")
def processes() -> Iterator[ForkServerContext]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.storage.crashing"])
    yield context


def killed(processes: ForkServerContext, url: str, *, at: tuple[int, str] | None = None, after: float = 0.0) -> Points:
    """Run a child until it stands at a point, or for some seconds after its first turn; kill it. What it had been told by then."""
    heard, tell = processes.Pipe(duplex=False)
    child = processes.Process(target=crashing.run, args=(url, tell, at))
    child.start()
    tell.close()
    told = _until(heard, at or (1, "committed"))
    time.sleep(after)
    child.kill()
    child.join()
    assert child.exitcode == -9
    return told + _rest(heard)


def _until(heard: Connection, point: tuple[int, str]) -> Points:
    told: Points = []
    while not told or told[-1] != point:
        told.append(heard.recv())
    return told


def _rest(heard: Connection) -> Points:
    told: Points = []
    try:
        while heard.poll():
            told.append(heard.recv())
    except EOFError:
        pass
    return told


async def look(url: str, told: Points) -> int:
    """Open the store again and hold it to what the child was told; how many turns are done. The last, if it waits, is then ended."""
    store = Store.open(url)
    done = await _nothing_lost_nothing_half_done(store, told)
    await store.join("the next", timedelta(minutes=1))
    await store.bury()
    for claimed in await store.claim("the next", 5):
        learner = await store.find_or_create_learner("web", "ann")
        await store.commit_turn(ending(claimed.received.id, learner.id, done + 1), "the next")
        done = await _nothing_lost_nothing_half_done(store, [*told, (done + 1, "committed")])
    assert await unanswered(store) == []
    assert await store.take_in(CHAT, f"m{done}", {}) is None, "delivered once more, it is known"
    await store.close()
    return done


async def _nothing_lost_nothing_half_done(store: Store, told: Points) -> int:
    received, committed = (max((n for n, point in told if point == name), default=0) for name in ("received", "committed"))
    versions, loaded, waiting = await store.versions("shower"), await store.load_turn(CHAT), await unanswered(store)
    done = len(versions)
    assert committed <= done <= committed + 1
    assert received <= done + len(waiting) <= received + 1
    assert len(waiting) <= 1
    assert [(version.n, version.why) for version in versions] == [(n, f"turn {n}") for n in range(1, done + 1)]
    assert (loaded.state if loaded else {"turns": 0}) == {"turns": done}
    assert (loaded.project.head if loaded and loaded.project else 0) == done
    assert await _lines(store) == _expected(done, len(waiting))
    assert texts(await store.waiting_answers("web:")) == [text for text in _expected(done, 0) if text.startswith("answer")]
    return done


async def _lines(store: Store) -> list[str]:
    return [line.payload["text"] for line in await store.history(CHAT, limit=100_000)]


def _expected(done: int, waiting: int) -> list[str]:
    lines = [line for n in range(1, done + 1) for line in (f"masked {n}", f"answer {n}.1", f"answer {n}.2")]
    return lines + [f"raw {done + 1}"] * waiting


@pytest.mark.parametrize(
    ("point", "done_before", "done_after"),
    [((1, "received"), 0, 1), ((3, "received"), 2, 3), ((3, "in the commit"), 2, 3), ((1, "committed"), 1, 1), ((3, "committed"), 3, 3)],
)
async def test_killed_at_a_point(processes: ForkServerContext, store_url: str, point: tuple[int, str], done_before: int, done_after: int) -> None:
    told = killed(processes, store_url, at=point)
    store = Store.open(store_url)
    assert len(await store.versions("shower")) == done_before
    await store.close()
    assert await look(store_url, told) == done_after


@pytest.mark.parametrize("seed", range(12))
async def test_killed_at_any_moment(processes: ForkServerContext, store_url: str, seed: int) -> None:
    told = killed(processes, store_url, after=random.Random(seed).uniform(0, 0.06))
    assert await look(store_url, told) >= 1
