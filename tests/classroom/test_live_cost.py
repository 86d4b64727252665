"""What the live page costs: queries, and bytes of a first visit."""

from __future__ import annotations

import gzip
import re

import pytest
from sqlalchemy import Engine, event

from bot.channels.web import assets
from bot.locales import LANGUAGES
from bot.services import Parts
from scaffolds.spec import Language
from tests.classroom.people import (
    a_class,
    a_full_class,
    a_teacher,
)
from tests.classroom.test_live import at_class, signed

QUERIES = 3
"""Who asks, whether the class is theirs, and the class."""


@pytest.mark.parametrize("count", [1, 45])
@pytest.mark.parametrize("path", ["", "/live", "/wall", "/ask"])
async def test_so_many_queries_and_no_more(parts: Parts, path: str, count: int) -> None:
    browser, _, room = await at_class(parts)
    ids = await a_full_class(parts, room, count)
    asked: list[str] = []

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        page = await browser.get(f"/teacher/class/{room.id}{path}{f'?learner={ids[0]}' if path == '/ask' else ''}")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert page.status_code == 200
    assert len([one for one in asked if one.startswith("SELECT")]) == QUERIES, asked


@pytest.mark.parametrize("stuck", [9, 45])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_first_visit_is_light(parts: Parts, language: Language, stuck: int) -> None:
    """The page of 45, some or all of them stuck, with its style and scripts, as a browser gets them that knows nothing better than gzip."""
    teacher = await a_teacher(parts, language=language)
    room = await a_class(parts, teacher, language=language, asks_number=True)
    await a_full_class(parts, room, 45, stuck)
    browser = await signed(parts, teacher, language)
    page = (await browser.get(f"/teacher/class/{room.id}")).text
    named = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page))
    sizes = {path: _packed(assets._addresses()[f"/static/{path}"].read_bytes()) for path in named} | {"page": _packed(page.encode())}
    assert sum(sizes.values()) <= 40_000, sizes


def _packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))
