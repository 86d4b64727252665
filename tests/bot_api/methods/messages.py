"""Saying something: sendMessage, drafts, chat actions, and the way of every message into its chat."""

from __future__ import annotations

import time

from tests.bot_api.chats import Chat
from tests.bot_api.checks.markup import read_markup
from tests.bot_api.checks.place import open_chat, read_place
from tests.bot_api.checks.text import read_text
from tests.bot_api.files import StoredFile
from tests.bot_api.messages import Message
from tests.bot_api.params import Params
from tests.bot_api.rules import refuse
from tests.bot_api.wire import Json
from tests.bot_api.world import World

ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def deliver(world: World, chat: Chat, params: Params, content: Json, file: StoredFile | None = None) -> Json:
    """Shows the bot's message in a chat, with its keyboard and its place, and returns the Message object."""
    place, markup = read_place(chat, params), read_markup(params, private=chat.kind == "private")
    if markup and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    sent = chat.compose({**content, **place}, world.bot)
    chat.show(Message(sent, by_bot=True, file=file))
    return sent


def send_message(world: World, params: Params) -> Json:
    return deliver(world, open_chat(world, params), params, read_text(params))


def send_message_draft(world: World, params: Params) -> bool:
    """Shows what the bot is about to say; an empty text is a sign that it thinks."""
    chat = open_chat(world, params)
    if chat.kind != "private":
        raise refuse("draft-place")
    if not params.integer("draft_id"):
        raise refuse("draft-id")
    read_place(chat, params)
    chat.show_draft(params.integer("draft_id"), read_text(params, may_be_empty=True)["text"])
    return True


def send_chat_action(world: World, params: Params) -> bool:
    chat = open_chat(world, params)
    if params.text("action") not in ACTIONS:
        raise refuse("action-unknown")
    chat.actions.append((time.time(), params.text("action")))
    chat.change()
    return True


METHODS = {"sendMessage": send_message, "sendMessageDraft": send_message_draft, "sendChatAction": send_chat_action}
