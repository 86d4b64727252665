"""Where a call goes: the chat, the topic, the message it answers, and whether the bot may write there."""

from __future__ import annotations

from tests.bot_api.chats import Chat
from tests.bot_api.groups import Group, Supergroup
from tests.bot_api.params import Params
from tests.bot_api.rules import refuse
from tests.bot_api.wire import Json
from tests.bot_api.world import World


def find_chat(world: World, params: Params, name: str = "chat_id") -> Chat:
    """The chat, by id or @username. Raises the rules `chat-empty`, `chat-unknown`, `migrated`."""
    given = params.values.get(name)
    if given in (None, ""):
        raise refuse("chat-empty")
    chat = world.chats.get(params.integer(name)) or _by_name(world, str(given))
    if chat is None:
        raise refuse("chat-unknown")
    if isinstance(chat, Group) and chat.migrated_to is not None:
        raise refuse("migrated", {"migrate_to_chat_id": chat.migrated_to.id})
    return chat


def _by_name(world: World, name: str) -> Chat | None:
    if not name.startswith("@"):
        return None
    return next((chat for chat in world.chats.values() if chat.wire.get("username") == name[1:]), None)


def open_chat(world: World, params: Params) -> Chat:
    """The chat, where the bot may write. Raises as `find_chat`, and `not-started`, `blocked`, `deactivated`, `kicked`, `not-member`."""
    chat = find_chat(world, params)
    if chat.kind == "private":
        _check_person(chat)
    elif chat.bot_status in ("kicked", "left"):
        raise refuse("kicked" if chat.bot_status == "kicked" else "not-member", kind=chat.kind)
    return chat


def _check_person(chat: Chat) -> None:
    if chat.user.deleted:
        raise refuse("deactivated")
    if chat.user.blocked:
        raise refuse("blocked")
    if not chat.started:
        raise refuse("not-started")


def read_place(chat: Chat, params: Params) -> Json:
    """The topic and the answered message, as fields of the message. Raises `thread-unknown`, `reply-gone`."""
    thread, answered = params.integer("message_thread_id"), _answered(chat, params)
    if thread and not (isinstance(chat, Supergroup) and thread in chat.topics):
        raise refuse("thread-unknown")
    found: Json = {"message_thread_id": thread, "is_topic_message": True} if thread else {}
    if answered is not None:
        found["reply_to_message"] = {name: value for name, value in answered.items() if name != "reply_to_message"}
    return found


def _answered(chat: Chat, params: Params) -> Json | None:
    """`reply_parameters`, or the older `reply_to_message_id` beside it."""
    given = params.record("reply_parameters") or {}
    number = Params(given).integer("message_id") or params.integer("reply_to_message_id")
    if not number:
        return None
    message = chat.messages.get(number)
    if message is None and not (given.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")):
        raise refuse("reply-gone")
    return message.wire if message else None
