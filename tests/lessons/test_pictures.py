"""A lesson's picture in every channel: a drawing with its words on the page, pixels where those are wanted, words in the terminal."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image
from rich.console import Console

from bot.bootstrap import make_parts
from bot.channels import terminal
from bot.core.turn import Message, Reply
from bot.services import Parts
from bot.services.lesson.drawing import draw
from bot.settings import Settings
from prompts.lessons import look
from tests.channels.visiting import visit, web
from tests.lessons.sample import DRAWING, ID, write

NAME = f"{ID}/queue.svg"


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[Parts]:
    write(tmp_path / "lessons")
    made = make_parts(Settings(database_url=f"sqlite:///{(tmp_path / 'own.sqlite3').as_posix()}", lessons_dir=str(tmp_path / "lessons")))
    yield made
    await made.close()


async def test_the_page_shows_it_with_its_words(school: Parts) -> None:
    browser = visit(web(school))
    await browser.get("/")
    await browser.say(f"/lesson {ID}")
    page = await browser.say("Begin")
    (picture,) = re.findall(r'<img class="shown"[^>]*>', page.text)
    assert f'src="/lessons/{NAME}"' in picture and 'alt="A queue"' in picture and 'width="640" height="360"' in picture


async def test_it_comes_as_a_drawing_that_can_do_nothing(school: Parts) -> None:
    answer = await visit(web(school)).get(f"/lessons/{NAME}")
    assert answer.text == DRAWING and answer.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in answer.headers["content-security-policy"] and "set-cookie" not in answer.headers


@pytest.mark.parametrize("name", [f"{ID}/en.md", f"{ID}/other.svg", "none/queue.svg", f"{ID}/..%2f..%2fpyproject.toml", "%00/a.svg"])
async def test_nothing_else_of_a_folder_is_given(school: Parts, name: str) -> None:
    assert (await visit(web(school)).get(f"/lessons/{name}")).status_code == 404


async def test_programs_get_its_address(school: Parts) -> None:
    browser = visit(web(school))
    for text in (f"/lesson {ID}", "Begin"):
        answer = await browser.http.post("/api/messages", json={"text": text}, headers={"Origin": "http://sampan.test"})
    assert answer.json()["messages"][0]["picture"] == f"/lessons/{NAME}"


async def test_it_is_drawn_for_channels_that_show_pixels(school: Parts) -> None:
    drawn = await draw(school, NAME)
    assert drawn is not None
    with Image.open(io.BytesIO(drawn)) as image:
        assert image.size == (1280, 720)
    assert await draw(school, f"{ID}/none.svg") is None and await draw(school, "no-such-app") is None


@pytest.mark.parametrize("name", [f"{id}/{path.name}" for id, lesson in look().lessons.items() for path in sorted(lesson.folder.glob("*.svg"))])
async def test_each_of_ours_can_be_drawn(parts: Parts, name: str) -> None:
    drawn = await draw(parts, name)
    assert drawn is not None
    with Image.open(io.BytesIO(drawn)) as image:
        colours = image.convert("RGB").resize((64, 36)).getcolors(64 * 36)
        assert image.size == (1280, 720) and colours is not None and len(colours) > 3


async def test_a_terminal_says_what_it_shows(school: Parts, tmp_path: Path) -> None:
    console = Console(file=io.StringIO(), width=120)
    reply = Reply(messages=(Message(text="Look.", picture=NAME, alt="A queue"),), stage="discover", asks="clarify")
    await terminal._show(school, tmp_path, console, reply)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "A queue" in shown and f"{ID}-queue.png" in shown.replace("\n", "")
