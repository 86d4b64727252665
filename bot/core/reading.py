"""What kind of line of code a line is, so that it can be said in words."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

LineKind = Literal[
    "note",
    "takes",
    "begins",
    "refuses",
    "answers_if",
    "only_if",
    "otherwise",
    "repeats",
    "answers",
    "setting",
    "field",
    "names",
    "ends",
    "step",
    "empty",
]


class LineRead(NamedTuple):
    """`name` is what the line speaks of: a function, a constant, a file; `why` the key of the refusal that it makes."""

    kind: LineKind
    name: str = ""
    why: str = ""


_PATTERNS: tuple[tuple[LineKind, str], ...] = (
    ("note", r"^(?://|/\*|\*|#)"),
    ("takes", r"^import\b.*[\"'](?P<name>[^\"']+)[\"']"),
    ("begins", r"^(?:export\s+)?(?:default\s+)?(?:async\s+)?function\*?\s*(?P<name>[\w$]+)"),
    ("begins", r"^(?:const|let|var)\s+(?P<name>[\w$]+)\s*=\s*(?:async\s*)?(?:\([^()]*\)|[\w$]+)\s*=>"),
    ("refuses", r"^(?:if\s*\(.*\)\s*)?return\b.*\brefuse\((?:[\w$.]+,\s*)?[\"'](?P<why>\w+)[\"']"),
    ("answers_if", r"^if\s*\(.*\)\s*return\b"),
    ("only_if", r"^(?:\}\s*else\s+)?if\b"),
    ("otherwise", r"^\}?\s*else\b"),
    ("repeats", r"^(?:for|while|do)\b|\.forEach\("),
    ("answers", r"^return\b"),
    ("setting", r"^(?:export\s+)?const\s+(?P<name>[A-Z][A-Z0-9_]*)\s*="),
    ("field", r"^\{\s*name:\s*\"(?P<name>\w+)\""),
    ("names", r"^(?:export\s+)?(?:const|let|var)\s+(?P<name>[\w$]+|[{\[][^=]*[}\]])\s*="),
    ("ends", r"^[\])};,\s]+$"),
)
_KINDS = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)


def read_line(line: str) -> LineRead:
    """The first kind that fits; `step` where none does."""
    bare = line.strip()
    if not bare:
        return LineRead("empty")
    for kind, pattern in _KINDS:
        if found := pattern.search(bare):
            groups = found.groupdict()
            return LineRead(kind, groups.get("name") or "", groups.get("why") or "")
    return LineRead("step")
