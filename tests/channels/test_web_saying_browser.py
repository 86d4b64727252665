"""What a language model says shows while it comes, as text, and the answer takes its place."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.bootstrap import make_parts
from bot.brains.offline.tutor import OfflineTutor
from bot.core.brain import Tell
from bot.core.interpretation import Context, Interpretation, Words
from bot.settings import Settings
from tests.browser import browser
from tests.channels.test_web_browser import PROBLEM, open_chat, visitor, web_chat

__all__ = ["browser"]
SAID = "One <b>shower</b> for *nine* families."


class SlowTalker(OfflineTutor):
    """Says half of its words, and the rest when the test has seen them."""

    def __init__(self) -> None:
        self.seen = threading.Event()

    async def interpret(self, text: str, context: Context, tell: Tell | None = None) -> Interpretation:
        assert tell is not None
        tell("One <b>shower</b>")
        await asyncio.to_thread(self.seen.wait, 60)
        tell(SAID)
        return self.understand(text, context).model_copy(update={"words": Words(say=SAID)})


@pytest.fixture(scope="module")
def talker() -> SlowTalker:
    return SlowTalker()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, talker: SlowTalker) -> Iterator[str]:
    store = Path(tmp_path_factory.mktemp("saying")) / "sampan.sqlite3"
    parts = make_parts(Settings(database_url=f"sqlite:///{store.as_posix()}"), brain=talker)
    with web_chat(parts) as url:
        yield url


def test_words_show_as_they_come(browser: Browser, home: str, talker: SlowTalker) -> None:
    with visitor(browser, phone=True) as context:
        page, troubles = open_chat(context, home)
        page.locator("#message").fill(PROBLEM)
        page.keyboard.press("Enter")
        expect(page.locator("#waits")).to_have_text("One <b>shower</b>")
        talker.seen.set()
        expect(page.locator("#waits")).to_have_count(0)
        expect(page.locator("#log")).to_contain_text(SAID)
        assert troubles == []
