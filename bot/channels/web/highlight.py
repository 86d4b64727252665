"""Code in the tutor's words as HTML: its file above, its line numbers beside, each kind of word in a class of its own. No style stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers.data import JsonLexer
from pygments.lexers.javascript import JavascriptLexer
from pygments.lexers.python import PythonLexer

_LEXERS: dict[str, type[Lexer]] = {"js": JavascriptLexer, "javascript": JavascriptLexer, "py": PythonLexer, "python": PythonLexer, "json": JsonLexer}
_INFO = re.compile(r"(?P<kind>[A-Za-z]{1,12})(?: (?P<path>[\w./-]{1,120}) (?P<first>\d{1,6}))?")
_MOST = 20_000
"""Characters that are coloured; more than that nobody reads in a chat."""


def code_block(code: str, info: str) -> str:
    """A block of code. `info` is what stands behind the fence: `js`, or `js public/rules/book.js 12` with the file and its first line."""
    told = _INFO.fullmatch(info.strip())
    kind, path = (told["kind"].lower(), told["path"] or "") if told else ("", "")
    lines = _coloured(code.rstrip("\n"), kind)
    numbered = "".join(_numbered(lines, int(told["first"]))) if told and path else "\n".join(lines)
    caption = f"<figcaption>{escape(path)}</figcaption>" if path else ""
    return f'<figure class="code">{caption}<pre tabindex="0"><code>{numbered}</code></pre></figure>\n'


def _numbered(lines: list[str], first: int) -> Iterator[str]:
    """The numbers are for the eyes: what is copied is the code alone."""
    for number, line in enumerate(lines, first):
        yield f'<span class="cl"><span class="no" aria-hidden="true">{number}</span>{line or " "}</span>\n'


def _coloured(code: str, kind: str) -> list[str]:
    lexer = _lexer(kind)
    if lexer is None or len(code) > _MOST:
        return escape(code).split("\n")
    return str(highlight(code, lexer, _formatter())).rstrip("\n").split("\n")


@cache
def _lexer(kind: str) -> Lexer | None:
    return _LEXERS[kind](stripnl=False) if kind in _LEXERS else None


@cache
def _formatter() -> HtmlFormatter[str]:
    return HtmlFormatter(nowrap=True)
