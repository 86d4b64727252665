"""What goes over the wire: JSON objects, and lengths as Telegram counts them."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def units(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts offsets, lengths and its 4,096."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """The part of `text` that an entity covers; offset and length in UTF-16 code units."""
    return text.encode("utf-16-le", "surrogatepass")[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")
