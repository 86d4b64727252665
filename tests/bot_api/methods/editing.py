"""Changing and taking back what was said."""

from __future__ import annotations

import time

from tests.bot_api.chats import Chat
from tests.bot_api.checks.markup import read_markup
from tests.bot_api.checks.place import open_chat
from tests.bot_api.checks.text import read_caption, read_text
from tests.bot_api.messages import Message
from tests.bot_api.params import Params
from tests.bot_api.rules import refuse
from tests.bot_api.wire import Json
from tests.bot_api.world import World


def edit_text(world: World, params: Params) -> Json:
    chat, message = _own(world, params)
    new = read_text(params)
    if "text" not in message.wire:
        raise refuse("edit-no-text")
    return _change(chat, message, params, {"text": new["text"], "entities": new.get("entities")})


def edit_caption(world: World, params: Params) -> Json:
    chat, message = _own(world, params)
    new = read_caption(params)
    return _change(chat, message, params, {"caption": new.get("caption"), "caption_entities": new.get("caption_entities")})


def edit_markup(world: World, params: Params) -> Json:
    chat, message = _own(world, params)
    return _change(chat, message, params, {})


def _own(world: World, params: Params) -> tuple[Chat, Message]:
    """The bot's message that is to change. Raises `message-id-empty`, `edit-gone`, `edit-foreign`."""
    chat = open_chat(world, params)
    number = params.integer("message_id")
    if not number:
        raise refuse("message-id-empty")
    message = chat.messages.get(number)
    if message is None:
        raise refuse("edit-gone")
    if not message.by_bot:
        raise refuse("edit-foreign")
    return chat, message


def _change(chat: Chat, message: Message, params: Params, new: Json) -> Json:
    """An edit without a keyboard takes the keyboard away. Raises `edit-same`."""
    markup = read_markup(params, private=chat.kind == "private")
    new["reply_markup"] = markup if markup and markup.get("inline_keyboard") else None
    if all(message.wire.get(name) == value for name, value in new.items()):
        raise refuse("edit-same")
    message.before.append(message.text)
    changed = {**message.wire, **new, "edit_date": int(time.time())}
    message.wire = {name: value for name, value in changed.items() if value is not None}
    chat.change()
    return message.wire


def delete_message(world: World, params: Params) -> bool:
    chat = open_chat(world, params)
    number = params.integer("message_id")
    if not number:
        raise refuse("message-id-empty")
    _delete(chat, number)
    return True


def _delete(chat: Chat, number: int) -> None:
    """In a private chat the bot may take away a person's messages too; in a group, as its administrator."""
    message = chat.messages.get(number)
    if message is None:
        raise refuse("delete-gone")
    if not message.by_bot and chat.kind != "private" and chat.bot_status != "administrator":
        raise refuse("delete-foreign")
    del chat.messages[number]
    chat.change()


def delete_messages(world: World, params: Params) -> bool:
    """Several at once; those that are gone are passed over."""
    chat = open_chat(world, params)
    numbers = params.structure("message_ids")
    if not isinstance(numbers, list):
        raise refuse("message-id-empty")
    for number in numbers:
        if isinstance(number, int) and number in chat.messages:
            _delete(chat, number)
    return True


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
