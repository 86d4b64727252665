"""A whole app to look at, on the chat page in a real browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser import browser
from tests.channels.test_web_browser import BENIGN, answered, home, open_chat, say, visitor

__all__ = ["browser", "home"]
SAID = {
    "en": ("six families queue for one shower", "show me one like it"),
    "zh-Hant": ("六伙人爭一個浴室", "有冇類似嘅小程式睇吓"),
    "zh-Hans": ("六户人家抢一个浴室", "给我看一个类似的"),
}
FITS = "document.scrollingElement.scrollWidth <= innerWidth"


@pytest.mark.parametrize(("language", "phone", "dark"), [("en", True, False), ("zh-Hant", False, True), ("zh-Hans", True, True)])
def test_its_picture_is_seen_and_theirs_is_made_like_it(browser: Browser, home: str, language: str, phone: bool, dark: bool) -> None:
    with visitor(browser, language, phone, dark) as context:
        page, troubles = open_chat(context, home)
        for text in SAID[language]:
            say(page, text)
        picture = page.locator("img.shown")
        expect(picture).to_be_visible()
        page.wait_for_function("() => document.querySelector('img.shown').naturalWidth === 1280")
        box = picture.bounding_box()
        assert box and abs(box["width"] / box["height"] - 1.6) < 0.02, "it is not squeezed"
        assert picture.get_attribute("alt")
        assert page.evaluate(FITS)
        found = Axe().run(page).response["violations"]
        assert not found, [one["id"] for one in found]
        answered(page, page.locator('.chips [value^="like:"]').click)
        expect(page.locator("img.shown")).to_have_count(1)
        assert [one for one in troubles if not any(benign in one for benign in BENIGN)] == []
