"""`bot.py` of an app, run as a learner runs it, against a Bot API server of ours."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from scaffolds import generator
from scaffolds.spec import AppSpec, Language, parse
from tests.bot_api import BotApi
from tests.browser import unpack
from tests.combinations import LANGUAGES
from tests.scaffolds.test_generator import SPEC

URL = "https://app.example.org/"
LONGEST = 300
"""Seconds that a busy machine may take to start a program."""
NASTY = ('"', '"""', "'''", "\\", "\\n", "\\u0027", "\u2028", "\u202e", "{says}", "%s", "# x", "</script>", "<%= 1 %>", "\ufeff", "👨‍👩‍👧", "、「」")
AT_THE_FAKE = """
import runpy, sys
from telegram.ext import Application, ApplicationBuilder
Application.builder = staticmethod(lambda: ApplicationBuilder().base_url(sys.argv[1]))
sys.path.insert(0, "")
runpy.run_path("bot.py", run_name="__main__")
"""
"""The library with another server's address: what bot.py itself is not asked to know."""


def written(spec: AppSpec, folder: Path) -> Path:
    return unpack(generator.build(spec, "telegram"), folder)


@contextlib.asynccontextmanager
async def running(folder: Path, api: BotApi, url: str = URL) -> AsyncIterator[None]:
    environment = {**os.environ, "BOT_TOKEN": api.token, "APP_URL": url}
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-B", "-c", AT_THE_FAKE, api.bot_url, cwd=folder, env=environment, stderr=subprocess.PIPE
    )
    try:
        await until(lambda: api.calls_of("deleteWebhook"))  # the last that it does before it listens
        yield
    finally:
        bot.terminate()
        await asyncio.wait_for(bot.communicate(), LONGEST)


async def until(happened: Any) -> None:
    async with asyncio.timeout(LONGEST):
        while not happened():
            await asyncio.sleep(0.05)


async def test_start_is_answered_with_a_button_that_opens_the_app_in_their_language(tmp_path: Path) -> None:
    async with BotApi() as api, running(written(SPEC, tmp_path), api):
        for code, hello, label in (
            ("en", "Community Living Room", "Open"),
            ("zh-hant", "社區客廳", "打開"),
            ("zh-hans", "社区客厅", "打开"),
            ("de", "Community", "Open"),
        ):
            chat = api.private_chat(api.user("Ann", language_code=code))
            chat.says("/start")
            await chat.wait_for(1)
            assert chat.last.text.startswith(hello)
            assert chat.last.wire["reply_markup"]["inline_keyboard"] == [[{"text": label, "web_app": {"url": URL}}]]
        assert api.world.menu_button == {"type": "web_app", "text": "Open", "web_app": {"url": URL}}
        assert not api.faults_of_bot


async def test_the_owners_word_goes_into_the_button_and_nothing_else_does(tmp_path: Path) -> None:
    async with BotApi() as api, running(written(SPEC, tmp_path), api, URL.rstrip("/")):
        chat = api.private_chat("Ann")
        for number, (said, url) in enumerate((("aB-9_", f"{URL}?owner=aB-9_"), ("a&b=c", URL), ("../x", URL), ("a#tgWebAppData=b", URL)), 1):
            chat.says(f"/start {said}")
            await chat.wait_for(number)
            assert chat.last.wire["reply_markup"]["inline_keyboard"][0][0]["web_app"] == {"url": url}
        assert not api.faults_of_bot


async def test_in_a_group_where_telegram_takes_no_such_button_it_is_silent(tmp_path: Path) -> None:
    async with BotApi() as api, running(written(SPEC, tmp_path), api):
        ann = api.user("Ann")
        group, chat = api.group("Class", members=[ann]), api.private_chat(ann)
        group.adds_bot()
        group.says(f"/start@{api.world.bot['username']}", from_=ann)
        chat.says("/start")
        await chat.wait_for(1)
        assert [call for call in api.calls_of("sendMessage") if call.params["chat_id"] != str(chat.id)] == []
        assert not api.faults_of_bot


@pytest.mark.parametrize("settings", [{}, {"BOT_TOKEN": "1:a"}, {"APP_URL": URL}, {"BOT_TOKEN": "1:a", "APP_URL": "http://127.0.0.1:8080/"}])
def test_what_is_missing_is_one_line(settings: dict[str, str], tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if name not in ("BOT_TOKEN", "APP_URL")}
    done = subprocess.run(
        [sys.executable, "-B", "bot.py"],
        cwd=written(SPEC, tmp_path),
        env={**bare, **settings},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert done.returncode == 1 and "BOT_TOKEN and APP_URL" in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_without_the_library_it_says_how_to_get_it(tmp_path: Path) -> None:
    folder = written(SPEC, tmp_path)
    done = subprocess.run([sys.executable, "-S", "-B", "bot.py"], cwd=folder, capture_output=True, text=True, timeout=LONGEST, check=False)
    assert done.returncode == 1 and done.stderr.strip() == "First type: python -m pip install -r requirements.txt"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_read_in_a_minute(language: Language) -> None:
    spec = parse({**SPEC.model_dump(mode="json"), "languages": [language, *(one for one in LANGUAGES if one != language)]})
    script = generator.build(spec, "telegram")["bot.py"].decode()
    assert len(script.splitlines()) <= 60 and max(len(line) for line in script.splitlines()) <= 150


@pytest.mark.parametrize("nasty", ["".join(NASTY), *NASTY], ids=ascii)
def test_whatever_the_app_is_called_it_is_words_and_no_code(nasty: str) -> None:
    title = f"App {nasty}"[:80]
    spec = parse({**SPEC.model_dump(mode="json"), "title": title, "tagline": title, "languages": [SPEC.language]})
    names: dict[str, Any] = {"__name__": "read"}
    exec(compile(generator.build(spec, "telegram")["bot.py"], "bot.py", "exec"), names)
    assert names["SAYS"] == {"en": {"hello": f"{spec.title}\n\n{spec.tagline}", "open": "Open"}}
