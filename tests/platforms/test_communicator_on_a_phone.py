"""Talking with a mini program: WeChat's plugin speaks and hears where there is one; where there is none, the words are shown and typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from scaffolds import blocks, generator
from scaffolds.spec import AppSpec, Language, check, read
from tests.browser import browser
from tests.platforms.phone import MONDAY, asked, in_storage, phone, restart

__all__ = ["browser"]
HOSTILE = "{{7*7}}<img src=x onerror=alert(1)>\"'`"
DOT = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PLUGIN = """const ear = { start: (how) => asked.push(["ear", how.lang]), stop: () => asked.push(["ear", "stop"]) };
const VOICE = {
  textToSpeech: ({ lang, content, success }) => { asked.push(["voice", lang + ": " + content]); success({ filename: "wxfile://tmp/said.mp3" }); },
  getRecordRecognitionManager: () => (window.ear = ear),
};"""
"""As WeChat's documents tell of WechatSI: https://mp.weixin.qq.com/wxopen/plugindevdoc?appid=wx069ba97219f66d99"""


def example(language: Language = "en", **options: Any) -> AppSpec:
    """The block's example, with other options."""
    spec = read((blocks.discover()["communicator"].folder / "example.json").read_bytes()).model_copy(update={"languages": (language,)})
    screen = spec.screens[0].model_copy(update={"options": {**spec.screens[0].options, **options}})
    return blocks.with_checks(check(spec.model_copy(update={"screens": (screen,)})))


def with_plugin(spec: AppSpec) -> Mapping[str, bytes]:
    files = generator.build(spec, "weixin")
    return {**files, "settings.js": files["settings.js"].replace(b"const VOICE = null;", PLUGIN.encode())}


def phrases(*rows: dict[str, Any]) -> dict[str, Any]:
    return in_storage({"phrase": [{"id": f"shown{n:04}", "emergency": False, "mine": True, **row} for n, row in enumerate(rows)]})


def tile(page: Page, words: str) -> Locator:
    return page.locator("[data-item]", has_text=words)


def test_without_a_voice_it_is_said_plainly_and_the_words_are_shown(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "talk", keep=phrases({"text": HOSTILE, "photo": DOT}, {"text": "Tea", "picture": "🍵"}))
        tile(page, HOSTILE).tap()
        expect(page.locator(".silent")).to_contain_text("no voice for English")
        tile(page, "Tea").tap()
        expect(page.locator(".strip")).to_contain_text(f"{HOSTILE}🍵 Tea")
        page.locator("[data-action=big]").tap()
        expect(page.locator(".stage-words")).to_contain_text(HOSTILE)
        page.locator("[data-action=turn]").tap()
        assert page.locator(".stage").evaluate("(one) => getComputedStyle(one).transform") == "matrix(-1, 0, 0, -1, 0, 0)"
        page.locator("[data-action=back]").tap()
        assert str(page.locator(".tile image").get_attribute("src")).startswith("wxfile://usr/")
        assert page.locator("img").count() == 0 and "base64" not in str(page.evaluate("JSON.stringify(page.data)"))


def test_the_plugin_says_what_it_can_in_the_voice_that_was_chosen(browser: Browser) -> None:
    spec = example("zh-Hant")
    with phone(browser) as opened:
        page = opened(spec, "talk", files=with_plugin(spec), keep=phrases({"text": "我想飲茶"}))
        tile(page, "我想飲茶").tap()
        expect(page.locator(".silent")).to_contain_text("沒有廣東話的聲音")
        page.locator("[data-action=voice]").tap()
        page.locator("[data-voice=cmn]").tap()
        page.locator("[data-action=say]").tap()
        expect(page.locator(".silent")).to_have_count(0)
        page.locator("[data-action=quick-help]").tap()
        assert asked(page, "voice")[0] == "zh_CN: 我想飲茶"
        assert len(asked(page, "voice")) == 2
        expect(page.locator(".stage.whole")).to_be_visible()


def test_it_hears_only_after_a_yes_and_not_longer_than_somebody_looks(browser: Browser) -> None:
    spec = example()
    with phone(browser) as opened:
        page = opened(spec, "talk", files=with_plugin(spec))
        page.locator("[data-action=mode-captions]").tap()
        page.locator("[data-action=listen]").tap()
        assert asked(page, "ear") == []
        expect(page.locator(".ask")).to_contain_text("sends the sound to its maker's servers")
        page.locator("[data-action=listen-yes]").tap()
        page.evaluate("ear.onRecognize({ result: 'The bus' })")
        expect(page.locator(".stage-words")).to_have_text("The bus")
        page.evaluate(f"ear.onStop({{ result: {HOSTILE!r} }})")
        expect(page.locator(".stage-words")).to_have_text(HOSTILE)
        page.evaluate("away()")
        assert asked(page, "ear") == ["en_US", "stop"]
        assert asked(page, "keepScreenOn") == [True, False]
        page.evaluate("back()")
        page.locator("[data-action=keep]").tap()
        restart(page)
        page.locator("[data-action=mode-captions]").tap()
        expect(page.locator(".card[data-item]")).to_contain_text(HOSTILE)


def test_a_microphone_that_is_refused_leaves_typing_and_the_way_to_the_settings(browser: Browser) -> None:
    spec = example()
    with phone(browser) as opened:
        page = opened(spec, "talk", files=with_plugin(spec))
        page.locator("[data-action=mode-captions]").tap()
        page.locator("[data-action=listen]").tap()
        page.locator("[data-action=listen-yes]").tap()
        page.evaluate("ear.onError({ retcode: -30001 })")
        expect(page.locator(".alert")).to_contain_text("may not use the microphone")
        page.locator("[data-action=settings]").tap()
        assert len(asked(page, "openSetting")) == 1
        page.locator("input").fill("Two stops")
        page.locator("[data-action=show]").tap()
        expect(page.locator(".stage-words")).to_have_text("Two stops")


A_STEP = 1600
"""Milliseconds for which each is marked."""


def go_on_until(page: Page, row: str) -> None:
    while row not in str(page.evaluate("page.data.marked")):
        page.clock.run_for(A_STEP)


def test_with_one_switch_the_whole_screen_takes_what_is_marked(browser: Browser) -> None:
    """The page's clock stands while somebody presses, so that nothing else is marked meanwhile."""
    with phone(browser) as opened:
        page = opened(example(one_switch=True), "talk", at=MONDAY)
        page.clock.pause_at("2026-03-02T08:20:00+08:00")
        press, marked = page.locator("[data-action=press]"), page.locator(".marked")
        go_on_until(page, "quick")
        expect(marked).to_have_class("fast marked")
        press.tap()
        expect(marked).to_have_attribute("data-action", "quick-yes")
        page.clock.run_for(A_STEP)
        expect(marked).to_have_attribute("data-action", "quick-no")
        press.tap()
        expect(page.locator(".silent")).to_be_visible()
        go_on_until(page, "line")
        press.tap()
        press.tap()
        expect(page.locator(".strip .part-said")).to_have_count(1)
        page.locator("[data-action=switch-off]").tap()
        expect(press).to_have_count(0)
        expect(marked).to_have_count(0)


def test_a_picture_is_made_pinned_changed_and_taken_away(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "talk", keep=phrases({"text": "Tea", "picture": "🍵"}))
        page.locator("[data-action=add]").tap()
        page.locator("input").first.fill("Umbrella")
        page.locator("[data-emoji='☂️']").tap()
        page.locator("[data-action=save]").tap()
        page.locator("[data-action=all]").tap()
        row = tile(page, "Umbrella")
        row.locator("[data-action=pin]").tap()
        expect(row.locator(".pin.on")).to_be_visible()
        page.locator("[data-action=back]").tap()
        expect(page.locator(".tile").first).to_contain_text("Umbrella")
        page.locator("[data-action=all]").tap()
        row.locator("[data-action=change]").tap()
        page.locator("input").first.fill("My umbrella")
        page.locator("[data-action=save]").tap()
        tile(page, "My umbrella").locator("[data-action=remove]").tap()
        assert asked(page, "modal") == ["Take away “My umbrella”?"]
        expect(page.locator("[data-item]")).to_have_count(1)


def test_five_hundred_pictures_come_in_pages(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "talk", keep=phrases(*({"text": f"Word {n}", "picture": "🍵"} for n in range(500))))
        expect(page.locator(".tile")).to_have_count(60)
        page.locator("[data-action=more]").tap()
        expect(page.locator(".tile")).to_have_count(120)
        assert page.evaluate("JSON.stringify(page.data).length") < 256 * 1024
        page.locator("[data-action=all]").tap()
        expect(page.locator("[data-item]")).to_have_count(60)
