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
GUESSES_OF_A_BROWSER = 10
GUESSES_OF_AN_ADDRESS = 30
"""A class behind one address mistypes more often than one child; 30 in a quarter of an hour against 2^27 triples stay hopeless."""


@dataclass(frozen=True)
class Found:
    """Who was found by the words; or nobody, or nobody was looked for before `wait` minutes are over."""

    learner: Learner | None = None
    wait: int = 0


async def words_of(parts: Parts, learner: str) -> Numbers:
    """The learner's three words as numbers, the same each time; kept from the first time on."""
    attempt = 0
    while not await parts.store.set_recovery_words(learner, text_of(numbers := _numbers(parts.secret, learner, attempt))):
        attempt += 1
    return numbers


class RecoveryWords:
    """Each learner's words, looked up once while this process lives: hashing them is slow on purpose."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._known: OrderedDict[str, Numbers] = OrderedDict()

    async def of(self, learner: str) -> Numbers:
        if learner not in self._known:
            self._known[learner] = await words_of(self._parts, learner)
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        return self._known[learner]


async def recover(parts: Parts, numbers: Numbers, browser: str, address: str) -> Found:
    """Who has these words. Wrong guesses count for the browser and for the address, never for a learner: nobody can lock out another."""
    house = _house(address)
    guessers = {
        _anonymous(parts.secret, "browser", browser or house): GUESSES_OF_A_BROWSER,
        _anonymous(parts.secret, "address", house): GUESSES_OF_AN_ADDRESS,
    }
    try:
        return Found(await parts.store.recover(text_of(numbers), guessers))
    except LockedOutError as error:
        seconds = (error.until - datetime.now(UTC)).total_seconds()
        return Found(wait=max(1, round(seconds / 60)))


def _numbers(secret: bytes, learner: str, attempt: int) -> Numbers:
    drawn = hmac.new(secret, f"recovery words {attempt} {learner}".encode(), hashlib.sha256).digest()
    return tuple(int.from_bytes(drawn[at : at + 2]) % SIZE for at in range(0, 2 * LENGTH, 2))


def _house(address: str) -> str:
    """Where an address is: one line of IPv6 has 2^64 of them, and would have as many guesses."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        return str(known.ipv4_mapped or ipaddress.ip_network((known, 64), strict=False))
    return str(known)


def _anonymous(secret: bytes, kind: str, who: str) -> str:
    """Addresses are not kept as they are: a guess needs to be counted, not traced."""
    return f"{kind} {hmac.new(secret, who.encode(), hashlib.sha256).hexdigest()[:24]}"
