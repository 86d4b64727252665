"""One chat is told to wait for 5 s: what that costs the others. The send limits hold in this row, ours and Telegram's own.

The same talk twice, with a new bot: each of the others says something every few seconds, and the time until the answer is accepted is taken. In the
second talk the one chat's answer meets a 429 first.
"""

from __future__ import annotations

import sys
import time

from bench.measure import row
from bench.telegram import bots
from bench.telegram.server import Server, server
from bench.telegram.times import quantile

LIMIT = 100.0
"""Milliseconds."""
WAIT = 5
OTHERS = 40
SECONDS = 10
"""How long the talk lasts; every chat says something once in `EVERY` seconds."""
EVERY = 4.0


def waits(*, told_to_wait: bool) -> tuple[list[float], float]:
    """Milliseconds that the others waited for each answer; seconds that the one waited."""
    with server(keep_log=True) as fake:
        one, *others = fake.chats(OTHERS + 1)
        with bots.sampan(fake, paced=True, measured=True):
            fake.ask("settings", limits=True)
            if told_to_wait:
                fake.ask("script", method="sendMessage", chat=one, times=1, fault={"kind": "TooMany", "retry_after": WAIT})
            said = _talk(fake, one, others)
            fake.until_answered(len(said) + told_to_wait)
            accepted = _accepted(fake)
    times = {text: accepted[text] - at for text, at in said.items()}
    return [1000 * took for text, took in times.items() if not text.endswith(" n0")], times["thanks n0"]


def _talk(fake: Server, one: int, others: list[int]) -> dict[str, float]:
    """When each thing was said, in seconds since the epoch: one after another, evenly."""
    said: dict[str, float] = {}
    step, begun = EVERY / len(others), time.time()
    for number in range(int(SECONDS / step)):
        time.sleep(max(0.0, begun + number * step - time.time()))
        chat, text = others[number % len(others)] if number else one, f"thanks n{number}"
        said[text] = time.time()
        fake.says([(chat, text)])
    return said


def _accepted(fake: Server) -> dict[str, float]:
    """When the answer to each thing was accepted: by the number at its end."""
    done = [one for one in fake.ask("log", method="sendMessage")["requests"] if one["code"] == 200]
    return {f"thanks {one['params']['text'].split()[-1]}": one["at"] + one["took"] for one in done}


def run() -> bool:
    without, _ = waits(told_to_wait=False)
    with_one, waited = waits(told_to_wait=True)
    before, after = quantile(without, 0.95), quantile(with_one, 0.95)
    print(row(f"{OTHERS} chats, an answer accepted, p95", f"{before:.0f} ms"))
    print(row(f"the same while another chat is told to wait {WAIT} s, p95", f"{after:.0f} ms"))
    print(row("a 429 on one chat adds to the others, p95", f"{after - before:.0f} ms", f"below {LIMIT:.0f} ms", after - before < LIMIT))
    print(row("the chat that was told to wait had its answer after", f"{waited:.1f} s", f"at least {WAIT} s", waited >= WAIT), flush=True)
    return after - before < LIMIT and waited >= WAIT


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
