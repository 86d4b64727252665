"""The day's tokens of a language model: so many for each learner, each class and everybody. At the limit the offline tutor goes on alone."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.model_call import Call
from storage.errors import SpentError, StoreError
from storage.records import Allowance, ModelUse
from storage.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """Tokens a day."""

    learner: int
    classroom: int
    everyone: int


class Budget:
    """A `Meter` that keeps its count in the store, so that it holds over restarts and for several processes."""

    def __init__(self, store: Store, limits: Limits, zone: str) -> None:
        self._store, self._limits, self._zone = store, limits, ZoneInfo(zone)

    async def reserve(self, learner: str, tokens: int, classroom: str = "") -> str | None:
        """None where somebody's tokens are spent, and where nothing can be counted: what is not counted is not spent."""
        try:
            allowances = await self._allowances(learner, classroom)
            return await self._store.reserve_tokens(self._today(), learner, classroom or None, tokens, allowances)
        except SpentError:
            return None
        except StoreError as error:
            log.warning("no tokens can be counted: %s", error)
            return None

    async def settle(self, id: str, call: Call) -> None:
        try:
            await self._store.settle_tokens(id, ModelUse(**call.model_dump()))
        except StoreError as error:
            log.warning("tokens stay as they were put aside: %s", error)

    def _today(self) -> str:
        return datetime.now(self._zone).date().isoformat()

    async def _allowances(self, learner: str, classroom: str) -> list[Allowance]:
        """A teacher's limits take the place of the program's for the class and each in it; everybody's stays."""
        everyone = Allowance("everyone", "", self._limits.everyone)
        if not classroom:
            return [Allowance("learner", learner, self._limits.learner), everyone]
        whole, each = await self._store.classes.tokens_of(learner)
        theirs = Allowance("classroom", classroom, self._limits.classroom if whole is None else whole)
        return [Allowance("learner", learner, self._limits.learner if each is None else each), theirs, everyone]
