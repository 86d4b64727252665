"""Who comes in as a teacher: by which link, after how many wrong guesses, with which password; `store.admitting` to services."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import Connection, select

from storage import recovery
from storage.access import Access
from storage.classrooms import care, teachers
from storage.classrooms import tables as t
from storage.classrooms.records import Invitation, Teacher
from storage.columns import now
from storage.errors import OverError
from storage.tables import WrongGuess, table

_invitation, _guess = table(t.Invitation), table(WrongGuess)
OPENS_ACCOUNT = ("first", "teacher", "co")
"""Invitations by which a new account may be made. `first` holds while there is no teacher at all."""


class Admitting:
    """What a store does at the teachers' door. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def open_account(self, token: str, name: str, password: str, language: str) -> Teacher:
        """The account that an invitation is for, in its class at once; `password` is its hash. Raises `OverError`, `TakenError`."""
        return await self._store.write(open_account, token, name, password, language)

    async def set_password(self, token: str, password: str) -> Teacher:
        """What a password link is for. Every session of the account ends. Raises `OverError`."""
        return await self._store.write(set_password, token, password)

    async def change_password(self, teacher: str, password: str, but: str) -> None:
        """Every session ends, but for the one of the token `but`."""
        await self._store.write(change_password, teacher, password, but)

    async def begin_guess(self, guessers: Mapping[str, int], window: timedelta) -> None:
        """Count a guess at a password before it is looked at. Raises `LockedOutError`."""
        await self._store.write(begin_guess, guessers, window)

    async def take_back_guess(self, guessers: Mapping[str, int]) -> None:
        """It was right, and does not count."""
        await self._store.write(take_back_guess, guessers)

    async def accept(self, token: str, teacher: str) -> str:
        """A teacher with an account comes to the class of an invitation; which one. Raises `OverError`."""
        return await self._store.write(accept, token, teacher)

    async def invited(self, classroom: str) -> list[Invitation]:
        """The invitations to a class that nobody used yet."""
        return await self._store.read(waiting, classroom)

    async def withdraw(self, classroom: str, token_hash: str) -> None:
        await self._store.write(withdraw, classroom, token_hash)


def begin_guess(db: Connection, guessers: Mapping[str, int], window: timedelta) -> None:
    """Count a guess before it is looked at, so that a hundred at once are a hundred. Raises `LockedOutError`."""
    recovery.refuse_if_locked(db, guessers, window)
    recovery.count_wrong(db, guessers, window)


def take_back_guess(db: Connection, guessers: Mapping[str, int]) -> None:
    """It was right."""
    right = _guess.c.guesser.in_(guessers) & (_guess.c.times > 0)
    db.execute(_guess.update().where(right).values(times=_guess.c.times - 1))


def open_account(db: Connection, token: str, name: str, password: str, language: str) -> Teacher:
    """The account that an invitation is for, in its class at once. Raises `OverError`, `TakenError`."""
    invitation = _use(db, token, OPENS_ACCOUNT)
    if invitation.kind == "first" and teachers.count(db):
        raise OverError
    made = teachers.add(db, name, password, language)
    care.write_down(db, "account_opened", invitation.classroom, made.id, None, "")
    _take_a_seat(db, invitation, made.id)
    return made


def set_password(db: Connection, token: str, password: str) -> Teacher:
    """What a password link is for; whoever was signed in with the old one is signed out. Raises `OverError`."""
    invitation = _use(db, token, ("password",))
    teacher = teachers.get(db, invitation.teacher or "")
    if teacher is None:
        raise OverError
    change_password(db, teacher.id, password, "")
    return teacher


def change_password(db: Connection, teacher: str, password: str, but: str) -> None:
    """Every session ends, but for the one of the token `but`; so do password links that nobody used."""
    teachers.change(db, teacher, {"password": password})
    teachers.end_sessions(db, teacher, but)
    db.execute(_invitation.delete().where(_invitation.c.teacher == teacher, _invitation.c.kind == "password", _invitation.c.used.is_(None)))
    care.write_down(db, "password_changed", None, teacher, None, "")


def accept(db: Connection, token: str, teacher: str) -> str:
    """A teacher who has an account comes to a class; which one. Raises `OverError`."""
    invitation = _use(db, token, ("co",))
    _take_a_seat(db, invitation, teacher)
    return invitation.classroom or ""


def waiting(db: Connection, classroom: str) -> list[Invitation]:
    """The invitations to a class that nobody used yet, the latest first."""
    open_ones = _invitation.c.used.is_(None) & (_invitation.c.expires > now())
    wanted = select(*teachers.INVITATION).where(_invitation.c.classroom == classroom, open_ones)
    return [Invitation(*row) for row in db.execute(wanted.order_by(_invitation.c.created.desc()))]


def withdraw(db: Connection, classroom: str, token_hash: str) -> None:
    db.execute(_invitation.delete().where(_invitation.c.classroom == classroom, _invitation.c.token_hash == token_hash))


def _use(db: Connection, token: str, kinds: tuple[str, ...]) -> Invitation:
    invitation = teachers.invitation(db, token)
    if invitation is None or invitation.kind not in kinds or not teachers.use_invitation(db, token):
        raise OverError
    return invitation


def _take_a_seat(db: Connection, invitation: Invitation, teacher: str) -> None:
    if invitation.kind == "co" and invitation.classroom:
        teachers.join_class(db, teacher, invitation.classroom, "co")
        care.write_down(db, "teacher_joined", invitation.classroom, teacher, None, "")
