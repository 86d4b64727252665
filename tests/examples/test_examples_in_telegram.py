"""Every example as Telegram opens it: each of its screens is there, can be read, and says nothing in the console."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from scaffolds.proof import finished
from scaffolds.spec import read
from tests.browser import browser, started, troubles, unpack
from tests.contract.test_in_a_browser import clean
from tests.platforms import inside_telegram as inside

__all__ = ["browser"]
SPECS = {path.stem: read(path.read_bytes()) for path in sorted((Path(__file__).parents[2] / "scaffolds" / "examples").glob("*.json"))}


@pytest.mark.parametrize("name", SPECS)
def test_each_screen_opens_inside_telegram(name: str, browser: Browser, tmp_path: Path) -> None:
    spec = SPECS[name]
    files, report = finished(spec, "telegram")
    assert report.passed, report.wrong("en")
    with started(unpack(files, tmp_path), settings={"BOT_TOKEN": inside.TOKEN}) as app:
        page = inside.open_inside(browser, app.url, inside.passed(), inside.THEMES["dark"], scheme="light", zone=spec.zone)
        for screen in spec.screens:
            if len(spec.screens) > 1:
                page.locator(f"[data-goto={screen.id}]").first.click()
            expect(page.locator(f"[data-screen={screen.id}]")).to_have_attribute("data-block", screen.block)
            clean(page)
        assert troubles(page) == []
        page.context.close()
