"""Inviting those who help to run an event: a link of their own, and for a judge a PIN beside it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.classroom.naming import name_of
from bot.services import Parts
from bot.services.news import of_event
from bot.services.recover import anonymous, house
from storage.errors import LockedOutError
from storage.events.records import Event, Person, Role

PIN_LENGTH = 6
WRONG_OF_A_LINK, WRONG_OF_AN_ADDRESS = 10, 30
"""Wrong PINs in a quarter of an hour: against a million of them 10 stay hopeless, and a jury that sits behind one address is not shut out."""
MOST_TOPICS, LONGEST_TOPIC = 8, 40


@dataclass(frozen=True)
class Invited:
    """Somebody with a link. Token and PIN are shown once: only their digests are kept."""

    person: Person
    token: str
    pin: str


@dataclass(frozen=True)
class Tried:
    """What came of a PIN that was typed; `wait` minutes before another may be."""

    right: bool
    wait: int = 0


async def invite(
    parts: Parts, event: Event, role: Role, name: str, *, school: str = "", topics: Sequence[str] = (), language: str = "",
) -> Invited:  # fmt: skip
    """A link for somebody new, in the event's language where no other is known."""
    pin, digest = await _new_pin(parts, role)
    tidy = [name_of(topic)[:LONGEST_TOPIC] for topic in topics][:MOST_TOPICS]
    person, token = await parts.store.crew.invite(
        event.id, role, name, school=name_of(school), language=language or event.language, pin=digest, topics=tidy
    )
    parts.news.tell(of_event(event.id))
    return Invited(person, token, pin)


async def invite_again(parts: Parts, event: Event, person: Person) -> Invited | None:
    """Another link, and PIN, from now on: the old ones open nothing. None where there is no such person."""
    pin, digest = await _new_pin(parts, person.role)
    token = await parts.store.crew.renew(event.id, person.id, **({"pin": digest} if pin else {}))
    parts.news.tell(of_event(event.id))
    return None if token is None else Invited(person, token, pin)


async def end(parts: Parts, event: Event, person: Person) -> bool:
    """Their link opens nothing any more. False for the last organiser: an event is not left without one."""
    done = await parts.store.crew.end(event.id, person.id)
    parts.news.tell(of_event(event.id))
    return done


async def try_pin(parts: Parts, person: Person, pin: str, address: str) -> Tried:
    """Whether it is theirs; wrong ones are counted by link and by address, in the store."""
    typed = "".join(char for char in pin[:40] if char.isdigit())
    guessers = {f"pin {person.id}": WRONG_OF_A_LINK, anonymous(parts.secret, "pin from", house(address)): WRONG_OF_AN_ADDRESS}
    try:
        right = await parts.store.founding.pin_fits(person.id, await parts.store.founding.pin_digest(typed), guessers)
    except LockedOutError as error:
        return Tried(False, max(1, round((error.until - datetime.now(UTC)).total_seconds() / 60)))
    return Tried(right)


async def _new_pin(parts: Parts, role: Role) -> tuple[str, str]:
    if role != "judge":
        return "", ""
    pin = f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}}"
    return pin, await parts.store.founding.pin_digest(pin)
