"""Three words that bring a learner back on another computer, and the limit on guessing them.

A word list of a thousand gives 10^9 triples: each guess at a stolen copy of the store costs scrypt's 16 MB and tens of milliseconds,
and the guesses made here are counted in the store, so that a restart forgets none.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from storage.columns import now
from storage.errors import LockedOutError
from storage.learners import LEARNER
from storage.records import Learner
from storage.tables import Learner as LearnerRow
from storage.tables import RecoveryWords, Secret, WrongGuess, table

_words, _secret, _guess, _learner = table(RecoveryWords), table(Secret), table(WrongGuess), table(LearnerRow)
_VARIATION_SELECTORS = "\ufe0e\ufe0f"
_PEPPER = "pepper of recovery words"


def make_pepper(db: Connection) -> None:
    """Once, when a store is opened for the first time."""
    if db.execute(select(_secret.c.name).where(_secret.c.name == _PEPPER)).first() is None:
        db.execute(_secret.insert().values(name=_PEPPER, value=secrets.token_hex(32)))


def pepper(db: Connection) -> str:
    return str(db.execute(select(_secret.c.value).where(_secret.c.name == _PEPPER)).scalar_one())


def normal(words: str) -> str:
    """The same words however they are typed: case, width, spaces, commas and an emoji's variant do not count."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] not in "ZPC" and char not in _VARIATION_SELECTORS)


def digest(words: str, pepper: str) -> str:
    """What is kept of the words. The same for the same words, so that they can be looked up; slow on purpose."""
    typed = normal(words[:500]).encode("utf-8", "backslashreplace")
    return hashlib.scrypt(typed, salt=bytes.fromhex(pepper), n=2**14, r=8, p=1, dklen=32).hex()


def set_words(db: Connection, learner: str, digest: str) -> bool:
    owner = db.execute(select(_words.c.learner).where(_words.c.digest == digest)).scalar()
    if owner is not None:
        return bool(owner == learner)
    db.execute(_words.delete().where(_words.c.learner == learner))
    db.execute(_words.insert().values(digest=digest, learner=learner, created=now()))
    return True


def words_of(db: Connection, learner: str) -> tuple[str, datetime] | None:
    """What is kept of a learner's words, and since when."""
    row = db.execute(select(_words.c.digest, _words.c.created).where(_words.c.learner == learner)).first()
    return None if row is None else (row[0], row[1])


def recover(db: Connection, digest: str, guessers: Mapping[str, int], window: timedelta) -> Learner | None:
    """Whose words these are. The right words do not help somebody who is locked out, nor wipe out their wrong guesses."""
    refuse_if_locked(db, guessers, window)
    theirs = select(*LEARNER).join(_words, _words.c.learner == _learner.c.id).where(_words.c.digest == digest)
    row = db.execute(theirs).first()
    if row is not None:
        return Learner(*row)
    count_wrong(db, guessers, window)
    return None


def count_wrong(db: Connection, guessers: Mapping[str, int], window: timedelta) -> None:
    """One more wrong guess for each of them."""
    for guesser in guessers:
        _count(db, guesser, window)


def refuse_if_locked(db: Connection, guessers: Mapping[str, int], window: timedelta) -> None:
    """Raises `LockedOutError` for who has used up their wrong guesses."""
    for guesser, most in guessers.items():
        started, times = _guesses(db, guesser, window)
        if times >= most:
            raise LockedOutError(started + window)


def _guesses(db: Connection, guesser: str, window: timedelta) -> tuple[datetime, int]:
    """When the guesser's window began, and the wrong guesses in it."""
    row = db.execute(select(_guess.c.started, _guess.c.times).where(_guess.c.guesser == guesser)).first()
    if row is None or row.started + window <= now():
        return now(), 0
    return row.started, row.times


def _count(db: Connection, guesser: str, window: timedelta) -> None:
    started, times = _guesses(db, guesser, window)
    db.execute(_guess.delete().where(_guess.c.guesser == guesser))
    db.execute(_guess.insert().values(guesser=guesser, started=started, times=times + 1))
