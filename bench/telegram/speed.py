"""Updates a second over the webhook: ours with a durable turn of the offline tutor for each, beside echo bots that keep nothing.

The same people say the same things to each bot, one bot after another, round after round; from the first delivery to the last answer accepted.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import dataclass

from bench.measure import row
from bench.telegram import bots
from bench.telegram.server import server

CHATS = 200
TALK = (
    "families on our floor queue for one shower",
    "everyone on the floor",
    "idk",
    "what is a field?",
    "thanks",
)
"""What each of them says: a problem, who has it, and short answers to what the tutor asks then. Nothing is built."""
BOTS = {"sampan": bots.sampan, "python-telegram-bot": bots.with_ptb, "aiogram": bots.with_aiogram}


@dataclass(frozen=True)
class Speed:
    """What one bot did in one go."""

    updates_a_second: float
    processor: float
    """Milliseconds of the processor that an update took."""
    answers: int


def speed_of(start: bots.Start, chats: int = CHATS) -> Speed:
    with server() as fake:
        people = fake.chats(chats)
        with start(fake) as bot:
            fake.says([(chat, "hello") for chat in people[:3]])  # what is loaded late is loaded now
            before = fake.until_answered(3).answers
            begun, used = time.perf_counter(), bot.processor_seconds()
            fake.says([(chat, text) for text in TALK for chat in people])
            ended = fake.until_answered(before + chats * len(TALK))
            used = bot.processor_seconds() - used
    updates = chats * len(TALK)
    return Speed(updates / (ended.at - begun), 1000 * used / updates, ended.answers - before)


def run(rounds: int = 3) -> bool:
    seen: dict[str, list[Speed]] = {name: [] for name in BOTS}
    for _ in range(rounds):
        for name, start in BOTS.items():
            seen[name].append(speed_of(start))
    speeds = {name: statistics.median(one.updates_a_second for one in many) for name, many in seen.items()}
    for name, speed in speeds.items():
        what = "a durable turn each" if name == "sampan" else "echo"
        used = statistics.median(one.processor for one in seen[name])
        print(row(f"{name}, {what}: {CHATS * len(TALK):,} updates, median of {rounds}", f"{speed:.0f} a second"))
        print(row("  of the processor, an update", f"{used:.1f} ms"))
    ratio = _ratio(seen["sampan"], seen["python-telegram-bot"])
    print(row(f"sampan : python-telegram-bot, median of {rounds} rounds", f"{ratio:.2f}", "at least 1", ratio >= 1), flush=True)
    return ratio >= 1


def _ratio(ours: list[Speed], theirs: list[Speed]) -> float:
    """Round by round, so that a noisy minute is noisy for both."""
    return statistics.median(one.updates_a_second / other.updates_a_second for one, other in zip(ours, theirs, strict=True))


if __name__ == "__main__":
    raise SystemExit(0 if run(*map(int, sys.argv[1:2])) else 1)
