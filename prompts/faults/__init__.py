"""Messages and troubles that apps of ours are known for: a file each, `<place>_<id>.toml`, with the patterns that tell it and three sentences a language.

`means` says what it means, `look` where to look first, `try` what to try when looking did not do. `{name}` in them is what the pattern found by that name.
What stands in a file of a lower place is asked first; the last is for messages that no other knows.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

HERE = Path(__file__).parent
LONGEST = 4000
"""Characters of a pasted message that are looked at."""
Language = Literal["en", "zh-Hant", "zh-Hans"]
_NAME = re.compile(r"[\w$.\-/:]{1,60}")


class Words(BaseModel):
    """What is said about a fault in one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    means: str
    look: str
    try_this: str = Field(alias="try")


class Fault(BaseModel):
    """One of them. A pattern fits anywhere in what was pasted, whatever its capitals."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    patterns: tuple[str, ...]
    """By which a computer's message is told."""
    said: tuple[str, ...] = ()
    """How people put the same: to be looked for only in what tells of a fault."""
    en: Words
    hant: Words = Field(alias="zh-Hant")
    hans: Words = Field(alias="zh-Hans")

    @cached_property
    def message(self) -> re.Pattern[str]:
        return _any_of(self.patterns)

    @cached_property
    def told(self) -> re.Pattern[str]:
        return _any_of((*self.patterns, *self.said))

    def words(self, language: Language) -> Words:
        return {"en": self.en, "zh-Hant": self.hant, "zh-Hans": self.hans}[language]


class Found(NamedTuple):
    """A fault that was recognised, and the name that its message tells."""

    fault: Fault
    name: str

    def say(self, key: Literal["means", "look"], language: Language) -> str:
        words = self.fault.words(language)
        return (words.means if key == "means" else words.look).replace("{name}", self.name)


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_apart(one, place)})" for place, one in enumerate(patterns)) or r"(?!)", re.IGNORECASE)


def _apart(pattern: str, place: int) -> str:
    """A name may be found by several patterns of one fault."""
    return pattern.replace("(?P<name>", f"(?P<name{place}>")


@cache
def faults() -> tuple[Fault, ...]:
    """All of them, in the order in which they are asked."""
    return tuple(Fault.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(HERE.glob("*.toml")))


@cache
def by_id() -> Mapping[str, Fault]:
    return {one.id: one for one in faults()}


def recognise(text: str, *, told: bool = False) -> Found | None:
    """The first fault whose message is in a text, or, where the text tells of a fault (`told`), that is described in it; None where none is."""
    text = text[:LONGEST]
    for fault in faults():
        if found := (fault.told if told else fault.message).search(text):
            name = next((value for value in found.groupdict().values() if value), "")
            return Found(fault, name if _NAME.fullmatch(name) else "")
    return None
