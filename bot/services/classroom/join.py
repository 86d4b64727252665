"""Students come into a class: a code that opens one, a name that nobody there has, and a class number where the class asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from bot.core.classroom.naming import code_of, name_of, number_of
from bot.services import Parts
from bot.services.classroom.fit_name import fault_of
from bot.services.news import of_class
from bot.services.recover import anonymous, house
from scaffolds import blocks
from scaffolds.spec import Language
from storage.classrooms.records import Classroom, Seat
from storage.errors import FullError, LockedOutError, TakenError
from storage.events.records import Event, Team

MOST_SEATS = 200
CODES_OF_A_CHAT, CODES_OF_AN_ADDRESS = 10, 300
"""Wrong codes in a quarter of an hour. Forty students behind one address may mistype seven times each; against 10^11 codes 300 stay hopeless."""
Problem = Literal["code", "locked", "archived", "roster_only", "full", "taken", "listed", "name", "long", "personal", "unkind", "number", "words"]


@dataclass(frozen=True)
class Entry:
    """How far somebody came into a class: they have a `seat`, or a `problem` says why not."""

    problem: Problem | None = None
    classroom: Classroom | None = None
    name: str = ""
    """As it would be written there."""
    wait: int = 0
    """Minutes until the next code may be tried."""
    seat: Seat | None = None
    left: str = ""
    """The class that they sat in before."""
    opens: Event | Team | None = None
    """What the code opens where that is no class."""


async def what_opens(parts: Parts, code: str, chat: str, origin: str) -> Entry:
    """The class of a code, or the event or team. Wrong codes count for the chat (or browser) and for where it came from, right ones never. Raises `StoreError`."""
    try:
        found = await parts.store.codes.by_guess(code_of(code), guessers_of(parts, chat, origin))
    except LockedOutError as error:
        return Entry("locked", wait=max(1, round((error.until - datetime.now(UTC)).total_seconds() / 60)))
    if isinstance(found, Classroom):
        return Entry("archived" if found.archived else None, found)
    return Entry(opens=found) if found else Entry("code")


def guessers_of(parts: Parts, chat: str, origin: str) -> dict[str, int]:
    """Whom a wrong code counts for, and how many each of them has; `chat` and `origin` are '' where they are not known."""
    by_chat = {anonymous(parts.secret, "code by chat", chat): CODES_OF_A_CHAT} if chat else {}
    return by_chat | ({f"code by {origin}": CODES_OF_AN_ADDRESS} if origin else {})


def origin_of(secret: bytes, address: str) -> str:
    """Where something came from, so that guesses can be counted and nobody traced; '' for an address that is not known."""
    return anonymous(secret, "address", house(address)) if address else ""


async def join_class(parts: Parts, learner: str, classroom: Classroom, name: str, number: str) -> Entry:
    """Give a learner a place there, with all the work that they have; or say what is in the way. Raises `StoreError`."""
    tidy = name_of(name)
    entry = Entry(fault_of(tidy, name), classroom, tidy)
    there = await parts.store.classes.seat_named(classroom.id, tidy) if entry.problem is None else None
    if entry.problem is None:
        entry = replace(entry, problem=_in_the_way(classroom, there, learner))
    if entry.problem is None and classroom.asks_number and not number_of(number):
        entry = replace(entry, problem="number")
    return entry if entry.problem else await _seated(parts, learner, entry, number_of(number) if classroom.asks_number else "")


async def _seated(parts: Parts, learner: str, entry: Entry, number: str) -> Entry:
    assert entry.classroom is not None
    before = await parts.store.classes.place_of(learner)
    try:
        seat = await parts.store.classes.sit(entry.classroom.id, learner, entry.name, number, most=MOST_SEATS)
    except TakenError:
        return replace(entry, problem="taken")
    except FullError:
        return replace(entry, problem="full")
    left = before.classroom if before and before.classroom.id != entry.classroom.id else None
    for classroom in filter(None, (entry.classroom, left)):
        parts.news.tell(of_class(classroom.id))
    return replace(entry, seat=seat, left=left.name if left else "")


def _in_the_way(classroom: Classroom, there: Seat | None, learner: str) -> Problem | None:
    """Another's name, or one that was kept for somebody who has not come yet."""
    if there is not None and there.learner != learner:
        return "listed" if there.joined is None else "taken"
    return "roster_only" if classroom.roster_only and there is None else None


def task_of(classroom: Classroom, language: Language) -> Mapping[str, Any]:
    """What the teacher set, to be said: a theme, what each app must have, the ways to build, each '' or [] where nothing is set."""
    task = classroom.task
    found = blocks.discover()
    ways = [str(found[id].said(language)["name"]) for id in task.get("blocks") or () if id in found]
    return {"theme": str(task.get("theme") or ""), "must": [str(one) for one in task.get("must") or ()], "ways": ways}
