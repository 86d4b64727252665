"""Texts and captions: not empty, not too long, with entities or in HTML."""

from __future__ import annotations

from tests.bot_api.checks.entities import check_entities
from tests.bot_api.checks.html import read_html
from tests.bot_api.params import Params
from tests.bot_api.rules import refuse
from tests.bot_api.wire import Json, units

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024


def read_text(params: Params, *, may_be_empty: bool = False) -> Json:
    """`text` and `entities` of a message. Raises the rules `text-...`, `entity-...`, `html-malformed`, `parse-mode`."""
    text = params.text("text")
    if not text and not may_be_empty:
        raise refuse("text-empty")
    text, entities = _formatted(params, text, "entities")
    if not text and not may_be_empty:
        raise refuse("text-blank")
    if units(text) > LONGEST_TEXT:
        raise refuse("text-long")
    return {"text": text, **({"entities": entities} if entities else {})}


def read_caption(params: Params) -> Json:
    """`caption` and `caption_entities`, where there is one. Raises as `read_text` does, and the rule `caption-long`."""
    caption = params.text("caption")
    if not caption:
        return {}
    caption, entities = _formatted(params, caption, "caption_entities")
    if units(caption) > LONGEST_CAPTION:
        raise refuse("caption-long")
    return {"caption": caption, **({"caption_entities": entities} if entities else {})}


def _formatted(params: Params, text: str, name: str) -> tuple[str, list[Json]]:
    """Text without the white space at its end, which Telegram cuts off, and entities cut to it."""
    check_whole(text)
    mode = params.text("parse_mode")
    given = params.structure(name)
    if mode:
        text, given = _parsed(mode, text)
    entities = check_entities(params, given, text) if given else []
    shorter = text.rstrip()
    if entities and len(shorter) < len(text):
        end = units(shorter)
        entities = [{**one, "length": min(one["length"], end - one["offset"])} for one in entities if one["offset"] < end]
    return shorter, entities


def check_whole(text: str) -> None:
    """Raises the rule `text-broken` for half a surrogate pair."""
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise refuse("text-broken")


def _parsed(mode: str, text: str) -> tuple[str, list[Json]]:
    if mode.lower() == "html":
        return read_html(text)
    if mode.lower() in ("markdown", "markdownv2"):
        raise refuse("markdown-unread", mode=mode)
    raise refuse("parse-mode")
