"""The single values in a spec: what each may be. A learner's words are kept as typed; ids, colours and moments are strict."""

from __future__ import annotations

import re
import zoneinfo
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator
from pydantic import Field as Having

from scaffolds.plain import clean, plain, trimmed

Language = Literal["en", "zh-Hant", "zh-Hans"]
Tier = Literal["primary", "junior", "senior", "university"]
FieldType = Literal[
    "text", "long_text", "number", "money", "date", "time", "choice", "yes_no", "person", "place", "phone", "photo", "rating",
]  # fmt: skip

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?")
RESERVED_ON_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")
_NAMES_OF_JAVASCRIPT = frozenset(
    [
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "let",
        "new",
        "null",
        "package",
        "private",
        "protected",
        "public",
        "return",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "var",
        "void",
        "while",
        "with",
        "yield",
        "await",
        "async",
        "arguments",
        "eval",
        "undefined",
        "constructor",
        "prototype",
        "id",
        "mine",
        "by",
    ]
)


def _check_id(value: str) -> str:
    if not _ID.fullmatch(value) or value in _NAMES_OF_JAVASCRIPT or RESERVED_ON_WINDOWS.fullmatch(value):
        raise ValueError(f'"{value[:40]}" cannot be an id: use small letters, digits and _, beginning with a letter')
    return value


def _check_colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError(f'"{value[:20]}" is not a colour: use # and six digits, such as #0F766E')
    return value.upper()


def _check_zone(value: str) -> str:
    if value not in _zones():
        raise ValueError(f'"{value[:40]}" is not a time zone: use a name such as Asia/Hong_Kong')
    return value


def _check_slug(value: str) -> str:
    if not _SLUG.fullmatch(value) or RESERVED_ON_WINDOWS.fullmatch(value):
        raise ValueError(f'"{value[:60]}" cannot be a folder everywhere: use small letters, digits and -, at most 48')
    return value


def _check_moment(value: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", value):
        raise ValueError("write a moment as 2026-03-02T08:00")
    datetime.fromisoformat(value)
    return value


def no_language_twice(value: tuple[Language, ...]) -> tuple[Language, ...]:
    if len(set(value)) < len(value):
        raise ValueError("a language is named twice")
    return value


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


Id = Annotated[str, AfterValidator(_check_id)]
Colour = Annotated[str, AfterValidator(_check_colour)]
Zone = Annotated[str, AfterValidator(_check_zone)]
Slug = Annotated[str, AfterValidator(_check_slug)]
Moment = Annotated[str, AfterValidator(_check_moment)]
Data = Annotated[dict[str, Any], BeforeValidator(plain)]
"""What only a block can check: plain data, as JSON carries it."""
Word = Annotated[str, BeforeValidator(trimmed), Having(min_length=1, max_length=80)]
Sentence = Annotated[str, BeforeValidator(clean), Having(max_length=300)]
Words = Annotated[str, BeforeValidator(clean), Having(max_length=2000)]
Label = Word | Annotated[dict[Language, Word], Having(min_length=1)]
"""A learner's word: as typed, or in each language that they gave it in."""
