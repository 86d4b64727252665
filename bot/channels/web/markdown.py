"""The tutor's words as HTML. Markdown of a small kind; whatever looks like HTML in it is shown as text."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup


def to_html(text: str) -> Markup:
    """Paragraphs, **bold**, quotes, lists and code. No HTML, links or pictures: a learner's words may stand in it."""
    return Markup(_reader().render(text))


def line_to_html(text: str) -> Markup:
    """One line of it, without a paragraph around."""
    return Markup(_reader().renderInline(text))


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
    return reader.disable(["code", "link", "image", "autolink", "reference", "html_block", "html_inline", "heading", "lheading", "hr"])
