"""The preview and the try link, without a browser."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from bot.services import Parts
from bot.services.lost_wishes import LAST
from scaffolds.spec import parse
from tests.channels.visiting import SPEC, Visit, give_app, preview_of, visit, web

SANDBOXED = {"Origin": "null", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "empty"}


@pytest.fixture
def app(parts: Parts) -> FastAPI:
    return web(parts)


async def owner(app: FastAPI) -> tuple[Visit, str, str]:
    """A browser with an app; the project and the frame's path."""
    browser = visit(app)
    await browser.get("/")
    project = await give_app(browser)
    return browser, project, preview_of(await browser.get("/"))


async def neighbour(app: FastAPI, path: str) -> tuple[Visit, str]:
    browser = visit(app)
    return browser, preview_of(await browser.get(path))


def add(id: str, **values: Any) -> dict[str, Any]:
    return {"op": "add", "thing": "booking", "id": id, "row": values}


async def write(browser: Visit, frame: str, rev: Any, *changes: Any) -> httpx2.Response:
    return await browser.http.post(f"{frame}api/changes", json={"rev": rev, "changes": list(changes)}, headers=SANDBOXED)


async def rows(browser: Visit, frame: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await browser.get(f"{frame}api/rows", headers=SANDBOXED)).json()["rows"]["booking"]
    return found


async def try_path(browser: Visit) -> str:
    sheet = await browser.post("/try")
    found = re.search(r'value="http://sampan.test(/try/[^"]+)"', sheet.text)
    assert found
    return found[1]


async def test_the_page_in_its_frame(app: FastAPI) -> None:
    _, _, frame = await owner(app)
    stranger = visit(app)
    page = await stranger.get(frame, headers={"Sec-Fetch-Dest": "iframe"})
    policy = page.headers["content-security-policy"]
    assert page.status_code == 200 and "<title>" in page.text
    assert policy.startswith("sandbox allow-scripts;") and "http://sampan.test" in policy and "allow-same-origin" not in policy
    assert page.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in page.headers


async def test_every_file_of_the_page_is_there(app: FastAPI) -> None:
    browser, _, frame = await owner(app)
    page = await browser.get(frame)
    for path in set(re.findall(r'(?:src|href)="([\w./-]+\.(?:js|css|svg))"', page.text)):
        assert (await browser.get(frame + path)).status_code == 200, path


@pytest.mark.parametrize("path", ["app.py", "../app.py", "..%2fapp.py", "things.json", "%2e%2e/sampan.json", "nothing.js", "\\..\\app.py"])
async def test_only_the_page_is_served(app: FastAPI, path: str) -> None:
    browser, _, frame = await owner(app)
    assert (await browser.get(frame + path)).status_code == 404


async def test_by_itself_it_shows_nothing(app: FastAPI) -> None:
    browser, _, frame = await owner(app)
    page = await browser.get(frame, headers={"Sec-Fetch-Dest": "document"})
    assert page.status_code == 404 and "Shower" not in page.text and len(page.text.splitlines()) == 1


async def test_rows_are_kept_and_seen(app: FastAPI) -> None:
    browser, _, frame = await owner(app)
    done = await write(browser, frame, 0, add("aaaaaaaa", name="Chan"))
    assert done.status_code == 200 and done.json()["rev"] == 1 and done.json()["you"] == {"owner": True}
    assert await rows(browser, frame) == [{"id": "aaaaaaaa", "mine": True, "name": "Chan"}]
    assert (await browser.get(f"{frame}api/rows?since=1")).status_code == 204


async def test_an_old_revision_gets_the_new_rows(app: FastAPI) -> None:
    browser, _, frame = await owner(app)
    await write(browser, frame, 0, add("aaaaaaaa", name="Chan"))
    late = await write(browser, frame, 0, add("bbbbbbbb", name="Lau"))
    assert late.status_code == 409 and [row["name"] for row in late.json()["rows"]["booking"]] == ["Chan"]


async def test_a_wish_is_done_once_and_known_again(app: FastAPI) -> None:
    browser, _, frame = await owner(app)
    other, others = await neighbour(app, await try_path(browser))
    wish = {"rev": 0, "wish": "wish0001", "changes": [add("aaaaaaaa", name="Chan")]}
    given_up = {"rev": 1, "wish": "wish0002", "changes": [add("bbbbbbbb", name="Lau")]}

    async def ask(who: Visit, path: str, **given: Any) -> int:
        return (await who.http.post(f"{path}api/changes", json=given, headers=SANDBOXED)).status_code

    assert await ask(browser, frame, **wish) == await ask(browser, frame, **wish) == await ask(browser, frame, wish="wish0001") == 200
    assert await ask(browser, frame, **{**wish, "rev": 1}) == 200
    assert await ask(other, others, wish="wish0001") == await ask(other, others, **wish) == 409, "it is the wish of another"
    assert await ask(browser, frame, wish="wish0001") == 200, "and stays theirs"
    assert await ask(browser, frame, wish="wish0002") == await ask(browser, frame, **given_up) == await ask(browser, frame, wish="wish0002") == 409
    assert await ask(browser, frame, wish="?") == 400
    assert [row["name"] for row in await rows(browser, frame)] == ["Chan"]


async def test_whoever_only_asks_makes_no_write_forgotten_or_late(app: FastAPI) -> None:
    browser, _, frame = await owner(app)
    other, others = await neighbour(app, await try_path(browser))
    await browser.http.post(f"{frame}api/changes", json={"rev": 0, "wish": "wish0001", "changes": [add("aaaaaaaa", name="Chan")]}, headers=SANDBOXED)
    for n in range(LAST + 10):
        asked = await other.http.post(f"{others}api/changes", json={"wish": f"question{n}"}, headers=SANDBOXED)
        assert (asked.status_code, asked.json()["rev"]) == (409, 1)
    known = await browser.http.post(f"{frame}api/changes", json={"wish": "wish0001"}, headers=SANDBOXED)
    assert known.status_code == 200
    assert (await write(browser, frame, 1, add("bbbbbbbb", name="Lau"))).status_code == 200


async def test_refusals_are_those_of_the_zips_own_server(app: FastAPI) -> None:
    browser, _, frame = await owner(app)
    await write(browser, frame, 0, add("aaaaaaaa", name="Chan"))
    again = await write(browser, frame, 1, add("aaaaaaaa", name="Lau"))
    assert (again.status_code, again.json()["error"]) == (422, "unique")
    assert (await write(browser, frame, 1, add("cccccccc"))).json()["error"] == "not_kept"
    assert (await write(browser, frame, 1, {"op": "remove", "thing": "booking", "id": "zzzzzzzz"})).json()["error"] == "gone"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"rev": "x"}', b'{"rev": 0, "changes": [{"op": "add"}]}', b'"\\ud800"', b'{"rev": 1e999}', b"[" * 9000]
)
async def test_odd_writes_are_refused(app: FastAPI, body: bytes) -> None:
    browser, _, frame = await owner(app)
    answer = await browser.http.post(f"{frame}api/changes", content=body, headers={**SANDBOXED, "Content-Type": "application/json"})
    assert 400 <= answer.status_code < 500


async def test_a_form_cannot_write(app: FastAPI) -> None:
    browser, _, frame = await owner(app)
    answer = await browser.http.post(f"{frame}api/changes", content=b'{"rev":0,"changes":[]}', headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415


async def test_the_browser_may_ask_first(app: FastAPI) -> None:
    browser, _, frame = await owner(app)
    answer = await browser.http.options(f"{frame}api/changes", headers=SANDBOXED)
    assert answer.status_code == 204 and answer.headers["access-control-allow-headers"] == "Content-Type"


async def test_neighbours_share_rows_and_see_nothing_private(app: FastAPI) -> None:
    browser, _, frame = await owner(app)
    path = await try_path(browser)
    (ann, hers), (bob, his) = await neighbour(app, path), await neighbour(app, path)
    await write(ann, hers, 0, add("aaaaaaaa", name="Ann", phone="61234567"))
    assert await rows(ann, hers) == [{"id": "aaaaaaaa", "mine": True, "name": "Ann", "phone": "61234567"}]
    assert await rows(bob, his) == [{"id": "aaaaaaaa", "mine": False, "name": "Ann"}]
    assert await rows(browser, frame) == [{"id": "aaaaaaaa", "mine": False, "name": "Ann", "phone": "61234567"}]
    refused = await write(bob, his, 1, {"op": "remove", "thing": "booking", "id": "aaaaaaaa"})
    assert (refused.status_code, refused.json()["error"]) == (422, "not_yours")


async def test_a_neighbour_stays_the_same_visitor(app: FastAPI) -> None:
    browser, _, _ = await owner(app)
    path = await try_path(browser)
    ann, hers = await neighbour(app, path)
    assert preview_of(await ann.get(path)) == hers
    assert f"Path={path}".lower() in (await visit(app).get(path)).headers["set-cookie"].lower()


async def test_the_link_itself_is_no_visitor(app: FastAPI) -> None:
    browser, _, _ = await owner(app)
    token = (await try_path(browser)).removeprefix("/try/")
    assert (await browser.get(f"/preview/{token}/")).status_code == 404
    assert (await browser.get(f"/preview/{token}~short/api/rows")).status_code == 404


async def test_the_owner_ends_it_for_everybody(app: FastAPI) -> None:
    browser, _, frame = await owner(app)
    path = await try_path(browser)
    assert await try_path(browser) == path, "asked again, the same link is shown"
    ann, hers = await neighbour(app, path)
    await browser.post("/try/end")
    assert (await visit(app).get(path)).status_code == 404
    assert (await ann.get(f"{hers}api/rows")).status_code == 404
    assert (await browser.get(frame)).status_code == 200, "their own preview goes on"
    assert await try_path(browser) != path


async def test_links_are_over_in_time(app: FastAPI, parts: Parts) -> None:
    _, project, _ = await owner(app)
    token = await parts.store.new_app_link(project, "preview", project, timedelta(seconds=-1), visitor="a")
    assert (await visit(app).get(f"/preview/{token}/")).status_code == 404
    over = await parts.store.new_app_link(project, "try", project, timedelta(seconds=-1))
    assert (await visit(app).get(f"/try/{over}")).status_code == 404


async def test_says_what_it_keeps_and_who_sees_it(app: FastAPI) -> None:
    browser, _, _ = await owner(app)
    sheet = (await browser.post("/try")).text
    assert "Booking: Family name. Everyone with the link sees it." in sheet
    assert "Phone: seen by whoever typed it, and by you." in sheet


async def test_rows_outlive_a_new_version(app: FastAPI) -> None:
    browser, project, frame = await owner(app)
    await write(browser, frame, 0, add("aaaaaaaa", name="Chan"))
    changed = SPEC.model_dump(mode="json") | {"title": "Bath Time"}
    await give_app(browser, parse(changed), project)
    page = await browser.get("/")
    assert preview_of(page) == frame and "?v=2" in page.text
    assert [row["name"] for row in await rows(browser, frame)] == ["Chan"]


async def test_a_chat_shows_the_app_beside_its_try_link(app: FastAPI) -> None:
    browser, _, _ = await owner(app)
    path = await try_path(browser)
    page = await visit(app).get(path)
    found = re.search(r'<meta property="og:image" content="http://sampan.test(/try/[^"]+/picture.png)">', page.text)
    assert found and f'<meta property="og:title" content="{SPEC.title}">' in page.text
    drawn = await visit(app).get(found[1])
    assert drawn.content.startswith(b"\x89PNG") and drawn.headers["content-type"] == "image/png"
    assert (await visit(app).get("/try/of-nobody/picture.png")).status_code == 404
