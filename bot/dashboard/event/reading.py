"""Forms of the organisers' pages, read field by field."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Request
from starlette.datastructures import FormData

from bot.core.classroom.naming import name_of

MOST_FIELDS = 400


async def form_of(request: Request) -> FormData:
    """What was sent; a file in it is not looked at."""
    return await request.form(max_files=0, max_fields=MOST_FIELDS)


def text(form: FormData, key: str, longest: int = 4000) -> str:
    value = form.get(key, "")
    return value[:longest] if isinstance(value, str) else ""


def texts(form: FormData, key: str) -> list[str]:
    return [value[:200] for value in form.getlist(key) if isinstance(value, str)]


def lines(form: FormData, key: str, most: int, longest: int = 60) -> list[str]:
    """Names, one a line: each once, without empty ones."""
    found = [name_of(line)[:longest] for line in text(form, key).splitlines()]
    return list(dict.fromkeys(line for line in found if line))[:most]


def number(form: FormData, key: str, least: int, most: int, otherwise: int) -> int:
    """A whole number, brought between its bounds."""
    typed = text(form, key, 9).strip()
    return min(most, max(least, int(typed))) if typed.isdecimal() and typed.isascii() else otherwise


def chosen(form: FormData, key: str, among: Sequence[str]) -> list[str]:
    """Ticked boxes, of those that there are, in their order."""
    ticked = set(texts(form, key))
    return [one for one in among if one in ticked]
