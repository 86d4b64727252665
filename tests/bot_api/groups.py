"""Groups, their topics and members; channels."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.bot_api.chats import Chat
from tests.bot_api.members import membership
from tests.bot_api.messages import Message
from tests.bot_api.users import User
from tests.bot_api.wire import Json

if TYPE_CHECKING:
    from tests.bot_api.world import World


class Group(Chat):
    """A basic group, which may become a supergroup under another id."""

    kind = "group"

    def __init__(self, world: World, id: int, title: str, members: list[User]) -> None:
        super().__init__(world, id, {"title": title}, members)
        self.started = True
        self.migrated_to: Supergroup | None = None
        self.statuses = {user.id: "creator" if user is members[0] else "member" for user in members}

    def joins(self, user: User) -> Message:
        """Somebody comes in."""
        self.people.append(user)
        self._told(user, "left", "member")
        return self.post({"new_chat_members": [user.wire]}, user)

    def leaves(self, user: User) -> Message:
        """Somebody goes."""
        self.people.remove(user)
        self._told(user, "member", "left")
        return self.post({"left_chat_member": user.wire}, user)

    def _told(self, user: User, old: str, new: str) -> None:
        self.statuses[user.id] = new
        self.tell("chat_member", membership(self.wire, user.wire, user.wire, old, new))

    def adds_bot(self, by: User | None = None) -> int:
        """Somebody takes the bot into the group. Returns the update's id."""
        return self.turns_bot("member", by)

    def removes_bot(self, by: User | None = None) -> int:
        """Somebody throws the bot out: what it sends is refused."""
        return self.turns_bot("kicked", by)

    def promotes_bot(self, by: User | None = None) -> int:
        """Somebody makes the bot an administrator."""
        return self.turns_bot("administrator", by)

    def turns_bot(self, status: str, by: User | None = None) -> int:
        """Gives the bot a status and tells it."""
        old, self.bot_status = self.bot_status, status
        return self.world.updates.add("my_chat_member", membership(self.wire, (by or self.user).wire, self.world.bot, old, status))

    def migrates(self) -> Supergroup:
        """Becomes a supergroup: both chats say so, and what is sent to the old id is refused with the new one."""
        new = Supergroup(self.world, self.world.new_group_id(supergroup=True), self.wire["title"], list(self.people))
        self.world.chats[new.id] = new
        self.post({"migrate_to_chat_id": new.id})
        new.post({"migrate_from_chat_id": self.id})
        self.migrated_to = new
        return new


class Supergroup(Group):
    """A supergroup, with topics where it is a forum."""

    kind = "supergroup"

    def __init__(self, world: World, id: int, title: str, members: list[User], *, forum: bool = False) -> None:
        super().__init__(world, id, title, members)
        self.forum = forum
        self.topics: dict[int, str] = {}
        if forum:
            self.wire["is_forum"] = True

    def topic(self, name: str, by: User | None = None) -> int:
        """Somebody opens a topic; returns its message_thread_id. (The General topic has none.)"""
        opened = self.compose({}, (by or self.user).wire)
        thread = int(opened["message_id"])
        self.topics[thread] = name
        content: Json = {"forum_topic_created": {"name": name, "icon_color": 7322096}, "message_thread_id": thread, "is_topic_message": True}
        self.show(Message({**opened, **content}, by_bot=False))
        self.tell("message", {**opened, **content})
        return thread

    def deletes_topic(self, thread: int) -> None:
        """Telegram tells nobody; the bot finds out when it writes there."""
        del self.topics[thread]

    def placed(self, thread: int | None, reply_to: Message | None) -> Json:
        """An answer in a supergroup bears the id of what it answers as a thread, forum or not: a trap for bots that take it for a topic."""
        found = super().placed(thread, reply_to)
        if reply_to is not None and not thread and not self.forum:
            found["message_thread_id"] = reply_to.thread or reply_to.id
        return found


class Channel(Chat):
    """A channel: its posts come from itself, not from a person."""

    kind = "channel"

    def __init__(self, world: World, id: int, title: str) -> None:
        super().__init__(world, id, {"title": title}, [])
        self.started = True
        self.bot_status = "administrator"

    def posts(self, text: str) -> Message:
        """The channel says something."""
        found = {"message_id": next(self.numbers), "sender_chat": self.wire, "chat": self.wire, "date": int(time.time()), "text": text}
        shown = Message(found, by_bot=False)
        self.show(shown)
        self.tell("channel_post", found)
        return shown
