"""A teacher's own Telegram: connected once by a link, disconnected here, and whether a letter comes on Monday."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup

from bot.channels.web.address import svg_qr
from bot.dashboard.page import Here, Visit, show
from bot.services.classroom.teacher_chat import LINK_LASTS, new_link

router = APIRouter(prefix="/teacher/telegram", include_in_schema=False)


@router.get("")
async def telegram(here: Here) -> HTMLResponse:
    return await _page(here)


@router.post("")
async def make(here: Here) -> HTMLResponse:
    """A link, shown once."""
    address = await new_link(here.parts, here.teacher)
    return await _page(here, address or "")


@router.post("/off")
async def off(here: Here) -> RedirectResponse:
    if here.teacher.telegram:
        await here.parts.store.care.unlink_chat(here.teacher.id)
        await here.parts.store.care.write_down("telegram_unlinked", teacher=here.teacher.id)
    return RedirectResponse("/teacher/telegram?off=1", 303)


@router.post("/weekly")
async def weekly(here: Here, on: Annotated[str, Form()] = "") -> RedirectResponse:
    await here.parts.store.care.set_weekly(here.teacher.id, on == "1")
    return RedirectResponse("/teacher/telegram", 303)


async def _page(here: Visit, address: str = "") -> HTMLResponse:
    return show(
        here, "trust/telegram.html", heading=here.t("linking.title"), width="narrow", address=address, qr=Markup(svg_qr(address)) if address else "",
        minutes=int(LINK_LASTS.total_seconds()) // 60, has_telegram="telegram" in here.parts.doors, is_on=bool(here.teacher.telegram),
        was_off=not here.teacher.telegram and here.request.query_params.get("off") == "1", weekly=await here.parts.store.care.weekly(here.teacher.id),
    )  # fmt: skip
