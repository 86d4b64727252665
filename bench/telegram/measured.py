"""`sampan serve` with a clock beside it: `python -m bench.telegram.measured serve`.

The program as it is, its settings from the environment, but for three things: each answer ends with the number of the message that it answers, the
time of each turn from the commit of its message to its own is written down, and the send limits hold against loopback too where
`BENCH_PACED` is set. `BENCH_PROFILE` names a file for cProfile. The times go to the file `turns` of `BENCH_FOLDER`, a line each.
"""

from __future__ import annotations

import cProfile
import os
import re
import sys
import time
from collections.abc import Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine

from bot import bootstrap, serving, settings
from bot.brains.offline.tutor import OfflineTutor
from bot.channels.telegram import reach
from bot.core.brain import Phrased, Tell
from bot.core.conversation import Conversation
from bot.core.decision import Move
from bot.core.interpretation import Context, Interpretation
from bot.services import Parts
from bot.settings import Settings
from storage.records import Committed, Json, Taken, TurnRecord
from storage.store import Store

NUMBER = re.compile(r"\bn(\d+)\b")
_number: ContextVar[str] = ContextVar("number", default="")


class NumberedTutor(OfflineTutor):
    """Says `n17` at the end of its answer to a message with `n17` in it."""

    async def interpret(self, text: str, context: Context, tell: Tell | None = None) -> Interpretation:
        found = NUMBER.search(text)
        _number.set(found[0] if found else "")
        return await super().interpret(text, context)

    async def phrase(self, moves: Sequence[Move], conversation: Conversation) -> Phrased:
        phrased = await super().phrase(moves, conversation)
        marked = tuple(one.model_copy(update={"text": f"{one.text} {_number.get()}".strip()}) for one in phrased.messages)
        return phrased.model_copy(update={"messages": marked})


class ClockedStore(Store):
    """Knows when each message was committed, and writes down when its turn was."""

    def __init__(self, writing: Engine, reading: Engine) -> None:
        super().__init__(writing, reading)
        self._begun: dict[str, float] = {}
        self._file = os.open(Path(os.environ["BENCH_FOLDER"], "turns"), os.O_WRONLY | os.O_CREAT, 0o600)

    async def take_in(self, chat: str, outside_id: str, payload: Json, worker: str | None = None) -> Taken | None:
        taken = await super().take_in(chat, outside_id, payload, worker)
        if taken is not None:
            self._begun[taken.turn] = time.time()
        return taken

    async def commit_turn(self, record: TurnRecord, worker: str | None = None) -> Committed:
        committed = await super().commit_turn(record, worker)
        if begun := self._begun.pop(record.turn, None):
            os.write(self._file, f"{begun} {time.time() - begun}\n".encode())
        return committed


def _clocked_parts(loaded: Settings, **more: Any) -> Parts:
    return bootstrap.make_parts(loaded, store=ClockedStore.open(loaded.database_url), brain=NumberedTutor(), **more)


def _never(url: str) -> bool:
    return False


def main() -> int:
    paced = patch.object(reach, "is_beside_us", _never if os.environ.get("BENCH_PACED") else reach.is_beside_us)
    profile = cProfile.Profile()
    with paced, patch.object(serving, "make_parts", _clocked_parts):
        if file := os.environ.get("BENCH_PROFILE"):
            code = int(profile.runcall(serving.serve, settings.load()))
            profile.dump_stats(file)
        else:
            code = serving.serve(settings.load())
    return code


if __name__ == "__main__":
    sys.exit(main())
