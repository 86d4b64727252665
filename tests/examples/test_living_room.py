"""The community living room, from the first message to two neighbours and one shower.

In each language a chat leads to the example (its own words apart); the zip that it ends with is unpacked elsewhere and run by a plain Python.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.bootstrap import make_parts
from bot.services import Parts
from bot.settings import Settings
from scaffolds import blocks
from scaffolds.blocks.booking.options import Options, resource_names, slot_of
from scaffolds.spec import AppSpec, Language, Screen, read, text_of
from tests.browser import App, browser, open_page, started, troubles
from tests.chatting import Chatter

__all__ = ["browser"]
EXAMPLE = read((Path(__file__).parents[2] / "scaffolds" / "examples" / "community-living-room.json").read_bytes())
EVENING = "2026-03-02T18:10:00+08:00"


@dataclass(frozen=True)
class Chat:
    """What one learner says: until there is a first app, and then to make it right."""

    said: tuple[str, ...]
    edits: tuple[str, ...]


CHATS: dict[Language, Chat] = {
    "en": Chat(
        (
            "Six homes share one shower and one washing machine on our floor. Every evening people line up and nobody knows when it is free",
            "all the families on our floor, grandparents too",
            "book a time, and a notice board too. 30 minutes each, open 6am to 11pm",
            "at most 2 a day for each family",
        ),
        ("add a phone number", "the washing machine is 1 hour each", "rename the board to Notices"),
    ),
    "zh-Hant": Chat(
        (
            "我們這層樓六戶人家共用一個浴室和一部洗衣機，每晚都有人白等，不知道甚麼時候有空",
            "整層樓的家庭，也有長者",
            "預約時間，另外要有告示板。早上六點到晚上十一點，每次30分鐘",
            "每個家庭每日最多兩次",
        ),
        ("加電話", "洗衣機每次一小時", "將告示板改名做告示"),
    ),
    "zh-Hans": Chat(
        (
            "我们这层楼六户人家共用一个淋浴间和一台洗衣机，每天晚上都排队，不知道什么时候有空",
            "整层楼的家庭，也有老人",
            "预约时间，再加一个布告栏。早上六点到晚上十一点，每次30分钟",
            "每个家庭每天最多两次",
        ),
        ("加一个电话", "洗衣机每次一小时", "把留言板改名为通知"),
    ),
}


async def talk(language: Language, store: Path) -> tuple[AppSpec, bytes]:
    """The whole conversation: the spec that it ends with and the zip that came with it."""
    parts = make_parts(Settings(database_url=f"sqlite:///{store.as_posix()}"))
    chatter = Chatter(parts, language=language, tier="senior")
    for text in CHATS[language].said:
        await chatter.say(text)
    assert chatter.last.asks == "confirm", chatter.text
    await chatter.press("build")
    for text in CHATS[language].edits:
        await chatter.say(text)
    spec, zipped = await chatter.spec(), await chatter.zip()
    await parts.store.close()
    assert spec is not None and zipped is not None, chatter.text
    return spec, zipped


@dataclass(frozen=True)
class Reached:
    """Where a chat led: the spec, and the zip's folder, unpacked."""

    spec: AppSpec
    folder: Path
    chat: Chat

    @property
    def shower(self) -> str:
        field = self.spec.things[0].field("resource")
        assert field is not None
        return text_of(field.choices[0])


@pytest.fixture(scope="module", params=CHATS)
def reached(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reached:
    place: Path = tmp_path_factory.mktemp("chat")
    with ThreadPoolExecutor(1) as beside:  # Playwright's loop runs in this thread
        spec, zipped = beside.submit(lambda: asyncio.run(talk(request.param, place / "store.sqlite3"))).result()
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        archive.extractall(place / "elsewhere")
    return Reached(spec, place / "elsewhere" / spec.slug, CHATS[request.param])


MOST_QUESTIONS = 4
"""After what was said, at most so many more are asked."""
BOARDS: dict[Language, tuple[str, ...]] = {
    "en": (
        "Nine families share one shower and nobody knows when it is free",
        "the families",
        "see who has it",
        "book a time, and a notice board too",
    ),
    "zh-Hant": ("九戶人家共用一個浴室，不知道甚麼時候有空", "整層樓的住戶", "預約時間，另外要有告示板"),
    "zh-Hans": ("九户人家共用一个淋浴间，不知道什么时候有空", "整层楼的住户", "预约时间，再加一个布告栏"),
}


@pytest.mark.parametrize("language", BOARDS)
async def test_a_notice_board_stands_beside_the_bookings(language: Language, parts: Parts) -> None:
    chatter = Chatter(parts, language=language)
    for text in BOARDS[language]:
        await chatter.say(text)
    for _ in range(MOST_QUESTIONS):
        if chatter.last.asks == "confirm":
            break
        await chatter.say("idk")
    await chatter.press("build")
    spec = await chatter.spec()
    assert spec is not None and [screen.block for screen in spec.screens] == ["booking", "board"]


def shape(spec: AppSpec) -> dict[str, Any]:
    """What an app is, but for the words that it is told in."""
    return {
        "screens": [(screen.block, _options(spec, screen)) for screen in spec.screens],
        "kept": [[(field.type, field.required, field.private) for field in thing.fields] for thing in spec.things],
        "rules": [(rule.kind, rule.options) for rule in spec.rules],
        "lengths": [slot_of(Options.model_validate(spec.screens[0].options), one) for one in resource_names(spec.things[0], spec)],
    }


def _options(spec: AppSpec, screen: Screen) -> dict[str, Any]:
    return {name: value for name, value in screen.options.items() if name != "slot_minutes_of"}


def test_the_chat_leads_to_the_example(reached: Reached) -> None:
    assert shape(reached.spec) == shape(EXAMPLE)
    assert reached.chat.said[0] == reached.spec.brief.problem, "the learner's own words"
    assert reached.chat.said[-1] in [rule.says for rule in reached.spec.rules]


@pytest.fixture
def app(reached: Reached) -> Iterator[App]:
    (reached.folder / "data.sqlite").unlink(missing_ok=True)
    with started(reached.folder) as found:
        yield found


def book(page: Page, app: Reached, name: str, start: str, phone: str = "") -> None:
    page.locator("[name=resource]").select_option(app.shower)
    for field, value in (("day", "2026-03-02"), ("start", start), ("name", name), ("phone", phone)):
        page.locator(f"[name={field}]").fill(value)
    page.locator("[data-action=book]").click()


def test_two_neighbours_and_one_shower(reached: Reached, app: App, browser: Browser) -> None:
    ann, bob = open_page(browser, app.url, clock=EVENING), open_page(browser, app.url, clock=EVENING)
    book(ann, reached, "陳太", "19:00", "9123 4567")
    expect(ann.locator("[data-item]")).to_have_count(1)
    expect(bob.locator("[data-item]").filter(has_text="陳太")).to_be_visible()
    book(bob, reached, "輝叔", "19:00")
    expect(bob.get_by_role("alert")).to_have_text(refusal(reached.spec, name="陳太", start="19:00", end="19:30", next="19:30"))
    bob.locator("[data-next]").click()
    expect(ann.locator("[data-item]").filter(has_text="輝叔")).to_be_visible()
    assert [(row["name"], row["start"], "phone" in row) for row in bookings(bob, app)] == [("陳太", "19:00", False), ("輝叔", "19:30", False)]
    assert [row.get("phone") for row in bookings(ann, app)] == ["9123 4567", None]
    assert [one for one in troubles(ann) + troubles(bob) if "409" not in one] == []


def test_a_notice_is_read_by_the_neighbours(reached: Reached, app: App, browser: Browser) -> None:
    ann, bob = open_page(browser, app.url, clock=EVENING), open_page(browser, app.url, clock=EVENING)
    board = reached.spec.screens[1].id
    for page in (ann, bob):
        page.locator(f"[data-goto={board}]").first.click()
    ann.locator("[data-action=add]").first.click()
    ann.locator("form [name=words]").fill("No water on Wednesday until noon")
    ann.locator("form [name=name]").fill("陳太")
    ann.locator("form [data-action=add]").click()
    expect(bob.locator("[data-item]").filter(has_text="陳太")).to_contain_text("No water on Wednesday")
    assert troubles(ann) + troubles(bob) == []


def bookings(page: Page, app: App) -> list[dict[str, Any]]:
    """What the API tells this visitor."""
    found: list[dict[str, Any]] = page.request.get(f"{app.url}api/rows?since=-1").json()["rows"]["bookings"]
    return found


def refusal(spec: AppSpec, **values: str) -> str:
    """What the one who comes second is told, in the app's language: who has it, and what is free next."""
    return blocks.discover()["booking"].word("taken", spec.language).format(**values)


def oldest_python() -> Path | None:
    """The oldest on this machine that `app.py` is made for."""
    places = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser().glob("versions/3.*/bin/python")
    versions = {tuple(map(int, re.findall(r"\d+", place.parts[-3]))): place for place in places}
    return next((versions[one] for one in sorted(versions) if one >= (3, 9)), None)


PYTHON = oldest_python() or Path(sys.executable)


def test_what_was_booked_outlives_a_restart(reached: Reached, browser: Browser, tmp_path: Path) -> None:
    folder = shutil.copytree(reached.folder, tmp_path / "app", ignore=shutil.ignore_patterns("data.sqlite*"))
    with started(folder, python=PYTHON) as app:
        ann = open_page(browser, app.url, clock=EVENING)
        book(ann, reached, "陳太", "19:00", "9123 4567")
        expect(ann.locator("[data-item]")).to_have_count(1)
    with started(folder, python=PYTHON) as app:
        again = open_page(browser, app.url, clock=EVENING, context=ann.context)
        assert [(row["name"], row["phone"], row["mine"]) for row in bookings(again, app)] == [("陳太", "9123 4567", True)]
