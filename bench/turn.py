"""`take_turn` with a brain that answers at once, 8 kB of state, one caller: p50 of 2,000, against the same rows written and committed by
SQLAlchemy Core with the same pragmas (the peer of `bench.store`), turn by turn in one run. Understanding is reported apart.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import uuid4

from bench.measure import row
from bench.store import Peer
from bot.bootstrap import make_parts
from bot.brains.offline.tutor import OfflineTutor
from bot.core.brain import Phrased, Problem, Tell
from bot.core.conversation import Conversation
from bot.core.decision import Move
from bot.core.interpretation import Context, Interpretation
from bot.core.turn import Incoming, Message
from bot.services import Parts, guard
from bot.services.take_turn import take_turn
from bot.services.understand import READ_AT_MOST
from bot.settings import Settings
from scaffolds.spec import Brief, Language
from scaffolds.wish import Wish
from storage.engine import connect
from storage.store import Store

LIMIT = 2.0
STATE = Conversation(asks="who", wish=Wish(brief=Brief(problem="families on our floor queue for one shower. " * 44, goal="書" * 1900)))
"""About 8 kB as JSON."""


class InstantBrain:
    """Understands and says the same at once, and leaves 8 kB of state behind."""

    async def interpret(self, text: str, context: Context, tell: Tell | None = None) -> Interpretation:
        return Interpretation(intent="thanks")

    def language_of(self, text: str) -> Language | None:
        return "en"

    async def phrase(self, moves: Sequence[Move], conversation: Conversation) -> Phrased:
        message = Message(text="Who would use the app?")
        return Phrased(messages=(message, message), conversation=STATE.now(told=conversation.told))

    async def close(self) -> None:
        """Nothing is open."""

    def problems(self, conversation: Conversation, count: int) -> Sequence[Problem]:
        return ()

    def nearness(self, conversation: Conversation) -> Mapping[str, float]:
        return {}


async def _turn(parts: Parts, chat: str) -> None:
    incoming = Incoming(channel="web", chat=chat, sender=chat, id=uuid4().hex, text="everyone on the floor, some are old")
    await take_turn(parts, incoming)


async def run(turns: int = 2000) -> bool:
    with tempfile.TemporaryDirectory(prefix="sampan-bench-") as folder:
        parts = make_parts(Settings(database_url=f"sqlite:///{folder}/ours.sqlite3"), brain=InstantBrain())
        beside = Store.open(f"sqlite:///{folder}/peer.sqlite3")
        learner = await beside.find_or_create_learner("web", "peer")
        peer = Peer(connect(f"sqlite:///{folder}/peer.sqlite3"), learner, revises=False)
        ours, theirs = await _timed(parts, peer, turns)
        for store in (parts.store, beside):
            await store.close()
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(row("take_turn, instant brain, 8 kB of state, p50", f"{statistics.median(ours):.2f} ms"))
    print(row("the same rows by SQLAlchemy Core, p50", f"{statistics.median(theirs):.2f} ms"))
    print(row("take_turn : Core", f"{ratio:.2f}", f"at most {LIMIT}", ratio <= LIMIT))
    print(row("understanding a message offline, p50 / p95", _understanding()))
    print(row("the safety floor, an ordinary line / 4,000 characters", _floor()))
    return ratio <= LIMIT


async def _timed(parts: Parts, peer: Peer, turns: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each turn, ours and the peer's in turn, so that a noisy machine is noisy for both."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(turns):
        begun = time.perf_counter()
        await _turn(parts, "ours")
        between = time.perf_counter()
        peer.turn()
        ours.append((between - begun) * 1000)
        theirs.append((time.perf_counter() - between) * 1000)
    return ours[20:], theirs[20:]


def _understanding() -> str:
    """Of the example problems, each in its own language."""
    import tomllib

    brain = OfflineTutor()
    taken: list[float] = []
    for path in sorted((Path(__file__).parent.parent / "prompts" / "problems").glob("*.toml")):
        texts = [text for tier in tomllib.loads(path.read_text(encoding="utf-8")).values() if isinstance(tier, list) for text in tier]
        for text in texts * 3:
            begun = time.perf_counter()
            brain.understand(str(text), Context(language=path.stem, tier="junior", stage="discover", asks="problem"))
            taken.append((time.perf_counter() - begun) * 1000)
    taken = sorted(taken[5:])
    return f"{taken[len(taken) // 2]:.1f} / {taken[int(len(taken) * 0.95)]:.1f} ms"


def _floor() -> str:
    """The medians, warm; the long one is pasted from both scripts, the worst that is read."""
    lines = ("everyone on the floor, some are old", ("我想做一個小程式，because the queue is long. " * 200)[:READ_AT_MOST])
    taken = []
    for text in lines:
        runs = []
        for _ in range(50):
            begun = time.perf_counter()
            guard.look(text)
            runs.append((time.perf_counter() - begun) * 1000)
        taken.append(statistics.median(runs))
    return f"{taken[0]:.2f} / {taken[1]:.1f} ms"


if __name__ == "__main__":
    raise SystemExit(0 if asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)) else 1)
