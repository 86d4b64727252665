"""The others of a team hear that their app is there: it stands in their own chats from now on."""

from __future__ import annotations

from bot.services import Parts
from bot.services.event.say import say_to_team, told
from storage.events.records import TeamNews


async def tell_teammates(parts: Parts, news: TeamNews) -> None:
    """Said once, when the first version is there."""
    event, seat = await parts.store.events.get(news.event), await parts.store.teams.seat(news.event, news.learner)
    if event is not None:
        letter = told("event/first_version", who=seat.name if seat else "", title=news.title)
        await say_to_team(parts, event, news.team, letter, but=news.learner)
