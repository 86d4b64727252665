"""An album in a mini program: pictures are made small on the phone, looked at large, and what is refused costs nothing."""

from __future__ import annotations

import base64
import io
from typing import Any

import numpy
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from scaffolds import blocks
from scaffolds.spec import AppSpec, check, read
from tests.browser import browser
from tests.platforms.phone import asked, in_storage, phone, restart

__all__ = ["browser"]
MONDAY = "2026-03-02T08:10:00+08:00"
HOSTILE = "{{7*7}}<img src=x onerror=alert(1)>\"'`"


def example() -> AppSpec:
    """The block's example in English: pictures wait for a yes, and have a second one to compare."""
    spec = read((blocks.discover()["photo"].folder / "example.json").read_bytes()).model_copy(update={"languages": ("en",)})
    return blocks.with_checks(check(spec))


def file(colour: str, width: int = 8, height: int = 8, noise: bool = False) -> str:
    """A JPEG that says in its EXIF with what it was taken, as base64. Noise is what can hardly be made small."""
    picture = (
        Image.fromarray(numpy.random.default_rng(7).integers(0, 255, (height, width, 3), numpy.uint8))
        if noise
        else Image.new("RGB", (width, height), colour)
    )
    exif, kept = Image.Exif(), io.BytesIO()
    exif[0x010F] = "A phone of somebody"
    picture.save(kept, "JPEG", exif=exif)
    return base64.b64encode(kept.getvalue()).decode()


def album(number: int, **more: Any) -> dict[str, Any]:
    photo = "data:image/jpeg;base64," + file("teal")
    tags = {"tags": "even"}
    rows = [
        {"id": f"shown{n:06}", "photo": photo, "caption": f"Picture {n}", "mine": True, **(tags if n % 2 == 0 else {}), **more}
        for n in range(1, number + 1)
    ]
    return in_storage({"photo": rows})


def on_the_phone(page: Page, *pictures: str) -> None:
    """What the person takes out of the album next."""
    page.evaluate(
        """(pictures) => {
          const paths = pictures.map((data, n) => [`wxfile://tmp/chosen${n}.jpg`, data]);
          paths.forEach(([path, data]) => files.set(path, data));
          wx.chooseMedia = (options) => options.success({ tempFiles: paths.slice(0, options.count).map(([path]) => ({ tempFilePath: path, size: 100 })) });
        }""",
        list(pictures),
    )


def swipe(place: Locator, start: int, end: int) -> None:
    """A finger goes across, as the phone tells it."""
    touch = """(one, [type, x]) => {
      const finger = new Touch({ identifier: 0, target: one, clientX: x, clientY: 300 });
      one.dispatchEvent(new TouchEvent(type, { bubbles: true, touches: type === 'touchend' ? [] : [finger], changedTouches: [finger] }));
    }"""
    place.evaluate(touch, ["touchstart", start])
    place.evaluate(touch, ["touchend", end])


def test_chosen_pictures_come_one_by_one_and_are_kept_small_without_where_they_were_taken(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "album", at=MONDAY)
        on_the_phone(page, file("", 1600, 1200, noise=True), file("teal"))
        page.locator("[data-action=add]").tap()
        expect(page.locator(".page")).to_contain_text("1 more to come")
        page.locator("[data-name=tags]").fill("nets")
        page.locator("[data-action=save]").tap()
        expect(page.locator(".alert")).to_contain_text("Ask the people on it first")
        page.locator("[data-name=agreed]").tap()
        page.locator("[data-action=save]").tap()
        expect(page.locator("[data-name=tags]")).to_have_value("nets")
        page.locator("[data-name=agreed]").tap()
        page.locator("[data-action=save]").tap()
        expect(page.locator("[data-item]")).to_have_count(2)
        first = page.evaluate("wx.getStorageSync('row:photo:' + wx.getStorageSync('ids:photo')[0])")
        assert len(first["photo"]) < 140_000 and first["day"] == "2026-03-02"
        picture = Image.open(io.BytesIO(base64.b64decode(first["photo"].removeprefix("data:image/jpeg;base64,"))))
        assert max(picture.size) <= 1024 and not picture.getexif()
        restart(page)
        expect(page.locator("[data-item]")).to_have_count(2)


def test_a_refused_album_a_broken_file_and_a_full_phone_are_told_and_lose_nothing(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "album", at=MONDAY)
        page.evaluate("answers.refused = ['chooseMedia']")
        page.locator("[data-action=add]").tap()
        expect(page.locator(".alert")).to_contain_text("Allow it in the settings")
        page.locator(".alert button").tap()
        assert len(asked(page, "openSetting")) == 1
        on_the_phone(page, base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script>").decode())
        page.locator("[data-action=add]").tap()
        expect(page.locator(".alert")).to_contain_text("not a picture that can be read")
        on_the_phone(page, file("teal"))
        page.locator("[data-action=add]").tap()
        page.locator("[data-name=caption]").fill(HOSTILE)
        page.locator("[data-name=agreed]").tap()
        page.evaluate("answers.noRoom = true")
        page.locator("[data-action=save]").tap()
        expect(page.locator(".alert")).to_contain_text("no room left")
        page.evaluate("answers.noRoom = false")
        page.locator("[data-action=save]").tap()
        expect(page.locator("[data-item]")).to_contain_text(HOSTILE)
        assert page.locator("img").count() == 0


def test_of_500_pictures_the_first_stand_there_and_all_are_found_by_tag_and_words(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "album", at=MONDAY, keep=album(500))
        expect(page.locator("[data-item]")).to_have_count(30)
        page.locator("[data-action=more]").tap()
        expect(page.locator("[data-item]")).to_have_count(60)
        page.locator(".tags .chip", has_text="even").tap()
        expect(page.locator("[data-item]").first).to_contain_text("Picture 500")
        expect(page.locator("[data-item]").nth(1)).to_contain_text("Picture 498")
        page.locator("input").fill("picture 499")
        expect(page.locator("[data-item]")).to_have_count(0)
        page.locator(".empty button").tap()
        expect(page.locator("[data-item]")).to_have_count(30)
        assert len(page.evaluate("JSON.stringify(page.data)")) < 50_000, "pictures are files, not data"


def test_a_picture_is_turned_compared_enlarged_changed_and_taken_away_after_a_question(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "album", at=MONDAY, keep=album(2, after="data:image/jpeg;base64," + file("red")))
        page.locator("[data-action=open]").first.tap()
        expect(page.locator(".at")).to_have_text("1 of 2")
        swipe(page.locator(".pair"), 300, 100)
        expect(page.locator(".at")).to_have_text("2 of 2")
        page.locator("[data-action=previous]").tap()
        page.evaluate("page.slide({ detail: { value: 20 } })")
        expect(page.locator(".over").last).to_have_css("clip-path", "inset(0px 0px 0px 20%)")
        page.locator(".pair").tap()
        assert len(asked(page, "previewImage")[0]["urls"]) == 2
        page.locator("[data-action=change]").tap()
        page.locator("[data-name=caption]").fill("Other words")
        page.locator("[data-action=save]").tap()
        expect(page.locator(".about .title")).to_have_text("Other words")
        page.locator("[data-action=remove]").tap()
        assert asked(page, "modal") == ["Take this picture away for good?"]
        expect(page.locator("[data-item]")).to_have_count(1)


def test_what_waits_moves_into_the_album_with_the_owners_yes(browser: Browser) -> None:
    waits = {"id": "waits00001", "photo": "data:image/jpeg;base64," + file("red"), "caption": "Bags", "mine": False}
    with phone(browser) as opened:
        page = opened(example(), "album", at=MONDAY, keep=in_storage({"waiting": [waits]}))
        expect(page.locator(".waiting")).to_contain_text("Bags")
        page.locator("[data-action=approve]").tap()
        expect(page.locator(".waiting")).to_have_count(0)
        expect(page.locator(".tile")).to_contain_text("Bags")
