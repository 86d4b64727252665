"""The window inside Telegram, without a browser."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest
from fastapi import FastAPI

from bot.services import Parts
from scaffolds.spec import parse
from storage.store import Store
from tests.channels.visiting import SPEC, Visit, visit, web
from tests.hosting.mini_apps import TOKEN, USER, passed, tell, with_telegram

OPEN = "/telegram/app/open"
WEBVIEW = {"Origin": "null", "Sec-Fetch-Site": "cross-site", "Content-Type": "application/json"}


@pytest.fixture
def app(parts: Parts) -> FastAPI:
    return web(with_telegram(parts))


async def ask(browser: Visit, given: Any, **headers: str) -> httpx2.Response:
    return await browser.http.post(OPEN, content=json.dumps({"init_data": given}), headers={**WEBVIEW, **headers})


async def test_the_page_may_stand_in_telegram_and_nowhere_else(app: FastAPI) -> None:
    page = await visit(app).get("/telegram/app", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe", "Sec-Fetch-Mode": "navigate"})
    policy = page.headers["content-security-policy"]
    assert page.status_code == 200 and "frame-ancestors 'self' https://*.telegram.org" in policy
    assert "unsafe" not in policy and "default-src 'none'" in policy
    assert 'content="no-referrer"' in page.text and "set-cookie" not in page.headers
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page.text), "nothing from elsewhere"


@pytest.mark.parametrize("name", ["style.css", "script.js"])
async def test_its_files_are_there(app: FastAPI, name: str) -> None:
    assert (await visit(app).get(f"/telegram/app/{name}")).status_code == 200


@pytest.mark.parametrize("name", ["mini_app.js", "try.css", "..%2fmini_app.py"])
async def test_no_other_file_is(app: FastAPI, name: str) -> None:
    assert (await visit(app).get(f"/telegram/app/{name}")).status_code == 404


async def test_without_telegram_there_is_nothing(parts: Parts) -> None:
    plain = web(parts)
    assert (await visit(plain).get("/telegram/app")).status_code == 404
    assert (await ask(visit(plain), passed())).status_code == 404


async def test_a_pass_opens_the_newest_app(app: FastAPI, parts: Parts) -> None:
    await tell(parts, SPEC)
    await tell(parts, parse(SPEC.model_dump(mode="json") | {"title": "Bath Time"}))
    await tell(parts, None)
    browser = visit(app)
    answer = await ask(browser, passed())
    assert answer.status_code == 200 and answer.json()["title"] == "Bath Time" and "set-cookie" not in answer.headers
    frame = await browser.get(answer.json()["frame"], headers={"Sec-Fetch-Dest": "iframe"})
    assert frame.status_code == 200 and "Bath Time" in frame.text
    assert "frame-ancestors 'self' https://*.telegram.org" in frame.headers["content-security-policy"]
    assert frame.headers["content-security-policy"].startswith("sandbox allow-scripts;")


async def test_opened_again_it_is_the_same_address(app: FastAPI, parts: Parts) -> None:
    await tell(parts, SPEC)
    first, second = await ask(visit(app), passed()), await ask(visit(app), passed())
    assert first.json()["frame"] == second.json()["frame"]


async def test_nobody_sees_anothers_app(app: FastAPI, parts: Parts) -> None:
    await tell(parts, SPEC)
    answer = await ask(visit(app), passed(USER + 1))
    assert answer.status_code == 200 and "frame" not in answer.json() and answer.json()["heading"] == "No app yet"
    assert await parts.store.learner_by_identity("telegram", str(USER + 1)) is None, "looking makes nobody"


@pytest.mark.parametrize(
    ("code", "accept", "heading"), [("zh-hans", "en", "还没有小程序"), ("zh-HK", "en", "還沒有小程式"), ("de", "zh-CN", "还没有小程序")]
)
async def test_it_speaks_as_their_telegram_does_else_as_their_browser(app: FastAPI, code: str, accept: str, heading: str) -> None:
    answer = await ask(visit(app, accept), passed(language=code))
    assert answer.json()["heading"] == heading


async def test_it_speaks_as_the_chat_does(app: FastAPI, parts: Parts) -> None:
    await tell(parts, None, language="zh-Hant")
    answer = (await ask(visit(app), passed())).json()
    assert (answer["heading"], answer["language"], answer["back"]) == ("還沒有小程式", "zh-Hant-HK", "返回對話")


def _doubled() -> str:
    return f"{passed(USER + 1)}&{urlencode({'user': json.dumps({'id': USER})})}"


REFUSED: dict[str, Any] = {
    "none": "", "of another bot": passed(token=TOKEN + "x"), "changed": passed(USER + 1).replace(str(USER + 1), str(USER)), "old": passed(age=90_000),
    "doubled": _doubled(), "huge": passed() + "&a=" + "x" * 100_000, "unsigned": passed().partition("&hash=")[0], "a number": 7, "a list": [passed()],
    "no text": None, "control signs": "hash=\x00\n", "half a sign": "hash=\ud800",
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
async def test_what_is_not_believed_looks_nothing_up(app: FastAPI, parts: Parts, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await tell(parts, SPEC)

    async def never(*_: object) -> None:
        raise AssertionError("something was looked up")

    monkeypatch.setattr(Store, "learner_by_identity", never)
    answer = await ask(visit(app), REFUSED[kind])
    assert answer.status_code == 403 and len(answer.json()["error"].splitlines()) == 1 and "frame" not in answer.json()


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b'{"init_data"}', b"[" * 9000, b'{"init_data": "' + b"x" * 2_000_000 + b'"}', b"\xff\xfe"]
)
async def test_odd_bodies_are_refused_alike(app: FastAPI, body: bytes) -> None:
    answer = await visit(app, "zh-HK").http.post(OPEN, content=body, headers=WEBVIEW)
    assert answer.status_code == 403 and answer.json()["heading"] == "請從對話再打開一次"
