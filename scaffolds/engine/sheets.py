"""Style sheets: what of them a browser would throw away, and what they load."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

_MOST_DEPTH = 20


def read_css(text: str) -> tuple[list[tuple[int, str]], list[tuple[str, int]]]:
    """(line, message) of each error; (address, line) of each `url()` and `@import`."""
    nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    loads = "url(" in text.lower() or "@import" in text.lower()
    return list(_errors(nodes)), list(_addresses(nodes, 0)) if loads else []


def _errors(nodes: Iterable[Any], depth: int = 0) -> Iterator[tuple[int, str]]:
    for node in nodes:
        if node.type == "error":
            yield node.source_line, node.message
        elif node.type == "qualified-rule" and not node.prelude:
            yield node.source_line, "a rule without a selector"
        elif getattr(node, "content", None) is not None and depth < _MOST_DEPTH:
            yield from _errors(_inner(node), depth + 1)


def _inner(node: Any) -> Iterable[Any]:
    inner: Iterable[Any] = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    return inner


def _addresses(nodes: Iterable[Any], depth: int) -> Iterator[tuple[str, int]]:
    for node in nodes or ():
        if node.type == "url":
            yield node.value, node.source_line
        elif node.type == "at-rule" and node.lower_at_keyword == "import":
            yield from ((part.value, part.source_line) for part in node.prelude if part.type in ("string", "url"))
            continue
        if depth < _MOST_DEPTH:
            yield from _within(node, depth + 1)


def _within(node: Any, depth: int) -> Iterator[tuple[str, int]]:
    if node.type == "function" and node.lower_name == "url":
        yield from ((part.value, part.source_line) for part in node.arguments if part.type == "string")
        return
    for name in ("prelude", "content", "arguments"):
        yield from _addresses(getattr(node, name, None) or (), depth)
