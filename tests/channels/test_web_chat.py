"""The chat page and what is beside it, without a browser."""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import zipfile

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.web.app import CHAT, OPEN_PATHS
from bot.channels.web.guard import MAX_BODY
from bot.services import Parts
from tests.channels.visiting import HERE, give_app, text_of_page, visit, web

FIRST_VIEW = 30_000
CHANGING = [
    "/say",
    "/language",
    "/tier",
    "/versions/1",
    "/words/kept",
    "/forget",
    "/link",
    "/me",
    "/back",
    "/try",
    "/try/end",
    "/join",
    "/forget/all",
    "/api/messages",
]


@pytest.fixture
def app(parts: Parts) -> FastAPI:
    return web(parts)


@pytest.mark.parametrize(
    ("asked", "tag"), [("zh-HK,zh;q=0.9", "zh-Hant-HK"), ("zh-CN", "zh-Hans"), ("fr-FR,en;q=0.5", "en"), ("", "en"), ("de;q=x,,;q=", "en")]
)
async def test_greets_in_the_browsers_language(app: FastAPI, asked: str, tag: str) -> None:
    page = await visit(app, asked).get("/")
    assert page.status_code == 200
    assert f'<html lang="{tag}">' in page.text
    assert 'class="tutor' in page.text, "a chat is never blank"


async def test_offers_three_real_problems(app: FastAPI) -> None:
    page = await visit(app).get("/")
    assert len(re.findall(r'name="press" value="problem:', page.text)) == 3


async def test_comes_back_to_the_same_chat(app: FastAPI) -> None:
    browser = visit(app)
    await browser.get("/")
    key = browser.key
    await browser.get("/")
    assert browser.key == key


async def test_the_cookie_is_out_of_reach(app: FastAPI) -> None:
    cookie = (await visit(app).get("/")).headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie


async def test_a_made_up_cookie_is_somebody_new(app: FastAPI) -> None:
    browser = visit(app)
    browser.http.cookies.set("sampan", "0" * 32 + "." + "0" * 40, domain="sampan.test")
    await browser.get("/")
    assert browser.key != "0" * 32


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "{{7*7}} ${1}", '"><img src=x onerror=a>', "a\0b</textarea>"])
async def test_what_is_typed_is_text(app: FastAPI, typed: str) -> None:
    browser = visit(app)
    await browser.get("/")
    await browser.say(typed)
    page = await browser.get("/")
    assert "<script>alert" not in page.text and "<img" not in page.text
    assert typed.replace("\0", "") in html.unescape(page.text)


async def test_a_plain_form_works_too(app: FastAPI) -> None:
    browser = visit(app)
    await browser.get("/")
    answer = await browser.post("/say", {"text": "our floor queues for one shower"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "our floor queues for one shower" in text_of_page(await browser.get("/"))


async def test_the_script_gets_the_parts(app: FastAPI) -> None:
    browser = visit(app)
    await browser.get("/")
    parts = await browser.say("our floor queues for one shower")
    assert parts.status_code == 200 and "<html" not in parts.text
    assert set(re.findall(r'hx-target="(#\w+)"', parts.text)) >= {"#top", "#cross", "#log", "#chips", "#app"}


async def test_sent_twice_is_said_once(app: FastAPI) -> None:
    browser = visit(app)
    await browser.get("/")
    for _ in range(2):
        await browser.post("/say", {"text": "a queue for the shower", "id": "same"})
    assert (await browser.get("/")).text.count("a queue for the shower</div>") == 1


async def test_an_empty_message_changes_nothing(app: FastAPI) -> None:
    browser = visit(app)
    before = (await browser.get("/")).text.count('class="tutor')
    await browser.post("/say", {"text": "  "})
    assert (await browser.get("/")).text.count('class="tutor') == before


async def test_a_language_chosen_first_greets_anew(app: FastAPI) -> None:
    browser = visit(app)
    await browser.get("/")
    key = browser.key
    await browser.post("/language", {"language": "zh-Hant"})
    page = await browser.get("/")
    assert '<html lang="zh-Hant-HK">' in page.text
    assert browser.key != key and page.text.count('class="tutor') == 1


async def test_a_language_chosen_later_keeps_the_talk(app: FastAPI) -> None:
    browser = visit(app)
    await browser.get("/")
    await browser.say("our floor queues for one shower")
    await browser.post("/language", {"language": "zh-Hans"})
    page = await browser.get("/")
    assert '<html lang="zh-Hans">' in page.text
    assert "our floor queues" in page.text and "/language" not in text_of_page(page)


async def test_the_page_goes_where_the_talk_goes(app: FastAPI) -> None:
    browser = visit(app, "en")
    await browser.get("/")
    await browser.say("我哋層樓九戶人得一個沖涼房，晚晚排隊")
    assert '<html lang="zh-Hant-HK">' in (await browser.get("/")).text


async def test_shows_the_app_and_where_one_stands(app: FastAPI) -> None:
    browser = visit(app)
    await browser.get("/")
    await give_app(browser)
    page = await browser.get("/")
    assert "Shower Time" in page.text and 'sandbox="allow-scripts"' in page.text
    assert re.search(r'class="here" aria-current="step">.*?Improve', page.text)


async def test_the_frame_stays_while_nothing_changes(app: FastAPI) -> None:
    browser = visit(app)
    await browser.get("/")
    await give_app(browser)
    frames = {re.search(r'<iframe[^>]* src="([^"]+)"', (await browser.get("/parts")).text)[1] for _ in range(2)}  # type: ignore[index]  # it is there
    assert len(frames) == 1


async def test_downloads_ones_own_zip_only(app: FastAPI) -> None:
    browser, other = visit(app), visit(app)
    await browser.get("/")
    await other.get("/")
    project = await give_app(browser)
    mine = await browser.get(f"/zip/1/web?project={project}")
    with zipfile.ZipFile(io.BytesIO(mine.content)) as archive:
        assert any(name.endswith("/app.py") for name in archive.namelist())
    assert (await other.get(f"/zip/1/web?project={project}")).status_code == 404
    assert (await browser.get("/zip/99/web")).status_code == 404
    assert (await browser.get("/zip/1/nowhere")).status_code == 404


async def test_lists_versions(app: FastAPI) -> None:
    browser = visit(app)
    await browser.get("/")
    project = await give_app(browser)
    await give_app(browser, project=project)
    page = await browser.get("/versions")
    assert "Version 2" in page.text and 'action="/versions/1"' in page.text and 'action="/versions/2"' not in page.text


async def test_goes_to_a_version(app: FastAPI, parts: Parts) -> None:
    browser = visit(app)
    await browser.get("/")
    project = await give_app(browser)
    await give_app(browser, project=project)
    await browser.post("/versions/1")
    found = await parts.store.project(project)
    assert found is not None and found.head == 1


@pytest.mark.parametrize("path", CHANGING)
@pytest.mark.parametrize("origin", ["http://evil.example", "http://sampan.test.evil.example", "https://sampan.test", "null", None])
async def test_a_change_from_elsewhere_is_refused(app: FastAPI, path: str, origin: str | None) -> None:
    browser = visit(app)
    await browser.get("/")
    answer = await browser.http.post(path, data={"text": "x"}, headers={"Origin": origin} if origin else {})
    assert answer.status_code == 403
    assert "another page" in answer.text and len(answer.text.splitlines()) == 1


def test_every_change_is_among_those_tried() -> None:
    routes = [route for feature in CHAT for route in feature.routes]
    changing = {route.path for route in routes if isinstance(route, APIRoute) and "POST" in (route.methods or ())}
    tried = {re.sub(r"/\d+$", "/{n}", path) for path in CHANGING}
    assert {path for path in changing if not path.startswith(OPEN_PATHS)} == tried


async def test_a_browser_that_hides_its_origin_says_where_it_is(app: FastAPI) -> None:
    browser = visit(app)
    answer = await browser.http.post("/tier", data={"tier": "primary"}, headers={"Origin": "null", "Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 303


@pytest.mark.parametrize("path", ["/", "/menu", "/back", "/health", "/nowhere", "/me/x", "/try/x", "/preview/x/"])
async def test_headers_of_every_answer(app: FastAPI, path: str) -> None:
    headers = (await visit(app).get(path)).headers
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert "unsafe" not in headers["content-security-policy"] and "default-src 'none'" in headers["content-security-policy"]


async def test_what_is_too_big_is_one_sentence(app: FastAPI) -> None:
    answer = await visit(app).post("/say", {"text": "x" * (MAX_BODY + 1)})
    assert answer.status_code == 413 and "8 MB" in answer.text


async def test_a_torn_form_is_no_fault(app: FastAPI) -> None:
    headers = {"Origin": HERE, "Content-Type": "multipart/form-data; boundary=x"}
    for torn in (b"--x\r\nnonsense", b"--x\r\n:\r\n\r\n\xff", b""):
        assert (await visit(app).http.post("/say", content=torn, headers=headers)).status_code < 500


async def test_health_and_why_not(app: FastAPI) -> None:
    browser = visit(app)
    assert (await browser.get("/health")).json() == {"status": "ok"}
    app.state.ready = False
    answer = await browser.get("/health")
    assert answer.status_code == 503 and answer.json()["reason"]


async def test_numbers_are_for_this_machine(app: FastAPI) -> None:
    local = {"Host": "localhost:8000"}
    here = await visit(app).get("/metrics", headers=local)
    assert here.status_code == 200 and "sampan_http_responses_total" in here.text
    assert (await visit(app, address="203.0.113.9").get("/metrics", headers=local)).status_code == 404
    assert (await visit(app).get("/metrics", headers={**local, "X-Forwarded-For": "203.0.113.9"})).status_code == 404


async def test_the_first_view_is_light(app: FastAPI) -> None:
    browser = visit(app)
    page = await browser.get("/")
    loaded = [page, *[await browser.get(path) for path in set(re.findall(r'"(/static/[^"]+)"', page.text))]]
    assert all(one.status_code == 200 for one in loaded)
    assert sum(len(gzip.compress(one.content, 6)) for one in loaded) <= FIRST_VIEW


async def test_static_files_may_be_kept_for_ever(app: FastAPI) -> None:
    browser = visit(app)
    path = re.search(r'"(/static/sampan\.[^"]+)"', (await browser.get("/")).text)[1]  # type: ignore[index]  # it is there
    assert "immutable" in (await browser.get(path)).headers["cache-control"]
    assert (await browser.get("/static/../app.py")).status_code == 404


async def test_the_api_describes_itself_alone(app: FastAPI) -> None:
    described = (await visit(app).get("/openapi.json")).json()
    assert set(described["paths"]) == {"/api/messages", "/api/chat"}


async def test_the_api_takes_turns(app: FastAPI) -> None:
    browser = visit(app)
    said = await browser.post("/api/messages", json={"text": "our floor queues for one shower", "language": "en"})
    assert said.status_code == 200 and said.json()["messages"][0]["text"]
    chat = (await browser.get("/api/chat")).json()
    assert chat["messages"][0]["text"] == "our floor queues for one shower"
    assert chat["buttons"] == said.json()["messages"][-1]["buttons"]


ODD = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20), lambda inner: st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


@given(body=st.binary(max_size=60) | st.fixed_dictionaries({}, optional={"text": ODD, "press": ODD, "id": ODD, "language": ODD, "other": ODD}))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_input_is_a_fault(app: FastAPI, body: bytes | dict[str, object]) -> None:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = await visit(app).post("/api/messages", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code < 500


async def test_a_lone_surrogate_is_no_fault(app: FastAPI) -> None:
    answer = await visit(app).post("/api/messages", content=b'{"text": "\\ud800 a \\u0000"}', headers={"Content-Type": "application/json"})
    assert answer.status_code < 500
