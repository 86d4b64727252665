"""The web chat under attack: other sites, other learners, odd requests, words that look like code."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import re
import socket
import zipfile
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.web import patience
from bot.channels.web.session import COOKIE
from bot.locales.words import as_words
from bot.services import Parts
from bot.services.recover import GUESSES_OF_A_BROWSER, words_of
from scaffolds.spec import parse
from storage import recovery
from tests.channels.test_web_chat import CHANGING
from tests.channels.visiting import HERE, SPEC, Visit, give_app, preview_of, visit, web
from tests.hosting.test_preview import SANDBOXED, add, neighbour, rows, try_path, write

FROM_ELSEWHERE: tuple[dict[str, str], ...] = (
    {"Origin": "http://evil.test"},
    {"Origin": "http://sampan.test.evil.test"},
    {"Origin": "http://sampan.test:8000"},
    {"Origin": "null"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "null", "Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {},
)


@pytest.fixture
def app(parts: Parts) -> FastAPI:
    return web(parts)


async def owner(app: FastAPI, **options: Any) -> tuple[Visit, str]:
    browser = visit(app, **options)
    await browser.get("/")
    return browser, await give_app(browser)


# Other sites


@pytest.mark.parametrize("path", CHANGING)
async def test_no_other_site_changes_anything(app: FastAPI, path: str) -> None:
    browser, _ = await owner(app)
    for headers in FROM_ELSEWHERE:
        for kind in ("application/x-www-form-urlencoded", "text/plain", "application/json", "multipart/form-data; boundary=x"):
            answer = await browser.http.post(path, content=b"text=hi", headers={**headers, "Content-Type": kind})
            assert answer.status_code == 403, (path, headers)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_looking_changes_nothing(app: FastAPI, method: str) -> None:
    browser, _ = await owner(app)
    before = await browser.app.state.parts.store.history(f"web:{browser.key}")
    for path in ("/say?text=hi", "/language?language=en", "/forget", "/try/end", "/link", "/versions/1", "/api/messages?text=hi", "/words/kept"):
        await browser.http.request(method, path)
    assert await browser.app.state.parts.store.history(f"web:{browser.key}") == before
    assert browser.http.cookies.get(COOKIE)


@pytest.mark.parametrize(
    "mode, dest", [("no-cors", "image"), ("no-cors", "script"), ("cors", "empty"), ("navigate", "iframe"), ("navigate", "object")]
)
async def test_another_sites_page_cannot_even_look(app: FastAPI, mode: str, dest: str) -> None:
    """A picture whose address is ours would begin a chat at every look."""
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
    for path in ("/", "/api/chat", "/zip/1/web", "/me/abc"):
        answer = await visit(app).get(path, headers=headers)
        assert answer.status_code == 403 and "set-cookie" not in answer.headers


async def test_a_link_from_another_site_still_opens(app: FastAPI) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert (await visit(app).get("/", headers=headers)).status_code == 200


async def test_an_odd_name_of_the_host(app: FastAPI) -> None:
    browser, _ = await owner(app)
    for host in ("[", "a b", "evil.test/x", 'a"><script>', "a" * 300, "[::1", "a@b", "a:b:c", ""):
        for method, path in (("GET", "/"), ("GET", "/api/chat"), ("POST", "/link"), ("POST", "/api/messages"), ("POST", "/try")):
            answer = await browser.http.request(method, path, headers={"Host": host, "Origin": f"http://{host}"})
            assert answer.status_code == 400 and "<script>" not in answer.text, host


async def test_metrics_are_for_this_machines_own_name(app: FastAPI) -> None:
    """A page whose name suddenly means this machine (DNS rebinding) is refused."""
    assert (await visit(app).get("/metrics", headers={"Host": "evil.test"})).status_code == 404
    assert (await visit(app).get("/metrics", headers={"Host": "127.0.0.1:8000"})).status_code == 200


async def test_every_page_has_its_policy(app: FastAPI) -> None:
    browser, _ = await owner(app)
    frame, tried = preview_of(await browser.get("/")), await try_path(browser)
    for path in (
        "/",
        "/menu",
        "/versions",
        "/back",
        "/forget",
        "/words",
        "/nowhere",
        "/api/chat",
        "/openapi.json",
        "/static/x",
        tried,
        "/try/none",
        "/me/none",
    ):
        answer = await browser.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "*" not in policy, path
        assert "frame-ancestors 'none'" in policy and answer.headers["x-content-type-options"] == "nosniff", path
        assert answer.headers["referrer-policy"] == "same-origin" and "no-store" in answer.headers["cache-control"], path
    seen = await browser.get(f"{frame}api/rows", headers=SANDBOXED)
    assert seen.headers["cache-control"] == "no-store"


# Other learners


async def test_nobody_reads_anothers_work(app: FastAPI) -> None:
    ann, project = await owner(app)
    await ann.say("my secret diary words")
    bob, _ = await owner(app)
    for path in (
        f"/zip/1/web?project={project}",
        "/zip/2/web",
        f"/zip/1/web?project={project}%00",
        "/zip/99999999999999999999/web",
        "/zip/-1/web",
        "/zip/1/../web",
    ):
        assert (await bob.get(path)).status_code in (404, 422), path
    for path in ("/", "/parts", "/api/chat", f"/?before={'f' * 32}", "/versions"):
        assert "secret diary" not in (await bob.get(path, headers={"HX-Request": "true"})).text


@pytest.mark.parametrize("forged", ["{key}", "{key}.", "{key}.{zeros}", "{key}.é", "x.y", "." * 50, "{zeros}.{zeros}"])
async def test_a_made_up_cookie_is_nobodys(app: FastAPI, forged: str) -> None:
    ann, _ = await owner(app)
    thief = visit(app)
    value = forged.format(key=ann.key, zeros="0" * 40)
    answer = await thief.http.get("/api/chat", headers={b"Cookie": f"{COOKIE}={value}".encode()})
    assert answer.status_code == 200 and answer.json()["project"] is None


async def test_a_link_does_not_take_a_browser_over(app: FastAPI) -> None:
    """Somebody else's link, sent as a prank: one's own work is not lost by opening it, and one is asked first."""
    ann, _ = await owner(app)
    sheet = await ann.post("/link")
    path = sheet.text.split('value="http://sampan.test')[1].split('"')[0]
    bob, _ = await owner(app)
    before, answer = bob.key, await bob.get(path)
    assert bob.key == before and answer.status_code == 303 and answer.headers["location"] == "/me"
    assert path.rpartition("/")[2] not in (asked := await bob.get("/me")).text and "<form" in asked.text
    assert (await bob.post("/me")).status_code == 303
    assert bob.key == ann.key
    assert (await bob.post("/me")).status_code == 404, "once"


async def test_ones_own_link_on_ones_own_browser_just_opens(app: FastAPI) -> None:
    ann, _ = await owner(app)
    path = (await ann.post("/link")).text.split('value="http://sampan.test')[1].split('"')[0]
    assert (await ann.get(path)).headers["location"] == "/"


async def test_guessing_is_limited_by_the_house_of_an_address(app: FastAPI) -> None:
    """One line of the new internet has 2^64 addresses."""
    for guess in range(GUESSES_OF_A_BROWSER):
        browser = visit(app, address=f"2001:db8:1:2::{guess:x}")
        assert (await browser.post("/back", {"words": " ".join(as_words((guess, 1, 2), "en"))})).status_code == 404
    late = visit(app, address="2001:db8:1:2:ffff::1")
    assert (await late.post("/back", {"words": " ".join(as_words((99, 1, 2), "en"))})).status_code == 429
    other = visit(app, address="2001:db8:1:3::1")
    assert (await other.post("/back", {"words": " ".join(as_words((99, 1, 2), "en"))})).status_code == 404


async def test_twenty_guesses_at_once_are_counted(app: FastAPI) -> None:
    ann, _ = await owner(app)
    learner = await app.state.parts.store.find_or_create_learner("web", ann.key)
    guesser = visit(app, address="10.0.0.9")
    await guesser.get("/")
    wrong = [guesser.post("/back", {"words": " ".join(as_words((n, 1, 2), "en"))}) for n in range(20)]
    found = [answer.status_code for answer in await asyncio.gather(*wrong)]
    assert found.count(404) == GUESSES_OF_A_BROWSER and found.count(429) == 20 - GUESSES_OF_A_BROWSER
    right = {"words": " ".join(as_words(await words_of(app.state.parts, learner.id), "en"))}
    assert (await guesser.post("/back", right)).status_code == 429
    assert (await visit(app, address="10.0.0.10").post("/back", right)).status_code == 303, "Ann herself is not kept out"


async def test_who_is_locked_out_costs_no_work(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash of words is slow on purpose; guesses that are refused anyway must not keep the store busy with it."""
    guesser, hashed, digest = visit(app, address="10.0.0.11"), list[str](), recovery.digest

    def counted(words: str, pepper: str) -> str:
        hashed.append(words)
        return digest(words, pepper)

    monkeypatch.setattr(recovery, "digest", counted)
    for n in range(GUESSES_OF_A_BROWSER + 5):
        await guesser.post("/back", {"words": " ".join(as_words((n, 1, 2), "en"))})
    assert len(hashed) == GUESSES_OF_A_BROWSER


# Apps in the making


async def test_a_private_field_that_was_taken_out_stays_private(app: FastAPI) -> None:
    browser, project = await owner(app)
    path = await try_path(browser)
    (ann, hers), (bob, his) = await neighbour(app, path), await neighbour(app, path)
    await write(ann, hers, 0, add("aaaaaaaa", name="Ann", phone="61234567"))
    spec = SPEC.model_dump(mode="json")
    spec["things"][0]["fields"].pop()
    await give_app(browser, parse(spec), project)
    assert "61234567" not in (await bob.get(f"{his}api/rows", headers=SANDBOXED)).text
    moved = await write(bob, his, 0, add("bbbbbbbb", name="Bob"))
    refused = await write(bob, his, 1, add("aaaaaaaa", name="Bob"))
    assert (moved.status_code, refused.status_code) == (409, 422) and "6123" not in moved.text + refused.text


async def test_private_fields_are_in_no_answer_to_others(app: FastAPI) -> None:
    browser, _ = await owner(app)
    path = await try_path(browser)
    (ann, hers), (bob, his) = await neighbour(app, path), await neighbour(app, path)
    await write(ann, hers, 0, add("aaaaaaaa", name="Ann", phone="61234567"))
    answers = [
        await write(bob, his, 0, add("bbbbbbbb", name="Bob")),
        await write(bob, his, 1, add("aaaaaaaa", name="Bob")),
        await write(bob, his, 1, {"op": "change", "thing": "booking", "id": "aaaaaaaa", "row": {"name": "x"}}),
        await write(bob, his, 1, add("bbbbbbbb", name="Bob", mine=True)),
        await write(bob, his, 1, add("bbbbbbbb", name="Bob")),
        await bob.get(path),
        await bob.get(his),
    ]
    assert [answer.status_code for answer in answers] == [409, 422, 422, 422, 200, 200, 200]
    assert not any("61234567" in answer.text for answer in answers)


@pytest.mark.parametrize("rev", [10**30, -(10**30), 2**63, 1.5, True, None, [], "0", {"$ne": 1}])
async def test_odd_revisions(app: FastAPI, rev: Any) -> None:
    browser, _ = await owner(app)
    frame = preview_of(await browser.get("/"))
    assert (await write(browser, frame, rev, add("aaaaaaaa", name="Chan"))).status_code in (400, 409, 422)


async def test_text_without_letters_for_a_store(app: FastAPI) -> None:
    """JSON may come in UTF-16, where a NUL's escape is spelt in other bytes; a backslash before a u is only a backslash."""
    browser, _ = await owner(app)
    frame = preview_of(await browser.get("/"))
    for name, encoding, status in (("\0", "utf-16", 400), ("\0", "utf-8", 400), ("a\\u0000", "utf-8", 200)):
        body = json.dumps({"rev": 0, "changes": [add("aaaaaaaa", name=name)]}).encode(encoding)
        answer = await browser.http.post(f"{frame}api/changes", content=body, headers={**SANDBOXED, "Content-Type": "application/json"})
        assert answer.status_code == status, (name, encoding)


async def test_twenty_writers_lose_nothing(app: FastAPI) -> None:
    browser, _ = await owner(app)
    path = await try_path(browser)

    async def one(n: int) -> int:
        visitor, frame = await neighbour(app, path)
        rev = 0
        for _ in range(60):
            answer = await write(visitor, frame, rev, add(f"row{n:06d}", name=f"n{n}"))
            if answer.status_code != 409:
                return answer.status_code
            rev = answer.json()["rev"]
        return 0

    assert await asyncio.gather(*map(one, range(20))) == [200] * 20
    assert len(await rows(browser, preview_of(await browser.get("/")))) == 20


# Odd requests

TEXT = st.text(max_size=30) | st.sampled_from(
    ["/start", "\0", "{{7*7}}", "\ud800", "x" * 5000, "/undo", "/zip all", "/versions 9999999999999999999999"]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(TEXT, part, max_size=3),
    max_leaves=6,
)
BODIES = st.fixed_dictionaries({}, optional=dict.fromkeys(("text", "press", "id", "language", "tier", "extra"), ANYTHING)) | st.fixed_dictionaries(
    {"text": TEXT}, optional={"press": TEXT, "id": TEXT, "language": st.sampled_from(["en", "zh-Hant"]), "tier": st.just("primary")}
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BODIES | ANYTHING, cookie=st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=255), max_size=20))
async def test_no_input_is_too_odd_for_the_api(app: FastAPI, body: Any, cookie: str) -> None:
    browser = visit(app)
    headers = {"Origin": HERE, "Content-Type": "application/json"}
    answer = await browser.http.post("/api/messages", content=json.dumps(body).encode(), headers=headers)
    assert answer.status_code in (200, 422, 400), answer.text
    heads = {b"Cookie": f"{COOKIE}={cookie}; language={cookie}; tier={cookie}".encode("latin-1"), b"Accept-Language": cookie.encode("latin-1")}
    assert (await browser.http.get("/api/chat", headers=heads)).status_code == 200


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[" * 100_000, b'{"text":' + b'{"a":' * 5000, b"\xff\xfe", b"NaN", b'{"text": 1e999}', b"9" * 10_000, b"null"]
)
async def test_bodies_that_are_no_message(app: FastAPI, content: bytes) -> None:
    answer = await visit(app).http.post("/api/messages", content=content, headers={"Origin": HERE, "Content-Type": "application/json"})
    assert answer.status_code in (400, 422) and "error" in answer.json()


async def test_forms_in_odd_letters(app: FastAPI) -> None:
    for charset in ("unicode_escape", "utf-7", "punycode", "idna", "rot13", "hex", "utf-16", "nonsense", "undefined", "\xe9"):
        headers = {b"Origin": HERE.encode(), b"Content-Type": f"multipart/form-data; boundary=x; charset={charset}".encode("latin-1")}
        parts = [
            f'--x\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n\\ud800\\x00 -é\r\n'
            for field in ("text", "press", "id", "words", "language")
        ]
        for path in ("/say", "/back", "/language"):
            for part in parts:
                answer = await visit(app).http.post(path, content=f"{part}--x--\r\n".encode(), headers=headers)
                assert answer.status_code < 500, (path, charset, part)


ODD_PATHS = ("/%00", "/%ff%fe", "/zip/%00/web", "/static/%2e%2e/app.py", "/static/../app.py", "/static//etc/passwd", "/" + "a/" * 500,
             "/me/%0d%0aSet-Cookie:%20a=b", "/try/%0d%0aX:%20y", "/preview/%0d%0a/", "/?before=%00%ff", "/zip/1/web?project=%ff")  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "DELETE", "PATCH", "BREW"])
async def test_odd_paths_and_methods(app: FastAPI, method: str) -> None:
    for path in ODD_PATHS:
        answer = await visit(app).http.request(method, path, headers={"Origin": HERE})
        assert answer.status_code < 500 and "a=b" not in answer.headers.get("set-cookie", "") and "x" not in answer.headers, path


async def _answered(asgi: Any, messages: list[dict[str, Any]], method: str = "POST") -> int:
    """The status of an answer to a request whose parts come in as given, and then nothing more."""
    found: list[int] = []

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop(0)
        await asyncio.sleep(3600)
        raise AssertionError

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            found.append(message["status"])

    headers = [(b"host", b"sampan.test"), (b"origin", HERE.encode()), (b"content-type", b"application/json")]
    scope = {"type": "http", "method": method, "path": "/api/messages", "raw_path": b"", "query_string": b"", "headers": headers, "scheme": "http",
             "http_version": "1.1", "server": ("sampan.test", 80), "client": ("10.0.0.1", 1)}  # fmt: skip
    await asyncio.wait_for(asgi(scope, receive, send), 60)
    return found[0]


async def test_a_body_that_never_ends(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.web.guard.BODY_SECONDS", 0.2)
    assert await _answered(app, [{"type": "http.request", "body": b'{"text":', "more_body": True}]) == 408


async def test_a_body_of_ten_megabytes_in_pieces(app: FastAPI) -> None:
    pieces = [{"type": "http.request", "body": b" " * 1_000_000, "more_body": True} for _ in range(10)]
    assert await _answered(app, pieces) == 413


# Words that look like code

ODD = [
    "<script>alert(1)</script>", "{{7*7}}${7*7}<%= 7*7 %>", "`x`*/ // --> ]]>", "[a](javascript:alert(1))", "![a](https://evil.test/x.png)",
    "</script><img src=x onerror=alert(1)>", "\u202egpj.exe", '" onmouseover="alert(1)', "<https://evil.test>", "| a | b |\n|---|---|", "\u2028x\u2029",
]  # fmt: skip


def _spec(odd: str) -> Any:
    data = SPEC.model_dump(mode="json") | {"title": odd, "tagline": odd, "brief": {"problem": odd, "who": odd, "goal": odd, "keep": odd}}
    data["things"][0]["label"] = data["things"][0]["fields"][0]["label"] = data["screens"][0]["label"] = odd
    return parse(data)


@pytest.mark.parametrize("odd", ODD)
async def test_odd_words_are_text_on_every_page(app: FastAPI, odd: str) -> None:
    browser = visit(app)
    await browser.get("/")
    await give_app(browser, _spec(odd))
    await browser.say(odd)
    tried = await try_path(browser)
    pages = [
        await browser.get("/"),
        await browser.get("/versions"),
        await browser.post("/try"),
        await visit(app).get(tried),
        await browser.get(preview_of(await browser.get("/"))),
    ]
    for page in pages:
        assert page.status_code == 200
        assert not re.search(r"<script>alert|<img src=x| onmouseover=\"alert|href=\"javascript|(src|href)=\"https://evil|>49<", page.text), page.url


@pytest.mark.parametrize("odd", ODD)
async def test_odd_words_are_text_in_the_zip(app: FastAPI, odd: str) -> None:
    from markdown_it import MarkdownIt

    browser = visit(app)
    await browser.get("/")
    await give_app(browser, _spec(odd))
    answer = await browser.get("/zip/1/web")
    assert re.fullmatch(r"attachment; filename\*=UTF-8''[\w.%-]+", answer.headers["content-disposition"], re.ASCII)
    reader = MarkdownIt("gfm-like", {"linkify": False})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert all(re.fullmatch(r"[\w./-]+", name, re.ASCII) for name in archive.namelist())
        for name in archive.namelist():
            text = archive.read(name).decode()
            if name.endswith(".md") and "LICENSES" not in name:
                shown = reader.render(text)
                assert not re.search(r"<script|<img(?! src=\"README\.svg\")|javascript:alert\(1\)\"|href=\"https://evil|onmouseover=\"", shown), name
            if name.endswith((".js", ".html", ".md")):
                assert "\u202e" not in text, f"{name}: what turns the line around hides what the code says"


# Lines that say nothing


async def test_a_line_on_which_nothing_is_asked_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """From its first byte a request has its time, however it is dripped; an answered one is not cut off."""
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.5)
    server = uvicorn.Server(uvicorn.Config(_slow_answer, http=patience.PatientProtocol, log_config=None, lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        port = listening.getsockname()[1]
        asking = await asyncio.open_connection("127.0.0.1", port)
        asking[1].write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        silent, dripping = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
        with contextlib.suppress(ConnectionError):
            for _ in range(20):
                dripping[1].write(b"G")
                await asyncio.sleep(0.05)
        for reader, _ in (silent, dripping):
            with contextlib.suppress(ConnectionError):
                assert await asyncio.wait_for(reader.read(), 60) == b""
        assert (await asyncio.wait_for(asking[0].readline(), 60)).startswith(b"HTTP/1.1 204")
        for _, writer in (silent, dripping, asking):
            writer.close()
        server.should_exit = True
        await serving


async def test_a_head_without_an_end_is_cut_off() -> None:
    server = uvicorn.Server(uvicorn.Config(_slow_answer, http=patience.PatientProtocol, log_config=None, lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        reader, writer = await asyncio.open_connection("127.0.0.1", listening.getsockname()[1])
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n")
        with contextlib.suppress(ConnectionError):
            for number in range(4):
                writer.write(b"X-%d: " % number + b"a" * (patience.LONGEST_HEAD // 2) + b"\r\n")
                await writer.drain()
                await asyncio.sleep(0.05)
            assert await asyncio.wait_for(reader.read(), 60) == b""
        writer.close()
        server.should_exit = True
        await asyncio.wait_for(serving, 60)


async def _slow_answer(scope: Any, receive: Any, send: Any) -> None:
    await asyncio.sleep(1)
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})
