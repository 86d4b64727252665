"""A teacher's classes, and a new one in a minute."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.dashboard.page import Here, Visit, show
from bot.locales import LANGUAGES, spoken
from bot.services.classroom.open_class import LONGEST_NAME, ClassWish, class_name_fault, class_name_of, open_class, shown_code
from scaffolds.spec import Tier
from storage.classrooms.records import Classroom

router = APIRouter(prefix="/teacher", include_in_schema=False)
TIERS: tuple[Tier, ...] = get_args(Tier)


@router.get("", response_class=HTMLResponse)
async def classes(here: Here, gone: str = "") -> Response:
    """All classes that are the teacher's; the archived ones apart. `gone`: what happened to the last one."""
    store = here.parts.store
    found, sizes = await store.teachers.classes(here.teacher.id), await store.setting_up.sizes(here.teacher.id)

    def shown(one: Classroom) -> dict[str, object]:
        listed, joined = sizes.get(one.id, (0, 0))
        return {"room": one, "code": shown_code(one.code), "listed": listed, "joined": joined}

    open_ones = [shown(one) for one in found if one.archived is None]
    archived = [shown(one) for one in found if one.archived is not None]
    note = gone if gone in ("deleted", "left") else ""
    events = [{"event": one, "code": shown_code(one.code)} for one in await store.events.of_teacher(here.teacher.id)]
    return show(here, "home/classes.html", heading=here.t("home.title"), classes=open_ones, archived=archived, events=events, note=note)


@router.get("/new", response_class=HTMLResponse)
async def new(here: Here) -> Response:
    return _ask(here, ClassWish("", "junior", here.t.language))


@router.post("/new", response_class=HTMLResponse)
async def make(
    here: Here,
    name: Annotated[str, Form()] = "",
    tier: Annotated[str, Form()] = "junior",
    language: Annotated[str, Form()] = "",
    asks_number: Annotated[str, Form()] = "",
) -> Response:
    """The class is there, and its code on the screen."""
    wish = ClassWish(class_name_of(name), tier_of(tier), spoken(language) or here.t.language, bool(asks_number))
    if not wish.name:
        return _ask(here, wish, name[:400])
    made = await open_class(here.parts, here.teacher, wish)
    return RedirectResponse(f"/teacher/class/{made.id}/code", 303)


def tier_of(text: str) -> Tier:
    return next((tier for tier in TIERS if tier == text), "junior")


def _ask(here: Visit, wish: ClassWish, typed: str | None = None) -> Response:
    problem = "" if typed is None else here.t(f"home.{class_name_fault(typed)}", most=LONGEST_NAME)
    return show(
        here, "home/new.html", 422 if problem else 200, heading=here.t("home.new_title"), width="narrow", wish=wish, typed=typed or "",
        problem=problem, tiers=TIERS, languages=LANGUAGES, most=LONGEST_NAME,
    )  # fmt: skip
