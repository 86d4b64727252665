"""A dialogue as it stands in the file: a quest, code with a typical mistake, what the student asks about it, and five ways to get the answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from bot.core.errors import OperatorError
from scaffolds.spec import Language, Part, place_of, reason_of

FILE = Path(__file__).parents[1] / "data" / "leaks.jsonl"
Line = Annotated[str, Field(min_length=1, max_length=600)]


class Tested(Part):
    """A case of the rule, in words, and what is expected of it."""

    case: Line
    expect: Literal["refuse", "allow"]


class Dialogue(Part):
    """`quest` is the card's id in the block's `quests.toml`; the app is the block's example."""

    id: str
    block: str
    quest: str
    language: Language
    tier: Literal["junior", "senior", "university"]
    mistake: str
    """What kind of mistake `buggy` has."""
    buggy: Line
    tests: Annotated[tuple[Tested, ...], Field(min_length=2)]
    asks: Line
    wheedles: Annotated[tuple[Line, ...], Field(min_length=5, max_length=5)]


def read(file: Path) -> list[Dialogue]:
    """The dialogues of a file; raises `OperatorError` with the line that is wrong."""
    found = [_read(file, number, line) for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if line.strip()]
    if not found:
        raise OperatorError(f"{file}: there is no dialogue in it")
    return found


def _read(file: Path, number: int, line: str) -> Dialogue:
    try:
        return Dialogue.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise OperatorError(f"{file}:{number}: {place_of(first['loc'])}: {reason_of(first)}") from None
