"""The teacher guide and the lesson plan as pages to read and to print, from `docs/teacher/`, in the page's language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, Response
from markdown_it import MarkdownIt
from markupsafe import Markup

from bot.dashboard.page import Here, show
from scaffolds.spec import Language

router = APIRouter(prefix="/teacher/guide", include_in_schema=False)
FOLDER = Path(__file__).parents[2] / "docs" / "teacher"
PAGES = {"": ("guide", "guide.title"), "lesson": ("lesson-plan", "guide.lesson")}
"""By path, the file's name and the sentence that the page is called by."""


@router.get("", response_class=HTMLResponse)
async def guide(here: Here) -> Response:
    return _page(here, "")


@router.get("/{path}", response_class=HTMLResponse)
async def other(here: Here, path: str) -> Response:
    if path not in PAGES or not path:
        raise HTTPException(404)
    return _page(here, path)


def _page(here: Here, path: str) -> Response:
    name, heading = PAGES[path]
    ways = [(f"/teacher/guide/{one}".rstrip("/"), called, one == path) for one, (_, called) in PAGES.items()]
    return show(here, "report/guide.html", heading=here.t(heading), text=read(name, here.t.language), ways=ways)


@cache
def read(name: str, language: Language) -> Markup:
    """A page of ours as HTML, without its title, which the page's heading says, and without the lines of links under it."""
    text = (FOLDER / f"{name}.{language}.md").read_text(encoding="utf-8")
    body = text.partition("\n---\n")[2]
    html = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(["table", "smartquotes"]).render(body)
    framed = html.replace("<table>", '<div class="scroll"><table>').replace("</table>", "</table></div>")
    return Markup(framed)
