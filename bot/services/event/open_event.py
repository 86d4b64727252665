"""A new event: what its organiser wishes becomes an event with a code, and they get a link of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.core.event import phases as times
from bot.core.event.phases import Phase, Template
from bot.core.event.rings import next_ring
from bot.core.event.roles import ROLES
from bot.locales import LANGUAGES, locale
from bot.services import Parts
from bot.services.classroom.open_class import DEFAULT_KEEP, new_code
from scaffolds.spec import Language, Tier
from storage.errors import TakenError
from storage.events.records import Event, Person
from storage.ids import new_id

SMALLEST, LARGEST = 1, 5
"""How many make a team, where nobody says otherwise."""
SMALLEST_BATCH, LARGEST_BATCH = 6, 10
MOST_IN_A_TEAM, MOST_VIEWS, MOST_FINALISTS, MOST_PRIZES, MOST_NAMED = 12, 20, 40, 20, 20
RUBRIC = "contest"


@dataclass(frozen=True)
class EventWish:
    """What an organiser says of a new event. `phases` before `template`; what is not said has a value that suits most."""

    name: str
    language: Language = "en"
    theme: str = ""
    sdg: int | None = None
    languages: Sequence[Language] = ()
    tier: Tier = "junior"
    divisions: Sequence[str] = ()
    regions: Sequence[str] = ()
    smallest: int = SMALLEST
    largest: int = LARGEST
    template: Template = "short"
    begins: datetime | None = None
    """When its first phase begins; None for now."""
    phases: Sequence[Phase] = ()
    prizes: Sequence[str] | None = None
    """Their names; None for one."""
    rubric: str = RUBRIC
    rules: str | None = None
    """None for those that suit most, in its language."""
    roles: Sequence[str] = ROLES
    batch: int = SMALLEST_BATCH
    views: int = 5
    finalists: int = 0
    opened: bool = False
    """The doors are open from the first moment on."""
    demo: bool = False
    id: str = ""
    """Where a wish may be carried out twice: the event's, drawn before."""


async def open_event(
    parts: Parts, wish: EventWish, organiser: str, *, chat: str | None = None, teacher: str | None = None
) -> tuple[Event, Person, str]:
    """The event, its first organiser, and the token of their link. Raises `PhaseError` for times that make no event."""
    made = _made(parts, wish, datetime.now(UTC))
    while True:
        try:
            person, token = await parts.store.founding.begin(made, organiser, chat, teacher)
        except TakenError:  # two in 25,000 million; asked again, never shown
            made = _made(parts, wish, made.created)
            continue
        return made, person, token


def link_of(parts: Parts, event: Event, token: str) -> str:
    """What somebody who runs an event opens once in each browser."""
    return f"{parts.public_url.rstrip('/')}/event/{event.code}/in/{token}"


def _made(parts: Parts, wish: EventWish, now: datetime) -> Event:
    phases = times.checked(wish.phases or times.planned(wish.template, wish.begins or now))
    others = [language for language in LANGUAGES if language in wish.languages and language != wish.language]
    return Event(
        id=wish.id or new_id(), code=new_code(), name=wish.name, theme=wish.theme, sdg=wish.sdg, language=wish.language, languages=[wish.language, *others],
        zone=parts.zone, tier=wish.tier, divisions=list(wish.divisions), regions=list(wish.regions), smallest=wish.smallest, largest=wish.largest,
        phases=times.kept(phases), next_ring=_first_ring(phases, now, wish.opened), freezes=times.freezes(phases),
        opened=now if wish.opened else None, ended=None, rubric=wish.rubric, rules=_rules(wish), prizes=_prizes(wish), roles=list(wish.roles),
        checkpoints=[], batch=wish.batch, views=wish.views, finalists=wish.finalists, judging_closed=None, released=None, revealed=0,
        showcase=None, demo=wish.demo, keep_days=DEFAULT_KEEP, created=now,
    )  # fmt: skip


def _first_ring(phases: Sequence[Phase], now: datetime, opened: bool) -> datetime | None:
    """A phase that begins with the doors rings at once."""
    begun = opened and phases[0].at <= now
    return phases[0].at if begun else next_ring(phases, now)


def _rules(wish: EventWish) -> str:
    return locale(wish.language)("ev_open.rules") if wish.rules is None else wish.rules


def _prizes(wish: EventWish) -> list[dict[str, Any]]:
    names = [locale(wish.language)("ev_open.first_prize")] if wish.prizes is None else wish.prizes
    return [{"id": new_id(), "name": name, "division": ""} for name in names]
