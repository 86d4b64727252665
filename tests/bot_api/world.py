"""Everything that Telegram knows: the bot, people, chats, files, what waits for the bot."""

from __future__ import annotations

import time
from itertools import count
from typing import TYPE_CHECKING

from tests.bot_api.files import Files
from tests.bot_api.presses import Press
from tests.bot_api.updates import Updates
from tests.bot_api.webhook import Webhook
from tests.bot_api.wire import Json

if TYPE_CHECKING:
    from tests.bot_api.chats import Chat
    from tests.bot_api.users import User

TOKEN = "123456789:AAFakeTokenForTestsOnly-0123456789ab"


class World:
    """The state behind one bot. `privacy`: whether the bot is given only what is addressed to it in groups.

    `query_lifetime`: seconds after which a press can no longer be answered.
    """

    def __init__(self, token: str = TOKEN, username: str = "sampan_test_bot") -> None:
        self.token = token
        self.bot: Json = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Sampan", "username": username}
        self.privacy = False
        self.query_lifetime = 15.0
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.updates = Updates()
        self.webhook = Webhook(self.updates)
        self.files = Files()
        self.presses: dict[str, Press] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        """By (scope as JSON, language code)."""
        self.menu_button: Json = {"type": "commands"}
        self.profile: dict[tuple[str, str], str] = {}
        """By (name, description or short_description; language code)."""
        self.message_numbers = count(1)
        self._numbers = count(1)
        self._user_ids = count(5_000_000_001)

    def new_number(self) -> int:
        return 7_000_000_000 + next(self._numbers)

    def new_user_id(self) -> int:
        """Beyond 32 bits, as today's ids are."""
        return next(self._user_ids)

    def new_group_id(self, *, supergroup: bool) -> int:
        return (-1_000_000_000_000 if supergroup else 0) - 1_500_000_000 - next(self._numbers)

    def new_press(self) -> Press:
        press = Press(str(self.new_number()))
        self.presses[press.id] = press
        return press

    def open_press(self, press_id: str) -> Press | None:
        """A press that may still be answered."""
        press = self.presses.get(press_id)
        return press if press is not None and time.monotonic() - press.at <= self.query_lifetime else None
