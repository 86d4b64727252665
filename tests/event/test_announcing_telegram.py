"""Announcements in Telegram, at a strict Bot API server: in a group once, in own chats once, and late rather than never where Telegram puts them off."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from sqlalchemy import Connection

from bot.services.event.announcing import announce
from storage.events.records import Seat
from storage.tables import Conversation, table
from tests.bot_api import BotApi, TooMany
from tests.channels.telegram.conftest import Enter, api, enter, store_of_this_test
from tests.channels.telegram.talking import says
from tests.event.people import a_team, an_event

__all__ = ["api", "enter", "store_of_this_test"]
NAME = "@sampan_test_bot"
DINNER = "Dinner at 6:30 by the lift."


async def test_a_group_hears_it_once_and_a_chat_that_telegram_puts_off_hears_it_later(api: BotApi, enter: Enter) -> None:
    ann, ben = api.user("Ann"), api.user("Ben")
    group, own = api.group("Night Ferry", members=[ann, ben]), api.private_chat("Carl")
    async with enter() as door:
        await says(group, f"{NAME} families on our floor queue for one shower", from_=ann)
        await says(own, "hello")
        event = await an_event(door.parts)
        team = await a_team(door.parts, event)
        store = door.parts.store
        for user, name in ((ann, "Ann"), (own, "Carl")):
            learner = await store.learner_by_identity("telegram", str(user.id))
            assert learner is not None
            await store.teams.sit(Seat(event.id, learner.id, team.id, name, "", "", "", datetime.now(UTC)))
        await store.write(_give_group, f"telegram:{group.id}", team.id)
        api.script("sendMessage", chat=own, times=1, fault=TooMany(1))
        done = await announce(door.parts, event, "Ms Chan", DINNER)
        assert done.reach is not None
        assert done.reach.groups == 1
        await group.wait_for(DINNER)
        await own.wait_for(DINNER)
        await asyncio.sleep(0.3)
        assert sum(DINNER in text for text in group.texts) == 1
        assert sum(DINNER in text for text in own.texts) == 1
        assert not api.faults_of_bot


def _give_group(db: Connection, chat: str, team: str) -> None:
    """A group in which a team chats."""
    rows = table(Conversation)
    db.execute(rows.update().where(rows.c.chat.like(f"{chat}%")).values(team=team))
