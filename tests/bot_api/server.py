"""The server: its doors, its people, its orders."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Self
from urllib.parse import quote

from aiohttp import web

from tests.bot_api.calls import Calls
from tests.bot_api.chats import Chat
from tests.bot_api.control import Control
from tests.bot_api.faults import Fault
from tests.bot_api.groups import Channel, Group, Supergroup
from tests.bot_api.log import BotFault, Request
from tests.bot_api.mentions import find_entities
from tests.bot_api.params import LARGEST_BODY
from tests.bot_api.presses import Press
from tests.bot_api.signing import init_data
from tests.bot_api.users import User
from tests.bot_api.wire import Json
from tests.bot_api.world import TOKEN, World


class BotApi:
    """A Bot API server for one bot, on loopback. `port` 0 takes a free one; `control` opens the control API to other processes."""

    def __init__(self, *, token: str = TOKEN, username: str = "sampan_test_bot", port: int = 0, control: bool = False) -> None:
        self.token = token
        self.world = World(token, username)
        self._port, self._control = port, control

    async def __aenter__(self) -> Self:
        self.calls = Calls(self.world)
        self.world.webhook.on_reply = self.calls.from_webhook
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self.port = int(self._runner.addresses[0][1])
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.calls.closing.set()
        self.world.updates.end_poll("poll-ended")
        await self.world.webhook.close()
        await self._runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self.calls.answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        if self._control:
            Control(self).add_to(app)
        return app

    async def _download(self, request: web.Request) -> web.Response:
        file = self.world.files.by_path.get(request.match_info["path"])
        if request.match_info["token"] != self.token or file is None:
            return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
        return web.Response(body=file.data, content_type="application/octet-stream")

    @property
    def base_url(self) -> str:
        """Where the server is, as `TELEGRAM_API_BASE` wants it; python-telegram-bot wants `bot_url` and `file_url`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def bot_url(self) -> str:
        return f"{self.base_url}/bot"

    @property
    def file_url(self) -> str:
        return f"{self.base_url}/file/bot"

    def user(self, first_name: str = "Ann", last_name: str = "", username: str = "", language_code: str = "en", id: int = 0) -> User:
        """A new account, with a private chat that has not begun."""
        number = id or self.world.new_user_id()
        user = self.world.users[number] = User(self.world, number, first_name, last_name, username, language_code)
        wire = {name: value for name, value in user.wire.items() if name in ("first_name", "last_name", "username")}
        self.world.chats[number] = Chat(self.world, number, wire, [user])
        return user

    def private_chat(self, user: User | str = "Ann", *, started: bool = False, language_code: str = "en") -> Chat:
        """The user's chat with the bot. The bot may write there once the user has, or if it is `started`."""
        person = self.user(user, language_code=language_code) if isinstance(user, str) else user
        chat = self.world.chats[person.id]
        chat.started = chat.started or started
        return chat

    def group(self, title: str, *, members: Sequence[User] = (), forum: bool = False, supergroup: bool = False) -> Group:
        """A group that the bot is in; its first member made it (one is made up where there is none). A forum is a supergroup."""
        people = list(members) or [self.user()]
        number = self.world.new_group_id(supergroup=forum or supergroup)
        group = Supergroup(self.world, number, title, people, forum=forum) if forum or supergroup else Group(self.world, number, title, people)
        self.world.chats[number] = group
        return group

    def supergroup(self, title: str, *, members: Sequence[User] = (), forum: bool = False) -> Supergroup:
        found = self.group(title, members=members, forum=forum, supergroup=True)
        assert isinstance(found, Supergroup)
        return found

    def channel(self, title: str) -> Channel:
        """A channel with the bot as an administrator."""
        number = self.world.new_group_id(supergroup=True)
        channel = Channel(self.world, number, title)
        self.world.chats[number] = channel
        return channel

    def asks_inline(self, user: User, query: str, offset: str = "") -> Press:
        """Somebody types `@bot query` anywhere; `.answer["results"]` is what the bot offers."""
        press = self.world.new_press()
        press.update_id = self.world.updates.add("inline_query", {"id": press.id, "from": user.wire, "query": query, "offset": offset})
        return press

    def raw_update(self, **content: object) -> int:
        """An update with any content: kinds and fields that nobody knows yet, or that lack what they should have. Returns its id."""
        return self.world.updates.add_whole(content)

    def deliver_again(self, update_id: int) -> None:
        """Sends an update that the webhook took a second time, as Telegram does when it missed the 2xx. Raises LookupError."""
        self.world.webhook.again(update_id)

    def script(self, method: str | None = None, *, chat: Chat | int | None = None, times: int = 1, fault: Fault) -> None:
        """Orders a fault for the next calls of a method (None: any) in a chat (None: any)."""
        self.calls.script.add(method, chat.id if isinstance(chat, Chat) else chat, times, fault)

    def init_data(self, user: User, *, age: float = 0, chat: Chat | None = None, start_param: str = "", query_id: str = "") -> str:
        """What a Mini App that `user` opened hands to its server, signed `age` seconds ago."""
        return init_data(self.token, user.wire, age=age, chat=chat.wire if chat else None, start_param=start_param, query_id=query_id)

    def start_link(self, payload: str) -> str:
        """The deep link whose press makes a user say `/start payload`."""
        return f"https://t.me/{self.world.bot['username']}?start={quote(payload)}"

    @staticmethod
    def entities(text: str) -> list[Json]:
        """The entities that Telegram would find in what a person writes."""
        return find_entities(text)

    @property
    def log(self) -> list[Request]:
        """Every request but polls, oldest first."""
        return self.calls.log.requests

    def calls_of(self, method: str) -> list[Request]:
        return [request for request in self.log if request.method.lower() == method.lower()]

    @property
    def faults_of_bot(self) -> list[BotFault]:
        """What the bot did that a correct one never does."""
        return self.calls.log.faults

    @property
    def unanswered(self) -> list[Press]:
        """Presses and inline queries that the bot has not answered."""
        return [press for press in self.world.presses.values() if press.answer is None]

    @property
    def last_update_id(self) -> int:
        return self.world.updates.made[-1]
