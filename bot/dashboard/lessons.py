"""The lessons for teachers: the pathway of each age group, the courses, each lesson with its page for the teacher, and its cards to print."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, Response
from markdown_it import MarkdownIt
from markupsafe import Markup

from bot.dashboard.page import Here, Visit, show
from bot.services.lesson.shelf import shelf_of
from prompts.lessons import COURSES, TIERS, Course, Lesson, Page, Shelf, Tier, pathways
from scaffolds.spec import Language

router = APIRouter(prefix="/teacher/lessons", include_in_schema=False)


@dataclass(frozen=True)
class Way:
    """The pathway of an age group: where it leads, and its lessons in their order."""

    tier: Tier
    leads: str
    lessons: tuple[Lesson, ...]

    @property
    def hours(self) -> float:
        """How long it takes, to half an hour."""
        return round(sum(one.minutes for one in self.lessons) / 30) / 2


@router.get("", response_class=HTMLResponse)
async def lessons(here: Here) -> Response:
    shelf = await shelf_of(here.parts)
    ways = [Way(tier, pathways()[tier].leads[here.t.language], shelf.pathway(tier)) for tier in TIERS]
    return show(
        here, "lessons/all.html", heading=here.t("lessons.title"), ways=[way for way in ways if way.lessons], courses=_courses(shelf),
        faults=shelf.own_faults, **_how(here),
    )  # fmt: skip


@router.get("/{id}", response_class=HTMLResponse)
async def lesson(here: Here, id: str) -> Response:
    """What a teacher needs to teach it, then what students see."""
    shelf, found = await _found(here, id)
    page = found.said(here.t.language)
    needs = [shelf.lessons[need] for need in found.needs if need in shelf.lessons]
    return show(here, "lessons/one.html", heading=page.title, lesson=found, page=page, needs=needs, cards=_cards(page), **_how(here))


@router.get("/{id}/cards", response_class=HTMLResponse)
async def cards(here: Here, id: str) -> Response:
    """Its cards alone, to print and to cut."""
    _, found = await _found(here, id)
    page = found.said(here.t.language)
    if not _cards(page):
        raise HTTPException(404)
    return show(here, "lessons/cards.html", heading=page.title, lesson=found, page=page, cards=_cards(page), **_how(here))


async def _found(here: Visit, id: str) -> tuple[Shelf, Lesson]:
    shelf = await shelf_of(here.parts)
    if id not in shelf.lessons:
        raise HTTPException(404)
    return shelf, shelf.lessons[id]


def _courses(shelf: Shelf) -> list[tuple[Course, list[Lesson]]]:
    ordered = sorted(shelf.lessons.values(), key=lambda one: (COURSES.index(one.course), one.place, one.id))
    return [(course, list(found)) for course, found in groupby(ordered, key=lambda one: one.course)]


def _cards(page: Page) -> list[Any]:
    return [step for step in page.steps if step.kind == "paper"]


def _how(here: Visit) -> dict[str, Any]:
    """What templates put an author's words onto the page with."""
    language: Language = here.t.language
    return {"md": markdown, "said": lambda one: one.said(language), "picture": lambda one, shown: f"/lessons/{one.id}/{shown.file}"}


def markdown(text: str) -> Markup:
    """An author's Markdown: no HTML, links or pictures come out of it."""
    html = _reader().render(text)
    return Markup(html.replace("<table>", '<div class="scroll"><table>').replace("</table>", "</table></div>"))


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["link", "image", "autolink", "reference", "html_block", "html_inline"])
