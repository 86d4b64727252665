"""A device in a mini program: a board is joined by the phone's Bluetooth, or pretended; what it says is shown, kept, and moves things."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from scaffolds import blocks
from scaffolds.spec import AppSpec, check, read
from tests.browser import browser
from tests.platforms.phone import asked, in_storage, phone, wait

__all__ = ["browser"]
HOSTILE = "{{7*7}}<img src=x onerror=alert(1)>\"'`"
UART = "6E400001-B5A3-F393-E0A9-E50E24DCCA9E"
BLUETOOTH = """(uart) => {
  const ears = {};
  for (const name of ["BluetoothDeviceFound", "BLECharacteristicValueChange", "BLEConnectionStateChange"]) {
    wx[`on${name}`] = (then) => (ears[name] = then);
    wx[`off${name}`] = () => delete ears[name];
  }
  const bytes = (text) => new TextEncoder().encode(text).buffer;
  const near = [{ deviceId: "e1", name: "Headphones" }, { deviceId: "m1", name: "BBC micro:bit [zuvop]" }, { deviceId: "m2", name: "", advertisServiceUUIDs: [uart] }];
  const characteristics = [{ uuid: "out", properties: { indicate: true } }, { uuid: "in", properties: { write: true } }];
  const answers = {
    openBluetoothAdapter: () => ({}), stopBluetoothDevicesDiscovery: () => ({}), createBLEConnection: () => ({}), closeBLEConnection: () => ({}),
    startBluetoothDevicesDiscovery: () => setTimeout(() => near.forEach((one) => ears.BluetoothDeviceFound({ devices: [one] })), 20) && {},
    getBLEDeviceServices: () => ({ services: [{ uuid: "180A" }, { uuid: uart }] }), getBLEDeviceCharacteristics: () => ({ characteristics }),
    notifyBLECharacteristicValueChange: () => ({}), writeBLECharacteristicValue: ({ value }) => board.heard.push(new TextDecoder().decode(value)) && {},
  };
  for (const [name, give] of Object.entries(answers)) wx[name] = later(name, give);
  window.board = {
    heard: [], listens: () => Object.keys(ears),
    say: (text) => ears.BLECharacteristicValueChange({ deviceId: "m1", characteristicId: "out", value: bytes(text) }),
    vanish: () => ears.BLEConnectionStateChange({ deviceId: "m1", connected: false }),
  };
}"""
"""WeChat's Bluetooth with two boards and something else nearby; `board.say` and `board.heard` are the first board's ends."""


def bean() -> AppSpec:
    """The block's example in English: a pot whose pump goes on below 35."""
    spec = read((blocks.discover()["device"].folder / "example.json").read_bytes())
    return blocks.with_checks(check(spec.model_copy(update={"languages": ("en",)})))


def readings(number: int) -> dict[str, Any]:
    rows = [
        {"id": f"reading{n:05}", "mine": True, "day": f"2026-02-{1 + n // 20:02}", "time": f"{n % 20:02}:00", "value": n % 90, "note": HOSTILE}
        for n in range(number)
    ]
    return in_storage({"reading": rows})


def hear(page: Page, said: str) -> None:
    page.evaluate("(said) => board.say(said)", said)


def test_a_board_is_found_joined_heard_and_moved_until_it_is_gone(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(bean(), "device")
        page.evaluate(BLUETOOTH, UART)
        page.locator("[data-action=connect-bluetooth]").tap()
        expect(page.locator("[data-board]")).to_have_count(2)
        page.locator("[data-board=m1]").tap()
        expect(page.locator(".place")).to_contain_text("Connected: BBC micro:bit [zuvop]")
        for piece in ("mois", "ture:41.5\nnoi", "se\npump:9\n"):
            hear(page, piece)
        expect(page.locator(".big-value")).to_have_text("41.5")
        hear(page, "moisture:20\n")
        expect(page.locator(".alarm")).to_have_text("Below 35%")
        expect(page.locator("[data-item]")).to_contain_text("below 35%")
        expect(page.locator("[data-actuator=pump]")).to_contain_text("on")
        page.wait_for_function("board.heard.length > 0")
        assert page.evaluate("board.heard") == ["pump:1\n"]
        hear(page, "moisture:60\n")
        page.locator("[data-action=log]").tap()
        expect(page.locator("[data-item]")).to_have_count(2)
        page.wait_for_function("board.heard.length > 1")
        assert page.evaluate("board.heard") == ["pump:1\n", "pump:0\n"]
        page.evaluate("board.vanish()")
        expect(page.locator(".alert")).to_contain_text("The board is gone")
        expect(page.locator("[data-item]")).to_have_count(2)
        assert asked(page, "keepScreenOn")[-1] is False and page.evaluate("board.listens()") == []


@pytest.mark.parametrize(("trouble", "says", "settings"), [("refused", "may not use Bluetooth", 1), ("off", "Bluetooth is off", 0)])
def test_where_bluetooth_is_refused_or_off_it_says_so_and_the_pretend_device_is_there(
    browser: Browser, trouble: str, says: str, settings: int
) -> None:
    with phone(browser) as opened:
        page = opened(bean(), "device")
        page.evaluate(BLUETOOTH, UART)
        if trouble == "refused":
            page.evaluate("answers.refused = ['openBluetoothAdapter']")
        else:
            page.evaluate(
                "void (wx.openBluetoothAdapter = () => Promise.reject({ errCode: 10001, errMsg: 'openBluetoothAdapter:fail:not available' }))"
            )
        page.locator("[data-action=connect-bluetooth]").tap()
        expect(page.locator(".alert")).to_contain_text(says)
        for button in page.locator(".alert button").all():
            button.tap()
        assert len(asked(page, "openSetting")) == settings
        page.locator("[data-action=pretend]").tap()
        expect(page.locator(".place.pretend")).to_have_text("Pretend deviceDisconnect")
        expect(page.locator(".alert")).to_have_count(0)


def test_a_move_with_nothing_connected_is_refused_and_the_switch_goes_back(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(bean(), "device")
        page.locator("taro-switch-core").tap()
        expect(page.locator(".alert")).to_contain_text("No device is connected")
        expect(page.locator("[data-actuator=pump]")).to_contain_text("off")
        assert page.evaluate("page.data.hands[0].on") is False


def test_the_pretend_device_rests_while_another_app_is_in_sight_and_can_be_held(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(bean(), "device")
        page.locator("[data-action=pretend]").tap()
        page.wait_for_function("page.live.samples.length > 0")
        page.evaluate("away()")
        samples = page.evaluate("page.live.samples.length")
        wait(page, 1500)
        assert page.evaluate("page.live.samples.length") == samples
        page.evaluate("back()")
        page.wait_for_function("(before) => page.live.samples.length > before + 1", arg=samples)
        page.wait_for_function("page.sheet")
        dial = page.locator("[data-action=dial]")
        dial.evaluate("(one) => one.dispatchEvent(new CustomEvent('changing', { bubbles: true, detail: { value: 20 } }))")
        expect(page.locator(".big-value")).to_have_text("20")
        expect(page.locator(".alarm")).to_be_visible()
        expect(page.locator("[data-item]")).to_contain_text("pretend")


def test_five_hundred_readings_come_page_by_page_and_words_stay_words(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(bean(), "device", at="2026-03-02T08:10:00+08:00", keep=readings(500))
        expect(page.locator("[data-item]")).to_have_count(12)
        expect(page.locator("[data-item]").first).to_contain_text(HOSTILE)
        page.locator("[data-action=more]").tap()
        expect(page.locator("[data-item]")).to_have_count(36)
        assert page.locator("img").count() == 0 and len(page.evaluate("JSON.stringify(page.data)")) < 60_000
        page.locator("[data-action=clear]").tap()
        expect(page.locator("[data-item]")).to_have_count(0)
        assert asked(page, "modal") == ["Take away all of your readings? They cannot be brought back."]
