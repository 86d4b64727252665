"""`/event/<code>/feedback`: what a student takes home: the judges' words for their team, certificates, a page of their own, the showcase."""

from __future__ import annotations

import asyncio
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.address import is_local
from bot.channels.web.desk import origin_of
from bot.dashboard import Tab
from bot.dashboard.event.page import AMember, MemberVisit, show
from bot.portfolio import print_certificate
from bot.services.classroom.class_zips import safe_names
from bot.services.event import certificates, feedback, showcase
from bot.services.event.keepsakes import keepsake_of
from bot.services.event.member_page import member_page

TEAM_TAB = Tab(60, "ev_after.feedback_tab", "feedback")
router = APIRouter(prefix="/event/{code}/feedback", include_in_schema=False)


@router.get("", response_class=HTMLResponse)
async def page(here: AMember) -> Response:
    team = await keepsake_of(here.parts, here.event, here.team.id) if here.team else None
    said = await feedback.for_team(here.parts, here.event, team.work.team, here.t.language) if team else []
    papers = [paper.certificate.title for paper in await certificates.of_member(here.parts, here.event, here.seat)]
    return show(here, "event/feedback.html", heading=here.t("ev_after.feedback_heading"), path=TEAM_TAB.path, said=said, papers=papers, team=team)


@router.post("/shown")
async def shown(here: AMember, want: Annotated[str, Form()] = "") -> Response:
    """The team would like to be on the showcase, or no longer."""
    if here.team is not None:
        await showcase.want(here.parts, here.event, here.team, shown=want == "1")
    return RedirectResponse(f"{here.home}/feedback#showcase", 303)


@router.get("/certificate-{n}.pdf")
async def certificate(here: AMember, n: int) -> Response:
    """One's own: 0 is that of taking part, the others are of awards."""
    papers = await certificates.of_member(here.parts, here.event, here.seat)
    if not 0 <= n < len(papers):
        raise HTTPException(404)
    return _pdf(papers[n].file, await asyncio.to_thread(print_certificate, papers[n].certificate))


@router.get("/portfolio.pdf")
async def portfolio(here: AMember) -> Response:
    return _pdf(f"{here.seat.name} - {here.event.name}.pdf", await member_page(here.parts, here.event, here.seat, _address(here)))


def _address(here: MemberVisit) -> str:
    """Where the code in a page leads: only where it would open anywhere else than on this machine."""
    origin, known = origin_of(here.request), here.parts.public_url.rstrip("/")
    public = known if is_local(origin) and known else origin
    return "" if is_local(public) else f"{public}{here.home}"


def _pdf(name: str, data: bytes) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(safe_names([name])[0])}", "Cache-Control": "no-store"}
    return Response(data, media_type="application/pdf", headers=headers)
