"""The device's page in a browser: the pretend device, limits that move things, and a stand-in for the browser's cable that vanishes."""

from __future__ import annotations

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from scaffolds import blocks, generator
from scaffolds.blocks.device.tests import journey
from scaffolds.spec import Brief, read
from scaffolds.wish import Wish
from tests.browser import browser, open_page, troubles, unpack
from tests.scaffolds.apps import drafted

__all__ = ["browser"]

CABLE = """
window.sent = [];
const port = {
  open: async (how) => (window.baud = how.baudRate),
  close: async () => {},
  readable: new ReadableStream({ start: (feed) => (window.feed = feed) }),
  writable: new WritableStream({ write: (bytes) => void window.sent.push(new TextDecoder().decode(bytes)) }),
};
window.say = (text) => window.feed.enqueue(new TextEncoder().encode(text));
Object.defineProperty(navigator, "serial", { value: { requestPort: async () => { if (window.none) throw new DOMException("", "NotFoundError"); return port; } } });
"""
AIR = """
const reads = Object.assign(new EventTarget(), { properties: { indicate: true }, startNotifications: async () => {} });
window.sent = [];
const writes = { properties: { write: true }, writeValue: async (piece) => void window.sent.push(new TextDecoder().decode(piece)) };
window.say = (text) => { reads.value = new DataView(new TextEncoder().encode(text).buffer); reads.dispatchEvent(new Event("characteristicvaluechanged")); };
const device = Object.assign(new EventTarget(), { name: "BBC micro:bit [zovut]" });
device.gatt = { connect: async () => ({ getPrimaryService: async (id) => ((window.service = id), { getCharacteristics: async () => [writes, reads] }) }), disconnect: () => (window.left = true), connected: true };
window.vanish = () => device.dispatchEvent(new Event("gattserverdisconnected"));
Object.defineProperty(navigator, "bluetooth", { value: { requestDevice: async () => device } });
"""
FAN = Wish(brief=Brief(problem="the room gets hot, turn on the fan above 30"))


def opened(browser: Browser, folder: Path, script: str = "", wish: Wish = FAN) -> Page:
    page_file = (unpack(generator.build(drafted(wish, "device"), "web"), folder) / "OPEN-ME.html").as_uri()
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    context.add_init_script(script)
    return open_page(browser, page_file, context=context)


def test_a_limit_that_is_passed_is_shown_kept_and_moves_the_fan(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path)
    page.locator("[data-action=pretend]").click()
    expect(page.locator(".device-place.pretend")).to_have_text("Pretend device" + "Disconnect")
    page.locator("[name=dial]").fill("45")
    expect(page.locator(".device-panel.on .device-alarm")).to_have_text("Above 30 °C")
    expect(page.locator("[role=switch]")).to_have_attribute("aria-checked", "true")
    expect(page.locator("[data-item]")).to_contain_text("above 30 °C")
    expect(page.locator(".device-plot canvas")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    page.locator("[name=dial]").fill("10")
    expect(page.locator("[role=switch]")).to_have_attribute("aria-checked", "false")
    page.locator("[data-action=pause]").click()
    expect(page.locator(".device-place")).to_contain_text("Paused")
    assert troubles(page) == []
    page.context.close()


def test_a_board_on_a_cable_is_heard_told_and_missed_when_it_vanishes(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, CABLE)
    page.evaluate("window.none = true")
    page.locator("[data-action=connect-usb]").click()
    expect(page.get_by_role("alert").filter(has_text="No device was chosen")).to_be_visible()
    page.evaluate("window.none = false")
    page.locator("[data-action=connect-usb]").click()
    expect(page.locator(".device-place")).to_contain_text("USB")
    page.evaluate("say('>>> noise\\ntemper'); say('ature:31.5\\n')")
    expect(page.locator(".device-value b")).to_have_text("31.5")
    page.wait_for_function("sent.join('') === 'fan:1\\n'")
    assert page.evaluate("baud") == 115200
    page.locator("[data-action=log]").click()
    expect(page.locator("[data-item]")).to_have_count(2)
    page.evaluate("feed.error(new DOMException('', 'NetworkError'))")
    expect(page.get_by_role("alert").filter(has_text="The device is gone")).to_be_visible()
    expect(page.locator(".device-value b")).to_have_text("31.5")
    expect(page.locator("[data-item]")).to_have_count(2)
    assert Axe().run(page).response["violations"] == []
    assert troubles(page) == []
    page.context.close()


def test_a_board_in_the_air_is_heard_and_told(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, AIR)
    page.locator("[data-action=connect-bluetooth]").click()
    expect(page.locator(".device-place")).to_contain_text("zovut")
    page.evaluate("say('temperature:2'); say('2\\n')")
    expect(page.locator(".device-value b")).to_have_text("22")
    page.locator("[role=switch]").click()
    page.wait_for_function("sent.join('') === 'fan:1\\n'")
    assert page.evaluate("service").startswith("6e400001-")
    page.evaluate("vanish()")
    expect(page.get_by_role("alert").filter(has_text="The device is gone")).to_be_visible()
    assert troubles(page) == []
    page.context.close()


def test_a_browser_without_cables_says_so_and_pretends(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, "delete Navigator.prototype.serial; delete Navigator.prototype.bluetooth;")
    expect(page.locator(".device-note")).to_contain_text("Chrome or Edge")
    expect(page.locator(".go")).to_have_attribute("data-action", "pretend")
    page.context.close()


def test_readings_are_corrected_emptied_and_handed_over_as_a_file(browser: Browser, tmp_path: Path) -> None:
    spec = read((blocks.discover()["device"].folder / "example.json").read_bytes())
    page = open_page(browser, (unpack(generator.build(spec, "web"), tmp_path) / "OPEN-ME.html").as_uri())
    for value in ("12", "64.5"):
        page.locator("[data-action=by-hand]").click()
        page.locator("[name=value]").fill(value)
        page.locator("[name=note]").fill("=1+1")
        page.locator("form [data-action=add]").click()
        expect(page.locator("form")).to_have_count(0)
    with page.expect_download() as waiting:
        page.locator("[data-action=csv]").click()
    lines = Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3 and "12," in lines[1] and "'=1+1" in lines[1]
    page.locator("[data-action=clear]").click()
    page.locator("[data-action=yes]").click()
    expect(page.locator("[data-item]")).to_have_count(0)
    assert troubles(page) == []
    page.context.close()


def test_what_only_moves_is_used_and_refused_too(browser: Browser, tmp_path: Path) -> None:
    for n, words in enumerate(("steer a robot arm", "switch on a lamp from the bed", "count how often the button is pressed")):
        page = opened(browser, tmp_path / str(n), wish=Wish(brief=Brief(problem=words)))
        journey.use(page)
        journey.refuse(page)
        expect(page.get_by_role("alert").filter(has_text=re.compile(r"\S"))).to_be_visible()
        assert troubles(page) == []
        page.context.close()
