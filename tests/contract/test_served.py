"""Every block as several people use it, from `app.py`: what one does is there after a reload, for a second person, and when the program begins again."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from scaffolds import blocks, generator
from scaffolds.spec import Language
from tests.browser import DESKTOP, PHONE, App, browser, open_page, started, troubles, unpack
from tests.combinations import LANGUAGES, SCHEMES, Scheme, chosen
from tests.contract.journeys import journey, refused
from tests.scaffolds.apps import drafted, in_the_morning, plain_wish

__all__ = ["browser"]
BLOCKS = tuple(blocks.discover())


@pytest.mark.parametrize(("id", "language", "scheme"), chosen(BLOCKS, LANGUAGES, SCHEMES))
def test_what_one_does_stays_and_is_seen(id: str, language: Language, scheme: Scheme, browser: Browser, tmp_path: Path) -> None:
    spec = in_the_morning(drafted(plain_wish(language), id))
    folder = unpack(generator.build(spec, "web"), tmp_path)
    with started(folder) as app:
        mine = open_page(browser, app.owner_url, scheme=scheme, zone=spec.zone)
        journey(id).use(mine)
        again(mine, app)
        journey(id).kept(mine)
        second = open_page(browser, app.url, DESKTOP, zone=spec.zone)
        journey(id).others(second)
        refused(mine, id)
        assert troubles(second) == []
        second.context.close()
        mine.goto("about:blank")  # nobody asks a program that is stopped
    with started(folder, "--port", app.url.rsplit(":", 1)[1].strip("/")) as app:
        again(mine, app)
        journey(id).kept(mine)
    assert troubles(mine) == []
    mine.context.close()


def again(page: Page, app: App) -> None:
    page.goto("about:blank")  # the same address alone would not load it anew
    page.goto(app.url)
    page.wait_for_selector("main:not([aria-busy])")


@pytest.mark.parametrize("id", BLOCKS)
def test_its_example_opens_on_a_phone(id: str, browser: Browser, tmp_path: Path) -> None:
    from scaffolds.spec import read

    spec = read((blocks.discover()[id].folder / "example.json").read_bytes())
    assert spec.screens[0].block == id
    assert spec == blocks.with_checks(spec)
    page = open_page(browser, (unpack(generator.build(spec, "web"), tmp_path) / "OPEN-ME.html").as_uri(), PHONE, zone=spec.zone)
    journey(id).use(page)
    assert troubles(page) == []
    page.context.close()
