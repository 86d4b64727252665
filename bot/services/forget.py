"""What remains to be done when a learner was forgotten: what this process keeps in memory, the pages that are open, the files of the store."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from bot.services import Parts, build_app, read_spec, review_code
from bot.services.news import of_class
from scaffolds import modules
from storage.errors import StoreError

PREFIX = "forgotten:"
"""The topic of a learner who was forgotten, behind it their id: whoever keeps something of theirs lets it go."""

TRIES = 20

log = logging.getLogger(__name__)


def topic_of(learner: str) -> str:
    return f"{PREFIX}{learner}"


def learner_in(topic: str) -> str:
    """Who was forgotten, '' where the topic is about something else."""
    return topic.removeprefix(PREFIX) if topic.startswith(PREFIX) else ""


async def what_shows(parts: Parts, learner: str) -> Sequence[str]:
    """The topics of the pages that show a learner: their chats, and their class."""
    place = await parts.store.classes.place_of(learner)
    return [*await parts.store.chats_of(learner), *([of_class(place.classroom.id)] if place else [])]


async def forget(parts: Parts, learner: str) -> None:
    """Forget somebody who did not ask for it themselves: their class, or the event that they came by, is taken away with its work."""
    chats = await parts.store.going.forget(learner)
    if chats is not None:
        for chat in chats:
            parts.lanes.interrupt(chat)
        parts.lanes.begin(after_forgetting(parts, learner, chats))


async def after_forgetting(parts: Parts, learner: str, shown: Sequence[str]) -> None:
    """Tell whoever keeps something in memory, tell the open pages, and leave nothing in the files of the store."""
    let_go_of_builds()
    for topic in (topic_of(learner), *shown):
        parts.news.tell(topic)
    await _let_go_of_log(parts)


async def _let_go_of_log(parts: Parts) -> None:
    """The store may be busy for a while; the sweep of the day tries again."""
    try:
        for _ in range(TRIES):
            if await parts.store.let_go_of_log():
                return
            await asyncio.sleep(1)
    except StoreError as error:
        log.warning("%s", error)


def let_go_of_builds() -> None:
    """The last few builds are kept for speed, by the words that they were made of; they are all made anew when they are asked for."""
    for kept in (build_app.built, build_app.packed, read_spec.read, review_code.made, modules.to_commonjs):
        kept.cache_clear()
