"""Every block as people meet it, on each platform, in each language, light and dark: each block once under `make test`, platforms and
languages in pairs, and all of it under `make test-all`."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from scaffolds import blocks, generator, platforms
from scaffolds.spec import AppSpec, Language
from scaffolds.wish import Facts, Wish
from tests.browser import browser, open_page, started, troubles, unpack
from tests.combinations import LANGUAGES, SCHEMES, Scheme, chosen
from tests.contract.journeys import journey, on_a_phone, refused
from tests.platforms import inside_telegram as inside
from tests.platforms.phone import phone, restart
from tests.scaffolds.apps import drafted, in_the_morning, plain_wish

__all__ = ["browser"]
BLOCKS = tuple(blocks.discover())
PLACES = tuple(product(platforms.discover(), LANGUAGES))
TAGS: dict[Language, str] = {"en": "en", "zh-Hant": "zh-Hant-HK", "zh-Hans": "zh-Hans"}
OTHER: dict[Scheme, Scheme] = {"light": "dark", "dark": "light"}
ON_A_PLATFORM = chosen(BLOCKS, PLACES, SCHEMES, possible=lambda id, place, scheme: blocks.discover()[id].supports(place[0]))


@pytest.mark.parametrize(("id", "place", "scheme"), ON_A_PLATFORM, ids=lambda value: "-".join(value) if isinstance(value, tuple) else value)
def test_it_runs(id: str, place: tuple[str, Language], scheme: Scheme, browser: Browser, tmp_path: Path) -> None:
    platform, language = place
    spec = in_the_morning(drafted(a_wish(language), id))
    folder = unpack(generator.build(spec, platform), tmp_path)
    RUNS[platform](browser, folder, spec, scheme)


def a_wish(language: Language) -> Wish:
    return plain_wish(language).model_copy(update={"facts": Facts(items=("A", "B"))})


def in_a_browser(browser: Browser, folder: Path, spec: AppSpec, scheme: Scheme) -> None:
    """Opened by a double-click: it says what it is, does what it is for, refuses what it must, and axe finds nothing."""
    page, screen = open_page(browser, (folder / "OPEN-ME.html").as_uri(), scheme=scheme, zone=spec.zone), spec.screens[0]
    expect(page.locator("html")).to_have_attribute("lang", TAGS[spec.language])
    expect(page.locator(f"[data-screen={screen.id}]")).to_have_attribute("data-block", screen.block)
    clean(page)
    journey(screen.block).use(page)
    clean(page)
    refused(page, screen.block)
    clean(page)
    assert troubles(page) == []
    page.context.close()


def inside_telegram(browser: Browser, folder: Path, spec: AppSpec, scheme: Scheme) -> None:
    """As Telegram opens it, with a theme other than the phone's: it does what it is for, refuses what it must, and axe finds nothing."""
    block = spec.screens[0].block
    with started(folder, settings={"BOT_TOKEN": inside.TOKEN}) as app:
        inside.make_owner(app, inside.passed())  # as the one is who double-clicks
        page = inside.open_inside(browser, app.url, inside.passed(), inside.THEMES[scheme], scheme=OTHER[scheme], zone=spec.zone)
        inside.show_its_own_buttons(page)
        for do in (lambda page: None, journey(block).use, lambda page: refused(page, block)):
            do(page)
            clean(page)
        assert troubles(page) == []
        page.context.close()


def on_wechats_framework(browser: Browser, folder: Path, spec: AppSpec, scheme: Scheme) -> None:
    """Its page stands there in the phone's language and can be read; it does what it is for, refuses what it must, and after a restart all is there."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    screen = spec.screens[0]
    with phone(browser, scheme) as opened:
        page = opened(spec, screen.id, files=files)
        expect(page.locator(f"[data-screen={screen.id}]")).to_have_attribute("data-block", screen.block)
        assert bool(re.search(r"[\u3400-\u9fff]", page.locator("body").inner_text())) == (spec.language != "en")
        for do in (on_a_phone(screen.block).use, restarted(screen.block), on_a_phone(screen.block).refuse):
            assert readable(page) == []
            do(page)
        expect(page.locator(".alert").filter(has_text=re.compile(r"\S"))).to_be_visible()
        assert readable(page) == []


def restarted(block: str) -> Callable[[Page], None]:
    def look(page: Page) -> None:
        restart(page)
        on_a_phone(block).kept(page)

    return look


def on_paper(browser: Browser, folder: Path, spec: AppSpec, scheme: Scheme) -> None:
    """Its sheet stands there as it is printed, light even where the device is dark, and axe finds nothing."""
    page, screen = open_page(browser, (folder / "PRINT-ME.html").as_uri(), scheme=scheme), spec.screens[0]
    expect(page.locator("html")).to_have_attribute("lang", TAGS[spec.language])
    expect(page.locator(f"[data-screen={screen.id}]")).to_have_attribute("data-block", screen.block)
    expect(page.locator("html")).to_have_css("background-color", "rgb(255, 255, 255)")
    assert bool(re.search(r"[\u3400-\u9fff]", page.locator("main").inner_text())) == (spec.language != "en")
    for medium in ("screen", "print"):
        page.emulate_media(media=medium)
        clean(page)
    assert troubles(page) == []
    page.context.close()


RUNS = {"web": in_a_browser, "telegram": inside_telegram, "weixin": on_wechats_framework, "paper": on_paper}


def clean(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []


def readable(page: Page) -> list[str]:
    """What has too little contrast; the rest of axe's rules are about a browser's elements, which a mini program does not have."""
    found = Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
    return [node["html"][:200] for one in found for node in one["nodes"]]


UNCOVERED = """() => {
  const place = document.activeElement.getBoundingClientRect();
  return document.activeElement.contains(document.elementFromPoint(place.left + place.width / 2, place.top + place.height / 2));
}"""
PREVIEW: ViewportSize = {"width": 300, "height": 549}
"""The frame beside the chat on a small laptop."""


@pytest.mark.parametrize("id", BLOCKS)
def test_what_to_do_and_what_it_answers_are_in_reach_in_the_preview(id: str, browser: Browser, tmp_path: Path) -> None:
    spec = in_the_morning(drafted(a_wish("en"), id))
    folder = unpack(generator.build(spec, "web"), tmp_path)
    page = open_page(browser, (folder / "OPEN-ME.html").as_uri(), PREVIEW, zone=spec.zone)
    expect(page.locator(".go, .empty .quiet").first).to_be_in_viewport(ratio=1)
    journey(id).use(page)
    journey(id).refuse(page)
    expect(page.get_by_role("alert").filter(has_text=re.compile(r"\S"))).to_be_in_viewport(ratio=1)
    assert page.evaluate(UNCOVERED), "what has the focus can be seen"
    page.context.close()
