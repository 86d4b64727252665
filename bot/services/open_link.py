"""Coming back by one's own link, or by words: the learner is known, the browser is not."""

from __future__ import annotations

from bot.services import Parts
from bot.services.news import of_class
from storage.records import Learner


async def new_link(parts: Parts, learner: str) -> str:
    """The token of a learner's own link. Only its hash is kept, so each showing makes a new one; the older ones still open."""
    return await parts.store.new_personal_link(learner)


async def open_link(parts: Parts, token: str) -> Learner | None:
    """Whose link this is; None where it opens nothing."""
    return await parts.store.learner_by_link(token) if 0 < len(token) <= 200 else None


async def chat_of(parts: Parts, channel: str, learner: Learner, fresh: str) -> str:
    """The chat in which a learner who came back goes on: their latest one of this channel, or `fresh` with all that they had;
    a place in a class that was kept for them is theirs from now on.

    `fresh` is an outside id that nobody in the channel has yet.
    """
    if classroom := await parts.store.classes.arrive(learner.id):
        parts.news.tell(of_class(classroom))
    theirs = await parts.store.chats_of(learner.id)
    known = next((chat for chat in theirs if chat.startswith(f"{channel}:")), None)
    if known is not None:
        return known
    await parts.store.identify(channel, fresh, learner.id)
    if theirs or await parts.store.classes.place_of(learner.id) is None:  # who comes into their class for the first time is welcomed there
        await parts.store.adopt_chat(f"{channel}:{fresh}", learner.id)
    return f"{channel}:{fresh}"
