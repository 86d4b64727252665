"""A lesson's picture by its name, `<lesson>/<file>.svg`: as it is drawn for browsers, as pixels for others."""

from __future__ import annotations

import asyncio
import re
from functools import lru_cache

from bot.services import Parts
from bot.services.lesson.shelf import shelf_of
from bot.services.show_example import draw_example
from scaffolds.picture.pixels import png

ENDING = ".svg"
_ROOT = re.compile(r"<svg(\b[^>]*)>")
_SIZE = re.compile(r"\s(?:width|height)\s*=\s*([\"']).*?\1")


async def drawing_of(parts: Parts, name: str) -> str | None:
    """The SVG; None for a picture of no lesson."""
    id, _, file = name.partition("/")
    lesson = (await shelf_of(parts)).lessons.get(id)
    if lesson is None or file not in {picture.file for page in lesson.pages.values() for picture in page.shown}:
        return None
    try:
        return await asyncio.to_thread((lesson.folder / file).read_text, "utf-8")
    except OSError:
        return None


async def draw(parts: Parts, name: str) -> bytes | None:
    """What `Message.picture` names as a PNG: an example app's picture, or a lesson's; None where there is no such thing (any more)."""
    if not is_lessons(name):
        return await draw_example(name)
    drawn = await drawing_of(parts, name)
    return await asyncio.to_thread(_pixels, drawn) if drawn else None


def is_lessons(name: str) -> bool:
    """Whether a picture is a lesson's."""
    return "/" in name and name.endswith(ENDING)


@lru_cache(maxsize=64)
def _pixels(drawn: str) -> bytes:
    """Twice as large as its frame: phones have small pixels."""
    return png(_ROOT.sub(lambda found: f'<svg width="1280" height="720"{_SIZE.sub("", found[1])}>', drawn, count=1))
