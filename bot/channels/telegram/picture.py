"""Whether a picture may go with a document: Telegram takes a JPEG of at most 200 kB and 320 pixels a side, and drops others in silence."""

from __future__ import annotations

LARGEST = 200_000
LONGEST_SIDE = 320
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of segments that tell the size (ISO/IEC 10918-1, table B.1)."""


def fits_as_thumbnail(data: bytes) -> bool:
    sides = jpeg_sides(data)
    return len(data) <= LARGEST and sides is not None and min(sides) > 0 and max(sides) <= LONGEST_SIDE


def jpeg_sides(data: bytes) -> tuple[int, int] | None:
    """(width, height) in pixels; None for what is no JPEG, or one that is cut short."""
    place = 2
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    while place + 9 <= len(data) and data[place] == 0xFF:
        if data[place + 1] in _FRAMES:
            return int.from_bytes(data[place + 7 : place + 9]), int.from_bytes(data[place + 5 : place + 7])
        place += 2 + int.from_bytes(data[place + 2 : place + 4])
    return None
