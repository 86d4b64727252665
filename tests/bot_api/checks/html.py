"""Telegram's HTML: a handful of tags that must be closed in order, four named entities, nothing else."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from tests.bot_api.rules import refuse
from tests.bot_api.wire import Json, units

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
_PIECE = re.compile(r"<(/?)([a-zA-Z-]+)([^<>]*)>|<|[^<]+", re.S)
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")


@dataclass
class _Reading:
    """What was read so far: the text, its length in UTF-16 units, and the tags that are open."""

    text: list[str] = field(default_factory=list)
    offset: int = 0
    opened: list[tuple[str, int, Json]] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def say(self, piece: str) -> None:
        plain = html.unescape(piece)
        self.text.append(plain)
        self.offset += units(plain)

    def open(self, tag: str, rest: str) -> None:
        if tag not in TAGS:
            raise refuse("html-malformed", why=f'Unsupported start tag "{tag}" at byte offset {self.offset}')
        href = _HREF.search(rest)
        kind: Json = {"type": TAGS[tag]}
        if tag == "a":
            kind["url"] = html.unescape(next(filter(None, href.groups()), "")) if href else ""
        self.opened.append((tag, self.offset, kind))

    def close(self, tag: str) -> None:
        if not self.opened:
            raise refuse("html-malformed", why=f"Unexpected end tag at byte offset {self.offset}")
        begun, offset, kind = self.opened.pop()
        if begun != tag:
            raise refuse("html-malformed", why=f'Unmatched end tag at byte offset {self.offset}, expected "</{begun}>", found "</{tag}>"')
        if self.offset > offset:
            self.entities.append({**kind, "offset": offset, "length": self.offset - offset})


def read_html(source: str) -> tuple[str, list[Json]]:
    """(text, entities). Raises the rule `html-malformed`."""
    reading = _Reading()
    for piece in _PIECE.finditer(source):
        if piece[0] == "<":
            raise refuse("html-malformed", why=f"Unclosed start tag at byte offset {reading.offset}")
        if piece[2] is None:
            reading.say(piece[0])
        elif piece[1]:
            reading.close(piece[2].lower())
        else:
            reading.open(piece[2].lower(), piece[3])
    if reading.opened:
        raise refuse("html-malformed", why=f'Can\'t find end tag corresponding to start tag "{reading.opened[-1][0]}"')
    return "".join(reading.text), reading.entities
