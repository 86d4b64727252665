"""Rows as CSV that a spreadsheet opens as it is: in UTF-8 with a mark that says so, and nothing in it is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

BOM = "\ufeff".encode()
_BEGINS_A_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
Cell = str | int | float | None


def lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows in the form of RFC 4180."""
    text = io.StringIO()
    csv.writer(text).writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue().replace("\0", "").encode("utf-8", "backslashreplace")


def _safe(cell: Cell) -> str | int | float:
    """What somebody typed is text, whatever a spreadsheet would take it for; our own numbers stay numbers."""
    if not isinstance(cell, str):
        return "" if cell is None else cell
    first = cell[:1] if cell[:1] != " " else cell.lstrip(" ")[:1]
    return f"'{cell}" if first in _BEGINS_A_FORMULA else cell
