"""Every page of those who run an event, whoever made it: shut to students and to whoever runs another event."""

from __future__ import annotations

import re

import pytest

from bot.dashboard.event.page import cookie_of
from bot.services import Parts
from tests.channels.visiting import visit, web
from tests.classroom.test_doors_shut import paths
from tests.event.people import a_person, an_event

SHUT = ("desk", "judge", "mentor", "checkpoints")
AN_EVENTS = re.compile(r"/event/0f0f/(?:" + "|".join(SHUT) + r")(?:/|$)")
PAGES, CHANGES = ([path for path in sorted(set(paths(method))) if AN_EVENTS.match(path)] for method in ("GET", "POST"))


def test_there_are_pages_to_try() -> None:
    assert len(PAGES) > 15 and len(CHANGES) > 15


@pytest.mark.parametrize("path", PAGES)
async def test_a_student_sees_no_page_of_those_who_run_it(parts: Parts, path: str) -> None:
    event = await an_event(parts)
    student = visit(web(parts))
    await student.get("/")
    assert (await student.http.get(path.replace("0f0f", event.code, 1))).status_code == 403


@pytest.mark.parametrize("path", CHANGES)
async def test_an_organiser_of_another_event_changes_nothing(parts: Parts, path: str) -> None:
    event, other = await an_event(parts), await an_event(parts, code="WXTR7734")
    keys = {role: (await a_person(parts, other, role))[1] for role in ("organiser", "judge", "mentor")}
    browser = visit(web(parts))
    browser.http.cookies.update({cookie_of(event.code, role): token for role, token in keys.items()})  # type: ignore[arg-type]  # their names
    assert (await browser.post(path.replace("0f0f", event.code, 1), {})).status_code in (403, 422)
