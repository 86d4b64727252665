"""A picture is taken in, given words and kept; a drawing that could hold a program is refused."""

from __future__ import annotations

import io

from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

WORDS = "陳太 <b>"


def use(page: Page) -> None:
    page.locator("[name=photo_file]").set_input_files(picture())
    page.locator("[name=caption]").fill(WORDS)
    if page.locator("[name=agreed]").count():
        page.locator("[name=agreed]").check()
    page.locator("[data-action=save]").click()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]", has_text=WORDS).locator("img").first).to_be_visible()


def others(page: Page) -> None:
    kept(page)


def refuse(page: Page) -> None:
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    page.locator("[name=photo_file]").set_input_files(FilePayload(name="p.png", mimeType="image/png", buffer=drawing))


def picture(colour: str = "teal", width: int = 320, height: int = 240) -> FilePayload:
    """A picture of one colour, as a file that somebody chooses."""
    kept = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(kept, "JPEG")
    return FilePayload(name="p.jpg", mimeType="image/jpeg", buffer=kept.getvalue())
