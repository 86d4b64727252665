"""The tutor's words as HTML. Markdown of a small kind; whatever looks like HTML in it is shown as text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from bot.channels.web.highlight import code_block


def to_html(text: str) -> Markup:
    """Paragraphs, **bold**, quotes, lists and code. No HTML, links or pictures: a learner's words may stand in it."""
    return Markup(_reader().render(text))


def line_to_html(text: str) -> Markup:
    """One line of it, without a paragraph around."""
    return Markup(_reader().renderInline(text))


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
    reader.add_render_rule("fence", _fence)
    return reader.disable(["code", "link", "image", "autolink", "reference", "html_block", "html_inline", "heading", "lheading", "hr"])


def _fence(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """Code between fences, coloured."""
    return code_block(tokens[at].content, tokens[at].info)
