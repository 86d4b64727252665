"""Order: numbered messages of many chats at once; in each chat the answers come in the order of the messages.

The tutor is the offline one, and says the message's number at the end of its answer (`bench.telegram.measured`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import pairwise

from bench.measure import row
from bench.telegram import bots
from bench.telegram.measured import NUMBER
from bench.telegram.server import server

CHATS, UPDATES = 200, 10_000
WORDS = ("thanks", "idk", "what is a field?", "ok", "what can you do?")
"""Small talk, so that a learner may say it for ever and nothing is built."""


def inversions(numbers: Iterable[int]) -> int:
    """How often an answer stands before one to an earlier message. A message may have several answers."""
    return sum(later < earlier for earlier, later in pairwise(numbers))


def run(updates: int = UPDATES) -> bool:
    with server() as fake:
        people = fake.chats(CHATS)
        with bots.sampan(fake, measured=True):
            said = [(people[n % CHATS], f"{WORDS[n // CHATS % len(WORDS)]} n{n}") for n in range(updates)]
            fake.says(said)
            fake.until_answered(updates)
            shown = fake.ask("shown", chats=people)["by_chat"]
    answered = {chat: _numbers(messages) for chat, messages in shown.items()}
    wrong = sum(inversions(numbers) for numbers in answered.values())
    missing = updates - sum(len(set(numbers)) for numbers in answered.values())
    print(row(f"{updates:,} updates over {CHATS} chats, answers out of order", f"{wrong}", "0", wrong == 0))
    print(row("messages without an answer", f"{missing}", "0", missing == 0), flush=True)
    return wrong == missing == 0


def _numbers(messages: list[dict[str, object]]) -> list[int]:
    """The numbers of a chat's answers as they are shown."""
    found = [NUMBER.findall(str(message["text"])) for message in messages if message["by_bot"]]
    return [int(one[-1]) for one in found if one]


if __name__ == "__main__":
    raise SystemExit(0 if run(*map(int, sys.argv[1:2])) else 1)
