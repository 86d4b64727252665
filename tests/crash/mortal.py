"""`sampan serve` that kills itself, as kill -9 does, when it comes to a named point for the n-th time: `python -m tests.crash.mortal POINT N`.

Everything else is the program as it is: its settings come from the environment, its parts from `bot.bootstrap`.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from typing import Any
from unittest.mock import patch

from bot import bootstrap, serving, settings
from bot.brains.offline.tutor import OfflineTutor
from bot.channels.telegram.sender import TelegramDelivery
from bot.core.brain import Tell
from bot.core.interpretation import Context, Interpretation
from bot.services import Parts
from bot.services.outbox import Outcome
from bot.settings import Settings
from storage.records import Answer, Claimed, Committed, Json, OutboxStatus, Taken, TurnRecord
from storage.store import Store

POINTS = ("inbox committed", "lane claimed", "model called", "turn committed", "send begun", "sent but not marked")


class Death:
    """Comes the n-th time that somebody arrives at the point."""

    def __init__(self, point: str, left: int) -> None:
        self.point, self.left = point, left

    def at(self, point: str) -> None:
        if point == self.point:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


DEATH = Death("", 0)


class MortalStore(Store):
    async def take_in(self, chat: str, outside_id: str, payload: Json, worker: str | None = None) -> Taken | None:
        taken = await super().take_in(chat, outside_id, payload, worker)
        if taken:
            DEATH.at("lane claimed" if taken.mine else "inbox committed")
            DEATH.at("inbox committed")
        return taken

    async def claim(self, worker: str, limit: int) -> list[Claimed]:
        claimed = await super().claim(worker, limit)
        if claimed:
            DEATH.at("lane claimed")
        return claimed

    async def commit_turn(self, record: TurnRecord, worker: str | None = None) -> Committed:
        committed = await super().commit_turn(record, worker)
        DEATH.at("turn committed")
        return committed

    async def send_next(self, done: Mapping[str, OutboxStatus], worker: str, begin: Sequence[str] = ()) -> list[Answer]:
        begun = await super().send_next(done, worker, begin)
        if begun:
            DEATH.at("send begun")
        return begun


class MortalTutor(OfflineTutor):
    async def interpret(self, text: str, context: Context, tell: Tell | None = None) -> Interpretation:
        understood = await super().interpret(text, context)
        DEATH.at("model called")
        return understood


async def _deliver(delivery: TelegramDelivery, answer: Answer, carry: Any = TelegramDelivery.deliver) -> Outcome:
    outcome: Outcome = await carry(delivery, answer)
    DEATH.at("sent but not marked")
    return outcome


def _mortal_parts(loaded: Settings, **more: Any) -> Parts:
    return bootstrap.make_parts(loaded, store=MortalStore.open(loaded.database_url), brain=MortalTutor(), **more)


def main(point: str, times: str) -> int:
    DEATH.point, DEATH.left = point, int(times)
    with patch.object(TelegramDelivery, "deliver", _deliver), patch.object(serving, "make_parts", _mortal_parts):
        return serving.serve(settings.load())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
