"""Codes as they come in: by a camera, from a picture, from a tag; and the labels that an app prints, read back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, Page, expect

from scaffolds import generator
from scaffolds.blocks.scan.tests.simulated import DETECTOR, TAG, camera_that_sees
from scaffolds.wish import Facts, Wish
from tests.browser import PHONE, App, open_page, started, troubles, unpack
from tests.scaffolds.apps import drafted

NAME = "鎖匙 & Keys"
WISH = Wish(facts=Facts(items=(NAME, "Pills")))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with camera_that_sees("A001", tmp_path_factory.mktemp("film")) as found:
        yield found


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app of two things that must not be forgotten: A001 and A002."""
    with started(unpack(generator.build(drafted(WISH, "scan"), "web"), tmp_path_factory.mktemp("app"))) as running:
        yield running


def there(page: Page, name: str) -> None:
    expect(page.locator("[data-item]", has_text=name).locator("[data-action=undo]")).to_be_visible()


def again(page: Page) -> None:
    page.locator("[data-action=again]").click()
    page.locator("[data-action=again-yes]").click()
    expect(page.locator("[data-action=undo]")).to_have_count(0)
    assert troubles(page) == []
    page.context.close()


def test_the_camera_sees_a_code_and_the_library_reads_it(browser: Browser, app: App) -> None:
    page = open_page(browser, app.url)
    page.locator("[data-action=camera]").click()
    there(page, NAME)
    page.locator("[data-action=stop]").click()
    expect(page.locator("video")).to_have_count(0)
    again(page)


def test_a_picture_of_a_code_is_read_and_one_of_nothing_is_said_so(browser: Browser, app: App, tmp_path: Path) -> None:
    segno.make("A002", micro=False).save(str(tmp_path / "code.png"), scale=6)
    (tmp_path / "no.png").write_bytes(b"this is no picture")
    page = open_page(browser, app.url)
    page.locator("[data-action=type]").click()
    page.locator("[name=code_photo]").set_input_files(tmp_path / "no.png")
    expect(page.get_by_role("alert").filter(has_text="not a picture")).to_be_visible()
    page.locator("[name=code_photo]").set_input_files(tmp_path / "code.png")
    there(page, "Pills")
    expect(page.get_by_role("alert").filter(has_text="not a picture")).to_have_count(0)
    again(page)


@pytest.mark.parametrize("way", ["detector", "tag"])
def test_what_the_device_reads_itself_is_taken(browser: Browser, app: App, way: str) -> None:
    """Simulated: neither a BarcodeDetector nor NFC is on a machine for tests."""
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
    context.add_init_script(DETECTOR if way == "detector" else TAG)
    page = open_page(browser, app.url, context=context)
    if way == "tag":
        page.locator("[data-action=type]").click()
    page.locator("[data-action=camera]" if way == "detector" else "[data-action=nfc]").click()
    expect(page.get_by_role("alert").filter(has_text="4891028164391" if way == "detector" else "tag-7")).to_be_visible()
    context.close()


def test_a_printed_label_is_read_back_by_a_picture_of_it(browser: Browser, app: App, tmp_path: Path) -> None:
    page = open_page(browser, app.url)
    page.locator("[data-action=labels]").click()
    label = page.locator(".scan-labels li", has_text=NAME)
    expect(label).to_contain_text("A001")
    label.screenshot(path=tmp_path / "label.png")
    page.locator("[data-action=back]").click()
    page.locator("[data-action=type]").click()
    page.locator("[name=code_photo]").set_input_files(tmp_path / "label.png")
    there(page, NAME)
    again(page)


def test_without_a_camera_it_says_so_and_offers_the_code_by_hand(browser: Browser, app: App) -> None:
    context = browser.new_context(viewport=PHONE)
    context.add_init_script("Object.defineProperty(navigator, 'mediaDevices', { value: undefined })")
    page = open_page(browser, app.url, context=context)
    page.locator("[data-action=camera]").click()
    expect(page.get_by_role("alert").filter(has_text="camera")).to_be_visible()
    expect(page.locator("[name=code]")).to_be_focused()
    context.close()
