"""2,000 chats within a minute, one message each, beside the same with nobody else there: memory, the time of a turn, and buttons.

A turn's time is from the commit of its message to its own. Some of the people press a button in the same minute; Telegram has the acknowledgement when
`answerCallbackQuery` arrives.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import dataclass

from bench.measure import row
from bench.telegram import bots
from bench.telegram.server import Server, server
from bench.telegram.times import quantile

CHATS, SECONDS = 2000, 60.0
IDLE = 100
"""Turns one after another, with nothing else to do."""
EVERY_NTH_PRESSES = 5
SAYS = "families on our floor queue for one shower"
PATIENCE = 60.0
"""Seconds that count for a press that was never acknowledged."""
MOST_MEMORY, MOST_TIMES, MOST_MS = 400.0, 5.0, 300.0


@dataclass(frozen=True)
class Crowd:
    """Times in milliseconds, memory in MB."""

    idle: list[float]
    busy: list[float]
    presses: list[float]
    memory: float


def crowd(chats: int, seconds: float) -> Crowd:
    with server() as fake:
        people = fake.chats(chats + IDLE)
        with bots.sampan(fake, measured=True) as bot:
            for number, chat in enumerate(people[chats:], 1):
                fake.says([(chat, SAYS)])
                fake.until_accepted(number)
            between = time.time()
            presses = _within(fake, people[:chats], seconds)
            fake.until_answered(IDLE + chats)
            took, memory = fake.ask("state")["presses"], bot.peak_memory()
            turns = bot.turns()
    idle, busy = ([1000 * lasted for at, lasted in turns if (at < between) == quiet] for quiet in (True, False))
    return Crowd(idle, busy, [1000 * (took[id] or PATIENCE) for id in presses], memory)


def _within(fake: Server, people: list[int], seconds: float) -> list[str]:
    """Everybody says one thing at a moment of their own, and some press a button of the answer a little later; the presses' ids."""
    chance = random.Random(7)
    moments = sorted((chance.uniform(0, seconds), chat) for chat in people)
    later = [(at + 2, chat) for at, chat in moments[::EVERY_NTH_PRESSES]]
    presses, begun = [], time.monotonic()
    for at, chat, pressing in sorted([*((*one, False) for one in moments), *((*one, True) for one in later)]):
        time.sleep(max(0.0, begun + at - time.monotonic()))
        if pressing:
            presses.append(str(fake.ask("presses", chat=chat)["id"]))
        else:
            fake.says([(chat, SAYS)])
    return presses


def run(chats: int = CHATS, seconds: float = SECONDS) -> bool:
    seen = crowd(chats, seconds)
    idle, busy, pressed = quantile(seen.idle, 0.95), quantile(seen.busy, 0.95), quantile(seen.presses, 0.99)
    held = (seen.memory < MOST_MEMORY, busy < MOST_TIMES * idle, pressed < MOST_MS)
    print(row(f"{chats:,} chats in {seconds:.0f} s: peak memory", f"{seen.memory:.0f} MB", f"below {MOST_MEMORY:.0f} MB", held[0]))
    print(row("a turn, from its message's commit to its own, idle, p95", f"{idle:.0f} ms"))
    print(row("the same in the crowd, p95", f"{busy:.0f} ms", f"below {MOST_TIMES:.0f} times", held[1]))
    print(row(f"a button acknowledged, p99 of {len(seen.presses)}", f"{pressed:.0f} ms", f"below {MOST_MS:.0f} ms", held[2]), flush=True)
    return all(held)


if __name__ == "__main__":
    sys.exit(0 if run(*map(int, sys.argv[1:3])) else 1)
