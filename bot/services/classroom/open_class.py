"""Opening a class, and the code by which students come into it."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from bot.core.classroom.naming import length_of, name_of
from bot.services import Parts
from bot.services.news import of_class
from scaffolds.spec import Language, Tier
from storage.classrooms.records import Classroom, Teacher
from storage.errors import TakenError
from storage.ids import new_id

T = TypeVar("T")
ALPHABET = "BCDFHJKMNPQRTWX34679"
"""No vowels, so that no word comes of it, and nothing that looks like something else: 20 signs, 8 of them are 34 bits."""
CODE_LENGTH = 8
LONGEST_NAME = 60
KEEP_DAYS = (90, 180, 365, 730)
DEFAULT_KEEP = 365


@dataclass(frozen=True)
class ClassWish:
    """What a teacher says of a new class."""

    name: str
    tier: Tier
    language: Language
    asks_number: bool = False


def class_name_of(text: str) -> str:
    """A class's name as it is kept; '' where it is empty or too long."""
    name = name_of(text)
    return name if name and length_of(name) <= LONGEST_NAME else ""


def class_name_fault(text: str) -> str:
    """What is wrong with a class's name, as the sentences of the pages are called; '' where nothing is."""
    return "" if class_name_of(text) else "name_long" if name_of(text) else "name_empty"


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def shown_code(code: str) -> str:
    """In two groups, as it is read aloud: `KBCD 3476`."""
    half = (len(code) + 1) // 2
    return f"{code[:half]} {code[half:]}"


async def open_class(parts: Parts, teacher: Teacher, wish: ClassWish) -> Classroom:
    """A class with its lead and a code that no other class has."""

    async def begin(code: str) -> Classroom:
        made = Classroom(
            id=new_id(), code=code, name=wish.name, tier=wish.tier, language=wish.language, asks_number=wish.asks_number, roster_only=False,
            task={}, pinned=None, tokens=None, learner_tokens=None, paused=None, unaided=None, schedule=[], next_bell=None,
            keep_days=DEFAULT_KEEP, archived=None, created=datetime.now(UTC), first_asked=datetime.now(UTC),
        )  # fmt: skip
        await parts.store.setting_up.begin(made, teacher.id)
        return made

    return await _with_free_code(begin)


async def renew_code(parts: Parts, teacher: Teacher, classroom: Classroom) -> str:
    """Another code from now on; the old one opens nothing. Where a colleague was quicker, theirs holds."""
    code = await _with_free_code(lambda new: parts.store.setting_up.renew_code(classroom.id, teacher.id, classroom.code, new))
    parts.news.tell(of_class(classroom.id))
    return code


async def _with_free_code(use: Callable[[str], Awaitable[T]]) -> T:
    while True:
        try:
            return await use(new_code())
        except TakenError:  # two in 25,000 million; asked again, never shown
            continue
