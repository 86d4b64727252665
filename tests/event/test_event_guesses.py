"""Codes of events are guessed no more freely by the address of a page than where one types them; and nobody inside is shut out by it."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from bot.channels.web.session import COOKIE, seal
from bot.locales import LANGUAGES
from bot.services import Parts
from bot.services.classroom.join import CODES_OF_A_CHAT, CODES_OF_AN_ADDRESS, guessers_of, origin_of
from scaffolds.spec import Language
from tests.channels.visiting import Visit, text_of_page, visit, web
from tests.event.people import CODE, a_person, a_team, a_web_member, an_event

SCHOOL = "203.0.113.9"
PATHS = ("", "/kiosk", "/wire", "/clock", "/strip", "/now", "/showcase", "/ceremony", "/join", "/desk", "/team", "/in/nothing")
SAYS: dict[Language, str] = {"en": "many wrong codes", "zh-Hant": "輸入錯的代碼太多次了", "zh-Hans": "输错代码的次数太多了"}


@pytest.fixture
def app(parts: Parts) -> FastAPI:
    return web(parts)


async def locked_school(parts: Parts) -> None:
    """Somebody there guessed as often as one may."""
    guessers = guessers_of(parts, "", origin_of(parts.secret, SCHOOL))
    for _ in range(CODES_OF_AN_ADDRESS):
        await parts.store.codes.count_wrong(guessers)


async def known(app: FastAPI, address: str = SCHOOL, language: str = "en") -> Visit:
    """A browser that has a session."""
    browser = visit(app, language, address)
    await browser.get("/join/NOSUCH22")
    return browser


async def test_a_browser_guesses_ten_times_and_no_more(parts: Parts, app: FastAPI) -> None:
    await an_event(parts)
    browser = await known(app)
    answers = [(await browser.get(f"/event/NOPE{n}222")).status_code for n in range(CODES_OF_A_CHAT + 1)]
    assert answers == [404] * (CODES_OF_A_CHAT - 1) + [429] * 2, "the one it typed at /join counts too"
    assert (await browser.get(f"/event/{CODE}")).status_code == 429, "nor does it learn a right one then"
    assert (await browser.get(f"/join/{CODE}")).status_code == 429
    assert (await visit(app, address=SCHOOL).get(f"/event/{CODE}")).status_code == 200


@pytest.mark.parametrize("path", PATHS)
async def test_every_path_counts_by_address(parts: Parts, app: FastAPI, path: str) -> None:
    await an_event(parts)
    assert (await visit(app, address=SCHOOL).get(f"/event/NOSUCH22{path}")).status_code == 404
    kept = await parts.store.read(lambda db: db.exec_driver_sql("SELECT guesser, times FROM wrong_guess").all())
    assert [(guesser, times) for guesser, times in kept if SCHOOL not in guesser] == [(f"code by {origin_of(parts.secret, SCHOOL)}", 1)]
    await locked_school(parts)
    assert (await visit(app, address=SCHOOL).get(f"/event/{CODE}{path}")).status_code == 429


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_is_said_how_long_to_wait(parts: Parts, app: FastAPI, language: Language) -> None:
    await an_event(parts)
    await locked_school(parts)
    answer = await visit(app, language, SCHOOL).get(f"/event/{CODE}")
    said = text_of_page(answer)
    assert answer.status_code == 429 and SAYS[language] in said and "15" in said and int(answer.headers["retry-after"]) <= 900
    part = await visit(app, language, SCHOOL).get(f"/event/{CODE}/strip", headers={"HX-Request": "true"})
    assert part.status_code == 429 and SAYS[language] in part.text and "<html" not in part.text


async def test_right_codes_never_count(parts: Parts, app: FastAPI) -> None:
    await an_event(parts)
    browser = await known(app)
    for _ in range(CODES_OF_A_CHAT + 5):
        assert (await browser.get(f"/event/{CODE}")).status_code == 200


async def test_whoever_is_inside_goes_on_though_their_school_is_locked_out(parts: Parts, app: FastAPI) -> None:
    event = await an_event(parts)
    student, organiser, projector = (visit(app, address=SCHOOL) for _ in range(3))
    session = await a_web_member(parts, event, await a_team(parts, event), "Ann")
    student.http.cookies.set(COOKIE, seal(parts.secret, session))
    _, token = await a_person(parts, event, "organiser")
    await organiser.get(f"/event/{CODE}/in/{token}")
    await projector.get(f"/event/{CODE}/kiosk")
    await locked_school(parts)
    assert (await student.get(f"/event/{CODE}/team")).status_code == 200
    assert (await organiser.get(f"/event/{CODE}/desk")).status_code == 200
    assert (await projector.get(f"/event/{CODE}/kiosk/parts")).status_code == 200
    assert (await projector.get("/event/NOSUCH22/kiosk")).status_code == 429, "another event is another code"


async def test_a_made_up_mark_is_no_code(parts: Parts, app: FastAPI) -> None:
    await an_event(parts)
    await locked_school(parts)
    for value in (CODE, f"{CODE}.", f"{CODE}.{'0' * 40}", "\u00e9"):
        answer = await visit(app, address=SCHOOL).get(f"/event/{CODE}", headers={"Cookie": f"event_code={value}".encode()})
        assert answer.status_code == 429
