"""What the page 'Task and pauses' shows, gathered at once. Plain frozen values; the templates only set them out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.classroom.bells import Bell, next_bell, over, read
from bot.core.classroom.task import Task
from bot.dashboard.page import ClassVisit
from bot.locales import Locale
from bot.services.classroom import pin
from bot.services.classroom.budget import Used, used_today
from bot.services.classroom.task import MustHave, must_haves, name_of, task_of
from scaffolds.blocks import discover
from storage.classrooms.records import Seat
from storage.classrooms.works import Work

DAYS = ("act.day0", "act.day1", "act.day2", "act.day3", "act.day4", "act.day5", "act.day6")
RESTS = {"paused": "act.bell_paused", "unaided": "act.bell_unaided"}
NAMED = 5
"""Names that a sentence holds; of more it says how many."""


@dataclass(frozen=True)
class Typed:
    """What was in a form that came back, to be shown again; None for what the class has."""

    text: str = ""
    ticked: tuple[str, ...] = ()
    row: Mapping[str, Any] = field(default_factory=dict)
    theme: str | None = None
    blocks: tuple[str, ...] | None = None
    must: str | None = None
    tokens: str | None = None
    learner_tokens: str | None = None


@dataclass(frozen=True)
class Row:
    """A row of the schedule in words."""

    key: str
    when: str
    what: str


@dataclass(frozen=True)
class ActPage:
    heading: str
    problem: str
    said: str
    typed: Typed
    seats: Sequence[Seat]
    chat: str
    """`all`, `some` or `none`: who is paused."""
    chat_words: str
    ai: str
    ai_words: str
    rows: Sequence[Row]
    next: str
    zone: str
    days: Sequence[tuple[str, str]]
    task: Task
    must: str
    blocks: Sequence[tuple[str, str]]
    musts: Sequence[MustHave]
    works: Sequence[Work]
    pinned: pin.Pinned | None
    used: Used
    tokens: str
    learner_tokens: str


async def page_of(here: ClassVisit, typed: Typed, problem: str = "") -> ActPage:
    """Everything on the page, by a fixed number of questions to the store."""
    parts, room, t = here.parts, here.classroom, here.t
    seats, works = await parts.store.classes.seats(room.id), await parts.store.classes.works(room.id)
    set_ = task_of(room)
    shown = set_ if typed.theme is None else Task.model_construct(theme=typed.theme, blocks=typed.blocks or (), must=())
    paused, unaided = [seat for seat in seats if seat.paused], [seat for seat in seats if seat.unaided]
    chat, ai = _who(room.paused, paused), _who(room.unaided, unaided)
    return ActPage(
        heading={"all": t("act.heading_rests"), "some": t("act.heading_some", n=len(paused)), "none": t("act.heading_goes")}[chat],
        problem=t(problem) if problem else "",
        said=_said(here),
        typed=typed,
        seats=seats,
        chat=chat,
        chat_words={"all": t("act.chat_rests"), "some": t("act.chat_some", names=_names(paused, t)), "none": t("act.chat_goes")}[chat],
        ai=ai,
        ai_words={"all": t("act.ai_off"), "some": t("act.ai_some", names=_names(unaided, t)), "none": t("act.ai_on")}[ai],
        rows=[_row(row, t, parts.zone) for row in read(room.schedule) if not over(row, datetime.now(UTC))],
        next=_next(here),
        zone=parts.zone.replace("_", " "),
        days=[(str(place), t(key)) for place, key in enumerate(DAYS)],
        task=shown,
        must="\n".join(set_.must) if typed.must is None else typed.must,
        blocks=[(id, name_of(id, t.language)) for id in discover()],
        musts=must_haves(set_, works),
        works=works,
        pinned=await pin.pinned(parts, room, t.language),
        used=await used_today(parts, room),
        tokens=_shown(room.tokens) if typed.tokens is None else typed.tokens,
        learner_tokens=_shown(room.learner_tokens) if typed.learner_tokens is None else typed.learner_tokens,
    )


def key_of(row: Bell) -> str:
    """What a row is called in a form: the same for the same row, whoever else adds or takes out others."""
    return hashlib.sha256(row.model_dump_json().encode()).hexdigest()[:16]


def _who(whole: object, some: Sequence[Seat]) -> str:
    return "all" if whole else "some" if some else "none"


def _names(seats: Sequence[Seat], t: Locale) -> str:
    names = t("act.comma").join(seat.name for seat in seats[:NAMED])
    return names if len(seats) <= NAMED else f"{names} +{len(seats) - NAMED}"


def _row(row: Bell, t: Locale, zone: str) -> Row:
    if row.until is not None:
        return Row(key_of(row), t("act.bell_until", **_moment(row.until, t, zone)), t(RESTS[row.switch]))
    days = t("act.comma").join(t(DAYS[day]) for day in row.days)
    return Row(key_of(row), t("act.bell_weekly", days=days, begins=row.begins, ends=row.ends), t(RESTS[row.switch]))


def _next(here: ClassVisit) -> str:
    at = next_bell(read(here.classroom.schedule), datetime.now(UTC), here.parts.zone)
    return here.t("act.bell_next", **_moment(at, here.t, here.parts.zone)) if at else ""


def _moment(at: datetime, t: Locale, zone: str) -> dict[str, str]:
    local = at.astimezone(ZoneInfo(zone))
    return {"day": t(DAYS[local.weekday()]), "date": local.date().isoformat(), "time": local.strftime("%H:%M")}


def _said(here: ClassVisit) -> str:
    """What the form before did, told by numbers in the address: no words are taken from there."""
    asked, t = here.request.query_params, here.t
    said, of, told = (_number(asked.get(name)) for name in ("said", "of", "told"))
    if "said" in asked:
        return said_to(t, said, of)
    done = {
        "task": t("act.task_told", n=told),
        "cleared": t("act.task_cleared"),
        "same": t("act.task_same"),
        "tokens": t("act.tokens_kept"),
    }
    return done.get(asked.get("done", ""), "")


def said_to(t: Locale, reached: int, of: int) -> str:
    """How many of how many were reached, and why not the others."""
    gap = " " if t.language == "en" else ""
    return t("act.said_to", n=reached, of=of) + (gap + t("act.said_rest") if reached < of else "")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0


def _shown(tokens: int | None) -> str:
    return "" if tokens is None else f"{tokens:,}"
