"""How the bot presents itself: commands by scope and language, menu button, name and descriptions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from tests.bot_api.checks.markup import reachable
from tests.bot_api.checks.place import find_chat
from tests.bot_api.params import Params
from tests.bot_api.rules import refuse
from tests.bot_api.wire import Json
from tests.bot_api.world import World

MOST, LONGEST_DESCRIPTION = 100, 256
SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
LIMITS = {"name": 64, "description": 512, "short_description": 120}


def _where(world: World, params: Params) -> tuple[str, str]:
    """(scope, language). Raises `command-scope`, `chat-unknown`, `language-code`."""
    scope = params.record("scope") or {"type": "default"}
    kind = str(scope.get("type"))
    if kind not in SCOPES:
        raise refuse("command-scope")
    if "chat_id" in SCOPES[kind]:
        find_chat(world, Params(scope))
    return json.dumps(scope, sort_keys=True), _language(params)


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise refuse("language-code")
    return code


def set_commands(world: World, params: Params) -> bool:
    where, commands = _where(world, params), params.records("commands")
    if len(commands) > MOST:
        raise refuse("commands-many")
    world.commands[where] = [_command(one) for one in commands]
    return True


def _command(one: Json) -> Json:
    """Telegram itself lowers no letters and takes a leading slash off."""
    if not re.fullmatch("/?[a-z0-9_]{1,32}", str(one.get("command", ""))):
        raise refuse("command-name")
    if not 0 < len(str(one.get("description", ""))) <= LONGEST_DESCRIPTION:
        raise refuse("command-words")
    return {"command": one["command"].removeprefix("/"), "description": one["description"]}


def get_commands(world: World, params: Params) -> list[Json]:
    return world.commands.get(_where(world, params), [])


def delete_commands(world: World, params: Params) -> bool:
    world.commands.pop(_where(world, params), None)
    return True


def set_menu_button(world: World, params: Params) -> bool:
    button = params.record("menu_button") or {"type": "default"}
    _check_menu_button(button)
    if params.integer("chat_id"):
        find_chat(world, params).menu_button = button
    else:
        world.menu_button = button
    return True


def _check_menu_button(button: Json) -> None:
    kind, app = button.get("type"), button.get("web_app")
    if kind not in ("commands", "default", "web_app"):
        raise refuse("menu-kind", why="Unsupported type specified")
    if kind != "web_app":
        return
    url = str(app.get("url", "")) if isinstance(app, dict) else ""
    if not button.get("text"):
        raise refuse("menu-kind", why='Can\'t find field "text"')
    if not reachable(url):
        raise refuse("menu-button", url=url)


def get_menu_button(world: World, params: Params) -> Json:
    return find_chat(world, params).menu_button if params.integer("chat_id") else world.menu_button


def _setter(what: str) -> Callable[[World, Params], bool]:
    def set_words(world: World, params: Params) -> bool:
        if len(params.text(what)) > LIMITS[what]:
            raise refuse("profile-long", what=what)
        world.profile[what, _language(params)] = params.text(what)
        return True

    return set_words


def _getter(what: str) -> Callable[[World, Params], Json]:
    def get_words(world: World, params: Params) -> Json:
        return {what: world.profile.get((what, _language(params)), world.profile.get((what, ""), ""))}

    return get_words


METHODS: dict[str, Callable[[World, Params], Any]] = {
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
}
