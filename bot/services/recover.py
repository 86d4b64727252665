"""Three words bring a learner back. They are made from the learner's id and the server's secret, so that they can be shown
again to whoever is that learner; the store keeps only their hash, by which they are found."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.locales.words import LENGTH, SIZE, Numbers, text_of
from bot.services import Parts
from storage.errors import LockedOutError
from storage.records import Learner

KEPT = 4096
MADE_NEW = 100
"""How often a learner's words are made new, at most, before the first ones come round again."""
GUESSES_OF_A_BROWSER = 10
GUESSES_OF_AN_ADDRESS = 30
"""A class behind one address mistypes more often than one child; 30 in a quarter of an hour against 2^27 triples stay hopeless."""


@dataclass(frozen=True)
class Found:
    """Who was found by the words; or nobody, or nobody was looked for before `wait` minutes are over."""

    learner: Learner | None = None
    wait: int = 0


async def words_of(parts: Parts, learner: str) -> Numbers:
    """The learner's three words as numbers, the same each time until they are made new; kept from the first time on."""
    return (await _known(parts, learner))[1]


async def new_words(parts: Parts, learner: str) -> Numbers:
    """Other words from now on: the old ones open nothing any more."""
    attempt, _ = await _known(parts, learner)
    return (await _keep(parts, learner, attempt + 1))[1]


class RecoveryWords:
    """Each learner's words, made once while this process lives and they hold: hashing them is slow on purpose."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._known: OrderedDict[str, tuple[datetime | None, Numbers]] = OrderedDict()

    async def of(self, learner: str) -> Numbers:
        since = await self._parts.store.recovery_words_since(learner)
        if since is None or self._known.get(learner, (None,))[0] != since:
            numbers = await words_of(self._parts, learner)
            self._known[learner] = (await self._parts.store.recovery_words_since(learner), numbers)
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        return self._known[learner][1]

    def forget(self, learner: str) -> None:
        self._known.pop(learner, None)


async def _known(parts: Parts, learner: str) -> tuple[int, Numbers]:
    """The words that hold, and the how-manieth of this learner they are."""
    if await parts.store.recovery_words_since(learner) is not None:
        for attempt in range(MADE_NEW):
            if await parts.store.has_recovery_words(learner, text_of(numbers := _numbers(parts.secret, learner, attempt))):
                return attempt, numbers
    return await _keep(parts, learner, 0)


async def _keep(parts: Parts, learner: str, attempt: int) -> tuple[int, Numbers]:
    """Keep words for a learner, the next ones where somebody else has these."""
    while not await parts.store.set_recovery_words(learner, text_of(numbers := _numbers(parts.secret, learner, attempt))):
        attempt += 1
    return attempt, numbers


async def recover(parts: Parts, numbers: Numbers, browser: str, address: str) -> Found:
    """Who has these words. Wrong guesses count for the browser and for the address, never for a learner: nobody can lock out another."""
    at = house(address)
    guessers = {
        anonymous(parts.secret, "browser", browser or at): GUESSES_OF_A_BROWSER,
        anonymous(parts.secret, "address", at): GUESSES_OF_AN_ADDRESS,
    }
    try:
        return Found(await parts.store.recover(text_of(numbers), guessers))
    except LockedOutError as error:
        seconds = (error.until - datetime.now(UTC)).total_seconds()
        return Found(wait=max(1, round(seconds / 60)))


def _numbers(secret: bytes, learner: str, attempt: int) -> Numbers:
    drawn = hmac.new(secret, f"recovery words {attempt} {learner}".encode(), hashlib.sha256).digest()
    return tuple(int.from_bytes(drawn[at : at + 2]) % SIZE for at in range(0, 2 * LENGTH, 2))


def house(address: str) -> str:
    """Where an address is: one line of IPv6 has 2^64 of them, and would have as many guesses."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        return str(known.ipv4_mapped or ipaddress.ip_network((known, 64), strict=False))
    return str(known)


def anonymous(secret: bytes, kind: str, who: str) -> str:
    """Addresses are not kept as they are: a guess needs to be counted, not traced."""
    return f"{kind} {hmac.new(secret, who.encode(), hashlib.sha256).hexdigest()[:24]}"
