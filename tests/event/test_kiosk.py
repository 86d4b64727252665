"""The projector's page and the public one: every phase, few questions to the store, and the line that moves them on."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, event
from starlette.requests import Request

from bot.channels.web.desk import desk_of
from bot.channels.web.wire import Wire
from bot.core.event.phases import KINDS, Kind
from bot.core.turn import STAGES
from bot.dashboard.event import wire
from bot.dashboard.event.page import EventVisit
from bot.locales import LANGUAGES, locale
from bot.services import Parts
from bot.services.event import judging
from bot.services.event.announcing import announce
from bot.services.news import of_event
from scaffolds.spec import Language
from storage.events import tables as t
from storage.events.records import Event, Team
from storage.ids import new_id
from storage.tables import table
from tests.channels.visiting import SPEC, text_of_page, visit, web
from tests.event.people import CODE, a_member, a_person, a_team, an_event

KIOSK = f"/event/{CODE}/kiosk"
PATIENCE = 60.0
DURING = [kind for kind in KINDS if kind != "over"]
QUERIES = {"kiosk": 4, "judging": 7, "public": 3}
"""The event, whether codes were guessed from there, its boats, what was announced; in judging the round, its batches and entries."""


def enter(db: Connection, event: Event, teams: list[Team]) -> None:
    """These teams' entries are in."""
    for number, team in enumerate(teams, 1):
        row = {
            "id": new_id(), "event": event.id, "team": team.id, "number": number, "project": "", "version": 1, "spec": SPEC.model_dump_json(), "learner_files": b"",
            "title": f"App of {team.name}", "pitch": "", "link": "", "ai_statement": "", "signed": [], "taken": datetime.now(UTC), "late": 0,
            "allowed_by": "", "package": b"", "sealed": datetime.now(UTC), "fault": "", "withdrawn": None,
        }  # fmt: skip
        db.execute(table(t.Entry).insert().values(row))


async def crowd(parts: Parts, kind: Kind, count: int, entered: int = 0, **changes: object) -> Event:
    """An event with so many teams, some of whose entries are in."""
    found = await an_event(parts, kind, **changes)  # type: ignore[arg-type]
    teams = [await a_team(parts, found, f"Team {n}", stage=STAGES[n % 6]) for n in range(count)]
    await parts.store.write(enter, found, teams[:entered])
    return found


@pytest.mark.parametrize("kind", DURING)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_phase_says_what_it_asks_for_in_two_languages(parts: Parts, kind: Kind, language: Language) -> None:
    other: Language = "en" if language != "en" else "zh-Hant"
    await crowd(parts, kind, 3, 2 if kind in ("freeze", "judging", "ceremony") else 0, languages=[language, other], language=language)
    said = text_of_page(await visit(web(parts), "en").get(KIOSK))
    for one in (language, other):
        assert locale(one)(f"ev_kiosk.ask_{kind}") in said, "whatever the browser beside the projector speaks"
    assert "Team 2" in said


async def test_lanes_stay_in_the_order_of_joining_and_an_entry_has_its_tick(parts: Parts) -> None:
    await crowd(parts, "freeze", 4, 2)
    page = (await visit(web(parts)).get(KIOSK)).text
    places = [page.index(f"<h2>Team {n}</h2>") for n in range(4)]
    assert places == sorted(places)
    assert page.count('class="lane s6 in"') == 2
    assert 'class="lane s3"' in page, "no entry yet: where it is"


async def test_who_left_has_no_lane(parts: Parts) -> None:
    found = await crowd(parts, "build", 2)
    first, _ = await parts.store.teams.of_event(found.id)
    await parts.store.teams.change(found.id, first.id, withdrawn=datetime.now(UTC))
    page = (await visit(web(parts)).get(KIOSK)).text
    assert "Team 1" in page
    assert "Team 0" not in page


async def test_how_to_join_is_there_while_people_come_in(parts: Parts) -> None:
    for kind, there in (("open", True), ("teams", True), ("build", False)):
        code = CODE[:-1] + {"open": "4", "teams": "6", "build": "7"}[kind]
        await an_event(parts, kind, code=code)  # type: ignore[arg-type]
        said = text_of_page(await visit(web(parts)).get(f"/event/{code}/kiosk"))
        assert (f"{code[:4]} {code[4:]}" in said) is there


async def test_closed_doors_say_so(parts: Parts) -> None:
    await an_event(parts, "open", opened=None)
    browser = visit(web(parts))
    assert "Doors are closed" in text_of_page(await browser.get(KIOSK))
    assert "Join" not in (await browser.get(f"/event/{CODE}")).text
    await an_event(parts, "ceremony", code=f"{CODE[:-1]}4", ended=datetime.now(UTC), showcase=datetime.now(UTC))
    over = await browser.get(f"/event/{CODE[:-1]}4/kiosk")
    assert "The day is over" in text_of_page(over)
    assert "/showcase" in over.text


async def test_judging_says_where_views_are_needed(parts: Parts) -> None:
    found = await crowd(parts, "judging", 4, 4, views=2)
    await judging.open_round(parts, found)
    said = text_of_page(await visit(web(parts)).get(KIOSK))
    assert "2 more views needed" in said
    assert "App of Team 0" in said
    assert "and 2 more" in said


async def test_the_ceremony_takes_over_with_its_first_award(parts: Parts) -> None:
    found = await crowd(parts, "ceremony", 2, 2)
    browser = visit(web(parts))
    assert f"/event/{CODE}/ceremony" in (await browser.get(KIOSK)).text
    await parts.store.events.change(found.id, revealed=1)
    assert (await browser.get(KIOSK)).headers["location"] == f"/event/{CODE}/ceremony"
    moved = await browser.get(f"{KIOSK}/parts", headers={"HX-Request": "true"})
    assert moved.headers["hx-redirect"] == f"/event/{CODE}/ceremony"
    assert (await browser.get(f"{KIOSK}?stay=1")).status_code == 200


async def test_a_code_that_opens_nothing(parts: Parts) -> None:
    browser = visit(web(parts))
    for path in ("", "/kiosk", "/wire", "/clock", "/strip", "/now"):
        assert (await browser.get(f"/event/NOSUCH99{path}")).status_code == 404


async def test_names_are_data(parts: Parts) -> None:
    found = await an_event(parts, name="<script>alert(1)</script>")
    await a_team(parts, found, '"><img src=x onerror=alert(1)>')
    await announce(parts, found, "<b>Ms</b>", "<script>alert(2)</script>")
    for path in ("", "/kiosk"):
        page = (await visit(web(parts)).get(f"/event/{CODE}{path}")).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize("count", [8, 100])
@pytest.mark.parametrize(
    ("kind", "path", "queries"),
    [("build", "/kiosk", "kiosk"), ("build", "/kiosk/parts", "kiosk"), ("judging", "/kiosk", "judging"), ("build", "", "public")],
)
async def test_so_many_queries_however_many_teams(parts: Parts, kind: Kind, path: str, queries: str, count: int) -> None:
    found = await crowd(parts, kind, count, count if kind == "judging" else 0)
    if kind == "judging":
        await judging.open_round(parts, found)
    browser, asked = visit(web(parts)), list[str]()

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        page = await browser.get(f"/event/{CODE}{path}")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert page.status_code == 200
    assert len([one for one in asked if one.startswith("SELECT")]) == QUERIES[queries], asked


async def test_the_public_page_tells_all_of_it(parts: Parts) -> None:
    found = await an_event(parts, rules="Be on time", divisions=["Junior"], roles=["curator"], theme="Our street")
    said = text_of_page(await visit(web(parts)).get(f"/event/{CODE}"))
    for words in ("Our street", "Be on time", "Junior", "Best app", "Join this event", "Pens down", locale("en")("ev_role.curator"), "1 to 5"):
        assert words in said
    assert found.name in said


async def test_the_server_says_what_time_it_is(parts: Parts) -> None:
    await an_event(parts)
    before = time.time()
    answer = (await visit(web(parts)).get(f"/event/{CODE}/clock")).json()
    assert before <= answer["now"] / 1000 <= time.time()


async def test_a_line_tells_that_something_moved_in_batches(parts: Parts) -> None:
    found = await an_event(parts)
    async with Line(parts, found, kiosk=True) as line:
        line.events.clear()
        begun = time.monotonic()
        for _ in range(40):
            parts.news.tell(of_event(found.id))
            await asyncio.sleep(0.02)
        await line.told()
        await asyncio.sleep(wire.QUICK * 1.5)
        assert len(line.events) <= 1 + (time.monotonic() - begun) / wire.QUICK


async def test_what_a_team_does_moves_the_kiosk(parts: Parts) -> None:
    found = await an_event(parts)
    team = await a_team(parts, found)
    ann = await a_member(parts, found, team, "Ann")
    async with Line(parts, found, kiosk=True) as line:
        line.events.clear()
        await ann.say("families in our building queue for one shower")
        await line.told()


def test_pages_of_a_big_event_are_told_a_little_apart() -> None:
    assert wire.pause(wire.QUICK, 100) == 0, "few pages hear it at once"
    waits = [wire.pause(16, 100) for _ in range(400)]
    assert max(waits) <= 16
    assert 4 < sum(waits) / 400 < 12
    assert wire.pause(16, 1) >= 15


async def test_lines_are_bounded() -> None:
    lines = Wire()
    pages = [asyncio.create_task(_first(lines)) for _ in range(5)]
    await asyncio.sleep(0.05)
    assert lines.listening("event:x") == 3
    lines.moved("event:x")
    await asyncio.gather(*pages)


async def _first(lines: Wire) -> None:
    async for _ in lines.listen("event:x", 5, asyncio.Event().wait(), 3):
        return


class Line:
    """A page that listens: the events of its wire as they come, without a server."""

    def __init__(self, parts: Parts, event: Event, kiosk: bool) -> None:
        request = Request({"type": "http", "headers": [], "app": web(parts), "path": "/"})
        self.here, self.kiosk, self.events = EventVisit(request, parts, event, locale("en")), kiosk, list[dict[str, str]]()

    async def __aenter__(self) -> Line:
        self.over = asyncio.Event()
        self.task = asyncio.create_task(self._hear())
        async with asyncio.timeout(PATIENCE):
            while not desk_of(self.here.request).wire.listening(of_event(self.here.event.id)):
                await asyncio.sleep(0.01)
        return self

    async def told(self) -> None:
        """Until an event came."""
        async with asyncio.timeout(PATIENCE):
            while not self.events:
                await asyncio.sleep(0.01)

    async def _hear(self) -> None:
        async for one in wire._moves(self.here, self.kiosk, self.over):  # type: ignore[arg-type]  # an event is an event
            self.events.append(one)

    async def __aexit__(self, *_: object) -> None:
        self.over.set()
        await asyncio.wait_for(self.task, PATIENCE)


async def test_the_desk_of_an_organiser_is_for_organisers(parts: Parts) -> None:
    found = await an_event(parts)
    await a_person(parts, found, "mentor")
    for path in ("announce", "checkpoints"):
        assert (await visit(web(parts)).get(f"/event/{CODE}/desk/{path}")).status_code == 403
