"""A class of 45 that chats, and its live page: `python -m bench classroom`.

The server is `sampan serve` in a process of its own, the students are browsers without a screen that say something every few seconds, the page
is fetched by a client and by a real Chromium meanwhile. Then the same page, beside a store that holds nothing else and one that holds a school.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from datetime import datetime, timedelta
from typing import Any

from playwright.async_api import async_playwright
from sqlalchemy import func, select

from bench.classmates import EVERY, SEATS, School, chatting, school
from bench.measure import row
from bench.school import fill
from bench.telegram.times import quantile
from bot.bootstrap import make_parts
from bot.locales import locale
from bot.services.classroom import export
from bot.settings import Settings
from storage.columns import now
from storage.tables import Inbox, Outbox, table
from tests.browser import ARGS, executable
from tests.channels.visiting import visit, web
from tests.classroom.people import a_class, a_full_class, a_teacher, signed_in

PAGES = 200
MOST_MS, MOST_BYTES, MOST_SEEN, MOST_TIMES, MOST_EXPORT = 300.0, 40_000, 1.0, 1.5, 1.0
WATCH = """() => {
  window.seen = {};
  new MutationObserver(() => {
    for (const one of document.querySelectorAll("#people li[id]"))
      if (!(one.id in seen) && one.querySelector(".when.on")) seen[one.id] = Date.now() / 1000;
  }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
}"""


async def page_times(at: School, times: int) -> list[float]:
    """Milliseconds of the page, one after another while the class chats."""
    taken = []
    async with at.client(**at.cookies) as http:
        for _ in range(times):
            begun = time.perf_counter()
            answer = await http.get(at.page)
            taken.append((time.perf_counter() - begun) * 1000)
            assert answer.status_code == 200
            await asyncio.sleep(0.1)
    return taken


async def first_visit(at: School, context: Any) -> int:
    """Bytes of all bodies that a new visitor's browser receives: what moves after that is no part of it."""
    page, finished = await context.new_page(), []

    def note(request: Any) -> None:
        if "/wire" not in request.url and "/live?" not in request.url:
            finished.append(request)

    page.on("requestfinished", note)
    await page.goto(at.page)
    await page.wait_for_timeout(400)
    sizes = [(await request.sizes())["responseBodySize"] for request in finished]
    await page.close()
    return sum(sizes)


async def seen_after(at: School, context: Any) -> list[float]:
    """Seconds from a student's answer to its being on the teacher's screen."""
    for number, student in enumerate(at.quiet):
        await student.http.get("/")
        await at.store.classes.sit(at.room.id, student.learner, f"Quiet {number}")
    page = await context.new_page()
    await page.goto(at.page)
    await page.wait_for_timeout(1000)
    await page.evaluate(WATCH)
    said = {}
    for student in at.quiet:
        said[f"s-{student.learner}"] = await student.say("the lift is always full")
        await asyncio.sleep(0.7)
    await page.wait_for_timeout(3000)
    shown = await page.evaluate("seen")
    await page.close()
    return [max(0.0, shown.get(id, float("inf")) - when) for id, when in said.items()]


async def replies_in_a_pause(at: School) -> tuple[float, int, int]:
    """Seconds that the pause took, replies that were written later than a second after it was asked for, and messages that waited."""
    async with at.client(**at.cookies) as http:
        asked = now()
        begun = time.perf_counter()
        assert (await http.post(f"{at.page}/pause", data={"switch": "paused", "on": "1"})).status_code == 303
        took = time.perf_counter() - begun
        await asyncio.sleep(2 * EVERY)
        late, waiting = await at.store.read(_later, asked + timedelta(seconds=1)), await at.store.read(_held)
        await http.post(f"{at.page}/pause", data={"switch": "paused", "on": "0"})
    return took, late, waiting


def _later(db: Any, since: datetime) -> int:
    outbox = table(Outbox)
    return int(db.execute(select(func.count()).select_from(outbox).where(outbox.c.created > since)).scalar_one())


def _held(db: Any) -> int:
    inbox = table(Inbox)
    return int(db.execute(select(func.count()).select_from(inbox).where(inbox.c.status == "held")).scalar_one())


async def beside_a_school(folder: str, rounds: int = 60) -> tuple[float, float, int, float]:
    """Medians in milliseconds of the same page over an empty store and over a full one, in turn; messages in the latter, and seconds to write them."""
    browsers, messages, seconds = [], 0, 0.0
    for name in ("empty", "full"):
        url = f"sqlite:///{folder}/{name}.sqlite3"
        parts = make_parts(Settings(database_url=url))
        if name == "full":
            begun = time.perf_counter()
            messages = await asyncio.to_thread(fill, url)
            seconds = time.perf_counter() - begun
        teacher = await a_teacher(parts)
        room = await a_class(parts, teacher)
        await a_full_class(parts, room, SEATS, stuck=9)
        browser = visit(web(parts))
        browser.http.cookies.update(await signed_in(parts, teacher))
        browsers.append((browser, f"/teacher/class/{room.id}", parts))
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 5):
        for (browser, path, _parts), taken in zip(browsers, times, strict=True):
            begun = time.perf_counter()
            assert (await browser.get(path)).status_code == 200
            taken.append((time.perf_counter() - begun) * 1000)
    for _, _, parts in browsers:
        await parts.close()
    return statistics.median(times[0][5:]), statistics.median(times[1][5:]), messages, seconds


async def export_seconds(folder: str) -> float:
    """The CSV of all messages of one class, out of the store that holds a school."""
    parts = make_parts(Settings(database_url=f"sqlite:///{folder}/full.sqlite3"))
    classroom = await parts.store.classes.by_code("SCHOOL0000")
    assert classroom is not None
    begun = time.perf_counter()
    size = sum([len(part) async for part in export.table(parts, classroom, "messages", locale("en"))])
    taken = time.perf_counter() - begun
    await parts.close()
    assert size > 100_000, "a class of 50 said more than that"
    return taken


async def measure() -> bool:
    async with school() as at, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable(), args=ARGS)
        context = await browser.new_context()
        await context.add_cookies([{"name": name, "value": value, "url": at.url} for name, value in at.cookies.items()])
        async with chatting(at.students):
            begun, said = time.perf_counter(), sum(student.answered for student in at.students)
            times = await page_times(at, PAGES)
            rate = (sum(student.answered for student in at.students) - said) / (time.perf_counter() - begun)
            sent, seen = await first_visit(at, context), await seen_after(at, context)
            took, late, waiting = await replies_in_a_pause(at)
        await browser.close()
    with tempfile.TemporaryDirectory(prefix="sampan-bench-") as folder:
        empty, full, messages, seconds = await beside_a_school(folder)
        exported = await export_seconds(folder)
    slow = quantile(times, 0.95)
    held = (slow < MOST_MS, sent <= MOST_BYTES, max(seen) < MOST_SEEN, late == 0 and took < 1, full <= MOST_TIMES * empty, exported < MOST_EXPORT)
    print(row(f"{SEATS} students chat: messages answered a second", f"{rate:.1f}"))
    print(row(f"the page meanwhile, p50 / p95 of {PAGES}", f"{statistics.median(times):.0f} / {slow:.0f} ms", f"p95 below {MOST_MS:.0f} ms", held[0]))
    print(row("a first visit, all bodies, in Chromium", f"{sent:,} bytes", f"at most {MOST_BYTES:,}", held[1]))
    print(
        row(
            f"an event on the screen, p50 / worst of {len(seen)}",
            f"{statistics.median(seen):.2f} / {max(seen):.2f} s",
            f"below {MOST_SEEN:.0f} s",
            held[2],
        )
    )
    print(row(f"pause: its answer; replies 1 s later ({waiting} wait)", f"{took:.2f} s; {late}", "below 1 s; 0", held[3]))
    print(row(f"a store of {messages:,} messages, written in", f"{seconds:.0f} s"))
    print(row("the page there : on an empty store, medians", f"{full:.1f} : {empty:.1f} ms", f"at most {MOST_TIMES} times", held[4]))
    print(row("the CSV of a class of 50 there, 5,000 messages", f"{exported:.2f} s", f"below {MOST_EXPORT:.0f} s", held[5]), flush=True)
    return all(held)


def run() -> bool:
    return asyncio.run(measure())


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
