"""A chat and what people do in it: say, press, edit, send files."""

from __future__ import annotations

import time
from itertools import count
from typing import TYPE_CHECKING

from tests.bot_api.files import StoredFile
from tests.bot_api.mentions import addressed, find_entities
from tests.bot_api.messages import Message
from tests.bot_api.presses import Press
from tests.bot_api.seen import Seen
from tests.bot_api.sending import Sending
from tests.bot_api.users import User
from tests.bot_api.wire import Json

if TYPE_CHECKING:
    from tests.bot_api.world import World


class Chat(Seen, Sending):
    """A private chat; groups and channels are made of it. What people do here becomes updates for the bot."""

    kind = "private"

    def __init__(self, world: World, id: int, wire: Json, people: list[User]) -> None:
        super().__init__()
        self.world, self.id, self.people = world, id, people
        self.wire: Json = {"id": id, "type": self.kind, **wire}
        self.started = False
        self.bot_status = "member"
        self.menu_button: Json = {"type": "commands"}
        # a supergroup counts by itself, and its message 1 says that it was made; elsewhere the bot's messages are counted together
        self.numbers = world.message_numbers if self.kind in ("private", "group") else count(2)

    @property
    def user(self) -> User:
        """The person of a private chat; in a group, its first."""
        return self.people[0]

    def post(self, content: Json, by: User | None = None, file: StoredFile | None = None) -> Message:
        """Puts what a person sends into the chat and tells the bot; `world.updates.made[-1]` is then the id of the update."""
        found = self.compose(content, (by or self.user).wire)
        shown = Message(found, by_bot=False, file=file)
        self.started = True
        self.show(shown)
        self.tell("message", found)
        return shown

    def compose(self, content: Json, sender: Json) -> Json:
        """A Message object of this chat, numbered and dated."""
        return {"message_id": next(self.numbers), "from": sender, "date": int(time.time()), "chat": self.wire, **content}

    def tell(self, kind: str, body: Json) -> int:
        """An update for the bot; in a group that is private from it, only what is addressed to it."""
        if self.bot_status in ("left", "kicked"):
            return 0
        if self.world.privacy and self.kind in ("group", "supergroup") and "text" in body and not addressed(body, self.world.bot):
            return 0
        return self.world.updates.add(kind, body)

    def says(self, text: str, from_: User | None = None, thread: int | None = None, reply_to: Message | None = None) -> Message:
        """Somebody writes; commands, mentions and links are marked as Telegram marks them."""
        entities = find_entities(text)
        return self.post({"text": text, **({"entities": entities} if entities else {}), **self.placed(thread, reply_to)}, from_)

    def placed(self, thread: int | None, reply_to: Message | None) -> Json:
        """Where in the chat a message stands: its topic, and what it answers."""
        found: Json = {"message_thread_id": thread, "is_topic_message": True} if thread else {}
        if reply_to is not None:
            found["reply_to_message"] = {name: value for name, value in reply_to.wire.items() if name != "reply_to_message"}
        return found

    def edits(self, message: Message, text: str) -> Message:
        """Somebody changes what they wrote."""
        message.before.append(message.text)
        message.wire |= {"text": text, "edit_date": int(time.time()), "entities": find_entities(text)}
        self.change()
        self.tell("edited_message", message.wire)
        return message

    def deletes(self, message: Message) -> None:
        """Somebody takes a message away; Telegram tells no bot."""
        del self.messages[message.id]
        self.change()

    def presses(self, message: Message | None = None, button: str | int = 0, from_: User | None = None, data: str | None = None) -> Press:
        """Somebody presses a button of a message (the bot's last, by default), by label, data or place.

        With `data` it brings that data, whatever the button has: what an old or another chat's button, or a forger, would send.
        """
        message = message or self.last
        sent = data if data is not None else message.button(button)["callback_data"]
        shown = message.wire if message.id in self.messages else {"chat": self.wire, "message_id": message.id, "date": 0}
        press = self.world.new_press()
        body = {"id": press.id, "from": (from_ or self.user).wire, "chat_instance": str(abs(self.id) * 31), "message": shown, "data": sent}
        press.update_id = self.tell("callback_query", body)
        return press
