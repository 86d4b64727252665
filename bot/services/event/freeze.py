"""Pens down: what every team has is taken as it is, and each hears what was taken. At the ceremony all may work on."""

from __future__ import annotations

from typing import Any

from bot.services import Parts
from bot.services.event.say import say_to_team, told
from bot.services.news import of_event
from storage.events.entries import Entry
from storage.events.records import Event


async def freeze(parts: Parts, event: Event) -> int:
    """Take what is due, once: how many entries are new, or another than before. Nothing is lost if this comes late (`storage.events.freezing`)."""
    before = {one.id: one.taken for one in await parts.store.entries.every(event.id)}
    taken = await parts.store.entries.take(event.id)
    if taken:
        for one in await parts.store.entries.every(event.id):
            if before.get(one.id) != one.taken:
                await _tell(parts, event, one)
        parts.news.tell(of_event(event.id))
    return taken


async def release(parts: Parts, event: Event) -> None:
    """Teams may go on with their apps; their entries stay what they are. Done twice it changes nothing."""
    if await parts.store.entries.release(event.id):
        parts.news.tell(of_event(event.id))


async def _tell(parts: Parts, event: Event, entry: Entry) -> None:
    has_words = bool(entry.pitch or entry.link)
    values: dict[str, Any] = {
        "version": entry.version,
        "title": entry.title,
        "pitch": has_words,
        "late": -(-entry.late // 60),
        "by": entry.allowed_by,
    }
    await say_to_team(parts, event, entry.team, told("event/entry_taken", **values))
