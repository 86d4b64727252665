"""The album in a browser: what becomes of files, what waits unseen, and two hundred pictures."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import re
import sqlite3
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect

from scaffolds import generator
from scaffolds.blocks.photo.tests.journey import picture
from scaffolds.spec import AppSpec, Brief
from scaffolds.wish import Wish
from tests.browser import DESKTOP, PHONE, browser, open_page, started, troubles, unpack
from tests.scaffolds.apps import drafted

__all__ = ["browser"]
INSECTS = Wish(brief=Brief(problem="collect insects with before and after pictures"))
CHECKED = Wish(brief=Brief(problem="class photos that a teacher approves"))
JPEG = "data:image/jpeg;base64,"


def opened(browser: Browser, spec: AppSpec, folder: Path) -> Page:
    return open_page(browser, (unpack(generator.build(spec, "web"), folder) / "OPEN-ME.html").as_uri())


def add(page: Page, file: FilePayload, words: str = "", tags: str = "") -> None:
    page.locator("[name=photo_file]").set_input_files(file)
    page.locator("[name=caption]").fill(words)
    page.locator("[name=tags]").fill(tags)
    page.locator("[data-action=save]").click()


def kept(page: Page, spec: AppSpec) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(page.evaluate("slug => localStorage.getItem('sampan:' + slug)", spec.slug))["rows"]["photo"]
    return rows


def from_a_phone() -> FilePayload:
    """A large picture whose EXIF says where it was taken."""
    exif, file = Image.Exif(), io.BytesIO()
    exif[0x010F] = "KitchenCam"
    exif.get_ifd(0x8825)[1] = "N"
    Image.effect_noise((3000, 2000), 60).convert("RGB").save(file, "JPEG", exif=exif, quality=95)
    return FilePayload(name="IMG_1.jpg", mimeType="image/jpeg", buffer=file.getvalue())


def test_a_phones_picture_is_made_small_and_forgets_where_it_was_taken(browser: Browser, tmp_path: Path) -> None:
    spec = drafted(INSECTS, "photo")
    page = opened(browser, spec, tmp_path)
    file = from_a_phone()
    assert b"KitchenCam" in file["buffer"] and len(file["buffer"]) > 1_000_000
    add(page, file, "Moth")
    expect(page.locator("[data-item]")).to_have_count(1)
    photo = kept(page, spec)[0]["photo"]
    made = base64.b64decode(photo.removeprefix(JPEG))
    with Image.open(io.BytesIO(made)) as small:
        assert max(small.size) <= 1024 and not dict(small.getexif())
    assert len(photo) < 300_000 and b"KitchenCam" not in made
    assert troubles(page) == []
    page.context.close()


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64


@pytest.mark.parametrize(
    ("content", "says"),
    [(HEIC, "HEIC"), (b"\xff\xd8\xff\xe0broken", "cannot be read|not a picture"), (b"", "not a picture"), (b"\xef\xbb\xbf <svg><script/></svg>", "drawing"), (b"GIF89a", "not a picture")],
)  # fmt: skip
def test_what_cannot_be_a_picture_is_said_in_a_sentence(content: bytes, says: str, browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, drafted(INSECTS, "photo"), tmp_path)
    page.locator("[name=photo_file]").set_input_files(FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=content))
    expect(page.get_by_role("alert").filter(has_text=re.compile(says))).to_be_visible()
    expect(page.locator("[data-action=save]")).to_have_count(0)
    assert troubles(page) == []
    page.context.close()


def test_several_files_come_one_after_another_and_a_pair_is_compared(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, drafted(INSECTS, "photo"), tmp_path)
    page.locator("[name=photo_file]").set_input_files([picture("teal"), picture("orange")])
    page.locator("[name=caption]").fill("Pond")
    page.locator("[name=after]").set_input_files(picture("purple"))
    expect(page.locator(".photo-box img")).to_have_count(2)
    page.locator("[data-action=save]").click()
    expect(page.locator("[name=caption]")).to_have_value("")
    page.locator("[name=caption]").fill("Tree")
    page.locator("[data-action=save]").click()
    expect(page.locator("[data-item]")).to_have_count(2)
    page.locator("[data-action=open]", has_text="Tree").click()
    page.keyboard.press("ArrowRight")
    expect(page.locator("h2", has_text="Pond")).to_be_visible()
    page.locator("[name=cut]").fill("20")
    assert page.locator(".photo-over").evaluate("one => getComputedStyle(one).clipPath") == "inset(0px 0px 0px 20%)"
    page.locator("[data-action=previous]").click()
    expect(page.locator("h2", has_text="Tree")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-action=open]", has_text="Tree")).to_be_focused()
    assert troubles(page) == []
    page.context.close()


def test_what_waits_never_reaches_another_visitor(browser: Browser, tmp_path: Path) -> None:
    folder = unpack(generator.build(drafted(CHECKED, "photo"), "web"), tmp_path)
    with started(folder) as app:
        student, other, teacher = (open_page(browser, url, DESKTOP) for url in (app.url, app.url, app.owner_url))
        student.locator("[name=photo_file]").set_input_files(picture())
        student.locator("[name=caption]").fill("Us at the pool")
        student.locator("[name=agreed]").check()
        student.locator("[data-action=save]").click()
        expect(student.locator(".photo-waiting")).to_be_visible()
        assert "base64" not in other.evaluate("fetch('api/rows?since=-1').then((answer) => answer.text())")
        teacher.locator("[data-action=approve]").click()
        expect(other.locator("[data-item]", has_text="Us at the pool")).to_be_visible()
        for page in (student, other, teacher):
            assert troubles(page) == []
            page.context.close()


def test_two_hundred_pictures_stay_quick(browser: Browser, tmp_path: Path) -> None:
    """Thirty are drawn, the rest when it is asked for. A search is drawn in about the time in which the 21 MB of rows are read once."""
    folder = unpack(generator.build(drafted(INSECTS, "photo"), "web"), tmp_path)
    with started(folder):
        pass
    fill(folder / "data.sqlite", 200)
    with started(folder) as app:
        page = open_page(browser, app.url, PHONE)
        expect(page.locator("[data-item]")).to_have_count(30)
        page.locator("[name=search]").fill("bug 199")
        expect(page.locator("[data-item]")).to_have_count(1)
        page.locator("[name=search]").fill("")
        expect(page.locator("[data-item]")).to_have_count(30)
        assert page.evaluate(TYPING) < 5, "readings of all rows, from a key to the picture that it finds"
        page.locator("[data-action=more]").click()
        expect(page.locator("[data-item]")).to_have_count(60)
        assert troubles(page) == []
        page.context.close()


def fill(file: Path, many: int) -> None:
    """Rows as `app.py` keeps them, each with a picture of 100 kB."""
    photo = JPEG + base64.b64encode(picture("teal", 800, 600)["buffer"] + b"\x00" * 70_000).decode()
    with contextlib.closing(sqlite3.connect(file)) as store, store:
        rows = [(f"picture{1000 + n}", json.dumps({"photo": photo, "caption": f"Bug {n}"})) for n in range(many)]
        store.executemany("INSERT INTO rows (id, thing, writer, vals) VALUES (?, 'photo', 'x', ?)", rows)
        store.execute("UPDATE about SET value = value + 1 WHERE name = 'rev'")


TYPING = """async () => {
  const box = document.querySelector("[name=search]"), shown = () => document.querySelectorAll("[data-item]").length;
  const type = async (words, wanted) => {
    box.value = words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    while (shown() !== wanted) await new Promise((done) => requestAnimationFrame(done));
  };
  const least = async (work, after = () => {}) => {
    const times = [];
    for (let n = 0; n < 3; n++) {
      const begun = performance.now();
      await work();
      times.push(performance.now() - begun);
      await after();
    }
    return Math.min(...times);
  };
  const rows = await (await fetch("api/rows?since=-1")).text();
  return (await least(() => type("bug 199", 1), () => type("", 30))) / (await least(() => JSON.parse(rows)));
}"""
