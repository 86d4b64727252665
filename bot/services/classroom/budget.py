"""What a class may use of a language model a day, as its teachers set it, and what it used today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.services import Parts
from storage.classrooms.records import Classroom, Teacher

MOST = 100_000_000


class WrongBudgetError(ValueError):
    """What was typed is no number of tokens."""


@dataclass(frozen=True)
class Used:
    """Tokens of a day, sent and got, and how many requests they were."""

    tokens: int
    calls: int


async def set_budget(parts: Parts, teacher: Teacher, classroom: Classroom, whole: str, each: str) -> None:
    """Keep the limits as they were typed; '' leaves one to the program. Raises `WrongBudgetError`."""
    limits = {"tokens": _tokens(whole), "learner_tokens": _tokens(each)}
    await parts.store.classes.change(classroom.id, **limits)
    await parts.store.care.write_down("budget", classroom=classroom.id, teacher=teacher.id, detail=f"{whole.strip() or '-'} / {each.strip() or '-'}")


def _tokens(typed: str) -> int | None:
    digits = "".join(char for char in typed.strip() if char not in ", ，\u00a0\u2009")
    if not digits:
        return None
    if not digits.isdecimal() or len(digits) > 12 or int(digits) > MOST:
        raise WrongBudgetError(typed)
    return int(digits)


async def used_today(parts: Parts, classroom: Classroom) -> Used:
    """By the school's own day."""
    today = datetime.now(ZoneInfo(parts.zone)).date().isoformat()
    theirs = [one for one in await parts.store.spent(today, today) if one.classroom == classroom.id]
    return Used(sum(one.sent + one.got for one in theirs), sum(one.calls for one in theirs))
