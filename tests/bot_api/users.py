"""A person with a Telegram account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bot_api.members import membership
from tests.bot_api.wire import Json

if TYPE_CHECKING:
    from tests.bot_api.world import World


class User:
    """One account, which may block the bot or be deleted."""

    def __init__(self, world: World, id: int, first_name: str, last_name: str, username: str, language_code: str) -> None:
        self.world, self.id = world, id
        self.blocked = self.deleted = False
        named = {"first_name": first_name, "last_name": last_name, "username": username, "language_code": language_code}
        self.wire: Json = {"id": id, "is_bot": False, **{name: value for name, value in named.items() if value}}

    @property
    def first_name(self) -> str:
        return str(self.wire["first_name"])

    def blocks_bot(self) -> int:
        """What the bot sends is refused from now on, and it is told so. Returns the update's id."""
        return self._turns("member", "kicked")

    def unblocks_bot(self) -> int:
        return self._turns("kicked", "member")

    def deletes_account(self) -> None:
        """Telegram tells nobody; the bot finds out when it writes."""
        self.deleted = True

    def _turns(self, old: str, new: str) -> int:
        self.blocked = new == "kicked"
        chat = self.world.chats[self.id]
        return self.world.updates.add("my_chat_member", membership(chat.wire, self.wire, self.world.bot, old, new))
