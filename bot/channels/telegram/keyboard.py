"""Buttons as Telegram's inline keyboards, and what a press of one says.

A button carries `<mark>|<button id>` in at most 64 bytes. The mark says which message of which turn the button stood on, so that an old one is
known as old. An id that is too long travels as `#` and a hash, and is found again among the buttons that the conversation shows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.telegram.cutting import shortened
from bot.channels.telegram.text import tidy
from bot.core.turn import Button

Key = dict[str, Any]
"""An InlineKeyboardButton of the Bot API."""

LONGEST_DATA = 64
"""Bytes of what a button carries."""
LONGEST_LABEL = 64
MOST_KEYS = 100
_ROW = 30
"""Letters that fit beside each other on a phone, a Chinese one counted as two."""
_MOST_BESIDE = 3
_FRAME = 4
"""What a button's edges take of a row, in letters."""
_HASHED = "#"
_DATA = re.compile(r"([0-9A-Za-z_-]{1,16})\|(\S[^\x00-\x1f]*)")


@dataclass(frozen=True)
class Press:
    """A button that was pressed: its id (or its hash), and the mark of the message that it stood on."""

    id: str
    mark: str


def mark_of(turn: str, number: int) -> str:
    """The mark of a turn's `number`-th message: short, and another one for another turn."""
    return f"{hashlib.sha256(turn.encode()).hexdigest()[:8]}-{number}"


def keyboard(buttons: Sequence[Button], mark: str, first: Sequence[Key] = ()) -> dict[str, Any] | None:
    """An InlineKeyboardMarkup: the keys of `first` a row each, then the buttons; None where there are none."""
    keys = [{"text": _label(button.label), "callback_data": _data(button.id, mark)} for button in buttons]
    rows = ([[key] for key in first] + _rows(keys))[:MOST_KEYS]
    return {"inline_keyboard": rows} if rows else None


def pressed(data: object) -> Press | None:
    """What a button of ours says; None for what is none of ours."""
    if not isinstance(data, str) or len(data.encode("utf-8", "replace")) > LONGEST_DATA:
        return None
    match = _DATA.fullmatch(data)
    return Press(id=match[2], mark=match[1]) if match else None


def shown_id(id: str, shown: Iterable[Button]) -> str:
    """The id that a pressed one stands for: itself, or the long one whose hash it is. A hash of no button shown stays as it is."""
    if not id.startswith(_HASHED):
        return id
    return next((button.id for button in shown if _hashed(button.id) == id), id)


def _label(label: str) -> str:
    """Never empty: Telegram refuses the whole message for one bare button."""
    return shortened(" ".join(tidy(label).split()), LONGEST_LABEL) or "…"


def _data(id: str, mark: str) -> str:
    plain = f"{mark}|{id}"
    return plain if not id.startswith(_HASHED) and pressed(plain) == Press(id, mark) else f"{mark}|{_hashed(id)}"


def _hashed(id: str) -> str:
    return _HASHED + hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _rows(keys: Sequence[Key]) -> list[list[Key]]:
    """As many beside each other as can be read: Telegram makes the keys of a row equally wide, so the widest decides."""
    rows: list[list[Key]] = []
    for key in keys:
        if rows and _fit([*rows[-1], key]):
            rows[-1].append(key)
        else:
            rows.append([key])
    return rows


def _fit(row: Sequence[Key]) -> bool:
    return len(row) <= _MOST_BESIDE and len(row) * (max(_width(key["text"]) for key in row) + _FRAME) <= _ROW + _FRAME


def _width(label: str) -> int:
    return sum(1 if ord(letter) < 0x1100 else 2 for letter in label)
