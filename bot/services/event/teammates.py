"""The others of a team hear that their app is there: it stands in their own chats from now on."""

from __future__ import annotations

from bot.services import Parts
from bot.services.event.say import say, told
from storage.events.records import TeamNews


async def tell_teammates(parts: Parts, news: TeamNews, chat: str) -> None:
    """Said once, when the first version is there; not where it was made, which may be the team's group."""
    event, seat = await parts.store.events.get(news.event), await parts.store.teams.seat(news.event, news.learner)
    if event is not None:
        letter = told("event/first_version", who=seat.name if seat else "", title=news.title)
        to = await parts.store.telling.addresses(event.id, [news.team])
        await say(parts, event, [one for one in to if one.chat != chat and one.learner != news.learner], letter)
