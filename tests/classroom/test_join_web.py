"""Joining on the web, as browsers without JavaScript do it."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.locales import LANGUAGES, locale
from bot.locales.words import as_words
from bot.services import Parts, shift
from bot.services.recover import words_of
from scaffolds.spec import Language
from storage.classrooms.records import Seat
from tests.channels.visiting import Visit, give_app, text_of_page, visit, web
from tests.classroom.people import CODE, a_class, a_teacher

PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"


@pytest.fixture
def app(parts: Parts) -> FastAPI:
    return web(parts)


async def seat_of(browser: Visit) -> Seat | None:
    store = browser.app.state.parts.store
    learner = await store.learner_by_identity("web", browser.key)
    return await store.classes.seat(learner.id) if learner else None


async def join(browser: Visit, name: str, code: str = CODE, **more: str) -> Any:
    return await browser.post("/join", {"code": code, "name": name, **more})


async def test_the_empty_chat_asks_for_a_code_beside_just_start(parts: Parts, app: FastAPI) -> None:
    await a_class(parts, await a_teacher(parts))
    browser = visit(app)
    page = await browser.get("/")
    assert 'action="/join"' in page.text and "I have a class, event or team code" in page.text and "What bothers you?" in page.text
    led = await browser.get("/join?code=kbcd+3476")
    assert (led.status_code, led.headers["location"]) == (303, "/join/KBCD3476")
    asked = await browser.get("/join/KBCD3476")
    assert "Join 2B" in asked.text and "Everything said in this chat" in asked.text and "365 days" in asked.text
    assert await seat_of(browser) is None
    answer = await join(browser, "Ka-ho")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    page = await browser.get("/")
    assert "2B · Ka-ho" in page.text and "You are in" in page.text and "or team code" not in page.text and "/join KBCD" not in page.text
    seat = await seat_of(browser)
    assert seat is not None and seat.name == "Ka-ho"


async def test_a_qr_code_opens_the_class_without_a_chat(parts: Parts, app: FastAPI) -> None:
    await a_class(parts, await a_teacher(parts))
    browser = visit(app)
    assert (await browser.get("/join/KBCD3476")).status_code == 200
    assert await parts.store.learner_by_identity("web", browser.key) is None
    await join(browser, "Ka-ho")
    assert "Ka-ho" in (await browser.get("/")).text


async def test_pressed_twice_is_pressed_once(parts: Parts, app: FastAPI) -> None:
    room = await a_class(parts, await a_teacher(parts))
    browser = visit(app)
    await browser.get("/")
    assert [(await join(browser, "Ka-ho")).status_code for _ in range(2)] == [303, 303]
    assert [seat.name for seat in await parts.store.classes.seats(room.id)] == ["Ka-ho"]


@pytest.mark.parametrize("tier", ["primary", "junior"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_reads_is_said_in_the_words_of_the_class(parts: Parts, app: FastAPI, language: Language, tier: str) -> None:
    await a_class(parts, await a_teacher(parts), language=language, tier=tier, asks_number=True, keep_days=90)
    t = locale(language)
    page = text_of_page(await visit(app, "fr").get("/join/KBCD3476"))
    keys = ("all", "when", "who", "mentor", "danger", "number", "forget")
    assert all(t(f"join.{'young' if tier == 'primary' else 'sees'}_{key}") in page for key in keys)
    assert "90" in page and t("join.number_hint") in page


async def test_the_language_and_tier_of_the_class(parts: Parts, app: FastAPI) -> None:
    await a_class(parts, await a_teacher(parts), language="zh-Hant", tier="primary")
    browser = visit(app, "en")
    await browser.get("/")
    await join(browser, "嘉豪")
    page = await browser.get("/")
    assert 'lang="zh-Hant' in page.text and "你在「" in page.text and "Hello, I" not in page.text
    loaded = await parts.store.load_turn(f"web:{browser.key}")
    assert loaded is not None and (loaded.state["language"], loaded.state["tier"]) == ("zh-Hant", "primary")


async def test_a_language_chosen_on_the_page_stays(parts: Parts, app: FastAPI) -> None:
    await a_class(parts, await a_teacher(parts), language="zh-Hant")
    browser = visit(app, "zh-HK")
    led = await browser.post("/language", {"language": "en", "back": "/join/KBCD3476"})
    assert led.headers["location"] == "/join/KBCD3476"
    assert "Join 2B" in (await browser.get("/join/KBCD3476")).text
    await join(browser, "Ka-ho")
    assert "You are in" in (await browser.get("/")).text
    away = await browser.post("/language", {"language": "en", "back": "//evil.example/join/KBCD3476"})
    assert away.headers["location"] == "/"


async def test_what_was_begun_comes_along(parts: Parts, app: FastAPI) -> None:
    await a_class(parts, await a_teacher(parts))
    browser = visit(app)
    await browser.get("/")
    await browser.say(PROBLEM)
    await give_app(browser)
    assert "comes with you" in (await browser.get("/join/KBCD3476")).text
    await join(browser, "Ka-ho")
    page = await browser.get("/")
    assert "<iframe" in page.text and "one shower" in page.text and "2B · Ka-ho" in page.text


async def test_one_class_for_another(parts: Parts, app: FastAPI) -> None:
    teacher = await a_teacher(parts)
    await a_class(parts, teacher)
    other = await a_class(parts, teacher, code="ZZZZ2222", name="3C")
    browser = visit(app)
    await join(browser, "Ka-ho")
    await browser.get("/")
    assert "My class: 2B" in (await browser.get("/join")).text
    assert "You are in 2B now" in (await browser.get("/join/ZZZZ2222")).text
    await join(browser, "Ka-ho", "ZZZZ2222")
    assert "3C · Ka-ho" in (await browser.get("/")).text
    seat = await seat_of(browser)
    assert seat is not None and seat.classroom == other.id


@pytest.mark.parametrize(
    ("path", "changes", "status", "said"),
    [
        ("/join/NOPE2222", {}, 404, "No class, event or team has this code"),
        ("/join/%3Cscript%3E", {}, 404, "No class, event or team has this code"),
        ("/join/none", {}, 404, "No class, event or team has this code"),
        ("/join/KBCD3476", {"archived": "now"}, 410, "This class is over"),
    ],
)
async def test_a_code_that_does_not_open(parts: Parts, app: FastAPI, path: str, changes: dict[str, Any], status: int, said: str) -> None:
    room = await a_class(parts, await a_teacher(parts))
    if changes:
        await parts.store.classes.change(room.id, archived=room.created)
    answer = await visit(app).get(path)
    assert answer.status_code == status and said in answer.text and "<script>" not in answer.text


@pytest.mark.parametrize(
    ("name", "number", "said"),
    [
        ("", "1", "at least one letter"),
        ("x" * 31, "1", "30 letters at most"),
        ("call 9123 4567", "1", "leave out phone numbers"),
        ("bitch", "1", "does not do as a name"),
        ("Ka-ho", "", "Write your class number"),
        ("Ka-ho", "=1+1", "Write your class number"),
    ],
)
async def test_one_sentence_and_nothing_lost(parts: Parts, app: FastAPI, name: str, number: str, said: str) -> None:
    await a_class(parts, await a_teacher(parts), asks_number=True)
    browser = visit(app)
    answer = await join(browser, name, number=number)
    assert answer.status_code == 422 and said in answer.text and await seat_of(browser) is None
    assert not name or f'value="{name}"' in answer.text


async def test_a_name_that_is_taken_is_opened_by_its_owner_alone(parts: Parts, app: FastAPI) -> None:
    await a_class(parts, await a_teacher(parts))
    owner, other = visit(app), visit(app)
    await join(owner, "Ka-ho")
    await owner.get("/")
    answer = await join(other, " KA-HO ")
    assert answer.status_code == 409 and "Is this you?" in answer.text and 'action="/back"' in answer.text and await seat_of(other) is None
    seat = await seat_of(owner)
    assert seat is not None
    words = " ".join(as_words(await words_of(parts, seat.learner), "en"))
    assert (await other.post("/back", {"words": "river river river"})).status_code == 404
    assert (await other.post("/back", {"words": words})).status_code == 303
    assert other.key == owner.key


async def test_a_name_on_the_list_is_claimed_with_the_work_begun_here(parts: Parts, app: FastAPI) -> None:
    room = await a_class(parts, await a_teacher(parts), roster_only=True, tier="primary")
    learner = await parts.store.find_or_create_learner("roster", "x", tier="primary")
    await parts.store.classes.sit(room.id, learner.id, "Ka-ho", "5", joined=False)
    browser = visit(app)
    await browser.get("/")
    await browser.say(PROBLEM)
    assert (await join(browser, "Somebody")).status_code == 403
    answer = await join(browser, "Ka-ho")
    assert answer.status_code == 409 and "on the list of 2B" in answer.text and 'name="picture"' in answer.text
    numbers = await words_of(parts, learner.id)
    done = await browser.post("/back", {"words": " ".join(as_words(numbers, "zh-Hant"))})
    assert done.status_code == 303
    page = await browser.get("/")
    assert "2B · Ka-ho" in page.text and "one shower" in page.text
    seat = await seat_of(browser)
    assert seat is not None and seat.learner == learner.id and seat.joined is not None


async def test_a_browser_that_said_nothing_claims_too_and_is_welcomed_in_the_language_of_the_class(parts: Parts, app: FastAPI) -> None:
    room = await a_class(parts, await a_teacher(parts), language="zh-Hans")
    learner = await parts.store.find_or_create_learner("roster", "x", language="zh-Hans")
    await parts.store.classes.sit(room.id, learner.id, "Ka-ho", joined=False)
    browser = visit(app)
    done = await browser.post("/back", {"words": " ".join(as_words(await words_of(parts, learner.id), "en"))})
    assert done.status_code == 303
    page = await browser.get("/")
    assert "你在“" in page.text and "2B" in page.text


async def test_while_the_class_is_paused(parts: Parts, app: FastAPI) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    await a_class(parts, teacher, code="ZZZZ2222", name="3C")
    browser = visit(app)
    await join(browser, "Ka-ho")
    before = await browser.get("/")
    assert "Eyes up" not in before.text
    await parts.store.classes.turn_switch(room.id, "paused", True)
    parts_now = (await browser.get("/parts")).text
    assert (
        "Eyes up for a minute. Your work is safe." in parts_now and 'data-paused="true"' in parts_now and '<button class="btn" disabled' in parts_now
    )
    held = await browser.post("/say", {"text": PROBLEM})
    assert held.status_code == 303
    page = await browser.get("/")
    assert "one shower" in page.text and "waits until your class goes on" in page.text
    refused = await join(browser, "Ka-ho", "ZZZZ2222")
    assert refused.status_code == 409 and "Your class is paused" in refused.text
    await parts.store.classes.turn_switch(room.id, "paused", False)
    assert await shift.take_up(parts) == 1
    await parts.lanes.drained(60)
    page = await browser.get("/")
    assert "Eyes up" not in page.text and "waits until" not in page.text and 'data-paused="false"' in page.text


async def test_codes_are_guessed_ten_times_and_no_more(parts: Parts, app: FastAPI) -> None:
    await a_class(parts, await a_teacher(parts))
    browser = visit(app, address="203.0.113.7")
    answers = [(await browser.get(f"/join/NOPE{n}222")).status_code for n in range(12)]
    assert answers == [404] * 10 + [429] * 2
    assert (await visit(app, address="203.0.113.7").get("/join/KBCD3476")).status_code == 200


async def test_guesses_in_the_chat_count_for_the_address_too(parts: Parts, app: FastAPI) -> None:
    browser = visit(app, address="203.0.113.8")
    await browser.get("/")
    await browser.say("/join NOPE2222 x")
    guessers = await parts.store.read(lambda db: [row[0] for row in db.exec_driver_sql("SELECT guesser FROM wrong_guess")])
    assert sorted(one.rpartition(" ")[0] for one in guessers) == ["code by address", "code by chat"]
    assert "203.0.113.8" not in str(guessers)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=30))
async def test_any_text_gets_a_clean_page(parts: Parts, app: FastAPI, code: str, name: str, number: str) -> None:
    if await parts.store.classes.by_code(CODE) is None:
        await a_class(parts, await a_teacher(parts), asks_number=True)
    browser = visit(app)
    for typed in (code, CODE):
        data = {
            "code": typed.encode("utf-8", "replace").decode(),
            "name": name.encode("utf-8", "replace").decode(),
            "number": number.encode("utf-8", "replace").decode(),
        }
        answer = await browser.post("/join", data)
        assert answer.status_code in (303, 404, 409, 422, 429)
