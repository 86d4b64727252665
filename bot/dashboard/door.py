"""The teachers' door: signing in and out, and what an invitation opens."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.desk import LANGUAGE_COOKIE
from bot.channels.web.session import forget
from bot.core.classroom.naming import name_of
from bot.dashboard.device import device_of, known_teacher, remember_teacher
from bot.dashboard.page import COOKIE, HOME, LOGIN, keep, parts_of, render, words_of
from bot.locales import spoken
from bot.services import Parts
from bot.services.classroom import accounts
from bot.services.classroom.accounts import SHORTEST, Guesser, name_fault, password_fault, sign_in
from bot.services.news import of_class
from storage.classrooms.records import Invitation, Teacher
from storage.errors import OverError, TakenError
from storage.ids import hash_token

router = APIRouter(prefix="/teacher", include_in_schema=False)
HERE_AGAIN, OWN_COMPUTER = timedelta(hours=12), timedelta(days=30)
"""How long a session lasts: a school day on a shared computer, a month on one's own."""
_OURS = re.compile(r"/teacher(/[\w-]{1,80}){0,8}(\?[\w=&.-]{0,200})?", re.ASCII)
_DOOR = ("/teacher/login", "/teacher/logout", "/teacher/language")


def landing(next: str) -> str:
    """Where to go after the door: a page of ours for teachers, whatever was asked for."""
    return next if _OURS.fullmatch(next) and not next.startswith(_DOOR) else HOME


@router.get("/login", response_class=HTMLResponse)
async def login(request: Request, next: str = HOME, out: str = "") -> Response:
    if await _signed_in(request):
        return RedirectResponse(landing(next), 303)
    return _ask(request, next=landing(next), note="door.signed_out" if out else "")


@router.post("/login", response_class=HTMLResponse)
async def come_in(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    own: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = HOME,
) -> Response:
    """To the page that was asked for, or one sentence that does not tell a wrong name from a wrong password."""
    parts, t = parts_of(request), words_of(request)
    address = request.client.host if request.client else ""
    found = await sign_in(parts, name, password, Guesser(address, known_teacher(request, parts.secret)))
    if found.teacher is None:
        problem = t("door.locked", minutes=found.wait) if found.wait else t("door.wrong")
        return _ask(request, 429 if found.wait else 403, next=landing(next), name=name[:80], own=own, problem=problem)
    return await _welcome(request, found.teacher, landing(next), OWN_COMPUTER if own else HERE_AGAIN)


@router.post("/logout")
async def go_out(request: Request) -> Response:
    parts, token = parts_of(request), request.cookies.get(COOKIE, "")
    teacher = await parts.store.teachers.by_session(token)
    if teacher is not None:
        await parts.store.teachers.end_session(teacher.id, hash_token(token))
    response = RedirectResponse(f"{LOGIN}?out=1", 303)
    forget(response, (COOKIE,))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@router.post("/language")
async def language(request: Request, language: Annotated[str, Form()] = "", next: Annotated[str, Form()] = LOGIN) -> Response:
    """Another language in this browser, and on the account of whoever is signed in."""
    chosen, parts = spoken(language), parts_of(request)
    response = RedirectResponse(next if _OURS.fullmatch(next) else LOGIN, 303)
    if chosen is None:
        return response
    teacher = await parts.store.teachers.by_session(request.cookies.get(COOKIE, ""))
    if teacher is not None:
        await parts.store.teachers.change(teacher.id, language=chosen)
    keep(request, response, LANGUAGE_COOKIE, chosen)
    return response


@router.get("/in/{token}", response_class=HTMLResponse)
async def invitation(request: Request, token: str) -> Response:
    """What an invitation opens. Looking at it uses nothing up: messengers look at links before people do."""
    return await _invited(request, token)


@router.post("/in/{token}", response_class=HTMLResponse)
async def use_invitation(
    request: Request, token: str, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = "", own: Annotated[str, Form()] = ""
) -> Response:
    """Make the account, choose the password, or come to the class."""
    parts = parts_of(request)
    invitation = await parts.store.teachers.invitation(token)
    if invitation is None:
        return _over(request)
    try:
        if invitation.kind == "password":
            return await _choose_password(request, token, invitation, password, own)
        teacher = await _signed_in(request)
        if invitation.kind == "co" and teacher is not None:
            return _to_class(parts, await parts.store.admitting.accept(token, teacher.id))
        return await _open_account(request, token, invitation, (name, password, own))
    except OverError:
        return _over(request)


async def _open_account(request: Request, token: str, invitation: Invitation, typed: tuple[str, str, str]) -> Response:
    parts, (name, password, own) = parts_of(request), typed
    name = name_of(name)
    faults = {"name": name_fault(name), "password": password_fault(password, name)}
    if any(faults.values()):
        return await _invited(request, token, 422, typed=name, own=own, faults=faults)
    try:
        made = await parts.store.admitting.open_account(token, name, await accounts.hash_of(password), words_of(request).language)
    except TakenError:
        return await _invited(request, token, 422, typed=name, own=own, faults={"name": "name_taken"})
    if invitation.classroom:
        parts.news.tell(of_class(invitation.classroom))
    there = f"/teacher/class/{invitation.classroom}" if invitation.classroom else "/teacher/new" if invitation.kind == "first" else HOME
    return await _welcome(request, made, there, OWN_COMPUTER if own else HERE_AGAIN)


async def _choose_password(request: Request, token: str, invitation: Invitation, password: str, own: str) -> Response:
    parts = parts_of(request)
    teacher = await parts.store.teachers.get(invitation.teacher or "")
    fault = password_fault(password, teacher.name if teacher else "")
    if fault:
        return await _invited(request, token, 422, own=own, faults={"password": fault})
    chosen = await parts.store.admitting.set_password(token, await accounts.hash_of(password))
    await parts.store.teachers.change(chosen.id, language=words_of(request).language)
    return await _welcome(request, chosen, HOME, OWN_COMPUTER if own else HERE_AGAIN)


async def _welcome(request: Request, teacher: Teacher, there: str, lasts: timedelta) -> Response:
    """Signed in: a new token, and the one that this browser held before is over."""
    parts, before = parts_of(request), request.cookies.get(COOKIE, "")
    held = await parts.store.teachers.by_session(before)
    if held is not None:
        await parts.store.teachers.end_session(held.id, hash_token(before))
    token = await parts.store.teachers.begin_session(teacher.id, device_of(request), lasts)
    response = RedirectResponse(there, 303)
    keep(request, response, COOKIE, token)
    remember_teacher(request, response, parts.secret, teacher.id)
    return response


def _to_class(parts: Parts, classroom: str) -> Response:
    parts.news.tell(of_class(classroom))
    return RedirectResponse(f"/teacher/class/{classroom}", 303)


async def _invited(
    request: Request, token: str, status: int = 200, *, typed: str = "", own: str = "", faults: dict[str, Any] | None = None
) -> Response:
    """The page of an invitation, as far as it still opens something."""
    store = parts_of(request).store
    found = await store.teachers.invitation(token)
    if found is None or found.kind not in ("first", "teacher", "co", "password") or (found.kind == "first" and await store.teachers.count()):
        return _over(request)
    by = await store.teachers.get(found.by) if found.by else None
    me = await _signed_in(request) if found.kind == "co" else None
    values = {
        "kind": found.kind,
        "token": token,
        "by": by.name if by else "",
        "classroom": await store.classes.get(found.classroom) if found.classroom else None,
        "whose": await store.teachers.get(found.teacher) if found.teacher else None,
        "me": me,
        "inside": me is not None and await store.setting_up.role(me.id, found.classroom or "") is not None,
    }
    return _page(
        request,
        "door/invitation.html",
        f"/teacher/in/{token}",
        status,
        typed=typed,
        own=own,
        faults={"name": None, "password": None} | (faults or {}),
        shortest=SHORTEST,
        **values,
    )


def _ask(request: Request, status: int = 200, *, next: str, name: str = "", own: str = "", problem: str = "", note: str = "") -> HTMLResponse:
    return _page(request, "door/login.html", f"{LOGIN}", status, next=next, name=name, own=own, problem=problem, note=note)


def _over(request: Request) -> HTMLResponse:
    return _page(request, "door/over.html", LOGIN, 404)


def _page(request: Request, template: str, here: str, status: int, **values: Any) -> HTMLResponse:
    return HTMLResponse(render(template, words_of(request), here_path=here, **values), status)


async def _signed_in(request: Request) -> Teacher | None:
    return await parts_of(request).store.teachers.by_session(request.cookies.get(COOKIE, ""))
