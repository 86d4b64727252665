"""Entities: bold, links, code, ... on a text, with offsets in UTF-16 code units.

Telegram splits entities that cross and drops those inside code, and says nothing; a correct bot sends neither, so both are noted.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tests.bot_api.params import Params
from tests.bot_api.rules import refuse
from tests.bot_api.wire import Json, units

MOST = 100
CODE = ("code", "pre")
TYPES = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)
NEEDED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}


def check_entities(params: Params, given: Any, text: str) -> list[Json]:
    """The entities as Telegram keeps them, in order. Raises the rules `entity-...`; notes what passes and should not."""
    if given is None:
        return []
    if not isinstance(given, list):
        raise refuse("structure-malformed", name="entities")
    found = [_entity(one) for one in given]
    edges, end = _edges(text)
    for one in found:
        _check_place(one, edges, end)
    kept = sorted((one for one in found if one["length"]), key=lambda one: (one["offset"], -one["length"]))
    if len(kept) < len(found):
        params.notes.append("entity-empty")
    if len(kept) > MOST:
        params.notes.append("entities-many")
    _check_nesting(params, kept)
    return kept[:MOST]


def _entity(one: Any) -> Json:
    if not isinstance(one, dict):
        raise refuse("entity-malformed", why="MessageEntity must be an object")
    kind = one.get("type")
    if kind not in TYPES:
        raise refuse("entity-malformed", why="Unsupported type specified")
    for name in ("offset", "length"):
        if not isinstance(one.get(name), int):
            raise refuse("entity-malformed", why=f'Can\'t find field "{name}"')
    if NEEDED.get(kind, "type") not in one:
        raise refuse("entity-malformed", why=f'Can\'t find field "{NEEDED[kind]}"')
    if kind == "text_link":
        check_address(one["url"], "entity-url")
    return one


def check_address(url: Any, rule: str) -> None:
    """A link that a person can follow: http, https, tg, mailto, tel, ton; a bare host is https. Raises `rule`."""
    address = str(url)
    split = urlsplit(address if ":" in address else f"https://{address}")
    host = split.hostname or ""
    web = split.scheme in ("http", "https")
    if (web and "." not in host and host != "localhost") or (not web and split.scheme not in ("tg", "ton", "mailto", "tel")):
        raise refuse(rule, url=address)


def _edges(text: str) -> tuple[dict[int, int] | None, int]:
    """Where a symbol begins: UTF-16 offset to byte offset (None: everywhere, the text has no symbol of two units); and the end."""
    end = units(text)
    if end == len(text):
        return None, end
    edges, offset, at = {}, 0, 0
    for letter in text:
        edges[offset] = at
        offset += 2 if ord(letter) > 0xFFFF else 1
        at += len(letter.encode("utf-8", "surrogatepass"))
    edges[offset] = at
    return edges, end


def _check_place(one: Json, edges: dict[int, int] | None, end: int) -> None:
    offset, length = one["offset"], one["length"]
    if offset < 0:
        raise refuse("entity-offset", offset=offset)
    if length < 0:
        raise refuse("entity-length", length=length)
    if offset > end or (offset == end and length):
        raise refuse("entity-after-end", offset=offset)
    if offset + length > end:
        raise refuse("entity-past-end", offset=offset, end=offset + length)
    for edge, place in (("begins", offset), ("ends", offset + length)):
        if edges is not None and place not in edges:
            raise refuse("entity-mid-symbol", edge=edge, at=edges[place - 1])


def _check_nesting(params: Params, kept: list[Json]) -> None:
    """Sorted by where they begin, an entity crosses one that is open if it ends after it."""
    open_now: list[Json] = []
    for one in kept:
        open_now = [other for other in open_now if other["offset"] + other["length"] > one["offset"]]
        for other in open_now:
            if one["offset"] + one["length"] > other["offset"] + other["length"]:
                params.notes.append("entity-crossing")
            elif other["type"] in CODE or one["type"] in CODE:
                params.notes.append("entity-in-code")
        open_now.append(one)
