"""Whatever a learner types is shown as text: in every text of a spec, on every platform, in a real browser and for WeChat's compilers."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Dialog, Page, expect

from bot.core.places import possible
from scaffolds import blocks, generator, platforms
from scaffolds.plain import clean
from scaffolds.proof import finished
from scaffolds.spec import AppSpec, Language, parse
from tests.browser import browser, open_page, served, troubles, unpack
from tests.platforms.check import looked_at
from tests.scaffolds.apps import casts, drafted, plain_wish

__all__ = ["browser"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
LONGEST = {"emoji": 16, "unit": 20, "starters": 80, "label": 80, "title": 80, "choices": 80, "tagline": 200}
"""Characters that fit, by key; what is not here takes 200."""
TEXTS = frozenset((*LONGEST, "says", "problem", "who", "goal", "keep"))
NASTY = (
    "<script>alert(1)</script>", "</script>", "<!--", "]]>", "<img src=x onerror=alert(1)>", '"', "'", "`", "\\", "{{7*7}}", "${7*7}", "<%= 1 %>", "#{x}",
    "*/", "//", "\u2028", "\u202e", "\u200b", "\ufeff", "\x00", "\ud800", "\x1b[31m", "🚿", "👨‍👩‍👧", "\n", "\r", "\t", "&lt;", "%s", "|", "**a**", "[a](b)", "、「」", "\\u0027",
)  # fmt: skip
MORNING = "2026-03-02T08:00:00+08:00"
EVERYTHING = "A" + "".join(one for one in NASTY if one not in ("\n", "\r", "\t"))


BLOCKS = tuple(blocks.discover())
CASTS = casts(BLOCKS)
OF_EACH = tuple(tuple(id for id, block in blocks.discover().items() if block.supports(platform))[:6] for platform in platforms.discover())
"""Some blocks that a platform shows, of each platform, so that apps for it are among those that are built."""


def spec_data(language: Language, cast: tuple[str, ...]) -> dict[str, Any]:
    """An app of some blocks, with something in each text that may be empty."""
    data: dict[str, Any] = drafted(plain_wish(language), *cast).model_dump(mode="json")
    data |= {"tagline": "A", "roles": [{"id": "person", "label": "A"}], "brief": dict.fromkeys(("problem", "who", "goal", "keep"), "A"), "checks": []}
    for thing in data["things"]:
        own = all(field["private"] for field in thing["fields"])
        thing["fields"].append({"name": "own_kind", "label": "A", "type": "choice", "choices": ["A", "B"], "unit": "A", "private": own})
    for screen in data["screens"]:
        if screen["block"] in ("checklist", "communicator", "poll"):
            screen["options"]["starters"] = ["A", "B", "C"]
    return data


Place = tuple[str | int, ...]


def texts(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every text that somebody typed: where it is, and the key that says what it is."""
    if isinstance(value, str):
        key = next(str(part) for part in reversed(place) if isinstance(part, str))
        if key in TEXTS:
            yield place, key
    elif isinstance(value, (dict, list)):
        for part, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(inner, (*place, part))


def put(data: dict[str, Any], place: Place, text: str) -> None:
    *way, last = place
    target: Any = data
    for part in way:
        target = target[part]
    target[last] = text


def fitting(key: str, text: str, place: Place) -> str:
    """As long as it may be; what stands in a list differs from its neighbours, and each begins with a letter, as a title must."""
    longest = LONGEST.get(key, 200)
    number = next((str(part) for part in reversed(place) if isinstance(part, int)), "")
    return ("A" + number + str(clean(text)))[:longest]


def with_text(language: Language, cast: tuple[str, ...], text: str) -> AppSpec:
    """An app in which every text is this one."""
    data = copy.deepcopy(SPECS[language, cast])
    for place, key in list(texts(data)):
        put(data, place, fitting(key, text, place))
    return blocks.with_checks(parse(data))


SPECS = {(language, cast): spec_data(language, cast) for language in LANGUAGES for cast in (*CASTS, *OF_EACH)}


def test_all_texts_are_tried() -> None:
    assert {key for data in SPECS.values() for _, key in texts(data)} >= TEXTS - {"says"}


typed = st.lists(st.sampled_from(NASTY) | st.text(max_size=6), min_size=1, max_size=6).map("".join)


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_text_anywhere_builds_and_holds(draws: st.DataObject) -> None:
    data = copy.deepcopy(SPECS[draws.draw(st.sampled_from(sorted(SPECS)))])
    found = list(texts(data))
    for place, key in draws.draw(st.lists(st.sampled_from(found), min_size=1, max_size=8, unique_by=lambda one: one[0])):
        put(data, place, fitting(key, draws.draw(typed), place))
    spec = blocks.with_checks(parse(data))
    for platform in possible(spec):
        files, report = finished(spec, platform)
        assert report.passed, (platform, report.problems, [one for one in report.results if not one.passed])
        assert all(b"\x00" not in content for path, content in files.items() if not path.endswith(".png"))


def watched(page: Page) -> list[str]:
    """Dialogs that opened; none should."""
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    return dialogs


def assert_shown_as_text(page: Page, spec: AppSpec, dialogs: list[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(str(spec.title))
    for screen in spec.screens:
        page.locator(f"[data-goto={screen.id}]").first.click()
        expect(page.locator(f"[data-screen={screen.id}]")).to_be_visible()
        assert "<script>" in page.locator("body").inner_text()
    assert page.locator("img[src=x], main script").count() == 0
    assert (dialogs, troubles(page)) == ([], [])


@pytest.mark.parametrize("cast", CASTS, ids="-".join)
def test_a_browser_shows_it_as_text(cast: tuple[str, ...], browser: Browser, tmp_path: Path) -> None:
    spec = with_text("en", cast, EVERYTHING)
    files = generator.build(spec)
    with served(files) as app:
        page = open_page(browser, app.url)
        assert_shown_as_text(page, spec, watched(page))
        page = open_page(browser, (app.folder / "OPEN-ME.html").as_uri())
        assert_shown_as_text(page, spec, watched(page))


def test_what_people_type_into_the_app_is_text_too(browser: Browser) -> None:
    """Seen by the neighbour; in the morning, since whoever takes a day's last time sends the others to the next day."""
    spec = with_text("en", next(cast for cast in CASTS if "booking" in cast), EVERYTHING)
    typed_name = "<img src=x onerror=alert(1)>${7*7}{{7*7}}"
    with served(generator.build(spec)) as app:
        page, other = open_page(browser, app.url, clock=MORNING), open_page(browser, app.url, clock=MORNING)
        dialogs = watched(other)
        for visitor in (page, other):
            visitor.locator("[data-goto=book]").first.click()
        page.locator("[name=name]").fill(typed_name)
        page.locator("[data-action=book]").click()
        expect(other.locator("[data-item]").filter(has_text=typed_name)).to_be_visible()
        assert (dialogs, troubles(page), troubles(other)) == ([], [], [])


def test_wechats_tools_take_it(tmp_path: Path) -> None:
    """Compilers, the loading of each page, types."""
    specs = {"-".join(cast): with_text("en", cast, EVERYTHING) for cast in CASTS}
    folders = [unpack(generator.build(spec, "weixin"), tmp_path / name) for name, spec in specs.items()]
    assert looked_at(folders) == {folder: [] for folder in folders}
