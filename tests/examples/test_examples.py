"""Every example: its checks are those of today's blocks, it builds and holds on every platform, and a double-click opens it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.__main__ import main
from scaffolds import blocks, platforms
from scaffolds.spec import AppSpec, read
from tests.browser import browser, open_page, troubles

__all__ = ["browser"]
EXAMPLES = sorted((Path(__file__).parents[2] / "scaffolds" / "examples").glob("*.json"))


def spec_of(path: Path) -> AppSpec:
    return read(path.read_bytes())


def test_the_examples_show_every_block() -> None:
    shown = {screen.block for path in EXAMPLES for screen in spec_of(path).screens}
    assert shown == set(blocks.discover())
    assert {path.suffix for path in EXAMPLES[0].parent.iterdir()} == {".json"}, "nothing else lies beside them"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_its_checks_are_up_to_date_and_one_is_an_edge(path: Path) -> None:
    spec = spec_of(path)
    assert spec == blocks.with_checks(spec)
    assert spec.slug == path.stem
    assert any(check.edge for check in spec.checks)
    assert all((spec.brief.problem, spec.brief.who, spec.brief.goal, spec.brief.keep))


@pytest.mark.parametrize("platform", platforms.discover())
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_builds_and_holds(path: Path, platform: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zipped = tmp_path / "app.zip"
    assert main(["build", str(path), "--platform", platform, "--out", str(zipped)]) == 0
    assert main(["check", str(zipped)]) == 0
    assert capsys.readouterr().err == ""
    with zipfile.ZipFile(io.BytesIO(zipped.read_bytes())) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {path.stem}


def book(page: Page) -> None:
    page.locator("[name=name]").fill("陳太 <b>")
    page.locator("[data-action=book]").click()
    expect(page.locator("[data-item]")).to_have_count(1)
    page.locator("[name=name]").fill("   ")
    page.locator("[data-action=book]").click()


def keep(page: Page) -> None:
    page.locator("[data-action=add]").first.click()
    for field in page.locator("form [name]").all():
        if field.get_attribute("type") in ("text", None):
            field.fill("陳太 <b>")
    page.locator("form [data-action=add]").click()
    expect(page.locator("[data-item]").filter(has_text="陳太 <b>")).to_be_visible()
    page.locator("[data-action=add]").first.click()
    page.locator("form [data-action=add]").click()


def tick(page: Page) -> None:
    page.locator("[data-item] [data-action=tick]").first.click()
    expect(page.locator("[data-item] [data-action=untick]")).to_have_count(1)
    page.locator("[data-action=add]").first.click()
    page.locator("form [data-action=add]").click()


def play(page: Page) -> None:
    page.locator("[data-action=play]").click()
    page.locator("[data-action=answer]").first.click()
    expect(page.locator("[data-action=next]")).to_be_visible()
    page.locator("[data-action=next]").click()
    page.locator("[data-action=stop]").click()
    page.locator("[data-action=back]").click()
    page.locator("[data-action=add]").first.click()
    page.locator("form [data-action=add]").click()


TRIES: dict[str, Callable[[Page], None]] = {"booking": book, "records": keep, "checklist": tick, "quiz": play}
"""For a screen of each block: something is kept and seen, then something is asked that must be refused."""


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_double_click_is_enough(path: Path, browser: Browser, tmp_path: Path) -> None:
    assert main(["build", str(path), "--out", str(tmp_path)]) == 0
    page = open_page(browser, (tmp_path / "OPEN-ME.html").as_uri())
    for screen in spec_of(path).screens:
        if page.locator(f"[data-goto={screen.id}]").count():
            page.locator(f"[data-goto={screen.id}]").first.click()
        TRIES[screen.block](page)
        expect(page.get_by_role("alert").filter(has_text=re.compile(r"\S"))).to_be_visible()
    page.reload()
    page.wait_for_selector("main:not([aria-busy])")
    assert troubles(page) == []
