"""Lines cut to what can be read: the run that is new, the piece around a line."""

from __future__ import annotations

import difflib

from scaffolds.passages.segments import Segment
from scaffolds.passages.shapes import Lines, Span

BARE = " {}[]();,"
"""Signs that say nothing by themselves."""
_LONGEST = 16
"""Lines of one passage: what a student reads in a chat."""


def stem_of(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".js")


def more(before: Lines, after: Lines) -> Lines:
    """The first run of lines that is in `after` alone and says something."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    runs = [after[b1:b2] for kind, _, _, b1, b2 in matcher.get_opcodes() if kind in ("insert", "replace")]
    return next((run[:_LONGEST] for run in runs if any(line.strip(BARE) for line in run)), ())


def around(piece: Segment | None, path: str, number: int) -> Span:
    """A piece, or as much of a long one as can be read, with the line in it."""
    if piece is None:
        return Span(path, number, number)
    if piece.last - piece.first < _LONGEST:
        return Span(path, piece.first, piece.last)
    first = max(piece.first, min(number - _LONGEST // 2, piece.last - _LONGEST + 1))
    return Span(path, first, first + _LONGEST - 1)


def first_comment(lines: Lines) -> str:
    return lines[0].removeprefix("//").strip() if lines and lines[0].startswith("//") else ""
