"""What an update says, read from its raw JSON. Nothing is done here: the channel does it.

`heard` never raises: what it does not know, or cannot read, is `Ignored` with the reason. In a group Sampan is silent unless it is mentioned,
answered or commanded.
"""

from __future__ import annotations

from bot.channels.telegram import keyboard
from bot.channels.telegram.addressed import Me, address, command
from bot.channels.telegram.fields import Fields
from bot.channels.telegram.heard import Document, Heard, Ignored, InlineQuery, LetIn, Membership, Message, Migrated, Press, Stop, Unread
from bot.channels.telegram.place import Place
from bot.channels.telegram.text import tidy
from bot.core.languages import named
from bot.core.turn import Incoming
from scaffolds.spec import Language

CHANNEL = "telegram"
ALLOWED = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
"""The kinds of update to ask Telegram for."""
LONGEST = 20_000
"""Characters of a text that are taken in. Telegram's own limit is 4096; more comes from nobody honest."""
_LONGEST_NICKNAME = 40

_UNREAD: dict[str, Unread] = {
    "voice": "voice", "audio": "audio", "video": "video", "video_note": "video", "sticker": "sticker", "animation": "animation", "dice": "dice",
    "contact": "contact", "venue": "location", "location": "location", "poll": "poll", "story": "other", "game": "other", "paid_media": "other",
    "checklist": "other", "giveaway": "other", "web_app_data": "other", "invoice": "other",
}  # fmt: skip


def heard(update: object, me: Me) -> Heard:
    """What an update says to Sampan."""
    fields = Fields(update)
    if "message" in fields:
        return _message(fields.part("message"), me)
    if "callback_query" in fields:
        return _press(fields.part("callback_query"))
    if "edited_message" in fields:
        return _edited(fields.part("edited_message"), me)
    if "inline_query" in fields:
        return _inline_query(fields.part("inline_query"))
    if "my_chat_member" in fields:
        return _membership(fields.part("my_chat_member"), fields.number("update_id"), me)
    return Ignored("a kind of update that is not read")


def language_of(code: str) -> Language | None:
    """Our language for a Telegram app's `language_code`, such as `zh-hant` or `en-GB`; None where there is none."""
    return named(code[:20].replace("_", "-"))


def answered(incoming: str) -> int:
    """The number of the message that an `Incoming.id` stands for; 0 for a press."""
    digits = incoming[1:].partition(".")[0]
    return int(digits) if incoming[:1] in ("m", "e") and digits.isascii() and digits.isdigit() else 0


# --- messages


def _message(message: Fields, me: Me) -> Heard:
    place = _place(message)
    if place is None:
        return Ignored("it was said nowhere")
    if moved := _migrated(message, place):
        return moved
    if why := _not_for_us(message, me):
        return Ignored(why)
    return _said(message, me, place, f"m{message.number('message_id')}")


def _edited(message: Fields, me: Me) -> Heard:
    """In a private chat an edited message is said anew; in a group it was said to the others."""
    place = _place(message)
    if place is None or not place.private:
        return Ignored("an edit in a group")
    if not (message.text("text") or message.text("caption")):
        return Ignored("an edit without words")
    if why := _not_for_us(message, me):
        return Ignored(why)
    return _said(message, me, place, f"e{message.number('message_id')}.{message.number('edit_date')}")


def _not_for_us(message: Fields, me: Me) -> str:
    if message.number("message_id") <= 0:
        return "it has no number"
    if message.flag("is_automatic_forward"):
        return "the linked channel's post"
    if message.part("via_bot").number("id") == me.id:
        return "sent by way of Sampan itself"
    if not _sender(message):
        return "from a bot, or from nobody"
    return ""


def _said(message: Fields, me: Me, place: Place, id: str) -> Heard:
    unread, document = _unread(message), _document(message)
    words = message.text("text")[:LONGEST] or message.text("caption")[:LONGEST]
    if not ("text" in message or unread or document or words):
        return Ignored("a notice of Telegram's")
    if not place.private:
        to_us = address(message, words, me)
        if to_us is None:
            return Ignored("said to the others in the group")
        words = to_us
    incoming = _incoming(message, place, id, words, document)
    if command(words, me) == "stop":
        return Stop(incoming, place, message.number("message_id"))
    return Message(incoming, place, message.number("message_id"), None if unread else document, unread)


def _incoming(message: Fields, place: Place, id: str, words: str, document: Document | None) -> Incoming:
    return Incoming(
        channel=CHANNEL, chat=str(place), sender=_sender(message), id=id, text=str(tidy(words)), file_name=document.name if document else "",
        nickname=_nickname(message), hint=language_of(message.part("from").text("language_code")), group=not place.private,
    )  # fmt: skip


def _place(message: Fields) -> Place | None:
    """Only what is marked as a topic's message is in a topic: plain groups number their threads of answers too."""
    chat = message.part("chat")
    topic = message.number("message_thread_id") if message.flag("is_topic_message") else 0
    known = chat.number("id") != 0 and chat.text("type") in ("private", "group", "supergroup")
    return Place(chat.number("id"), max(topic, 0)) if known else None


def _migrated(message: Fields, place: Place) -> Migrated | None:
    """Both the old group and the new one tell of it."""
    if new := message.number("migrate_to_chat_id"):
        return Migrated(Place(place.chat), Place(new))
    if old := message.number("migrate_from_chat_id"):
        return Migrated(Place(old), Place(place.chat))
    return None


def _sender(message: Fields) -> str:
    """Who said it: a person, or the group or channel in whose name it is said (an admin who stays anonymous); '' for bots."""
    behalf, person = message.part("sender_chat").number("id"), message.part("from")
    if behalf:
        return str(behalf)
    return str(person.number("id")) if person.number("id") > 0 and not person.flag("is_bot") else ""


def _nickname(message: Fields) -> str:
    name = message.part("sender_chat").text("title") or message.part("from").text("first_name")
    return " ".join(tidy(name[:200]).split())[:_LONGEST_NICKNAME].strip()


def _unread(message: Fields) -> Unread | None:
    return next((kind for name, kind in _UNREAD.items() if name in message), None)


def _document(message: Fields) -> Document | None:
    if "document" in message:
        return _file(message.part("document"), "file")
    photos = message.parts("photo")
    largest = max(photos, key=lambda photo: photo.number("width") * photo.number("height"), default=Fields(None))
    return _file(largest, "photo.jpg", "image/jpeg")


def _file(fields: Fields, name: str, mime: str = "") -> Document | None:
    """The name's last part: a name is no path."""
    given = tidy(fields.text("file_name")[-200:]).replace("\\", "/").rpartition("/")[2].strip()
    id = fields.text("file_id")[:400]
    return Document(id, given or name, max(fields.number("file_size"), 0), fields.text("mime_type")[:100] or mime) if id else None


# --- everything else


def _press(query: Fields) -> Heard:
    callback, person, message = query.text("id")[:64], query.part("from"), query.part("message")
    if not callback:
        return Ignored("a press that cannot be acknowledged")
    place, data, sender = _pressed_place(message), keyboard.pressed(query.text("data")), str(person.number("id"))
    hint, number = language_of(person.text("language_code")), message.number("message_id")
    if place is None or data is None or person.number("id") <= 0 or person.flag("is_bot"):
        return Press(callback, None, place, number, hint=hint)
    incoming = Incoming(
        channel=CHANNEL, chat=str(place), sender=sender, id=f"c{callback}", press=str(tidy(data.id)), nickname=_nickname(query), hint=hint,
        group=not place.private,
    )  # fmt: skip
    return Press(callback, incoming, place, number, data.mark, hint)


def _pressed_place(message: Fields) -> Place | None:
    """Of a message too old for Telegram to show (its date is 0) the topic is not known, so in a forum it is nowhere."""
    lost = message.number("date") == 0 and message.part("chat").flag("is_forum")
    return None if lost else _place(message)


def _inline_query(query: Fields) -> Heard:
    id, person = query.text("id")[:64], query.part("from")
    if not id or person.number("id") <= 0:
        return Ignored("a query from nobody")
    return InlineQuery(id, str(person.number("id")), tidy(query.text("query")[:256]), language_of(person.text("language_code")))


def _membership(change: Fields, update: int, me: Me) -> Heard:
    place, now, by = _place(change), change.part("new_chat_member"), change.part("from")
    if place is None or not now.text("status"):
        return Ignored("a membership of nothing")
    present = _is_in(now)
    if place.private or not present or _is_in(change.part("old_chat_member")) or by.number("id") <= 0:
        return Membership(place, present, str(by.number("id")))
    incoming = Incoming(
        channel=CHANNEL, chat=str(place), sender=str(by.number("id")), id=f"j{update}", let_in_as=me.name, nickname=_nickname(change),
        hint=language_of(by.text("language_code")), group=True,
    )  # fmt: skip
    return LetIn(incoming, place)


def _is_in(member: Fields) -> bool:
    status = member.text("status")
    return status in ("member", "administrator", "creator") or (status == "restricted" and member.flag("is_member"))
