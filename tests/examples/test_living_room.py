"""The community living room, from the first message to two neighbours and one shower.

In each language a chat leads to the example (its own words apart); the zip that it ends with is unpacked elsewhere and run by a plain Python.
"""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.bootstrap import make_parts
from bot.settings import Settings
from scaffolds.blocks.booking.options import slot_of
from scaffolds.spec import AppSpec, Language, Screen, read, text_of
from tests.browser import App, browser, open_page, started, troubles
from tests.chatting import Chatter

__all__ = ["browser"]
EXAMPLE = read((Path(__file__).parents[2] / "scaffolds" / "examples" / "community-living-room.json").read_bytes())
EVENING = "2026-03-02T18:10:00+08:00"
WORD_OF_A_CHECK = "CHECKS.md"


@dataclass(frozen=True)
class Chat:
    """What one learner says: until there is a first app, and then to make it right. `taken`: what a neighbour is told."""

    said: tuple[str, ...]
    edits: tuple[str, ...]
    taken: str


CHATS: dict[Language, Chat] = {
    "en": Chat(
        (
            "Six homes share one shower and one washing machine on our floor. Every evening people line up and nobody knows when it is free",
            "all the families on our floor, grandparents too",
            "book a time, and a list for notices too. 30 minutes each, open 6am to 11pm",
            "at most 2 a day for each family",
        ),
        ("add a phone number", "the washing machine is 1 hour each", "rename the list to Notices"),
        "has 19:00–19:30. 19:30 is free",
    ),
    "zh-Hant": Chat(
        (
            "我們這層樓六戶人家共用一個浴室和一部洗衣機，每晚都要排隊，不知道甚麼時候有空",
            "整層樓的家庭，也有長者",
            "預約時間，另外要有記錄，貼告示用。早上六點到晚上十一點，每次30分鐘",
            "每個家庭每日最多兩次",
        ),
        ("加電話", "洗衣機每次一小時", "將記錄改名做告示"),
        "",
    ),
    "zh-Hans": Chat(
        (
            "我们这层楼六户人家共用一个淋浴间和一台洗衣机，每天晚上都排队，不知道什么时候有空",
            "整层楼的家庭，也有老人",
            "预约时间，另外要有记录，贴通知用。早上六点到晚上十一点，每次30分钟",
            "每个家庭每天最多两次",
        ),
        ("加一个电话", "洗衣机每次一小时", "把记录改名为通知"),
        "",
    ),
}


async def talk(language: Language, store: Path) -> tuple[AppSpec, bytes]:
    """The whole conversation; the spec that it ends with and the zip of it."""
    parts = make_parts(Settings(database_url=f"sqlite:///{store.as_posix()}"))
    chatter = Chatter(parts, language=language, tier="senior")
    for text in CHATS[language].said:
        await chatter.say(text)
    assert chatter.last.asks == "confirm", chatter.text
    await chatter.press("build")
    for text in CHATS[language].edits:
        await chatter.say(text)
        print(chatter.text)
    spec, zipped = await chatter.spec(), await chatter.zip()
    await parts.store.close()
    assert spec is not None and zipped is not None, chatter.text
    return spec, zipped


def main():
    import tempfile
    for language in CHATS:
        with tempfile.TemporaryDirectory() as d:
            print(asyncio.run(talk(language, Path(d)/"a.db"))[0].model_dump_json(exclude={"checks"}))
main()
