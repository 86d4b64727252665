"""A phone with WeChat, as far as a browser can be one: an app's pages on WeChat's component framework, tapped as people tap them.

    with phone(browser) as opened:
        page = opened(spec, "book")

To look at a block's example as after a week of use: `python -m tests.platforms.phone booking --out DIR` (`--language zh-Hant --scheme dark --screen book`).
"""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from scaffolds import blocks, generator
from scaffolds.spec import AppSpec, Language, check
from tests.browser import PHONE, chromium, unpack
from tests.combinations import LANGUAGES, SCHEMES, Scheme
from tests.gallery import kept, of_blocks, of_examples
from tests.platforms import tools

Open = Callable[..., Page]
MONDAY = "2026-03-02T08:10:00+08:00"
HOSTILE = "{{7*7}}<img src=x onerror=alert(1)>\"'`${1}\u202e"
"""Words that try to be WXML, HTML and JavaScript, and to turn a line around."""
PHONES: dict[Language, str] = {"en": "en", "zh-Hant": "zh_HK", "zh-Hans": "zh_CN"}
"""What WeChat calls the languages."""
_LINE = 34
"""Pixels of a line of the picker's wheel, which shows three above and three below the middle."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@contextlib.contextmanager
def phone(browser: Browser, scheme: Scheme = "light") -> Iterator[Open]:
    """`opened(spec, "book")`: that screen of the app in a phone's window. Whatever goes wrong on a page, its console too, is an error at the end.

    `files`: the app's files where they are not those of the spec; `at`: where its clock stands; `keep`: what the phone's storage holds already.
    """
    context = browser.new_context(viewport=PHONE, has_touch=True, color_scheme=scheme, reduced_motion="reduce")
    troubles: list[str] = []
    with tempfile.TemporaryDirectory() as folder:

        def opened(
            spec: AppSpec, screen: str, language: str = "", files: Mapping[str, bytes] = _NOTHING, at: str = "", keep: Mapping[str, Any] = _NOTHING
        ) -> Page:
            app = unpack(files or generator.build(spec, "weixin"), Path(tempfile.mkdtemp(dir=folder)))
            page = context.new_page()
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
            if at:
                page.clock.set_fixed_time(at)
            page.set_content(tools.stage(app, f"pages/{screen}/{screen}", language or PHONES[spec.language], keep))
            return page

        yield opened
        context.close()
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def open_app(browser: Browser) -> Iterator[Open]:
    """`open_app(spec, "book")` on a Monday morning; import it where it is used, with `browser`."""
    with phone(browser) as opened:
        yield lambda *given, **more: opened(*given, **{"at": MONDAY, **more})


def asked(page: Page, kind: str) -> list[Any]:
    """What the app asked of WeChat so far: the words of its toasts, titles, questions (`toast title modal`), the options of its other calls."""
    found: list[list[Any]] = page.evaluate("asked.map(([kind, what]) => [kind, JSON.parse(JSON.stringify(what))])")
    return [what for one, what in found if one == kind]


def pick(page: Page, picker: Locator, words: str) -> None:
    """Choose a line of a picker: open it, turn its wheel to the line, press its yes."""
    picker.tap()
    sheet = page.locator(".weui-picker").locator("visible=true")
    expect(sheet.locator(".weui-picker__item").first).to_be_visible()
    lines = [line.strip() for line in sheet.locator(".weui-picker__item").all_inner_texts()]
    wheel, wanted = sheet.locator(".weui-picker__group"), lines.index(words)
    box = wheel.bounding_box()
    assert box
    while (shown := _middle(sheet)) != wanted:
        step = max(-3, min(3, wanted - shown))
        wheel.tap(position={"x": box["width"] / 2, "y": box["height"] / 2 + step * _LINE})
        _stirred(page, sheet, shown)
    sheet.locator(".weui-picker__action").last.tap()
    expect(sheet).to_have_count(0)


def _stirred(page: Page, sheet: Locator, before: int) -> None:
    """The wheel turns a moment after it is touched, and on a slow machine later; one that did not turn in a second was touched in vain."""
    for _ in range(20):
        if _middle(sheet) != before:
            return
        page.wait_for_timeout(50)


def _middle(sheet: Locator) -> int:
    """The number of the line that is in the middle of the wheel, or will be once it stands still."""
    return int(sheet.locator(".weui-picker__content").evaluate("(wheel) => Math.round((102 - new DOMMatrix(wheel.style.transform).m42) / 34)"))


def choose(picker: Locator, value: str | int) -> None:
    """Give a picker its value, as WeChat tells it when the wheels were turned: a day, a time, the number of a line."""
    picker.evaluate("(one, value) => one.dispatchEvent(new CustomEvent('change', { bubbles: true, detail: { value } }))", value)


def fill(page: Page, words: str) -> None:
    """Answer every field of the form that is open: the words, counted so that no two are the same, three, a phone's number, today, nine o'clock, the first choice, three stars."""
    for n, box in enumerate(page.locator(".field input.box, .field textarea").all()):
        keyboard = box.get_attribute("inputmode") or box.get_attribute("type") or ""
        box.fill({"digit": "3", "number": "91234567"}.get(keyboard, f"{words} {n or ''}".strip()))
    for picker in page.locator(".field taro-picker-core").all():
        mode = picker.evaluate("(one) => one.mode")
        choose(picker, {"date": picker.evaluate("(one) => one.value"), "time": "09:00"}.get(mode, 0))
    for stars in page.locator(".field .stars").all():
        stars.locator(".star").nth(2).tap()


MOST_READINGS = 60
"""In so many readings, as `readings` counts them, a page has done its work on five hundred rows; where it is seen it takes one to seven."""
_COMPARED = """() => {
  const readAll = () => { for (let n = 0; n < 20; n++) for (const text of storage.values()) JSON.stringify(JSON.parse(text)); };
  const least = (one) => Math.min(...Array.from({ length: 5 }, () => { const began = performance.now(); one(); return performance.now() - began; }));
  return least(WORK) / least(readAll);
}"""


def readings(page: Page, work: str) -> float:
    """How long some work of the page takes, counted in times that it takes to read and write all that the phone keeps, twenty times over.

    So it says the same on a slow machine, and on one that is busy with other tests."""
    return float(page.evaluate(_COMPARED.replace("WORK", f"() => {work}")))


def wait(page: Page, milliseconds: int) -> None:
    """By the clock of the page: what it was to do before, it has begun, however slow the machine is."""
    page.evaluate("(milliseconds) => new Promise((done) => setTimeout(done, milliseconds))", milliseconds)


def restart(page: Page) -> None:
    """The app is closed and opened again on the same phone."""
    page.evaluate("restart()")


def in_storage(rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Rows as the app keeps them on a phone."""
    lists = {f"ids:{thing}": [row["id"] for row in rows] for thing, rows in rows.items()}
    return {"seeded": True, **lists, **{f"row:{thing}:{row['id']}": row for thing, rows in rows.items() for row in rows}}


def photograph(browser: Browser, name: str, language: Language, scheme: Scheme, screen: str = "", height: int = 0) -> bytes:
    """A picture of a block's or an example's screen as after a week of use; `height` for more than a phone shows at once."""
    shown = next(one for one in (*of_blocks(), *of_examples()) if one.name == name)
    spec = blocks.with_checks(check(shown.spec.model_copy(update={"languages": (language,)})))
    with phone(browser, scheme) as opened:
        moment = f"2026-11-23T{shown.now}:00+08:00"
        page = opened(spec, screen or spec.screens[0].id, at=moment, keep=in_storage(kept(shown)["rows"]))
        if height:
            page.set_viewport_size({"width": PHONE["width"], "height": height})
        page.wait_for_timeout(300)
        return page.screenshot()


def main() -> None:
    """Take pictures of a block or an example."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--scheme", choices=SCHEMES, action="append")
    parser.add_argument("--screen", default="")
    parser.add_argument("--height", type=int, default=0)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for language in given.language or LANGUAGES:
            for scheme in given.scheme or SCHEMES:
                path = given.out / f"{given.name}-{language}-{scheme}.png"
                path.write_bytes(photograph(browser, given.name, language, scheme, given.screen, given.height))
                print(path)


if __name__ == "__main__":
    main()
