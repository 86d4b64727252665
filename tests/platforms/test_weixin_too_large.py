"""An app that is larger than WeChat takes: one sentence names the screens to make smaller, and every other place gets its app."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.core.conversation import Conversation
from bot.core.places import told_of
from bot.services.send_zip import zips
from bot.services.write_build import write_build
from scaffolds import blocks
from scaffolds.platforms.weixin import too_large
from scaffolds.spec import AppSpec, Language, parse

STORY = json.loads((blocks.discover()["story"].folder / "example.json").read_text(encoding="utf-8"))
SCENES = 40


def _screen(number: int, letters: int) -> dict[str, Any]:
    scenes = [{"id": f"s{n}", "name": f"Scene {n}", "text": "龍" * letters} for n in range(SCENES)]
    own = {"scenes": scenes, "choice_thing": f"choice{number}", "reading_thing": f"reading{number}"}
    return {"id": f"story{number}", "label": f"Tale {number}", "block": "story", "thing": f"scene{number}", "options": own}


def stories(*letters: int) -> AppSpec:
    """A story for each number: 40 scenes, each of so many letters, of three bytes each."""
    things = [{**thing, "id": f"{thing['id']}{n}"} for n in range(len(letters)) for thing in STORY["things"]]
    screens = [_screen(number, one) for number, one in enumerate(letters)]
    return parse({**STORY, "things": things, "screens": screens, "checks": [], "rules": []})


LARGE = stories(2000, 1000, *[2000] * 8)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "one piece of this mini program has 2.5 MB: DevTools opens it, phones do not. Make these screens shorter, or take some away: Tale 0, Tale 2.",
        ),
        ("zh-Hant", "這個小程式有一部分達 2.5 MB：開發者工具打得開，手機打不開。請把這幾頁縮短，或拿走一些：Tale 0、Tale 2。"),
        ("zh-Hans", "这个小程序有一部分达到 2.5 MB：开发者工具能打开，手机打不开。请把这几页缩短，或者去掉一些：Tale 0、Tale 2。"),
    ],
)
def test_the_chat_names_what_to_make_smaller_and_gives_the_other_places(language: Language, said: str) -> None:
    move, files = zips(LARGE, Conversation(language=language, version=1, project="p"), "all")
    sentences = {place["id"]: place["says"] for place in move.values["places"]}
    assert said in sentences.pop("weixin") and not any("2 MB" in other for other in sentences.values())
    assert {"web", "telegram"} <= {file.platform for file in files}


def test_it_is_said_until_it_fits() -> None:
    """Where the two that were named are shortened it fits, and where only one of them is, another is named."""
    assert ": Tale 2." in told_of(stories(100, 1000, *[2000] * 8), "weixin", "en").says
    said = told_of(stories(100, 1000, 100, *[2000] * 7), "weixin", "en").says
    assert "2 MB" not in said and "begins with a list" in said


def test_a_build_without_the_chat_says_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(too_large, "MOST", 50_000)
    source = blocks.discover()["story"].folder / "example.json"
    holds, said = write_build(source, "weixin", tmp_path / "app.zip")
    assert holds.endswith("checks hold") and "or take some away: Story." in said and (tmp_path / "app.zip").exists()
    assert len(write_build(source, "web", tmp_path / "web.zip")) == 1
