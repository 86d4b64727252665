"""What is kept of somebody, as a file; and the way out for good."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from bot.channels.web.desk import COOKIES, Desk, sheet, visit_of
from bot.channels.web.pages import turn
from bot.channels.web.session import forget
from bot.core.errors import NoAppError
from bot.core.leaving import YES
from bot.hosting import try_page
from bot.services.classroom.my_data import make_my_data
from bot.services.forget import learner_in, let_go_of_builds

router = APIRouter(include_in_schema=False)


def letting_go(desk: Desk) -> Callable[[str], None]:
    """Hears, wherever it happened, that a learner was forgotten, and lets go of what this process kept of them."""

    def hear(topic: str) -> None:
        if learner := learner_in(topic):
            desk.previews.forget(learner)
            desk.words.forget(learner)
            desk.tries.forget_all()
            try_page.drawn.cache_clear()
            let_go_of_builds()

    return hear


@router.get("/mydata")
async def my_data(request: Request) -> Response:
    """Everything that is kept of whoever is at this browser."""
    visit = await visit_of(request)
    if visit.loaded is None:
        return RedirectResponse("/", 303)
    try:
        name, data = await make_my_data(visit.desk.parts, visit.loaded.learner.id)
    except NoAppError:
        raise HTTPException(404) from None
    return Response(data, media_type="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/forget/all", response_class=HTMLResponse)
async def ask_to_remove(request: Request) -> Response:
    visit = await visit_of(request)
    if visit.loaded is None:
        return RedirectResponse("/", 303)
    return sheet(request, "remove", visit.t, visit.t("mine.remove_title"), in_class=visit.loaded.in_class is not None)


@router.post("/forget/all", response_class=HTMLResponse)
async def remove(request: Request) -> Response:
    """The same turns as `/forget` and its 'yes' in the chat, behind whatever is under way there; then this browser knows nothing either."""
    visit = await visit_of(request)
    desk, t = visit.desk, visit.t
    session = desk.session(request)
    if visit.loaded is None or session is None:
        return RedirectResponse("/", 303)
    flag = await desk.parts.store.care.has_open_flag(visit.loaded.learner.id)
    await turn(desk, request, session, text="/forget")
    await turn(desk, request, session, press=YES)
    await desk.parts.store.going.begin_anew(session.chat)
    sentence = t("mine.removed_flag" if flag else "mine.removed")
    response = sheet(request, "notice", t, t("mine.removed_title"), sentence=sentence, ways=[("/", t("forget.again"))])
    forget(response, COOKIES)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
