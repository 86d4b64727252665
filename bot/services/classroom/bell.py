"""The bell: schedules that pause a class, or let it go on, by themselves; on time, after a restart too, once however many processes there are."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.core.classroom.bells import SWITCHES, Bell, next_bell, over, read, rests, turned
from bot.services import Parts, rounds
from bot.services.classroom.pause import keep_still, pause, take_effect
from storage.classrooms.records import Classroom, Teacher
from storage.errors import StoreError

EVERY, SOON = 1.0, 0.25
"""Seconds between two looks: a schedule that was changed in another process is seen by then; and after a ring, for whatever comes close behind."""

log = logging.getLogger(__name__)


async def keep(parts: Parts) -> None:
    """Ring for all classes until it is cancelled."""
    await rounds.keep("the bell", lambda: one_round(parts), EVERY)


async def one_round(parts: Parts) -> float:
    """Ring what is due; seconds until the next look."""
    await keep_still(parts)
    due = await parts.store.classes.next_ring()
    now = datetime.now(UTC)
    if due is None or due > now:
        return EVERY if due is None else min(EVERY, (due - now).total_seconds())
    for id in await parts.store.classes.ringing(now):
        try:
            await ring(parts, id, now)
        except StoreError:
            raise
        except Exception:
            log.exception("the schedule of class %s cannot be followed", id)
    return SOON


async def ring(parts: Parts, id: str, now: datetime) -> None:
    """Do what the schedule of a class says by now: also what it said while no process ran."""
    classroom = await parts.store.classes.get(id)
    if classroom is None or classroom.next_bell is None or classroom.next_bell > now:
        return  # another process rang since this one looked
    bells = read(classroom.schedule)
    turns = turned(bells, classroom.next_bell, now, parts.zone)
    left = [bell for bell in bells if not over(bell, now)]
    changed = await parts.store.classes.ring(classroom, turns, kept(left), next_bell(left, now, parts.zone))
    for switch in changed:
        if switch in turns:
            await take_effect(parts, None, classroom, switch, turns[switch], changed[switch])
    if changed:
        detail = ", ".join(f"{switch} {'on' if on else 'off'}" for switch, on in turns.items())
        await parts.store.care.write_down("bell", classroom=id, detail=detail)


async def set_schedule(parts: Parts, teacher: Teacher, classroom: Classroom, rows: Sequence[Bell]) -> bool:
    """Keep these rows from now on; what they say of this moment holds at once, where the rows before said otherwise.

    False, and nothing changes, where the class has other rows by now: they rang and are over, or a colleague was quicker."""
    now, before = datetime.now(UTC), read(classroom.schedule)
    if not await parts.store.classes.set_schedule(classroom, kept(rows), next_bell(rows, now, parts.zone)):
        return False
    await parts.store.care.write_down("schedule", classroom=classroom.id, teacher=teacher.id, detail=f"{len(rows)} rows")
    for switch in SWITCHES:
        on = rests(rows, switch, now, parts.zone)
        if on != rests(before, switch, now, parts.zone):
            await pause(parts, teacher, classroom, switch, on)
    return True


def kept(rows: Sequence[Bell]) -> list[dict[str, object]]:
    """Rows as the store keeps them."""
    return [row.model_dump(mode="json", exclude_defaults=True) for row in rows]
