"""The frozen app in a judge's frame: as it was at the freeze, whoever changes what, each judge on a copy of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI

from bot.core.errors import NoAppError
from bot.core.event import phases
from bot.services import Parts
from bot.services.event import freeze
from bot.services.event.frozen_app import frozen_link
from scaffolds.spec import AppSpec
from storage.events.entries import Entry
from storage.records import AppRow
from storage.tables import Revision, table
from tests.channels.visiting import SPEC, Visit, give_app, preview_of, visit, web
from tests.event.people import a_member, a_team, an_event
from tests.event.test_ideas import heard
from tests.hosting.test_preview import add, rows, write


@pytest.fixture
def app(parts: Parts) -> FastAPI:
    return web(parts)


async def frozen(app: FastAPI) -> tuple[Entry, str]:
    """An entry with a row of its own team's and one of a stranger's, and its project."""
    parts: Parts = app.state.parts
    browser = visit(app)
    await browser.get("/")
    project = await give_app(browser)
    event = await an_event(parts)
    team = await a_team(parts, event, project=project, title="Shower Time", version=1)
    await parts.store.change_rows(project, project, 0, lambda _: [AppRow("booking", "b1", "stranger", {"name": "Chan", "phone": "9123 4567"})])
    now = datetime.now(UTC)
    assert await parts.store.events.set_phases(
        event.id, event.phases, phases.kept(phases.begun_early(phases.read(event.phases), "freeze", now)), None, now
    )
    assert await freeze.freeze(parts, event) == 1
    entry = await parts.store.entries.of_team(event.id, team.id)
    assert entry is not None
    return entry, project


async def judge(app: FastAPI, entry: Entry, viewer: str) -> tuple[Visit, str]:
    return visit(app), f"/preview/{await frozen_link(app.state.previews, entry, viewer)}/"


async def test_a_judge_sees_the_rows_of_the_freeze_without_what_is_private(app: FastAPI) -> None:
    entry, project = await frozen(app)
    browser, frame = await judge(app, entry, "judge one")
    assert "text/html" in (await browser.get(frame)).headers["content-type"]
    assert [(row["name"], row.get("phone")) for row in await rows(browser, frame)] == [("Chan", None)]
    store = app.state.parts.store
    await store.change_rows(project, project, 1, lambda _: [])
    assert len(await rows(browser, frame)) == 1, "what happens in the app now does not show"


async def test_what_one_writes_no_other_sees(app: FastAPI) -> None:
    entry, project = await frozen(app)
    one, first = await judge(app, entry, "one")
    two, second = await judge(app, entry, "two")
    answer = await write(one, first, 1, add("minemine", name="Ng", phone="1"))
    assert answer.status_code == 200, answer.text
    assert {row["name"] for row in await rows(one, first)} == {"Chan", "Ng"}
    assert {row["name"] for row in await rows(two, second)} == {"Chan"}
    again, same = await judge(app, entry, "one")
    assert same == first, "the same address for the same judge"
    assert len(await rows(again, same)) == 2
    store = app.state.parts.store
    for key in (project, f"entry:{entry.id}"):
        kept = await store.app_rows(key)
        assert [row.id for row in kept.rows] == ["b1"], key


async def test_a_write_that_is_refused_shows_the_copy(app: FastAPI) -> None:
    entry, _ = await frozen(app)
    browser, frame = await judge(app, entry, "one")
    answer = await write(browser, frame, 1, add("badbadba", phone="1"))
    assert answer.status_code == 422
    assert {row["id"] for row in answer.json()["rows"]["booking"]} == {"b1"}
    stale = await write(browser, frame, 0, add("minemine", name="Ng"))
    assert stale.status_code == 409


async def test_its_files_are_never_those_of_the_app_as_it_is_now(app: FastAPI) -> None:
    entry, project = await frozen(app)
    browser, frame = await judge(app, entry, "one")
    before = (await browser.get(f"{frame}things.json")).text + (await browser.get(frame)).text
    await app.state.parts.store.write(_changed, project, SPEC.model_copy(update={"title": "Quite Another"}))
    assert (await browser.get(f"{frame}things.json")).text + (await browser.get(frame)).text == before
    assert "Quite Another" not in before


def _changed(db: Any, project: str, spec: AppSpec) -> None:
    revision = table(Revision)
    db.execute(revision.update().where(revision.c.project == project).values(spec=spec.model_dump_json()))


async def test_an_entry_without_an_app_has_no_frame(app: FastAPI) -> None:
    parts: Parts = app.state.parts
    event = await an_event(parts, "freeze")
    team = await a_team(parts, event, pitch="Words alone")
    await freeze.freeze(parts, event)
    entry = await parts.store.entries.of_team(event.id, team.id)
    assert entry is not None
    with pytest.raises(NoAppError):
        await frozen_link(app.state.previews, entry, "judge")


@pytest.mark.parametrize("key", ["~1", "~0123456789abcdef0123456789abcdef"])
async def test_no_other_version_and_no_other_viewer_by_the_address(app: FastAPI, key: str) -> None:
    entry, _ = await frozen(app)
    browser, frame = await judge(app, entry, "one")
    assert (await browser.get(f"{frame.rstrip('/')}{key}/")).status_code == 404


async def test_a_row_that_comes_before_the_clock_does_not_keep_the_teams_from_hearing_what_was_taken(app: FastAPI) -> None:
    """Somebody writes in the app at the very moment of pens down; the clock of events looks once a second."""
    parts: Parts = app.state.parts
    browser = visit(app)
    await browser.get("/")
    project, frame = await give_app(browser), preview_of(await browser.get("/"))
    event = await an_event(parts)
    team = await a_team(parts, event, project=project, title="Shower Time", version=1)
    ann = await a_member(parts, event, team, "Ann")
    now = datetime.now(UTC)
    ended = phases.kept(phases.begun_early(phases.read(event.phases), "freeze", now))
    assert await parts.store.events.set_phases(event.id, event.phases, ended, None, now)
    assert (await write(browser, frame, 0, add("minemine", name="Ng", phone="1"))).status_code == 200
    assert await freeze.freeze(parts, event) == 0
    assert [text for text in await heard(parts, ann) if "Shower Time" in text], "the team hears what was taken"
    assert len(await heard(parts, ann)) == 1
