"""`docs/images/places.webp`: one app on the web, in WeChat, inside Telegram and on paper. `python -m tests.places` makes it anew; then look at it."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from scaffolds import blocks, generator
from scaffolds.spec import AppSpec, check
from tests.browser import PHONE, chromium, open_page, unpack
from tests.gallery import ROOT, Shown, kept, of_blocks, photograph
from tests.platforms import inside_telegram as inside
from tests.platforms.phone import in_storage, phone

PICTURE = ROOT / "docs" / "images" / "places.webp"
NAME = "checklist"
_GAP, _GROUND, _SCALE = 24, "#e7edec", 0.6


def places(browser: Browser, shown: Shown) -> list[Image.Image]:
    """A phone's window of each place, in the order of the platforms."""
    taken = (photograph(browser, shown, "light"), _in_wechat(browser, shown), _inside_telegram(browser, shown.spec), _on_paper(browser, shown.spec))
    return [Image.open(BytesIO(one)).convert("RGB").resize((PHONE["width"], PHONE["height"])) for one in taken]


def _in_wechat(browser: Browser, shown: Shown) -> bytes:
    with phone(browser) as opened:
        return opened(shown.spec, shown.spec.screens[0].id, keep=in_storage(kept(shown)["rows"])).screenshot()


def _inside_telegram(browser: Browser, spec: AppSpec) -> bytes:
    with inside.in_telegram(generator.build(spec, "telegram")) as app:
        page = inside.open_inside(browser, app.url, inside.passed(), inside.THEMES["dark"])
        page.wait_for_timeout(500)
        picture = page.screenshot()
        page.context.close()
        return picture


def _on_paper(browser: Browser, spec: AppSpec) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        page = open_page(browser, (unpack(generator.build(spec, "paper"), Path(folder)) / "PRINT-ME.html").as_uri(), {"width": 560, "height": 1212})
        page.emulate_media(media="print")
        picture = page.screenshot()
        page.context.close()
        return picture


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    width, height = pictures[0].size
    sheet = Image.new("RGB", (len(pictures) * (width + _GAP) + _GAP, height + 2 * _GAP), _GROUND)
    for n, picture in enumerate(pictures):
        sheet.paste(picture, (_GAP + n * (width + _GAP), _GAP))
    return sheet.resize((round(sheet.width * _SCALE), round(sheet.height * _SCALE)), Image.Resampling.LANCZOS)


def main() -> None:
    """Take the pictures and write them, side by side."""
    shown = next(one for one in of_blocks() if one.name == NAME)
    spec = blocks.with_checks(check(shown.spec.model_copy(update={"languages": ("en",)})))
    with chromium() as browser:
        side_by_side(places(browser, Shown(shown.name, spec, shown.rows, shown.now))).save(PICTURE, "WEBP", quality=82, method=6)
    print(PICTURE)


if __name__ == "__main__":
    main()
