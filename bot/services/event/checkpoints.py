"""Named moments of an event: its organisers set them, organisers and mentors tick which teams have passed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.core.classroom.naming import length_of, name_of
from bot.core.event.moments import local_moment
from bot.services import Parts
from bot.services.news import of_event
from storage.events.records import Event
from storage.ids import new_id
from storage.records import Json

MOST, LONGEST_NAME = 12, 60
Problem = Literal["", "name", "long", "many", "time", "over"]


@dataclass(frozen=True)
class Checkpoint:
    """A moment with a name; `at` is None where it has no time."""

    id: str
    name: str
    at: datetime | None


@dataclass(frozen=True)
class Passing:
    """A checkpoint as one team sees it: when they passed it, None where they have not."""

    checkpoint: Checkpoint
    passed: datetime | None
    late: bool
    """Its time is over, and they have not."""


def of_event_in_order(event: Event) -> list[Checkpoint]:
    """An event's checkpoints by their times, those without one last."""
    found = [Checkpoint(one["id"], one["name"], datetime.fromisoformat(one["at"]) if one["at"] else None) for one in event.checkpoints]
    return sorted(found, key=lambda one: (one.at is None, one.at or datetime.max.replace(tzinfo=UTC)))


def next_of(event: Event, now: datetime) -> Checkpoint | None:
    """The first that is still to come."""
    return next((one for one in of_event_in_order(event) if one.at is not None and one.at > now), None)


async def of_team(parts: Parts, event: Event, team: str) -> list[Passing]:
    """All checkpoints as a team sees them, for `event/parts/checkpoints.html`."""
    if not event.checkpoints:
        return []
    passed, now = {one.checkpoint: one.at for one in await parts.store.checkpoints.passed(event.id, team)}, datetime.now(UTC)
    return [Passing(one, passed.get(one.id), one.id not in passed and one.at is not None and one.at <= now) for one in of_event_in_order(event)]


async def add(parts: Parts, event: Event, name: str, time: str = "") -> Problem:
    """Another one; `time` is `HH:MM` on the event's day, or ''. What is wrong with it, or ''."""
    name = name_of(name)
    at = clock_time(event, time)
    problem = _problem(event, name, time, at)
    if problem:
        return problem
    row = {"id": new_id(), "name": name, "at": at.isoformat() if at else ""}
    await parts.store.checkpoints.change(event.id, lambda had: [*had, row] if len(had) < MOST else had)
    parts.news.tell(of_event(event.id))
    return ""


async def remove(parts: Parts, event: Event, checkpoint: str) -> None:
    """It is no moment any more; nor is kept who passed it."""
    await parts.store.checkpoints.remove(event.id, checkpoint)
    parts.news.tell(of_event(event.id))


async def tick(parts: Parts, event: Event, team: str, checkpoint: str, by: str, *, passed: bool = True) -> bool:
    """A team passed a checkpoint, or did not after all; `by` is the organiser or mentor who says so. False where nothing changed."""
    if event.ended is not None:
        return False
    store = parts.store.checkpoints
    done = await store.tick(event.id, team, checkpoint, by) if passed else await store.untick(event.id, team, checkpoint)
    parts.news.tell(of_event(event.id))
    return done


async def shift_checkpoints(parts: Parts, event: Event, minutes: int, now: datetime) -> Event:
    """Those that are still to come move with the clock; the event as it is then."""
    if any(one.at is not None and one.at > now for one in of_event_in_order(event)):
        await parts.store.checkpoints.change(event.id, lambda had: _shifted(had, timedelta(minutes=minutes), now))
        return await parts.store.events.get(event.id) or event
    return event


def clock_time(event: Event, time: str) -> datetime | None:
    """`HH:MM` on the clocks where the event is: the first such moment since its first phase began. None for what is no time."""
    try:
        begins, zone = datetime.fromisoformat(event.phases[0]["at"]), ZoneInfo(event.zone)
        local = begins.astimezone(zone).replace(tzinfo=None)
        wall = datetime.combine(local.date(), datetime.strptime(time, "%H:%M").time())
    except (ValueError, IndexError):
        return None
    return local_moment(wall if wall >= local.replace(second=0, microsecond=0) else wall + timedelta(days=1), event.zone).at


def _problem(event: Event, name: str, time: str, at: datetime | None) -> Problem:
    if event.ended is not None:
        return "over"
    if not name:
        return "name"
    if length_of(name) > LONGEST_NAME:
        return "long"
    if time and at is None:
        return "time"
    return "many" if len(event.checkpoints) >= MOST else ""


def _shifted(had: Sequence[Json], by: timedelta, now: datetime) -> list[Json]:
    def moved(at: str) -> str:
        there = datetime.fromisoformat(at) if at else now
        return (there + by).isoformat() if there > now else at

    return [{**one, "at": moved(one["at"])} for one in had]
