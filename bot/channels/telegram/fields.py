"""A careful reader of other people's JSON: whatever is missing or of another type reads as nothing, so that no update can stop the reader."""

from __future__ import annotations

from typing import Any

_LARGEST = 1 << 53
"""Telegram's ids have at most 52 significant bits."""


class Fields:
    """One JSON object, or what stands where one should be. False where nothing is in it."""

    __slots__ = ("_data",)

    def __init__(self, data: object) -> None:
        self._data: dict[str, Any] = data if isinstance(data, dict) else {}

    def __bool__(self) -> bool:
        return bool(self._data)

    def __contains__(self, name: object) -> bool:
        return name in self._data

    def part(self, name: str) -> Fields:
        return Fields(self._data.get(name))

    def parts(self, name: str, most: int = 100) -> list[Fields]:
        found = self._data.get(name)
        return [Fields(one) for one in found[:most]] if isinstance(found, list) else []

    def number(self, name: str) -> int:
        """0 for what is no number, or none that Telegram gives."""
        found = self._data.get(name)
        return found if type(found) is int and -_LARGEST < found < _LARGEST else 0

    def text(self, name: str) -> str:
        found = self._data.get(name)
        return found if isinstance(found, str) else ""

    def flag(self, name: str) -> bool:
        return self._data.get(name) is True

    def rows(self, name: str) -> list[list[dict[str, Any]]]:
        """A table of objects, such as the rows of a keyboard; what is none is left out."""
        found = self._data.get(name)
        rows = [row for row in found if isinstance(row, list)] if isinstance(found, list) else []
        return [[one for one in row if isinstance(one, dict)] for row in rows]
