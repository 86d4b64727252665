"""How many of the things that an answer to 'what must be kept?' names become fields with a fitting type.

`python -m tests.brains.fields_found [FILE ...]` prints it for labelled sets (`data/fields.jsonl`, `data/own.*.jsonl`): lines with `info` and `fields`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.brains.offline import OfflineBrain
from bot.brains.offline.normalise import fold
from bot.core.interpretation import Context
from scaffolds.spec import Field, text_of

DATA = Path(__file__).parent / "data"
_WORDS = frozenset({"text", "long_text", "person", "place", "choice", "link", "email"})
_AMOUNTS = frozenset({"number", "money", "rating"})
_PARTS = re.compile(r"[a-z]{2,}|\d+|[\u3400-\u9fff]")
_DULL = frozenset(("the", "of", "and", "is", "it", "they", "each", "my", "an", "in", "that", "we", "的", "嘅", "个", "是", "系"))


def read(path: Path) -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def found(row: dict[str, Any]) -> tuple[Field, ...]:
    """The fields of an answer, and what it lists, which a screen with a list takes as lines."""
    context = Context(language=row["lang"], tier="junior", stage="define", asks="keep")
    return OfflineBrain().understand(row["info"], context).fields


def fits(wanted: str, made: str) -> bool:
    """One of the types that a label may have ('text|choice'), or another that holds the same kind of value."""
    return any(one == made or any({one, made} <= kinds for kinds in (_WORDS, _AMOUNTS)) for one in wanted.split("|"))


def is_called(label: str, field: Field) -> bool:
    """They share most of the shorter one's words."""
    one, other = _parts(label), _parts(text_of(field.label))
    return bool(one and other) and len(one & other) * 2 >= min(len(one), len(other)) and len(one & other) * 4 >= max(len(one), len(other))


def _parts(words: str) -> set[str]:
    return {part.rstrip("s") or part for part in _PARTS.findall(fold(words))} - _DULL


def missed(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The things of one line that did not become a fitting field."""
    fields = found(row)
    for label, type in row["fields"]:
        if not any(is_called(label, field) and fits(type, field.type) for field in fields):
            yield label, type


def share(rows: Iterable[dict[str, Any]]) -> tuple[int, int]:
    """(found, all)."""
    every = [row for row in rows if row.get("fields")]
    wanted = sum(len(row["fields"]) for row in every)
    return wanted - sum(len(list(missed(row))) for row in every), wanted


def main(paths: Sequence[str]) -> None:
    for path in map(Path, paths or sorted(map(str, [DATA / "fields.jsonl", *DATA.glob("own.*.jsonl")]))):
        got, wanted = share(read(path))
        print(f"{path.name:24} {got:5} of {wanted:5} {got / wanted:6.1%}")


if __name__ == "__main__":
    main(sys.argv[1:])
