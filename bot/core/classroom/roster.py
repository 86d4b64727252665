"""A list of students as schools keep it, read whatever it was saved by: names and class numbers, with the row that each stands in.

lines = read(data)          of a file, or of text that was pasted
Raises `RosterError` where it is no list at all; what is odd about one row is said of that row (`Line.fault`).
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.classroom.encoding import UnreadableError, decode
from bot.core.classroom.naming import LONGEST_NAME, LONGEST_NUMBER, length_of, name_of, number_of

LARGEST = 1_000_000
"""Bytes: 200 students need 10,000."""
_DELIMITERS = "\t;,，"
_NEUTRAL = ("'=", "'+", "'-", "'@")
"""How our own CSV writes a cell that a spreadsheet would calculate."""
_WHOLE = frozenset({
    "name", "names", "student", "students", "studentname", "nickname", "fullname", "englishname", "chinesename", "pupil", "learner",
    "姓名", "名字", "名稱", "名称", "學生", "学生", "學生姓名", "学生姓名", "暱稱", "昵称", "中文姓名", "英文姓名", "中文名", "英文名", "學生名稱",
})  # fmt: skip
_GIVEN = frozenset({"firstname", "givenname", "givennames", "forename", "名"})
_FAMILY = frozenset({"lastname", "surname", "familyname", "姓", "姓氏"})
_NUMBER = frozenset({
    "number", "no", "nr", "num", "#", "classnumber", "classno", "studentnumber", "studentno", "studentid", "id", "seat", "seatno", "seatnumber",
    "學號", "学号", "班號", "班号", "座號", "座号", "號碼", "号码", "編號", "编号", "序號", "序号", "學生編號", "学生编号", "座位號", "座位号", "號", "号",
})  # fmt: skip

Whole = Literal["empty", "excel", "unreadable", "big", "no_names"]
Odd = Literal["no_name", "name_long", "number_odd"]


class RosterError(Exception):
    """No list of students can be read from this; `reason` says why, for whoever gave it."""

    def __init__(self, reason: Whole) -> None:
        super().__init__(reason)
        self.reason: Whole = reason


@dataclass(frozen=True, slots=True)
class Line:
    """One student, and what is odd about the row."""

    row: int
    """As a spreadsheet counts: from 1, the headings too."""
    name: str
    number: str = ""
    fault: Odd | None = None


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where in a row the name and the number stand. A name may be in two parts, the family's last."""

    name: tuple[int, ...]
    number: int | None


def read(given: bytes | str) -> list[Line]:
    """Every student of the list, in its order."""
    if len(given) > LARGEST:
        raise RosterError("big")
    rows = _rows(given if isinstance(given, str) else _text(given))
    if not rows:
        raise RosterError("empty")
    named = _named_columns(rows[0][1])
    columns = named or _guess(rows)
    lines = [_line(row, cells, columns) for row, cells in (rows[1:] if named else rows)]
    if not any(line.name for line in lines):
        raise RosterError("no_names" if lines else "empty")
    return lines


def written(students: Sequence[tuple[str, str]]) -> str:
    """Names and numbers as text that `read` understands."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("name", "number"), *students])
    return out.getvalue()


def _text(data: bytes) -> str:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise RosterError("excel")
    try:
        return decode(data)
    except UnreadableError:
        raise RosterError("unreadable") from None


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Each row that is not empty, with its number."""
    plain = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    reader = csv.reader(io.StringIO(plain, newline=""), delimiter=_delimiter(plain))
    rows, begun = [], 1
    try:
        for cells in reader:
            kept = [_cell(cell) for cell in cells]
            if any(kept):
                rows.append((begun, kept))
            begun = reader.line_num + 1
    except csv.Error:
        raise RosterError("unreadable") from None
    return rows


def _cell(text: str) -> str:
    stripped = text.strip()
    return stripped[1:] if stripped.startswith(_NEUTRAL) else stripped


def _delimiter(text: str) -> str:
    """What parts the cells of the first line, or else of all; a comma where nothing does. What stands in quotes parts nothing."""
    lines = re.sub(r'"[^"]*"', "", text[:20_000]).strip().splitlines()
    for sample in (lines[:1], lines):
        counts = {sign: sum(line.count(sign) for line in sample) for sign in _DELIMITERS}
        if any(counts.values()):
            return max(counts, key=lambda sign: counts[sign])
    return ","


def _heading(cell: str) -> str:
    """A heading as it is compared: without spaces, dots and brackets."""
    plain = unicodedata.normalize("NFKC", cell).casefold().partition("(")[0]
    return "".join(char for char in plain if char.isalnum() or char == "#")


def _named_columns(cells: Sequence[str]) -> _Columns | None:
    """By the headings of the first row; None where it has none."""
    named = [_heading(cell) for cell in cells]

    def first(words: frozenset[str]) -> int | None:
        return next((at for at, word in enumerate(named) if word in words), None)

    whole, given, family = first(_WHOLE), first(_GIVEN), first(_FAMILY)
    parts = (whole,) if whole is not None else tuple(at for at in (given, family) if at is not None)
    return _Columns(parts, first(_NUMBER)) if parts else None


def _guess(rows: Sequence[tuple[int, Sequence[str]]]) -> _Columns:
    """Without headings: the first column of letters is the name, a column of short things with digits the number."""
    width = max(len(cells) for _, cells in rows)
    columns = [[cells[at] for _, cells in rows if at < len(cells) and cells[at]] for at in range(width)]
    numbers = [at for at, column in enumerate(columns) if column and all(_is_number(cell) for cell in column)]
    names = [at for at, column in enumerate(columns) if column and at not in numbers]
    return _Columns((names[0],), numbers[0] if numbers else None) if names else _Columns((numbers[0],), None)


def _is_number(cell: str) -> bool:
    return len(cell) <= LONGEST_NUMBER and any(char.isdigit() for char in cell) and sum(char.isalpha() for char in cell) <= 2


def _line(row: int, cells: Sequence[str], columns: _Columns) -> Line:
    parts = [cells[at] for at in columns.name if at < len(cells) and cells[at]]
    name = name_of(_joined(parts))
    typed = cells[columns.number] if columns.number is not None and columns.number < len(cells) else ""
    number = number_of(typed)
    if not name:
        return Line(row, "", number, "no_name")
    if length_of(name) > LONGEST_NAME:
        return Line(row, name, number, "name_long")
    return Line(row, name, number, "number_odd" if typed and not number else None)


def _joined(parts: Sequence[str]) -> str:
    """Given and family name as they are said: `Ka-ho Wong`, 王嘉豪."""
    chinese = len(parts) == 2 and all("\u3400" <= char <= "\u9fff" for char in "".join(parts))
    return "".join(reversed(parts)) if chinese else " ".join(parts)
