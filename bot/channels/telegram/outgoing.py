"""A stored answer as calls of the Bot API, in the order in which they are sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.telegram.call import Call, Upload
from bot.channels.telegram.cutting import LONGEST_CAPTION, Piece, pieces
from bot.channels.telegram.keyboard import Key, keyboard
from bot.channels.telegram.picture import fits_as_thumbnail
from bot.channels.telegram.place import Place
from bot.channels.telegram.reach import reachable
from bot.channels.telegram.text import marked
from bot.core.turn import File, Message
from bot.locales import locale
from scaffolds.spec import Language

PICTURE = "picture"
"""The name under which a thumbnail goes with its document."""
_NOTHING_SAID = Piece("…")
NO_PREVIEW = {"is_disabled": True}
"""A preview would open a learner's link before anybody pressed it, and would push the question off the screen."""


@dataclass(frozen=True)
class Answer:
    """One stored answer and what is known when it is sent."""

    message: Message
    place: Place
    language: Language
    mark: str
    """`keyboard.mark_of` of its turn and number."""
    last: bool = True
    """The last of its turn; those before it make no sound."""
    reply_to: int = 0
    """The message that it answers, in a group; 0 for none."""
    app: str = ""
    """Address of the learner's app, for the button that opens it; '' for no button."""
    document: bytes | None = None
    """What `message.file` stands for."""
    thumbnail: bytes | None = None
    photo: bytes | None = None
    """What `message.picture` stands for."""


def calls(answer: Answer) -> list[Call]:
    """Text in pieces, or a file or a picture with the text as its caption where that is short enough; the buttons are on the last."""
    whole, file = marked(answer.message.text), answer.message.file
    caption = pieces(whole, LONGEST_CAPTION)
    short = caption[0] if len(caption) == 1 else None
    said = [_text(answer.place, piece) for piece in pieces(whole) or [_NOTHING_SAID]]
    if file is not None and answer.document is not None:
        made = [*(said if len(caption) > 1 else []), _document(answer, file, answer.document, short)]
    elif answer.photo is not None:
        made = [_photo(answer.place, answer.photo, short, said)] if short else [_photo(answer.place, answer.photo), *said]
    else:
        made = said
    return _addressed(answer, made)


def _addressed(answer: Answer, made: list[Call]) -> list[Call]:
    """Whom it answers on the first, the buttons on the last; only the last of a turn makes a sound."""
    every: list[dict[str, Any]] = [{"disable_notification": True} for _ in made]
    if answer.last:
        every[-1] = {}
    if answer.reply_to and not answer.place.private:
        every[0]["reply_parameters"] = {"message_id": answer.reply_to, "allow_sending_without_reply": True}
    if keys := keyboard(answer.message.buttons, answer.mark, _opener(answer)):
        every[-1]["reply_markup"] = keys
    return [_with(call, more) for call, more in zip(made, every, strict=True)]


def _with(call: Call, more: dict[str, Any]) -> Call:
    """A call with more parameters; what stands for it bears them on its last."""
    instead = (*call.instead[:-1], _with(call.instead[-1], more)) if call.instead else call.instead
    return replace(call, params={**call.params, **more}, instead=instead)


def whereabouts(place: Place) -> dict[str, Any]:
    """The parameters that say where something goes."""
    return {"chat_id": place.chat} | ({"message_thread_id": place.topic} if place.topic else {})


def _text(place: Place, piece: Piece) -> Call:
    entities = {"entities": list(piece.entities)} if piece.entities else {}
    return Call("sendMessage", {**whereabouts(place), "text": piece.text, **entities, "link_preview_options": NO_PREVIEW})


def _document(answer: Answer, file: File, data: bytes, caption: Piece | None) -> Call:
    params, files = {**whereabouts(answer.place), **_captioned(caption)}, {"document": Upload(file.name, file.mime, data)}
    if answer.thumbnail is not None and fits_as_thumbnail(answer.thumbnail):
        params["thumbnail"] = f"attach://{PICTURE}"
        files[PICTURE] = Upload("picture.jpg", "image/jpeg", answer.thumbnail)
    return Call("sendDocument", params, files)


def _photo(place: Place, data: bytes, caption: Piece | None = None, said: Sequence[Call] = ()) -> Call:
    """A picture, before words that are too long to be its caption: they speak of it. Where it is refused, what is said in its caption stays."""
    params = {**whereabouts(place), **_captioned(caption)}
    return Call("sendPhoto", params, {"photo": Upload("picture.png", "image/png", data)}, tuple(said))


def _captioned(caption: Piece | None) -> dict[str, Any]:
    if caption is None:
        return {}
    return {"caption": caption.text} | ({"caption_entities": list(caption.entities)} if caption.entities else {})


def _opener(answer: Answer) -> list[Key]:
    """The button that opens the app: inside Telegram in a private chat; groups may only have a link."""
    if not reachable(answer.app):
        return []
    inside = answer.place.private and answer.app.startswith("https://")
    return [{"text": locale(answer.language)("telegram.open"), **({"web_app": {"url": answer.app}} if inside else {"url": answer.app})}]
