"""How much one person may have: '每人每天最多兩小時', 'max 2 a day', 'one per family'."""

from __future__ import annotations

import re
from itertools import islice
from typing import Literal

from bot.brains.offline.lexicon import parts, patterns
from bot.brains.offline.normalise import Message
from bot.brains.offline.slots import numbers
from scaffolds.wish import Limit

_MOST = 6
"""Limits that one message may set."""
Per = Literal["day", "week", "ever"]
_SENTENCE = re.compile(r"[.!?;\n。！？；]+")
_TIME = re.compile(r"hour|hr|\bh\b|min|小时|钟")
_SOFT = re.compile(r"(?:only|just|can|cannot|cant|up to|allowed)\b|只得|限")
_TOO_MANY = re.compile(r"\btoo (?:much|many|often)\b|太多")
_NO_LIMIT_OF_PEOPLE = re.compile(r"\s*(?:per ?cent|%|years?|岁|km|kg|dollars|元|people|persons|人|am\b|pm\b|:|点|degrees|words|字)")


def limits(message: Message, usual_per: Per, strict: bool = True) -> tuple[Limit, ...]:
    """The limits that a message sets. `strict` false: a bare 'twice a day' counts, as an answer to what should be stopped.

    A period that is said anywhere in the message holds for a limit without one: 'twice a day. max 1 per family'.
    """
    found = _found(message, "limit", usual_per) or (() if strict else _found(message, "bare_limit", usual_per))
    return tuple({(one.unit, one.per): one for one in reversed(found)}.values())[::-1]


def lifted(folded: str) -> bool:
    """A limit is taken away: 'no limit', '不用限制'."""
    return bool(patterns("facts", "patterns")["no_limit"].search(folded))


def _found(message: Message, key: str, usual_per: Per) -> tuple[Limit, ...]:
    made = []
    for pattern in parts("facts", key, "patterns"):
        for found in islice(pattern.finditer(message.folded), _MOST):
            limit = None if _NO_LIMIT_OF_PEOPLE.match(message.folded[found.end() :]) else _limit(message, found, usual_per)
            if limit is not None:
                made.append(limit)
    return tuple(made)


def _limit(message: Message, found: re.Match[str], usual_per: Per) -> Limit | None:
    start, end = _sentence(message.folded, found)
    unit = found["unit"] or ""
    amount = numbers.minutes(found["amount"] + (" " if unit.isascii() else "") + unit) if _TIME.search(unit) else numbers.value(found["amount"])
    if not amount or amount > 10_000 or (_SOFT.match(found[0]) and not _of_somebody(message.folded[start:end])):
        return None
    per = _per(message.folded[start:end]) or _per(message.folded) or ("day" if _TIME.search(unit) else usual_per)
    amount = amount - 1 if _TOO_MANY.search(message.folded[start:end]) and amount > 1 else amount
    return Limit(amount=int(amount), unit="minutes" if _TIME.search(unit) else "times", per=per, says=message.as_typed(start, end)[:300])


def _of_somebody(sentence: str) -> bool:
    """It says for whom or for how long: 'only one a day' is a limit, 'only one shower' is none."""
    return bool(_per(sentence)) or bool(patterns("facts", "patterns")["for_each"].search(sentence))


def _sentence(folded: str, found: re.Match[str]) -> tuple[int, int]:
    starts = [hit.end() for hit in _SENTENCE.finditer(folded, 0, found.start())]
    after = _SENTENCE.search(folded, found.end())
    return (starts[-1] if starts else 0), (after.start() if after else len(folded))


def _per(folded: str) -> Per | None:
    known = patterns("facts", "patterns")
    if known["ever"].search(folded):
        return "ever"
    return "day" if known["a_day"].search(folded) else "week" if known["a_week"].search(folded) else None
