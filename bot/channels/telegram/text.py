"""The tutor's Markdown as Telegram shows it: plain words, and entities that say which of them are bold, quoted or code.

Read by the same rules as the web chat reads it (`bot/channels/web/markdown.py`), so that a learner's words are words at every door: no HTML, links,
headings or formulas are found in them, and nothing of them is dropped. An address stays as typed; Telegram's apps make it a link by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scaffolds.plain import clean

Kind = Literal["bold", "italic", "blockquote", "code", "pre"]
_KINDS: dict[str, Kind] = {"strong": "bold", "em": "italic", "blockquote": "blockquote"}
_LISTS = ("bullet_list", "ordered_list")
_SIGNS = r"""A-Za-z0-9,.!?:;'"/%()\u2018-\u201d\u3001-\u9fff\uff01-\uff5e"""
_LETTER = r"[A-Za-z0-9\u3400-\u9fff]"
_INSIDE = rf"{_LETTER}(?:[ {_SIGNS}]*{_LETTER})?"
_MARKED = rf"(?<!\*)(?:\*{_INSIDE}\*|\*\*{_INSIDE}\*\*)(?!\*)"
_PLAIN_LINE = rf"(?:[A-Za-z\u3400-\u9fff]|{_MARKED})(?: *(?:[{_SIGNS}]++|{_MARKED}))*+"
_PLAIN = re.compile(rf"{_PLAIN_LINE}(?:\n\n?{_PLAIN_LINE})*")
"""Letters, such signs as mean nothing in Markdown, and stretches between stars that begin and end with a letter; each line begins with a letter or
with such a stretch. Most of what a tutor says is no more."""
_STARRED = re.compile(r"(\*\*?)([^*]+)\*\*?")
_DROPPED = re.compile("[\u2028-\u202e\u0333\u033f\u030a]")
"""What Telegram takes out of every text; taken out before, so that the offsets are of what stays."""


@dataclass(frozen=True)
class Span:
    """A stretch of a text, from `start` to before `end` in characters. `language` is that of a `pre`."""

    kind: Kind
    start: int
    end: int
    language: str = ""


@dataclass(frozen=True)
class Marked:
    """A text and its stretches: either one holds the other or they are apart, and nothing shares a place with code."""

    text: str
    spans: tuple[Span, ...] = ()


def marked(markdown: str) -> Marked:
    """The words that a learner sees, and how they look. White space around them is taken off."""
    words = tidy(markdown).strip()
    if _PLAIN.fullmatch(words):
        return _without_stars(words)
    page = _Page()
    for token in _reader().parse(words):
        page.add(token)
    return page.whole()


def _without_stars(words: str) -> Marked:
    """A text that `_PLAIN` knows: no stretch holds another."""
    parts, spans, length, place = [], [], 0, 0
    for found in _STARRED.finditer(words):
        parts += [words[place : found.start()], found[2]]
        start = length + found.start() - place
        length, place = start + len(found[2]), found.end()
        spans.append(Span("bold" if found[1] == "**" else "italic", start, length))
    return Marked("".join([*parts, words[place:]]), tuple(spans))


def tidy(text: str) -> str:
    """A text without what Telegram, a file or a store would take out or refuse."""
    return _DROPPED.sub("", str(clean(text)))


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True})
    return reader.disable(["code", "link", "image", "autolink", "reference", "entity", "html_block", "html_inline", "heading", "lheading", "hr"])


class _Page:
    """A text in the making: what is written so far, and which stretches are open."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._spans: list[Span] = []
        self._open: list[tuple[Kind, int]] = []
        self._lists = 0
        self._item: Token | None = None
        self._last_line = -1

    def whole(self) -> Marked:
        text = "".join(self._parts)
        return Marked(text, tuple(sorted(self._spans, key=lambda span: (span.start, -span.end))))

    def add(self, token: Token) -> None:
        """One block of the page, or the beginning or end of one."""
        name, _, edge = token.type.rpartition("_")
        if name in _LISTS:
            self._lists += token.nesting
        elif name == "list_item":
            self._item_edge(token)
        elif name in _KINDS:
            self._block_edge(name, edge, token)
        elif token.type == "inline":
            self._begin(token)
            self._line(token.children or ())
        elif token.type == "fence":
            self._begin(token)
            self._code("pre", token.content.rstrip("\n"), token.info.split(" ")[0][:32])

    def _block_edge(self, name: str, edge: str, token: Token) -> None:
        if edge == "close":
            self._close(_KINDS[name])
        elif not any(kind == "blockquote" for kind, _ in self._open):  # a quote within a quote is one quote to Telegram
            self._apart(token)
            self._start(_KINDS[name])

    def _item_edge(self, token: Token) -> None:
        """An item's sign is written before its first words, or where it ends without any."""
        if self._item is not None:
            self._begin(self._item)
        self._item = token if token.nesting > 0 else None

    def _begin(self, token: Token) -> None:
        self._apart(token)
        if self._lists:
            item, self._item = self._item, None
            self._write("  " * (self._lists - (item is not None)) + (_sign(item) if item else ""))

    def _apart(self, token: Token) -> None:
        """Blocks are as far from each other as their author wrote them: on the next line, or with an empty one between."""
        first, behind = token.map or (0, 0)
        if self._length and first >= self._last_line >= 0:
            self._write("\n\n" if first > self._last_line else "\n")
        self._last_line = behind if token.type != "blockquote_open" else -1

    def _line(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            name, _, edge = token.type.rpartition("_")
            if token.type == "code_inline":
                self._code("code", token.content)
            elif name in _KINDS:
                self._start(_KINDS[name]) if edge == "open" else self._close(_KINDS[name])
            else:
                self._write("\n" if token.type in ("softbreak", "hardbreak") else token.content)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _start(self, kind: Kind) -> None:
        self._open.append((kind, self._length))

    def _close(self, kind: Kind) -> None:
        place = next((at for at in reversed(range(len(self._open))) if self._open[at][0] == kind), None)
        if place is not None:
            self._keep(kind, self._open.pop(place)[1])

    def _keep(self, kind: Kind, start: int, language: str = "") -> None:
        if start < self._length:
            self._spans.append(Span(kind, start, self._length, language))

    def _code(self, kind: Kind, content: str, language: str = "") -> None:
        """What is open ends before code and goes on behind it: Telegram lets nothing share a place with code."""
        for other, opened in self._open:
            self._keep(other, opened)
        start = self._length
        self._write(content)
        self._keep(kind, start, language)
        self._open = [(other, self._length) for other, _ in self._open]


def _sign(item: Token) -> str:
    return f"{item.info}{item.markup} " if item.info else "• "
