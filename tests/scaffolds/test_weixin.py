"""The mini program as files: what WeChat wants is there, and a learner's words are data everywhere."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scaffolds import blocks, generator, theme
from scaffolds.platforms import Files
from scaffolds.platforms.weixin.pages import HOME
from scaffolds.spec import AppSpec, parse
from tests.platforms.faults.finding import faults
from tests.scaffolds.apps import casts, data, drafted, rich_wish

IDS = tuple(id for id, block in blocks.discover().items() if block.supports("weixin"))
HOSTILE = "{{7*7}}<script>alert(1)</script>\"'`${1}</view>\u202e\u200b--> \\n &#123;"


def built(spec: AppSpec) -> Files:
    return generator.build(spec, "weixin")


def app_json(files: Files) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["app.json"])
    return found


@pytest.fixture(scope="module", params=casts(IDS), ids="-".join)
def whole(request: pytest.FixtureRequest) -> Files:
    return built(drafted(rich_wish("en"), *request.param))


def screens(number: int) -> AppSpec:
    return parse(data(screens=[{"id": f"s{n}", "label": f"Screen {n}", "block": "records", "thing": "book"} for n in range(number)]))


def test_every_screen_has_its_four_files_and_its_rules(whole: Files) -> None:
    for id in (page.split("/")[1] for page in app_json(whole)["pages"] if HOME not in page):
        assert {f"pages/{id}/{id}.{suffix}" for suffix in ("wxml", "wxss", "js", "json")} | {f"rules/{id}.js"} <= set(whole)
    assert {"project.config.json", "app.json", "app.js", "app.wxss", "sitemap.json", "my_rules.js", "README.md", "LEARN.md", "sampan.json"} <= set(
        whole
    )
    assert any(path.startswith("LICENSES/") for path in whole)


def test_no_known_fault_in_any_block(whole: Files) -> None:
    assert faults(whole) == []


def test_no_known_fault_whatever_the_number_of_screens() -> None:
    for number in (1, 2, 5, 6):
        assert faults(built(screens(number))) == []


@pytest.mark.parametrize(("number", "tabs", "first"), [(1, 0, "s0"), (2, 2, "s0"), (5, 5, "s0"), (6, 0, "all-screens")])
def test_tabs_for_two_to_five_screens_and_a_list_for_more(number: int, tabs: int, first: str) -> None:
    app = app_json(built(screens(number)))
    assert len(app.get("tabBar", {}).get("list", [])) == tabs
    assert app["pages"][0] == f"pages/{first}/{first}"
    assert len(app["pages"]) == number + (first == "all-screens")


def test_a_removal_is_caught_inside_its_row() -> None:
    """Else a tap on it would tick the row too."""
    markup = built(drafted(rich_wish("en"), "checklist"))["pages/checklist/checklist.wxml"].decode()
    assert 'catch:tap="remove"' in markup and 'bind:tap="tick"' in markup


def test_colours_come_from_the_one_that_was_chosen() -> None:
    files = built(parse(data(colour="#7C3AED")))
    style = files["app.wxss"].decode()
    assert f"--fill: {theme.light('#7C3AED')['fill']};" in style and f"--fill: {theme.dark('#7C3AED')['fill']};" in style
    assert json.loads(files["theme.json"])["dark"]["ground"] == theme.dark("#7C3AED")["ground"]


def test_large_text_is_larger() -> None:
    def size(large: bool) -> int:
        return int(re.search(r"--text: (\d+)rpx", built(parse(data(large_text=large)))["app.wxss"].decode())[1])  # type: ignore[index]  # it is there

    assert size(True) > size(False)


def test_the_readers_pages_are_in_the_apps_language() -> None:
    for language, word in (("en", "tourist"), ("zh-Hant", "遊客模式"), ("zh-Hans", "游客模式")):
        files = built(parse(data(languages=[language])))
        assert word in files["README.md"].decode()
        assert "rules/books.js" in files["LEARN.md"].decode()


@pytest.mark.parametrize(("language", "camera"), [("en", "camera"), ("zh-Hant", "鏡頭"), ("zh-Hans", "摄像头")])
def test_the_reader_is_told_what_to_name_in_the_privacy_notice(language: str, camera: str) -> None:
    """WeChat looks whether a private call stands in the sources, not whether it is used: an app without pictures must not hold it."""

    def told(*fields: dict[str, Any]) -> tuple[bool, str]:
        files = built(
            parse(data(languages=[language], things=[{"id": "book", "label": "Book", "fields": [{"name": "title", "label": "Title"}, *fields]}]))
        )
        sources = b"".join(content for path, content in files.items() if path.endswith((".js", ".wxml")))
        return b"chooseMedia" in sources, files["README.md"].decode()

    asks, readme = told({"name": "cover", "label": "Cover", "type": "photo"})
    assert asks and "选中的照片或视频信息" in readme and camera in readme
    asks, readme = told()
    assert not asks and "选中的照片或视频信息" not in readme and camera not in readme and "用户隐私保护指引" in readme


def test_what_an_app_does_not_do_is_not_in_its_readme() -> None:
    """Whoever opens DevTools for the first time reads no page about a voice that the app does not have."""
    silent, speaking = built(drafted(rich_wish("en"), "checklist")), built(drafted(rich_wish("en"), "guide"))
    assert b"WechatSI" not in silent["README.md"] + silent["settings.js"]
    assert b"WechatSI" in speaking["README.md"] and b"VOICE" in speaking["settings.js"]


def test_learn_points_at_the_very_line() -> None:
    files = built(drafted(rich_wish("en"), "booking"))
    said = re.search(r"max 1 per family\*\* → `(rules/\w+\.js)`, line (\d+)", files["LEARN.md"].decode())
    assert said and "max 1 per family" in files[said[1]].decode().split("\n")[int(said[2]) - 1]


def test_a_learners_own_rules_are_kept() -> None:
    own = b"module.exports = { allow: () => true };\n"
    assert generator.build(parse(data()), "weixin", {"my_rules.js": own})["my_rules.js"] == own


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(word=st.text(min_size=1, max_size=40).filter(lambda text: text.strip()) | st.just(HOSTILE))
def test_markup_and_style_never_hold_a_learners_words(word: str) -> None:
    """The strongest escaping there is: whatever was typed, WXML and WXSS are the same bytes."""

    def outside_of_scripts(title: str) -> Files:
        thing = {"id": "book", "label": title, "fields": [{"name": "title", "label": title, "required": True, "unit": title[:20]}]}
        screen = {"id": "books", "label": title, "block": "records", "thing": "book"}
        files = built(parse(data(title=title, slug="app", tagline=title, things=[thing], screens=[screen])))
        assert all(isinstance(json.loads(files[path]), dict) for path in files if path.endswith(".json"))
        return {path: content for path, content in files.items() if path.endswith((".wxml", ".wxss"))}

    try:
        hostile = outside_of_scripts(word)
    except ValueError:  # nothing was left of it: a spec with an empty title is refused
        return
    assert hostile == outside_of_scripts("Books")
