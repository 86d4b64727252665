"""The control API: what a test does with the server's people, over HTTP, from another process. Bodies and answers are JSON objects."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from aiohttp import web

from tests.bot_api.chats import Chat
from tests.bot_api.faults import read_fault
from tests.bot_api.groups import Supergroup
from tests.bot_api.seen import PATIENCE
from tests.bot_api.wire import Json

if TYPE_CHECKING:
    from tests.bot_api.server import BotApi

Handler = Callable[[Json], Json | Awaitable[Json]]


class Control:
    """POST /control/<what> with a JSON object. Anything wrong in it is a 400 with one line."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.doors: dict[str, Handler] = {
            "private_chat": self.private_chat,
            "group": self.group,
            "says": self.says,
            "presses": self.presses,
            "sends_document": self.sends_document,
            "blocks": self.blocks,
            "again": self.again,
            "raw": self.raw,
            "script": self.script,
            "settings": self.settings,
            "shown": self.shown,
            "wait": self.wait,
            "document": self.document,
            "log": self.log,
            "state": self.state,
            "init_data": self.init_data,
            "reset": self.reset,
        }

    def add_to(self, app: web.Application) -> None:
        app.router.add_post("/control/{what}", self.handle)

    async def handle(self, request: web.Request) -> web.Response:
        what = request.match_info["what"]
        if what not in self.doors:
            return web.json_response({"wrong": f"no door {what!r}; there are {sorted(self.doors)}"}, status=404)
        try:
            given = json.loads(await request.read() or b"{}")
            found = self.doors[what](given)
            return web.json_response(found if isinstance(found, dict) else await found)
        except (LookupError, TypeError, ValueError, AssertionError) as problem:
            return web.json_response({"wrong": f"{type(problem).__name__}: {problem}"}, status=400)

    def _chat(self, given: Json) -> Chat:
        return self.api.world.chats[int(given["chat"])]

    def private_chat(self, given: Json) -> Json:
        """`first_name`, `language_code`, `started`, `count`: so many at once -> `chats`: their ids (which are the users')."""
        made = [
            self.api.private_chat(
                f"{given.get('first_name', 'Ann')}", started=bool(given.get("started")), language_code=given.get("language_code", "en")
            )
            for _ in range(int(given.get("count", 1)))
        ]
        return {"chat": made[0].id, "chats": [chat.id for chat in made]}

    def group(self, given: Json) -> Json:
        """`title`, `members` (user ids), `forum`, `topics` (names) -> `chat`, `topics` (thread ids)."""
        members = [self.api.world.users[number] for number in given.get("members", [])]
        group = self.api.group(given.get("title", "Club"), members=members, forum=bool(given.get("forum")), supergroup=bool(given.get("supergroup")))
        names = given.get("topics", [])
        return {"chat": group.id, "topics": [group.topic(name) for name in names] if isinstance(group, Supergroup) else []}

    def says(self, given: Json) -> Json:
        """`chat`, `text`, `from`, `thread`; or `many`: a list of these -> `update_ids`."""
        for one in given.get("many", [given]):
            person = self.api.world.users[one["from"]] if "from" in one else None
            self._chat(one).says(one["text"], person, one.get("thread"))
        return {"update_ids": self.api.world.updates.made[-len(given.get("many", [given])) :]}

    def presses(self, given: Json) -> Json:
        """`chat`, `message` (its id; the last by default), `button` or `data` -> `id`, `update_id`."""
        chat = self._chat(given)
        message = chat.messages[given["message"]] if "message" in given else None
        press = chat.presses(message, given.get("button", 0), data=given.get("data"))
        return {"id": press.id, "update_id": press.update_id}

    def sends_document(self, given: Json) -> Json:
        """`chat`, `name`, `mime`, `base64`."""
        data = base64.b64decode(given.get("base64", ""))
        self._chat(given).sends_document(data, given.get("name", "file.bin"), given.get("mime", "application/octet-stream"))
        return {"update_id": self.api.last_update_id}

    def blocks(self, given: Json) -> Json:
        """`chat`: its person blocks the bot."""
        return {"update_id": self._chat(given).user.blocks_bot()}

    def again(self, given: Json) -> Json:
        """`update_id`: the webhook is sent it a second time."""
        self.api.deliver_again(int(given["update_id"]))
        return {}

    def raw(self, given: Json) -> Json:
        """An update with whatever the body has -> `update_id`."""
        return {"update_id": self.api.raw_update(**given)}

    def script(self, given: Json) -> Json:
        """`method`, `chat`, `times`, `fault`: `{"kind": "TooMany", "retry_after": 5}` and the like."""
        self.api.script(given.get("method"), chat=given.get("chat"), times=int(given.get("times", 1)), fault=read_fault(given["fault"]))
        return {"left": self.api.calls.script.left}

    def settings(self, given: Json) -> Json:
        """`limits`, `keep_log`, `privacy`: on or off; `query_lifetime`, `webhook_first_wait`: seconds."""
        world, calls = self.api.world, self.api.calls
        calls.limits.on = bool(given.get("limits", calls.limits.on))
        calls.log.keep = bool(given.get("keep_log", calls.log.keep))
        world.privacy = bool(given.get("privacy", world.privacy))
        world.query_lifetime = float(given.get("query_lifetime", world.query_lifetime))
        world.webhook.first_wait = float(given.get("webhook_first_wait", world.webhook.first_wait))
        return {}

    def shown(self, given: Json) -> Json:
        """`chat`, or `chats`: many -> `messages` (of the one), `by_chat`."""
        numbers = given.get("chats") or ([given["chat"]] if "chat" in given else list(self.api.world.chats))
        by_chat = {str(number): [message.summary() for message in self.api.world.chats[int(number)].shown] for number in numbers}
        return {"messages": next(iter(by_chat.values()), []), "by_chat": by_chat}

    async def wait(self, given: Json) -> Json:
        """`chat`, `for`: a count of the bot's messages or a text in one, `timeout` -> `messages`: the bot's."""
        found = await self._chat(given).wait_for(given.get("for", 1), float(given.get("timeout", PATIENCE)))
        return {"messages": [message.summary() for message in found]}

    def document(self, given: Json) -> Json:
        """`file_id` -> `name`, `base64`."""
        file = self.api.world.files.by_id[given["file_id"]]
        return {"name": file.name, "base64": base64.b64encode(file.data).decode()}

    def log(self, given: Json) -> Json:
        """`since`: how many to leave out, `method` -> `requests`."""
        wanted = given.get("method")
        return {"requests": [one.summary() for one in self.api.log[int(given.get("since", 0)) :] if wanted in (None, one.method)]}

    def state(self, given: Json) -> Json:
        """What waits, what was called how often, what the bot did wrong, what it has not answered."""
        world, log = self.api.world, self.api.calls.log
        presses = {press.id: press.took for press in world.presses.values()}
        faults = [asdict(fault) for fault in log.faults]
        return {
            "pending": len(world.updates.pending),
            "counts": log.counts,
            "faults_of_bot": faults,
            "presses": presses,
            "webhook": world.webhook.url,
        }

    def init_data(self, given: Json) -> Json:
        """`user`, `age` -> `init_data`."""
        return {"init_data": self.api.init_data(self.api.world.users[given["user"]], age=float(given.get("age", 0)))}

    def reset(self, given: Json) -> Json:
        """Forgets the log and the bot's faults, not the world."""
        log = self.api.calls.log
        log.requests.clear()
        log.faults.clear()
        log.counts.clear()
        return {}
