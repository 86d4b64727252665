"""The pieces of a JavaScript file as a reader sees them: a function or a few constants, with the comment before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NAME = re.compile(r"(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:function\*?|const|let|var|class)\s+([\w$]+)")
_ENDS = re.compile(r"[)}\]]+[;,]?\s*$")


@dataclass(frozen=True)
class Segment:
    """Lines `first` to `last` of a file, counted from 1, its comment among them."""

    first: int
    last: int
    lines: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What it declares, in order."""
        return tuple(found[1] for line in self.lines if (found := _NAME.match(line)))

    @property
    def comment(self) -> str:
        """The comment before its first line of code, on one line."""
        said = []
        for line in self.lines:
            if not line.startswith("//"):
                break
            said.append(line.lstrip("/").strip())
        return " ".join(said)


def segments(lines: Sequence[str]) -> Iterator[Segment]:
    """The pieces of a file in order. A new one begins at the left edge, after an empty line or where a comment follows code."""
    start = 0
    for place in range(1, len(lines) + 1):
        if place == len(lines) or _begins(lines, place):
            if piece := _piece(lines, start, place):
                yield piece
            start = place


def _begins(lines: Sequence[str], place: int) -> bool:
    line, before = lines[place], lines[place - 1]
    if not line.strip() or line[0].isspace() or _ENDS.match(line):
        return False
    return not before.strip() or (line.startswith("//") and not before.startswith("//"))


def _piece(lines: Sequence[str], start: int, stop: int) -> Segment | None:
    while stop > start and not lines[stop - 1].strip():
        stop -= 1
    return Segment(start + 1, stop, tuple(lines[start:stop])) if stop > start else None
