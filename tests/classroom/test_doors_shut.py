"""Every page for teachers, whoever made it: shut to students, to teachers of other classes, and to forms from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

from bot.dashboard import routers
from bot.services import Parts
from tests.channels.visiting import visit, web
from tests.classroom.people import a_class, a_teacher, signed_in

OPEN = ("/teacher/login", "/teacher/logout", "/teacher/language", "/teacher/in/", "/teacher/demo/", "/mentor/", "/teacher/guide")
"""Doors themselves, and what holds no student's work."""


def paths(method: str) -> Iterator[str]:
    """The addresses of every feature, `{classroom}` left in; what else stands in braces is made up."""
    for router in routers():
        for route in _routes(router):
            if method in (route.methods or ()):
                yield re.sub(r"\{(?!classroom)[^}]*\}", "0f0f", route.path)


def _routes(router: APIRouter) -> list[APIRoute]:
    return [route for route in router.routes if isinstance(route, APIRoute)]


PAGES, CHANGES = sorted(set(paths("GET"))), sorted(set(paths("POST")))


def test_there_are_pages_to_try() -> None:
    assert len(PAGES) > 20 and len(CHANGES) > 20


@pytest.mark.parametrize("path", [path for path in PAGES if path.startswith("/teacher") and not path.startswith(OPEN)])
async def test_a_student_is_led_to_the_door(parts: Parts, path: str) -> None:
    student = visit(web(parts))
    await student.get("/")
    answer = await student.http.get(path.replace("{classroom}", "0f0f"))
    assert answer.status_code in (204, 303, 403), answer.text[:200]
    where = answer.headers.get("location") or answer.headers.get("hx-redirect") or "/teacher/login"
    assert where.startswith("/teacher/login")


@pytest.mark.parametrize("path", [path for path in PAGES if "{classroom}" in path])
async def test_another_teachers_class_is_not_there(parts: Parts, path: str) -> None:
    room = await a_class(parts, await a_teacher(parts, "Ms Lee"))
    other = visit(web(parts))
    other.http.cookies.update(await signed_in(parts, await a_teacher(parts, "Mr Chan")))
    assert (await other.http.get(path.replace("{classroom}", room.id))).status_code == 404


@pytest.mark.parametrize("path", [path for path in CHANGES if "{classroom}" in path])
async def test_nothing_is_changed_in_another_teachers_class(parts: Parts, path: str) -> None:
    room = await a_class(parts, await a_teacher(parts, "Ms Lee"))
    other = visit(web(parts))
    other.http.cookies.update(await signed_in(parts, await a_teacher(parts, "Mr Chan")))
    assert (await other.post(path.replace("{classroom}", room.id), {})).status_code in (404, 422)


@pytest.mark.parametrize("path", CHANGES)
async def test_a_form_from_elsewhere_changes_nothing(parts: Parts, path: str) -> None:
    room = await a_class(parts, await a_teacher(parts))
    answer = await visit(web(parts)).http.post(path.replace("{classroom}", room.id), data={"text": "x"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
