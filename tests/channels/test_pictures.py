"""The picture of an example app in the web chat, its API, the terminal and the JSON lines."""

from __future__ import annotations

import html
import io
import json
import re
from pathlib import Path

from rich.console import Console

from bot.channels import json_lines, terminal
from bot.core.turn import Message, Reply
from bot.services import Parts
from tests.channels.visiting import visit, web

HOME = "community-living-room"
PROBLEM, ASKED = "six families queue for one shower", "show me one like it"


async def test_the_page_shows_it_with_words_for_those_who_do_not_see_it(parts: Parts) -> None:
    browser = visit(web(parts))
    await browser.get("/")
    await browser.say(PROBLEM)
    page = await browser.say(ASKED)
    (picture,) = re.findall(r'<img class="shown"[^>]*>', page.text)
    assert f'src="/examples/{HOME}.png"' in picture and 'width="1280" height="800"' in picture
    assert "Community Living Room" in html.unescape(picture)
    assert f'value="like:{HOME}"' in page.text


async def test_browsers_may_keep_it(parts: Parts) -> None:
    answer = await visit(web(parts)).get(f"/examples/{HOME}.png")
    assert answer.status_code == 200 and answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert "set-cookie" not in answer.headers
    assert answer.content.startswith(b"\x89PNG")


async def test_there_is_none_of_other_names(parts: Parts) -> None:
    browser = visit(web(parts))
    for name in ("none", "..%2f..%2fetc%2fpasswd", "community-living-room.json", "%00", "x" * 3000):
        assert (await browser.get(f"/examples/{name}.png")).status_code == 404, name


async def test_programs_get_its_address(parts: Parts) -> None:
    browser = visit(web(parts))
    for text in (PROBLEM, ASKED):
        answer = await browser.http.post("/api/messages", json={"text": text}, headers={"Origin": "http://sampan.test"})
    assert answer.json()["messages"][0]["picture"] == f"/examples/{HOME}.png"


async def test_json_lines_have_their_fixed_keys(parts: Parts, tmp_path: Path) -> None:
    lines = [json.dumps({"from": "ann", "text": text}) for text in (PROBLEM, ASKED)]
    sink = io.StringIO()
    await json_lines.serve(parts, tmp_path, io.StringIO("\n".join(lines)), sink)
    message = json.loads(sink.getvalue().splitlines()[-1])["messages"][0]
    assert set(message) == {"text", "buttons"}


async def test_the_terminal_says_where_it_is(parts: Parts, tmp_path: Path) -> None:
    console = Console(file=io.StringIO(), width=400)
    reply = Reply(messages=(Message(text="Look", picture=HOME), Message(text="x", picture="gone")), stage="define", asks="clarify")
    await terminal._show(parts, tmp_path, console, reply)
    path = tmp_path.resolve() / "pictures" / f"{HOME}.png"
    assert str(path) in console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO
    assert path.read_bytes().startswith(b"\x89PNG")
    assert "gone.png" not in console.file.getvalue()  # type: ignore[attr-defined]
