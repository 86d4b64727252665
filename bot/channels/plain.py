"""The tutor's Markdown as plain text, for channels that show no markup."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "autolink", "html_inline", "entity"])


def plain(markdown: str) -> str:
    """Paragraphs with a blank line between them, list items behind a dash; the learner's words as typed."""
    lines: list[str] = []
    in_list = 0
    for token in _parser().parse(markdown):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            in_list += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            in_list -= 1
            lines.append("")
        elif token.type == "inline":
            lines.append(("- " if in_list else "") + _text(token))
            if not in_list:
                lines.append("")
        elif token.type in ("fence", "code_block"):
            lines += [token.content.rstrip("\n"), ""]
    return "\n".join(lines).strip()


def _text(token: Token) -> str:
    return "".join("\n" if child.type in ("softbreak", "hardbreak") else child.content for child in token.children or ())
