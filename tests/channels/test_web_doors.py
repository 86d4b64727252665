"""Coming back: own link, three words, pictures; and leaving a shared computer."""

from __future__ import annotations

import io
import zipfile

import pytest
from fastapi import FastAPI

from bot.locales import words
from bot.locales.words import as_pictures, as_words
from bot.services import Parts
from bot.services.recover import GUESSES_OF_A_BROWSER, GUESSES_OF_AN_ADDRESS, words_of
from tests.channels.visiting import Visit, give_app, text_of_page, visit, web

CLASS = 45


@pytest.fixture
def app(parts: Parts) -> FastAPI:
    return web(parts)


async def somebody(app: FastAPI, address: str = "127.0.0.1") -> tuple[Visit, str, words.Numbers]:
    """A browser with an app of its own; with the project's id and the learner's three words."""
    browser = visit(app, address=address)
    await browser.get("/")
    project = await give_app(browser)
    learner = await app.state.parts.store.find_or_create_learner("web", browser.key)
    return browser, project, await words_of(app.state.parts, learner.id)


async def project_of(browser: Visit) -> str | None:
    loaded = await browser.app.state.parts.store.load_turn(f"web:{browser.key}")
    return loaded.project.id if loaded and loaded.project else None


async def test_a_class_comes_back_by_its_words(app: FastAPI) -> None:
    """45 learners, every cookie gone, other browsers: each finds their own work and nobody another's."""
    left = [await somebody(app) for _ in range(CLASS)]
    for _, project, numbers in left:
        fresh = visit(app)
        answer = await fresh.post("/back", {"words": " ".join(as_words(numbers, "en"))})
        assert answer.status_code == 303
        assert await project_of(fresh) == project


async def test_ten_wrong_guesses_lock_out_this_browser_only(app: FastAPI) -> None:
    _, project, numbers = await somebody(app)
    guesser, right = visit(app), {"words": " ".join(as_words(numbers, "en"))}
    await guesser.get("/")
    for guess in range(GUESSES_OF_A_BROWSER):
        answer = await guesser.post("/back", {"words": " ".join(as_words((guess, 1, 2), "en"))})
        assert answer.status_code == 404
    assert (await guesser.post("/back", right)).status_code == 429
    owner = visit(app)
    await owner.get("/")
    assert (await owner.post("/back", right)).status_code == 303
    assert await project_of(owner) == project


async def test_throwing_the_cookie_away_does_not_help_for_long(app: FastAPI) -> None:
    for guess in range(GUESSES_OF_AN_ADDRESS):
        await visit(app).get("/")
        guesser = visit(app)
        await guesser.get("/")
        await guesser.post("/back", {"words": " ".join(as_words((guess, 1, 2), "en"))})
    last = visit(app)
    await last.get("/")
    assert (await last.post("/back", {"words": "apple banana basil"})).status_code == 429
    assert (await visit(app, address="203.0.113.5").post("/back", {"words": "apple banana basil"})).status_code == 404


async def test_a_lock_outlives_a_restart(app: FastAPI, parts: Parts) -> None:
    guesser = visit(app)
    for _ in range(GUESSES_OF_A_BROWSER):
        await guesser.post("/back", {"words": "apple banana basil"})
    assert (await visit(web(parts)).post("/back", {"words": "apple banana basil"})).status_code == 429


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
async def test_words_open_in_any_language(app: FastAPI, language: str) -> None:
    _, project, numbers = await somebody(app)
    fresh = visit(app, "zh-CN")
    joint = ", " if language == "en" else ""
    await fresh.post("/back", {"words": joint.join(as_words(numbers, language)).upper()})  # type: ignore[arg-type]  # one of ours
    assert await project_of(fresh) == project


async def test_pictures_open_too(app: FastAPI) -> None:
    _, project, numbers = await somebody(app)
    fresh = visit(app)
    chosen = [divmod(number, words.PICTURES) for number in numbers]
    await fresh.post("/back", {"colour": [str(one) for one, _ in chosen], "picture": [str(one) for _, one in chosen]})
    assert await project_of(fresh) == project


@pytest.mark.parametrize("typed", ["", "apple banana", "qwert zxcv asdf", "😀" * 100, "apple banana basil bread", "\0'--"])
async def test_what_are_no_three_words_is_said_and_not_counted(app: FastAPI, typed: str) -> None:
    browser = visit(app)
    for _ in range(GUESSES_OF_A_BROWSER + 1):
        answer = await browser.post("/back", {"words": typed})
        assert answer.status_code == 422 and "three words" in answer.text


async def test_the_words_are_shown_at_the_first_zip_until_written_down(app: FastAPI) -> None:
    browser, _, numbers = await somebody(app)
    shown = as_words(numbers, "en")
    assert set(shown) <= set(text_of_page(await browser.get("/")).split())
    await browser.post("/words/kept")
    assert "I wrote them down" not in (await browser.get("/")).text
    assert set(shown) <= set(text_of_page(await browser.get("/words")).split())


async def test_pictures_for_those_who_read_little(app: FastAPI) -> None:
    browser, _, numbers = await somebody(app)
    await browser.post("/tier", {"tier": "primary"})
    page = (await browser.get("/")).text
    assert all(picture.emoji in page and f'dot {picture.colour}"' in page for picture in as_pictures(numbers, "en"))


async def test_the_words_are_never_in_the_zip(app: FastAPI) -> None:
    browser, _, numbers = await somebody(app)
    await browser.get("/")
    with zipfile.ZipFile(io.BytesIO((await browser.get("/zip/1/web")).content)) as archive:
        inside = b"\n".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    for shown in (as_words(numbers, "en"), as_words(numbers, "zh-Hant"), tuple(map(str, numbers))):
        assert " ".join(shown) not in inside and ", ".join(shown) not in inside


async def test_ones_own_link_leaves_the_address_bar(app: FastAPI) -> None:
    browser, project, _ = await somebody(app)
    sheet = await browser.post("/link")
    path = sheet.text.split('value="http://sampan.test')[1].split('"')[0]
    phone = visit(app)
    answer = await phone.get(path)
    assert (answer.status_code, answer.headers["location"], answer.headers["referrer-policy"]) == (303, "/", "same-origin")
    assert await project_of(phone) == project
    assert phone.key == browser.key, "both show the same chat"


@pytest.mark.parametrize("token", ["x", "x" * 5000, "%00", "..%2f"])
async def test_a_link_that_opens_nothing(app: FastAPI, token: str) -> None:
    answer = await visit(app).get(f"/me/{token}")
    assert answer.status_code == 404 and "set-cookie" not in answer.headers


async def test_forgetting_this_computer(app: FastAPI) -> None:
    browser, project, numbers = await somebody(app)
    await browser.post("/forget")
    assert not browser.http.cookies
    await browser.get("/")
    assert await project_of(browser) is None
    await browser.post("/back", {"words": " ".join(as_words(numbers, "en"))})
    assert await project_of(browser) == project
