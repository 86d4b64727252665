"""Small calls beside the answers: being at work, a draft of what is coming, a press that was seen."""

from __future__ import annotations

from typing import Literal

from bot.channels.telegram.call import Call
from bot.channels.telegram.cutting import LONGEST_TEXT, pieces, shortened
from bot.channels.telegram.outgoing import whereabouts
from bot.channels.telegram.place import Place
from bot.channels.telegram.text import marked

_LONGEST_POP_UP = 200


def at_work(place: Place, doing: Literal["typing", "upload_document"] = "typing") -> Call:
    """Seen for five seconds, or until the next message."""
    return Call("sendChatAction", {**whereabouts(place), "action": doing})


def draft(place: Place, number: int, markdown: str) -> Call:
    """What is written so far, in a private chat; seen for thirty seconds. `number` is not 0 and the same for one answer."""
    whole = marked(markdown)
    params = {**whereabouts(place), "draft_id": number}
    first = next(iter(pieces(whole, LONGEST_TEXT)), None)
    if first is None:
        return Call("sendMessageDraft", {**params, "text": ""})
    return Call("sendMessageDraft", {**params, "text": first.text} | ({"entities": list(first.entities)} if first.entities else {}))


def acknowledge(callback: str, words: str = "") -> Call:
    """Ends the waiting sign on a button; `words` are shown for a moment."""
    return Call("answerCallbackQuery", {"callback_query_id": callback} | ({"text": shortened(words, _LONGEST_POP_UP)} if words else {}))
