"""Scanning in a mini program: WeChat's own camera, scanner and NFC, what happens where they are refused, and labels as pictures."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from scaffolds import blocks
from scaffolds.platforms.web import libraries
from scaffolds.spec import AppSpec, check, read
from tests.browser import browser
from tests.platforms.phone import asked, in_storage, phone, restart

__all__ = ["browser"]
MONDAY = "2026-03-02T08:10:00+08:00"
HOSTILE = "{{7*7}}<img src=x onerror=alert(1)>\"'`"


def example(**options: Any) -> AppSpec:
    """The block's example in English, with other options."""
    spec = read((blocks.discover()["scan"].folder / "example.json").read_bytes()).model_copy(update={"languages": ("en",)})
    screen = spec.screens[0].model_copy(update={"options": {**spec.screens[0].options, **options}})
    return blocks.with_checks(check(spec.model_copy(update={"screens": (screen,)})))


def people(number: int, *scans: dict[str, Any], **more: Any) -> dict[str, Any]:
    named = [{"id": f"person{n:04}", "code": f"A{n:03}", "name": f"Person {n}", "mine": True, **more} for n in range(1, number + 1)]
    return in_storage({"item": named, "scan": [{"id": f"scan{n:06}", "mine": True, **scan} for n, scan in enumerate(scans)]})


def camera_sees(page: Page, code: str) -> None:
    page.locator(".camera-sight").evaluate(
        "(one, code) => one.dispatchEvent(new CustomEvent('scancode', { bubbles: true, detail: { result: code } }))", code
    )


READ = """async (sheet) => {
  const picture = new Image();
  picture.src = sheet;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: picture.width / 3, height: 330 });
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  const harder = new Map([[ZXing.DecodeHintType.TRY_HARDER, true]]);
  return Array.from({ length: 12 }, (_, n) => {
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(picture, -(n % 3) * canvas.width, (-Math.floor(n / 3) * picture.height) / 4);
    const light = new ZXing.HTMLCanvasElementLuminanceSource(canvas);
    return new ZXing.QRCodeReader().decode(new ZXing.BinaryBitmap(new ZXing.HybridBinarizer(light)), harder).getText();
  });
}"""


def codes_on(browser: Browser, sheet: str) -> list[str]:
    """What a reader of codes finds on the twelve labels of a sheet."""
    page = browser.new_page()
    page.add_script_tag(content=libraries.discover()["zxing"].script)
    found: list[str] = page.evaluate(READ, sheet)
    page.close()
    return found


def test_the_open_camera_reads_one_card_after_another_and_each_once(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "coach", at=MONDAY, keep=people(3))
        page.locator("[data-action=camera]").tap()
        for code in ("A001", "A001", "A001", "A002"):
            camera_sees(page, code)
        expect(page.locator("[data-item]", has_text="Take back")).to_have_count(2)
        assert asked(page, "toast") == ["Person 1: On the coach, 08:10.", "Person 2: On the coach, 08:10."]
        page.evaluate("away(); back()")
        expect(page.locator(".camera-sight")).to_have_count(0)


def test_a_refused_camera_is_told_with_the_way_to_the_settings_and_the_hand_stays(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "coach", at=MONDAY, keep=people(1))
        page.locator("[data-action=camera]").tap()
        page.locator(".camera-sight").evaluate(
            "(one) => one.dispatchEvent(new CustomEvent('error', { bubbles: true, detail: { errMsg: 'auth deny' } }))"
        )
        expect(page.locator(".alert")).to_contain_text("Allow it in the settings")
        page.locator(".alert button").tap()
        assert len(asked(page, "openSetting")) == 1
        page.locator("[data-name=code]").fill("A001")
        page.locator("[data-action=scan]").tap()
        expect(page.locator("[data-item]", has_text="Take back")).to_contain_text("Person 1")


@pytest.mark.parametrize(("fault", "said"), [("scanCode:fail auth deny", "settings"), ("scanCode:fail cancel", "")])
def test_wechats_own_scanner_looks_something_up_or_says_why_not(browser: Browser, fault: str, said: str) -> None:
    with phone(browser) as opened:
        page = opened(example(purpose="lookup"), "coach", at=MONDAY, keep=people(1, group="Red"))
        page.evaluate("answers.scan = 'A001'")
        page.locator("[data-action=camera]").tap()
        expect(page.locator(".found")).to_contain_text("Person 1")
        expect(page.locator(".found")).to_contain_text("Red")
        page.evaluate("(fault) => (wx.scanCode = (options) => options.fail({ errMsg: fault }))", fault)
        page.locator("[data-action=camera]").tap()
        expect(page.locator(".alert", has_text=said)).to_have_count(1 if said else 0)


def test_a_new_code_is_named_and_shown_as_it_was_typed_and_an_address_is_copied_not_opened(browser: Browser) -> None:
    address = "https://example.org/{{7*7}}?a=<b>"
    with phone(browser) as opened:
        page = opened(example(purpose="lookup"), "coach", at=MONDAY)
        page.evaluate("(code) => (answers.scan = code)", address)
        page.locator("[data-action=camera]").tap()
        page.locator("[data-action=copy]").tap()
        assert page.evaluate("answers.clipboard") == address
        page.locator(".alert button").tap()
        expect(page.locator("[data-name=code]")).to_have_value(address)
        page.locator("[data-name=name]").fill(HOSTILE)
        page.locator("[data-action=add]").tap()
        restart(page)
        expect(page.locator("[data-item]")).to_contain_text(HOSTILE)
        assert page.locator("img").count() == 0


def test_a_tag_is_read_on_android_and_other_phones_are_not_offered_it(browser: Browser) -> None:
    """The bytes of a text record are those of the NFC Forum: a language, then the words."""
    hold = """() => answers.tag({ id: new Uint8Array([4, 162]).buffer, messages: [{ records: [
      { type: new TextEncoder().encode("T").buffer, payload: new Uint8Array([2, 101, 110, 65, 48, 48, 49]).buffer }] }] })"""
    with phone(browser) as opened:
        page = opened(example(), "coach", at=MONDAY, keep=people(1))
        page.locator("[data-action=type]").tap()
        page.locator("[data-action=nfc]").tap()
        expect(page.locator("[data-action=nfc]")).to_have_text("Hold the tag to the back of the phone.")
        page.evaluate(hold)
        expect(page.locator("[data-item]", has_text="Take back")).to_contain_text("Person 1")
        page.evaluate("away(); back()")
        assert len(asked(page, "stopDiscovery")) == 1
        page.evaluate("answers.platform = 'ios'; restart()")
        page.locator("[data-action=type]").tap()
        expect(page.locator("[data-action=nfc]")).to_have_count(0)


def test_of_500_people_the_first_stand_there_and_all_can_be_found(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "coach", at=MONDAY, keep=people(500))
        expect(page.locator("[data-item]")).to_have_count(50)
        page.locator("[data-action=more]").tap()
        expect(page.locator("[data-item]")).to_have_count(100)
        page.locator("[data-action=things]").tap()
        expect(page.locator("[data-item]")).to_have_count(50)
        page.locator("input").fill("person 499")
        expect(page.locator("[data-item]")).to_have_count(1)
        page.locator("[data-action=remove]").tap()
        assert asked(page, "modal") == ["Take “Person 499” away?"]
        expect(page.locator("[data-item]")).to_have_count(0)


def test_before_leaving_what_is_missing_is_ticked_taken_back_and_begun_again(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(purpose="leave"), "coach", at=MONDAY, keep=people(2))
        expect(page.locator(".sub-title")).to_have_text("2 still missing")
        for _ in range(2):
            page.locator("[data-action=have]").first.tap()
        expect(page.locator(".all-there")).to_contain_text("You can go.")
        page.locator("[data-action=undo]").first.tap()
        expect(page.locator(".sub-title")).to_have_text("1 still missing")
        page.locator("[data-action=again]").tap()
        expect(page.locator(".sub-title")).to_have_text("2 still missing")


def test_labels_are_pictures_whose_codes_can_be_read_and_where_the_album_is_refused_it_is_told(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "coach", at=MONDAY, keep=people(60))
        page.locator("[data-action=labels]").tap()
        expect(page.locator(".sheet")).to_have_count(4)
        sheet = page.evaluate("'data:image/png;base64,' + files.get(page.data.sheets[3].path)")
        assert codes_on(browser, sheet) == [f"A{n:03}" for n in range(37, 49)]
        page.locator("[data-action=more]").tap()
        expect(page.locator(".sheet")).to_have_count(5)
        page.locator("[data-action=print]").tap()
        page.wait_for_function("asked.some(([kind]) => kind === 'toast')")
        assert len(asked(page, "saveImageToPhotosAlbum")) == 5
        page.evaluate("answers.refused = ['saveImageToPhotosAlbum']")
        page.locator("[data-action=print]").tap()
        expect(page.locator(".alert")).to_contain_text("send it to a chat")
