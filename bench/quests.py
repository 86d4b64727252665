"""Quests: how many checks of learners' code a core runs in a second, how soon what never ends is stopped, and how soon a quest answers.

The peer is the sandbox with nothing in it: a request to its process and back.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.measure import row
from bot.bootstrap import make_parts
from bot.settings import Settings
from scaffolds import blocks, drill, generator
from scaffolds.quests import checking
from scaffolds.quests.making import Quest, quests_of
from scaffolds.spec import AppSpec, read
from tests.chatting import Chatter

A_SECOND, STOPPED, REPLY = 200.0, 1.0, 0.1
ENDLESS = {
    "an endless loop": "function rule() { while (true) {} }",
    "a memory bomb": "function rule() { const all = []; while (true) all.push(new Array(100000).fill(1)); }",
    "a pattern without end": 'function rule() { return /(a+)+$/.test("a".repeat(60) + "!"); }',
    "fetch": 'function rule() { return fetch("https://example.org"); }',
    "a prototype trick": "Object.prototype.toJSON = () => { while (true) {} }; function rule() { return {}; }",
    "1 MB of code": "x;" * 500_000,
}


def run() -> bool:
    checks, empty = per_second()
    stopped = {name: seconds_of(source) for name, source in ENDLESS.items()}
    replies = asyncio.run(reply_times())
    worst = max(stopped, key=lambda name: stopped[name])
    p95 = statistics.quantiles(replies, n=20)[-1]
    good = [
        _told("checks of a learner's rule in a second, on one core", f"{checks:.0f}", f"at least {A_SECOND:.0f}", checks >= A_SECOND),
        _told(
            f"the slowest to be stopped of {len(stopped)}: {worst}", f"{stopped[worst]:.2f} s", f"at most {STOPPED:.0f} s", stopped[worst] <= STOPPED
        ),
        _told(f"a quest's answer, run and said, p95 of {len(replies)}", f"{p95 * 1000:.0f} ms", f"at most {REPLY * 1000:.0f} ms", p95 <= REPLY),
    ]
    print(row("requests to the sandbox with nothing in them, in a second", f"{empty:.0f}"))
    return all(good)


def _told(what: str, value: str, limit: str, holds: bool) -> bool:
    print(row(what, value, limit, holds))
    return holds


def example() -> AppSpec:
    return blocks.with_checks(read((blocks.discover()["booking"].folder / "example.json").read_text(encoding="utf-8")))


def per_second(rounds: int = 400) -> tuple[float, float]:
    """(checks, empty requests) a second; a check is a rule run on all of its quest's cases. One after another, so that one core does the work."""
    quest = quests_of(example(), "en")[1]
    codes = [quest.code(condition) for condition in (quest.condition, *(wrong(quest.about) for wrong in quest.shape.wrong))]
    checking.check(quest, codes[0])
    return _rate(rounds, lambda n: checking.check(quest, codes[n % len(codes)])), _rate(rounds, lambda n: drill.run("", []))


def _rate(rounds: int, one: Callable[[int], object]) -> float:
    begun = time.perf_counter()
    for n in range(rounds):
        one(n)
    return rounds / (time.perf_counter() - begun)


def seconds_of(source: str) -> float:
    """Until the sandbox says what became of it, five times; the longest. A process that was ended is there again before the clock starts."""
    taken = []
    for _ in range(5):
        drill.warm()
        begun = time.perf_counter()
        drilled = drill.run(source, [drill.Call("rule", [])] * 3)
        taken.append(time.perf_counter() - begun)
        assert drilled.fault is not None or drilled.answers[-1].fault is not None
    return max(taken)


async def reply_times(rounds: int = 60) -> list[float]:
    """Whole turns of a learner at a quest: wrong code, hints, another try; offline, on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        parts = make_parts(Settings(database_url=f"sqlite:///{Path(folder, 'bench.sqlite3').as_posix()}"))
        ann = Chatter(parts, language="en", tier="senior")
        spec = example()
        await ann.say(file=generator.pack(generator.build(spec), spec.slug))
        await ann.press("quest:begin:book.real_name")
        await ann.press("quest:guess")
        taken = [await _one(ann, said) for _ in range(rounds // 4) for said in _said(quests_of(spec, "en")[1])]
        await parts.store.close()
    return taken


def _said(quest: Quest) -> Sequence[str]:
    return (quest.code("false"), "/hint", quest.code("input.name.length < 2"), "tell me the answer")


async def _one(ann: Chatter, said: str) -> float:
    begun = time.perf_counter()
    await ann.say(said)
    return time.perf_counter() - begun
