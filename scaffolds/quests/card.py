"""A quest as a block writes it down, in its `quests.toml`: which small rule, and its words in each language.

    [[quest]]
    id = "not_late"                  # unique in the block
    action = "book"                  # what people do, as in the block's rules
    shape = "late"                   # of `shapes.py`
    n = 22                           # the number that the shape is about (a day of the week for `weekday`, Sunday is 0)
    field = ["name", "*text"]        # for shapes that look at one: the first of these that the screen has; `*text`, `*number`, `*row`: any of that kind
    function = "notTooLate"          # what the rule is called in my_rules.js
    [quest.en]
    name = "Quiet pipes"             # a few words
    scene = "..."                    # one or two sentences of why such a rule is wanted, in the life of the app
    rule = "From {n}:00 on nobody can book."     # the rule in one sentence that leaves no doubt at the edge
    says = "It is late ..."          # what the person reads who is refused
    doing = "Mei books a time"       # somebody does it: 'Mei books a time at 22:00. What happens?'
    word = "test"                    # for `says`
    [quest.zh-Hant] ...

In all words `{title}`, `{screen}`, `{thing}`, `{field}`, `{n}`, `{word}` and `{day}` are filled from the learner's own app.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field as Having
from pydantic import ValidationError, model_validator

from scaffolds import blocks
from scaffolds.quests.shapes import SHAPES
from scaffolds.spec import Language, Part, place_of, reason_of

PLACES = frozenset(("title", "screen", "thing", "field", "n", "word", "day"))
_PLACE = re.compile(r"\{(\w*)\}")
_LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")

Line = Annotated[str, Having(min_length=1, max_length=240)]


class CardError(ValueError):
    """A `quests.toml` that is wrong; the text says which and where."""


class Said(Part):
    """The words of a quest in one language."""

    name: Annotated[str, Having(min_length=1, max_length=40)]
    scene: Line
    rule: Line
    says: Annotated[str, Having(min_length=1, max_length=90)]
    doing: Annotated[str, Having(min_length=1, max_length=60)]
    word: str = ""


class Card(Part):
    """One quest of a block, before it is made for an app."""

    id: Annotated[str, Having(pattern=r"[a-z][a-z0-9_]{1,30}")]
    action: str
    shape: str
    n: int = 0
    field: tuple[str, ...] = ()
    function: Annotated[str, Having(pattern=r"[a-z][A-Za-z0-9]{2,40}")]
    said: Mapping[Language, Said]

    @model_validator(mode="after")
    def _whole(self) -> Card:
        shape = SHAPES.get(self.shape)
        if shape is None:
            raise ValueError(f"there is no shape {self.shape}")
        if bool(shape.needs) != bool(self.field):
            raise ValueError(f"{self.shape} looks at {'a' if shape.needs else 'no'} field")
        if silent := [language for language in _LANGUAGES if language not in self.said]:
            raise ValueError(f"there are no words in {silent}")
        for said in self.said.values():
            _check_words(said, self.shape)
        return self


def _check_words(said: Said, shape: str) -> None:
    if odd := {place for line in said.model_dump().values() for place in _PLACE.findall(line)} - PLACES:
        raise ValueError(f"nothing fills {sorted(odd)}")
    if shape == "says" and not said.word:
        raise ValueError("the shape `says` needs its word")


@cache
def cards(block: str) -> tuple[Card, ...]:
    """The quests of a block, in the order of its file; raises `CardError`."""
    path = blocks.discover()[block].folder / "quests.toml"
    if not path.exists():
        return ()
    read = tuple(_card(block, one, place) for place, one in enumerate(tomllib.loads(path.read_text(encoding="utf-8")).get("quest", [])))
    _told_apart(path, read)
    return read


def _card(block: str, written: Mapping[str, object], place: int) -> Card:
    said = {language: written[language] for language in _LANGUAGES if language in written}
    rest = {key: value for key, value in written.items() if key not in _LANGUAGES}
    try:
        return Card.model_validate({**rest, "said": said})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise CardError(f"{block}/quests.toml: quest[{place}].{place_of(first['loc'])}: {reason_of(first)}") from None


def _told_apart(path: Path, read: Sequence[Card]) -> None:
    for what in ("id", "function"):
        named = [getattr(card, what) for card in read]
        if twice := {one for one in named if named.count(one) > 1}:
            raise CardError(f"{path.parent.name}/quests.toml: {what} {sorted(twice)} is used twice")
