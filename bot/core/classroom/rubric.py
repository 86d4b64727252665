"""A rubric: the lines by which a human looks at a student's work, each with its levels in plain sentences.

A rubric is a file, `prompts/rubrics/<id>.toml`: its name and tiers, and lines that say what is looked at, in each language::

    tiers = ["junior", "senior"]
    [name]
    en = "..."
    [[lines]]
    id = "users"
    evidence = "users"
    [lines.says.en]
    name = "People who use it"
    about = "Who has this problem, and how do they know?"
    levels = ["...", "...", "...", "..."]

    rubric = read(text, "contest")          raises RubricError, one line with the file, the place and the reason
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, ValidationError, model_validator

from bot.core.errors import OperatorError
from scaffolds.faults import first_fault
from scaffolds.spec import Id, Language, Part, Tier

Kind = Literal["problem", "users", "idea", "app", "testing", "ai", "reflection"]
"""What a line may be shown evidence of."""
KINDS: tuple[Kind, ...] = get_args(Kind)
LEVELS = 4
Sentence = Annotated[str, Field(min_length=1, max_length=300)]
Name = Annotated[str, Field(min_length=1, max_length=60)]


class RubricError(OperatorError):
    """A rubric file that cannot be used."""


class Says(Part):
    """A line in one language."""

    name: Name
    about: Sentence
    levels: Annotated[tuple[Sentence, ...], Field(min_length=LEVELS, max_length=LEVELS)]
    """From the first step to the furthest."""


class Line(Part):
    id: Id
    evidence: Kind
    says: Annotated[dict[Language, Says], Field(min_length=1)]

    def said(self, language: Language) -> Says:
        """In a language, else in the first that it has."""
        return self.says.get(language) or next(iter(self.says.values()))


class Rubric(Part):
    id: Id
    tiers: tuple[Tier, ...] = ()
    """The tiers for which it is taken unless a teacher chose another."""
    name: Annotated[dict[Language, Name], Field(min_length=1)]
    lines: Annotated[tuple[Line, ...], Field(min_length=1, max_length=12)]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        ids = [line.id for line in self.lines]
        for line in self.lines:
            if ids.count(line.id) > 1:
                raise ValueError(f'the line "{line.id}" is there twice')
            if set(line.says) != set(self.name):
                raise ValueError(f'the line "{line.id}" has not the languages that the name has')
        return self

    def called(self, language: Language) -> str:
        return self.name.get(language) or next(iter(self.name.values()))

    def line(self, id: str) -> Line | None:
        return next((line for line in self.lines if line.id == id), None)


def read(text: str, id: str) -> Rubric:
    """The rubric of a file's text; raises `RubricError`."""
    try:
        return Rubric.model_validate({**tomllib.loads(text), "id": id})
    except tomllib.TOMLDecodeError as error:
        raise RubricError(f"rubrics/{id}.toml is not TOML: {error}") from None
    except ValidationError as error:
        raise RubricError(f"rubrics/{id}.toml: {first_fault(error)}") from None


def chosen(rubrics: Mapping[str, Rubric], id: str | None, tier: str) -> Rubric:
    """The one that a teacher chose, if it is still there; else that of the tier; else the first."""
    of_tier = (one for one in rubrics.values() if tier in one.tiers)
    return rubrics.get(id or "") or next(of_tier, None) or next(iter(rubrics.values()))
