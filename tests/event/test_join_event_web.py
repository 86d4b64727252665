"""Coming to an event and being in a team on the web, as browsers without JavaScript do it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI

from bot.dashboard.event.page import cookie_of
from bot.locales import LANGUAGES, locale
from bot.services import Parts
from bot.services.event.team_asks import ask_to_merge
from scaffolds.spec import Language
from storage.events.records import Event, Seat
from tests.channels.visiting import Visit, give_app, text_of_page, visit, web
from tests.event.people import CODE, a_member, a_person, a_team, an_event

JOIN, TEAM, TEAMS, DESK = (f"/event/{CODE}/{page}" for page in ("join", "team", "teams", "desk/teams"))


@pytest.fixture
def app(parts: Parts) -> FastAPI:
    return web(parts)


async def seat_of(browser: Visit, event: Event) -> Seat:
    store = browser.app.state.parts.store
    learner = await store.learner_by_identity("web", browser.key)
    seat = await store.teams.seat(event.id, learner.id)
    assert seat is not None
    return seat  # type: ignore[no-any-return]


async def joined(app: FastAPI, name: str, team: str = "") -> Visit:
    browser = visit(app)
    answer = await browser.post(JOIN, {"name": name, "team": team})
    assert answer.status_code == 303, text_of_page(answer)
    return browser


async def organiser(parts: Parts, app: FastAPI, event: Event) -> Visit:
    browser = visit(app)
    _, token = await a_person(parts, event, "organiser")
    browser.http.cookies.set(cookie_of(event.code, "organiser"), token)
    return browser


async def test_one_form_takes_every_code(parts: Parts, app: FastAPI) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    browser = visit(app)
    assert (await browser.get(f"/join?code={CODE.lower()}")).headers["location"] == f"/join/{CODE}"
    assert (await browser.get(f"/join/{CODE}")).headers["location"] == JOIN
    assert (await browser.get(f"/join/{team.code}")).headers["location"] == f"{JOIN}?team={team.code}"
    assert (await browser.post("/join", {"code": CODE, "name": "Ann"})).headers["location"] == JOIN
    assert (await browser.get("/join/XXXX2222")).status_code == 404


@pytest.mark.parametrize(("language", "kinds"), [("en", "class, event or team"), ("zh-Hant", "班別、活動或隊伍"), ("zh-Hans", "班级、活动或队伍")])
async def test_it_is_said_that_every_code_will_do(app: FastAPI, language: str, kinds: str) -> None:
    """On the empty chat, in its menu, and of a code that opens nothing."""
    browser = visit(app, language)
    for path in ("/", "/menu", "/join/XXXX2222"):
        assert kinds in text_of_page(await browser.get(path)), path
    await browser.say("/join")
    assert kinds in text_of_page(await browser.get("/"))
    await browser.say("/join XXXX2222")
    assert text_of_page(await browser.get("/")).count(kinds) > 1


async def test_with_a_name_to_the_teams(parts: Parts, app: FastAPI) -> None:
    event = await an_event(parts)
    browser = visit(app)
    page = text_of_page(await browser.get(JOIN))
    assert "Join Build for a Neighbour" in page and "Judges see the app" in page and "365 days" in page
    assert await parts.store.teams.seats(event.id) == []
    answer = await browser.post(JOIN, {"name": "Ka-ho"})
    assert (answer.status_code, answer.headers["location"]) == (303, TEAMS)
    assert (await seat_of(browser, event)).name == "Ka-ho"
    assert "You are at Build for a Neighbour" in text_of_page(await browser.get("/"))
    assert (await browser.get(JOIN)).headers["location"] == TEAMS
    assert (await browser.get(TEAM)).headers["location"] == TEAMS


@pytest.mark.parametrize(("name", "status"), [("", 422), ("ann", 409), ("x" * 40, 422), ("9123 4567", 422), ("<b>\u202e", 303)])
async def test_names_that_will_not_do(parts: Parts, app: FastAPI, name: str, status: int) -> None:
    await joined_event(parts, app)
    answer = await visit(app).post(JOIN, {"name": name})
    assert answer.status_code == status
    assert status == 303 or 'role="alert"' in answer.text


async def joined_event(parts: Parts, app: FastAPI) -> Event:
    event = await an_event(parts)
    await joined(app, "Ann")
    return event


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("changes", "key"), [({"opened": None}, "wrong_not_open"), ({"ended": datetime.now(UTC)}, "over")])
async def test_closed_doors(parts: Parts, app: FastAPI, language: Language, changes: dict[str, object], key: str) -> None:
    await an_event(parts, **changes)  # type: ignore[arg-type]
    browser = visit(app, language)
    assert locale(language)(f"ev_event_teams.{key}") in text_of_page(await browser.get(JOIN))
    assert (await browser.post(JOIN, {"name": "Ann"})).status_code == 409


async def test_into_a_team_by_its_code_with_its_app(parts: Parts, app: FastAPI) -> None:
    event = await an_event(parts)
    ann = await joined(app, "Ann")
    await ann.post(f"{TEAMS}/new", {"name": "Night Ferry", "school": "Harbour School"})
    (team,) = await parts.store.teams.of_event(event.id)
    assert team.school == "Harbour School"
    project = await give_app(ann)
    await parts.store.moving.choose(event.id, team.id, project, {"version": 1, "title": "Shower Time", "stage": "improve", "look": {}})
    ben = await joined(app, "Ben", team.code)
    loaded = await parts.store.load_turn(f"web:{ben.key}")
    assert loaded is not None and loaded.project is not None and loaded.project.id == project
    page = await ben.get(TEAM)
    words = text_of_page(page)
    assert "Shower Time" in words and "Ann" in words and "2 in the team" in words and f"/join/{team.code}" in page.text
    picture = await ben.get(f"{TEAM}/picture")
    assert picture.headers["content-type"] == "image/jpeg"
    assert (await visit(app).get(f"{TEAM}/picture")).status_code == 403


async def test_a_wrong_or_full_team(parts: Parts, app: FastAPI) -> None:
    event = await an_event(parts, largest=1)
    team = await a_team(parts, event)
    await a_member(parts, event, team, "Ann")
    browser = visit(app)
    answer = await browser.post(JOIN, {"name": "Ben", "team": team.code})
    assert answer.status_code == 409 and "is full" in text_of_page(answer)
    assert (await seat_of(browser, event)).team is None
    wrong = await visit(app).get(f"{JOIN}?team=XXXX2222")
    assert wrong.status_code == 404 and "No team has that code" in text_of_page(wrong)


async def test_make_describe_find_ask_and_be_let_in(parts: Parts, app: FastAPI) -> None:
    event = await an_event(parts, roles=["curator", "designer"])
    ann, ben = await joined(app, "Ann"), await joined(app, "Ben")
    assert "Find your team, or make one" in text_of_page(await ann.get(TEAMS))
    made = await ann.post(f"{TEAMS}/new", {"name": "Night Ferry"})
    assert made.headers["location"] == f"{TEAM}?done=made"
    assert "Night Ferry" in text_of_page(await ann.get("/"))
    assert (await ann.post(f"{TEAM}/about", {"name": "Night Ferry", "seeking": "somebody who draws"})).status_code == 303
    assert (await ann.post(f"{TEAM}/role", {"role": "designer"})).status_code == 303
    assert (await ann.post(f"{TEAM}/role", {"role": "king"})).status_code == 422
    assert (await ben.post(f"{TEAMS}/new", {"name": "night ferry"})).status_code == 422
    assert (await ben.post(f"{TEAMS}/me", {"interests": "drawing", "role": "curator"})).status_code == 303
    page = text_of_page(await ben.get(TEAMS))
    assert "somebody who draws" in page and "One team has room" in page
    (team,) = await parts.store.teams.of_event(event.id)
    assert (await ben.post(f"{TEAMS}/ask", {"team": team.id})).status_code == 303
    assert "Take it back" in text_of_page(await ben.get(TEAMS))
    (ask,) = await parts.store.asking.of_event(event.id)
    assert "Ben would like to join" in text_of_page(await ann.get(TEAM))
    assert (await ben.post(f"{TEAM}/answer", {"ask": ask.id, "yes": "1"})).status_code == 409, "nobody lets themselves in"
    assert (await ann.post(f"{TEAM}/answer", {"ask": ask.id, "yes": "1"})).headers["location"] == f"{TEAM}?done=in"
    assert (await seat_of(ben, event)).team == team.id
    left = await ben.post(f"{TEAM}/leave")
    assert left.headers["location"] == f"{TEAMS}?done=left" and (await seat_of(ben, event)).team is None


@pytest.mark.parametrize("words", ["call 9123 4567", "a" * 161, "http://evil.example/x"])
async def test_what_others_read_is_looked_at(parts: Parts, app: FastAPI, words: str) -> None:
    await an_event(parts)
    ann = await joined(app, "Ann")
    answer = await ann.post(f"{TEAMS}/me", {"interests": words})
    assert answer.status_code == 422 and 'role="alert"' in answer.text


async def test_two_teams_become_one_on_the_page(parts: Parts, app: FastAPI) -> None:
    event = await an_event(parts)
    ann, ben = await joined(app, "Ann"), await joined(app, "Ben")
    for browser, name in ((ann, "Night Ferry"), (ben, "Harbour")):
        await browser.post(f"{TEAMS}/new", {"name": name})
    one, two = await parts.store.teams.of_event(event.id)
    assert (await ann.post(f"{TEAM}/merge", {"other": "XXXX2222"})).status_code == 404
    assert (await ann.post(f"{TEAM}/merge", {"other": one.code})).status_code == 409
    assert (await ann.post(f"{TEAM}/merge", {"other": two.code, "keep": "ours"})).status_code == 303
    assert "You asked Harbour" in text_of_page(await ann.get(TEAM))
    (ask,) = await parts.store.asking.of_event(event.id)
    assert (await ben.post(f"{TEAM}/answer", {"ask": ask.id, "yes": "1"})).headers["location"] == f"{TEAM}?done=merged"
    assert (await seat_of(ann, event)).team == two.id


async def test_an_app_that_is_not_theirs_is_refused_and_written_down(parts: Parts, app: FastAPI) -> None:
    await an_event(parts)
    ann = await joined(app, "Ann")
    await ann.post(f"{TEAMS}/new", {"name": "Night Ferry"})
    other = visit(app)
    await other.get("/")
    project = await give_app(other)
    answer = await ann.post(f"{TEAM}/app", {"project": project})
    assert answer.status_code == 409 and "cannot become" in text_of_page(answer)


async def test_strangers_see_nothing_of_teams(parts: Parts, app: FastAPI) -> None:
    await an_event(parts)
    for path in (TEAM, TEAMS, DESK, f"{TEAM}/leave"):
        assert (await visit(app).get(path)).status_code == 403, path
    student = await joined(app, "Ann")
    assert (await student.get(DESK)).status_code == 403
    assert (await student.post(f"{DESK}/move", {"learner": "x"})).status_code == 403


async def test_the_desk_moves_renames_merges_and_withdraws(parts: Parts, app: FastAPI) -> None:
    event = await an_event(parts, "freeze")
    one, two = await a_team(parts, event), await a_team(parts, event, "Harbour")
    await a_member(parts, event, one, "Ann")
    await a_member(parts, event, two, "Ben")
    free = await a_member(parts, event, None, "Cat")
    desk = await organiser(parts, app, event)
    page = text_of_page(await desk.get(DESK))
    assert "2 teams, 3 students" in page and "One has no team yet" in page
    learner = next(seat.learner for seat in await parts.store.teams.seats(event.id) if seat.name == "Cat")
    assert (await desk.post(f"{DESK}/move", {"learner": learner, "team": one.id})).status_code == 303
    assert len(await parts.store.teams.seats(event.id, one.id)) == 2
    assert "You are in" in str((await parts.store.history(f"terminal:{free.chat}", 4))[-1].payload)
    assert (await desk.post(f"{DESK}/move", {"learner": "nobody", "team": one.id})).status_code == 404
    assert (await desk.post(f"{DESK}/{one.id}/name", {"name": "Harbour"})).status_code == 422
    assert (await desk.post(f"{DESK}/{one.id}/name", {"name": "Day Ferry"})).status_code == 303
    assert (await desk.post(f"{DESK}/{one.id}/merge", {"into": two.id})).status_code == 409, "it is pens down"
    assert (await desk.post(f"{DESK}/{one.id}/withdraw")).status_code == 303
    teams = {team.id: team for team in await parts.store.teams.of_event(event.id)}
    assert teams[one.id].name == "Day Ferry" and teams[one.id].withdrawn is not None
    assert await parts.store.teams.seats(event.id, one.id) == []
    assert "withdrawn" in text_of_page(await desk.get(DESK))
    assert (await desk.get(f"{DESK}/{one.id}")).status_code == 404


async def test_pages_ask_the_store_as_often_for_a_hundred_teams_as_for_two(parts: Parts, app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    event = await an_event(parts)
    ann = await joined(app, "Ann")
    await ann.post(f"{TEAMS}/new", {"name": "Night Ferry"})
    desk = await organiser(parts, app, event)
    counts: list[int] = []
    asked = 0
    read = parts.store.read

    async def counting(*args: object) -> object:
        nonlocal asked
        asked += 1
        return await read(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(parts.store, "read", counting)
    for round_ in range(2):
        for browser, path in ((ann, TEAM), (ann, TEAMS), (desk, DESK)):
            await browser.get(path)
            asked = 0
            assert (await browser.get(path)).status_code == 200
            counts.append(asked)
        if round_ == 0:
            for number in range(30):
                await a_member(parts, event, await a_team(parts, event, f"Team {number}"), f"Student {number}")
    assert counts[:3] == counts[3:] and max(counts) <= 14, counts


async def test_asked_in_one_language_and_answered_in_another(parts: Parts, app: FastAPI) -> None:
    event = await an_event(parts)
    ann, ben = await a_member(parts, event, await a_team(parts, event), "Ann"), await joined(app, "Ben")
    await ben.post(f"{TEAMS}/new", {"name": "Harbour"})
    team, other = await parts.store.teams.of_event(event.id)
    await ask_to_merge(parts, event, await seat_of(ben, event), other, team, "yours")
    said = (await parts.store.history(f"terminal:{ann.chat}", 4))[-1]
    assert "Harbour" in str(said.payload) and re.search(r"event:team:let_in:[0-9a-f]{32}", str(said.payload))
    assert replace(event, name="x").code == CODE
