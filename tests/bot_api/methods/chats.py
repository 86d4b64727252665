"""Asking about the bot, chats and their members."""

from __future__ import annotations

from tests.bot_api.chats import Chat
from tests.bot_api.checks.place import find_chat, open_chat
from tests.bot_api.groups import Group
from tests.bot_api.members import member
from tests.bot_api.params import Params
from tests.bot_api.rules import refuse
from tests.bot_api.wire import Json
from tests.bot_api.world import World

GIFTS = {"unlimited_gifts": True, "limited_gifts": True, "unique_gifts": True, "premium_subscription": True, "gifts_from_channels": True}


def get_me(world: World, params: Params) -> Json:
    allowed = {"can_join_groups": True, "can_read_all_group_messages": not world.privacy, "supports_inline_queries": True}
    return {**world.bot, **allowed, "can_connect_to_business": False, "has_main_web_app": False}


def get_chat(world: World, params: Params) -> Json:
    chat = find_chat(world, params)
    full: Json = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": GIFTS}
    return {**chat.wire, **full}


def get_chat_member(world: World, params: Params) -> Json:
    chat, number = find_chat(world, params), params.integer("user_id")
    if number == world.bot["id"]:
        return member(world.bot, chat.bot_status)
    user = world.users.get(number)
    if user is None:
        raise refuse("user-unknown")
    return member(user.wire, _status(chat, number))


def _status(chat: Chat, number: int) -> str:
    return chat.statuses.get(number, "left") if isinstance(chat, Group) else "member"


def get_administrators(world: World, params: Params) -> list[Json]:
    chat = find_chat(world, params)
    if not isinstance(chat, Group):
        raise refuse("private-only")
    found = [member(user.wire, chat.statuses[user.id]) for user in chat.people if chat.statuses[user.id] in ("creator", "administrator")]
    return found + ([member(world.bot, "administrator")] if chat.bot_status == "administrator" else [])


def get_member_count(world: World, params: Params) -> int:
    chat = find_chat(world, params)
    return len(chat.people) + (chat.bot_status in ("member", "administrator"))


def leave_chat(world: World, params: Params) -> bool:
    chat = open_chat(world, params)
    if not isinstance(chat, Group):
        raise refuse("private-only")
    chat.turns_bot("left")
    return True


METHODS = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_administrators,
    "getChatMemberCount": get_member_count,
    "leaveChat": leave_chat,
}
