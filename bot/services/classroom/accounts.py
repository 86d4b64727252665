"""Teachers' accounts: who comes in with which password, and what a password must be.

Passwords are kept as argon2 hashes. A guess is counted before it is looked at, by account and by address; a browser in which this teacher was
signed in before has a count of its own, so that nobody locks a teacher out by guessing.
"""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Literal, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.core.classroom.naming import length_of, name_of
from bot.services import Parts
from bot.services.recover import anonymous, house
from storage.classrooms.records import Teacher
from storage.errors import LockedOutError
from storage.names import name_key

T = TypeVar("T")
SHORTEST, LONGEST, LONGEST_NAME = 10, 200, 40
WINDOW = timedelta(minutes=15)
OF_A_BROWSER, OF_AN_ACCOUNT_HERE, OF_AN_ADDRESS, OF_AN_ACCOUNT = 10, 10, 30, 60
"""Wrong guesses in a window: by a browser that the teacher knows, at an account from one address, from one address, at an account from anywhere."""
FIRST_LASTS, PASSWORD_LASTS, INVITATION_LASTS = timedelta(days=1), timedelta(days=3), timedelta(days=7)
_OBVIOUS = ("password", "passw0rd", "qwertyuiop", "asdfghjkl", "zxcvbnm", "iloveyou", "letmein", "welcome", "administrator", "teacher", "sampan",
            "abcdefghij", "0123456789", "1234567890", "9876543210", "1q2w3e4r5t", "qazwsxedc", "woaini")  # fmt: skip
_FEW = 5
"""A password of fewer different characters is a pattern."""
_hashing = ThreadPoolExecutor(2, thread_name_prefix="password")
"""A hash takes 64 MB and a twentieth of a second, on purpose: two at a time, beside everything else."""
_hasher = PasswordHasher()

Fault = Literal["name_empty", "name_long", "password_short", "password_long", "password_name", "password_obvious"]
"""What is wrong with a name or a password, as the sentences of the pages are called."""


@dataclass(frozen=True)
class SignIn:
    """Who came in; or nobody, or nobody was looked for before `wait` minutes are over."""

    teacher: Teacher | None = None
    wait: int = 0


@dataclass(frozen=True)
class Guesser:
    """Where a password was typed: the address, and the teacher who was signed in there before ('' for none)."""

    address: str
    known: str = ""


async def sign_in(parts: Parts, name: str, password: str, guesser: Guesser) -> SignIn:
    """Who has this name and this password. A name that nobody has takes as long as one that somebody has."""
    found = await parts.store.teachers.named(name)
    guessers = _guessers(parts.secret, name, guesser, found[0].id if found else "")
    try:
        await parts.store.admitting.begin_guess(guessers, WINDOW)
    except LockedOutError as error:
        seconds = (error.until - datetime.now(UTC)).total_seconds()
        return SignIn(wait=max(1, round(seconds / 60)))
    right = await _off_the_loop(_fits, found[1] if found else "", password)
    if found is None or not right:
        return SignIn()
    await parts.store.admitting.take_back_guess(guessers)
    await _keep_hash_fresh(parts, *found, password)
    return SignIn(found[0])


async def confirm(parts: Parts, teacher: Teacher, password: str, address: str) -> SignIn:
    """The same for somebody who is signed in: it is they who ask."""
    return await sign_in(parts, teacher.name, password, Guesser(address, teacher.id))


async def hash_of(password: str) -> str:
    """What is kept of a password."""
    return await _off_the_loop(_hasher.hash, _plain(password))


def name_fault(name: str) -> Fault | None:
    made = name_of(name)
    return "name_empty" if not name_key(made) else "name_long" if length_of(made) > LONGEST_NAME else None


def password_fault(password: str, name: str) -> Fault | None:
    """Why a password will not do; None where it does. Long is what counts: no rule asks for signs or capitals."""
    plain = _plain(password)
    if len(plain) < SHORTEST:
        return "password_short"
    if len(plain) > LONGEST:
        return "password_long"
    if len(_without(plain, name)) < SHORTEST // 2:
        return "password_name"
    return "password_obvious" if len(set(plain)) < _FEW or len(_without(plain, *_OBVIOUS)) < SHORTEST // 2 else None


def _without(password: str, *words: str) -> str:
    """What is left of a password when these words are taken out of it, however they are typed."""
    rest = name_key(password)
    for word in map(name_key, words):
        rest = rest.replace(word, "") if len(word) > 2 else rest
    return rest


def _guessers(secret: bytes, name: str, guesser: Guesser, account: str) -> dict[str, int]:
    if account and guesser.known == account:
        return {anonymous(secret, "teacher's browser", account): OF_A_BROWSER}
    at, key = house(guesser.address), name_key(name)[:200]
    return {
        anonymous(secret, "account here", f"{at} {key}"): OF_AN_ACCOUNT_HERE,
        anonymous(secret, "teachers' address", at): OF_AN_ADDRESS,
        anonymous(secret, "account", key): OF_AN_ACCOUNT,
    }


async def _keep_hash_fresh(parts: Parts, teacher: Teacher, kept: str, password: str) -> None:
    """Hashes get dearer with the years: the moment to make one anew is when the password is at hand."""
    if _hasher.check_needs_rehash(kept):
        await parts.store.teachers.change(teacher.id, password=await hash_of(password))


async def _off_the_loop(work: Callable[..., T], *values: str) -> T:
    return await asyncio.get_running_loop().run_in_executor(_hashing, work, *values)


def _fits(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept or _nobodys(), _plain(password)) and kept != ""
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    """The hash that is looked at where there is no account, or no password yet."""
    return _hasher.hash("nobody has this one")


def _plain(password: str) -> str:
    """The same password however a keyboard composes it, as far as one of us would type."""
    return unicodedata.normalize("NFKC", password[:1000])
