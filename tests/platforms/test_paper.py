"""What is printed: every app of these blocks builds for paper, and its sheets come out of a real browser's printer whole, readable and closed in themselves."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from scaffolds import blocks, generator, own_rules, platforms
from scaffolds.learner_code import LearnerCode, found
from scaffolds.proof import finished
from scaffolds.returned import read as returned
from scaffolds.spec import AppSpec, Language, parse, read
from tests.browser import browser, open_page, troubles, unpack
from tests.combinations import LANGUAGES
from tests.scaffolds.apps import drafted, plain_wish, rich_wish

__all__ = ["browser"]
ROOT = Path(__file__).parents[2] / "scaffolds"
IDS = tuple(id for id, block in blocks.discover().items() if block.supports("paper"))
ALWAYS = {"CHECKS.md", "LEARN.md", "LICENSES/README.txt", "PRINT-ME.html", "README.md", "README.svg", "my_rules.js", "rules/fields.js", "sampan.json"}
SIZES = {"A4": (595, 842), "Letter": (612, 792)}
"""Points, 72 to the inch."""
NARROWEST_MARGIN = 36
"""Half an inch: what nearly every printer reaches."""
HOSTILE = "A<script>alert(1)</script><!-- \"' {{7*7}} ${7*7} <%= 1 %> </style> &lt; 🚿👨‍👩‍👧 \u202eabc"


def app(language: Language, **more: Any) -> AppSpec:
    return drafted(rich_wish(language), *IDS, **more)


def example(id: str, language: Language) -> AppSpec:
    """A block's own example, in one of its languages."""
    spec = read((ROOT / "blocks" / id / "example.json").read_bytes())
    return blocks.with_checks(spec.model_copy(update={"languages": (language,)}))


def with_options(id: str, **options: Any) -> AppSpec:
    data = drafted(plain_wish("en"), id).model_dump(mode="json")
    data["screens"][0]["options"] |= options
    return blocks.with_checks(parse({**data, "checks": []}))


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    """The page of an app as a double-click shows it, closed when the test is over."""
    pages: list[Page] = []

    def open_it(spec: AppSpec, path: str = "PRINT-ME.html") -> Page:
        folder = unpack(generator.build(spec, "paper"), tmp_path / f"{len(pages)}")
        pages.append(open_page(browser, (folder / path).as_uri()))
        return pages[-1]

    yield open_it
    for page in pages:
        page.context.close()


@dataclass(frozen=True)
class Printed:
    """A page as the printer gets it: its size, its words, and (left, bottom, right, top) of each letter that is seen, in points."""

    size: tuple[float, float]
    words: str
    letters: list[tuple[float, float, float, float]]


def printed(page: Page, size: str = "A4") -> list[Printed]:
    document = pypdfium2.PdfDocument(page.pdf(format=size))
    try:
        return [_read(document[i]) for i in range(len(document))]
    finally:
        document.close()


def _read(page: pypdfium2.PdfPage) -> Printed:
    text = page.get_textpage()
    boxes = [text.get_charbox(i) for i in range(text.count_chars())]
    found = Printed(page.get_size(), text.get_text_bounded(), [box for box in boxes if box[2] > box[0]])
    text.close()
    page.close()
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_app_of_these_blocks_builds_and_holds(language: Language) -> None:
    for spec in (app(language), drafted(plain_wish(language), *IDS), *(example(id, language) for id in IDS)):
        files, report = finished(spec, "paper")
        assert report.passed, report.wrong("en")
        answers = {"ANSWERS.html"} if any(screen.block == "quiz" for screen in spec.screens) else set()
        assert set(files) == ALWAYS | answers | {f"rules/{screen.id}.js" for screen in spec.screens}
        assert (b"ANSWERS.html" in files["README.md"]) == (b"ANSWERS.html" in files["PRINT-ME.html"]) == bool(answers)
        assert not any(b"seed0001" in files[path] for path in ("README.md", "README.svg", "LEARN.md"))


def test_it_says_the_same_in_each_language() -> None:
    card = platforms.discover()["paper"].card
    for language in LANGUAGES:
        assert set(card[language]) == set(card["en"])
        assert {key: type(words) for key, words in card[language]["words"].items()} == {
            key: type(words) for key, words in card["en"]["words"].items()
        }


def test_what_the_learner_wrote_into_the_sheet_and_their_rules_come_back() -> None:
    spec = example("checklist", "en")
    mine = b'export function allow(screen, action, input, app) {\n  return action === "add" ? "Ask me first." : true;\n}\n'
    made = finished(spec, "paper")[0]
    sheet = made["PRINT-ME.html"].replace(b"Torch", b"Big torch")
    sent = returned(generator.pack({**made, "PRINT-ME.html": sheet, "my_rules.js": mine}, spec.slug))
    code = found(sent, platforms.discover()["paper"].files(spec))
    assert code == LearnerCode(code.rules, "paper", code.edits) and list(code.edits) == ["PRINT-ME.html"]
    assert own_rules.placed(code.rules, "web") == {"public/my_rules.js": mine}
    again, report = finished(spec, "paper", code)
    assert b"Big torch" in again["PRINT-ME.html"] and again["my_rules.js"] == mine
    assert any("Ask me first." in one for one in report.wrong("en")), "the checks are played with their rules"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_screen_has_its_sheet_and_nothing_is_cut_off(language: Language, size: str, opened: Any) -> None:
    long = {"title": "長" * 80 if language != "en" else "W" * 80}
    pages = printed(opened(app(language, **long)), size)
    assert len(pages) == len(IDS)
    for number, page in enumerate(pages, 1):
        width, height = page.size
        assert page.size == pytest.approx(SIZES[size], abs=2)
        assert f"{number} / {len(pages)}" in page.words
        left, bottom, right, top = zip(*page.letters, strict=True)
        assert min(left) >= NARROWEST_MARGIN and max(right) <= width - NARROWEST_MARGIN
        assert min(bottom) >= NARROWEST_MARGIN / 2 and max(top) <= height - NARROWEST_MARGIN


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("large", [False, True])
def test_a_week_of_ticks_fits_on_one_page_in_any_letters(size: str, large: bool, opened: Any) -> None:
    spec = with_options("checklist", starters=["Keys", "Medicine"], reset="daily", shared=True).model_copy(update={"large_text": large})
    page = opened(spec)
    assert page.locator("tbody tr").first.locator(".box").count() == 7
    assert page.locator("tbody tr:not([data-item])").count() >= 4, "lines for what comes to mind later"
    assert len(printed(page, size)) == 1


def test_a_step_is_not_torn_and_an_answer_leads_to_its_step(opened: Any) -> None:
    ask = {"title": "Is it wet?", "answers": [{"label": "Yes", "to": 2}, {"label": "No", "to": 30}]}
    steps = [ask, *({"title": f"Step {n}", "words": "Word " * 50} for n in range(2, 31))]
    guides = [{"name": f"Guide {n}", "emergency": n == 5, "steps": [{"title": "Do it"}]} for n in range(2, 6)]
    page = opened(with_options("guide", guides=[{"name": "Guide 1", "steps": steps}, *guides]))
    assert page.locator(".contents li").all_inner_texts() == ["Guide 5", "Guide 1", "Guide 2", "Guide 3", "Guide 4"], "emergencies first"
    assert page.locator("#guide-seed0001 .answer bdi").all_inner_texts()[:2] == ["Yes: go to 2", "No: go to 30"]
    pages = [one.words for one in printed(page)]
    for n in range(2, 31):
        whole = next(text for text in pages if f"Step {n}\r\n" in text)
        after = whole.split(f"Step {n}\r\n")[1]
        assert after.split("That is all")[0].count("Word") == 50, f"step {n} begins on one page and ends on another"


def quiz_of(count: int, language: Language) -> AppSpec:
    """A quiz of one page or of many, whose 70 per cent are needed to pass."""
    asked = [
        {"question": f"Question {n}?", "right": f"Right {n}.", "wrong_1": f"Odd {n}.", "wrong_2": f"Strange {n}.", "why": f"Reason {n}."}
        for n in range(1, count + 1)
    ]
    data = drafted(plain_wish(language), "quiz").model_dump(mode="json")
    data["screens"][0]["options"]["questions"] = asked
    data["rules"] = [{"id": "pass", "screen": "quiz", "kind": "pass_mark", "options": {"percent": 70}}]
    return blocks.with_checks(parse({**data, "checks": []}))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [3, 25])
def test_answers_are_on_no_sheet_of_the_questions_whichever_sides_are_printed(count: int, language: Language, opened: Any) -> None:
    """A page of answers behind the questions is the back of a child's sheet where both sides are printed, so there is none in that file."""
    spec = quiz_of(count, language)
    sheets, answers = opened(spec), opened(spec, "ANSWERS.html")
    questions, checked = printed(sheets), "".join(one.words for one in printed(answers))
    assert (len(questions) == 1) == (count == 3), "one of a page, one of several"
    for n in range(1, count + 1):
        assert sum(f"Question {n}?" in one.words and f"Right {n}." in one.words for one in questions) == 1, "a question is not torn"
        assert f"Right {n}." in checked and f"Reason {n}." in checked
    assert "Reason" not in sheets.content() and str(platforms.discover()["paper"].card[language]["words"]["answers_for"]) in checked


def test_the_letter_of_an_answer_is_the_one_before_that_choice(opened: Any) -> None:
    spec = quiz_of(12, "en")
    page, answers = opened(spec), opened(spec, "ANSWERS.html")
    assert "9 of 12" in answers.locator("main").inner_text(), "70 per cent of twelve, rounded up as the rules do"
    letters = answers.locator(".answers td b").all_inner_texts()
    assert len(letters) == 12 and len(set(letters)) > 1, "always the same letter would give it away"
    for n, letter in enumerate(letters, 1):
        choice = page.locator(".questions > li").nth(n - 1).locator(".choices li", has_text=f"Right {n}.")
        assert choice.locator(".letter").inner_text() == letter


def test_ticks_of_ones_own_have_a_name_on_them_and_what_is_private_is_not_printed(opened: Any) -> None:
    assert opened(with_options("checklist", shared=True)).get_by_text("Name", exact=True).count() == 0
    spec = app("en")
    private = [str(field.label) for thing in spec.things for field in thing.fields if field.private and field.name == "tel"]
    assert private, "the wish has a private phone number"
    text = opened(spec).locator("body").inner_text()
    assert not any(label in text for label in private)


def hostile() -> AppSpec:
    data = app("en").model_dump(mode="json")
    said = {"title": HOSTILE[:80], "tagline": HOSTILE, "emoji": "<b>{{7}}"}
    guide, checklist, quiz = (next(one["options"] for one in data["screens"] if one["block"] == id) for id in ("guide", "checklist", "quiz"))
    step = {"title": HOSTILE[:80], "words": HOSTILE, "sign": "<b>", "answers": [{"label": HOSTILE[:80], "to": 1}]}
    guide |= {"guides": [{"name": HOSTILE[:80], "steps": [step]}], "calls": [{"name": HOSTILE[:80], "phone": "999"}]}
    checklist["starters"] = [HOSTILE[:80]]
    quiz["questions"] = [{"question": HOSTILE, "right": HOSTILE[:80], "wrong_1": "A", "why": HOSTILE}]
    return blocks.with_checks(parse({**data, **said, "checks": []}))


def test_whatever_was_typed_is_text_and_nothing_is_fetched(browser: Browser, tmp_path: Path) -> None:
    files, report = finished(hostile(), "paper")
    assert report.passed, report.wrong("en")
    folder, said = unpack(files, tmp_path), {"PRINT-ME.html": 8, "ANSWERS.html": 1}
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    for path, times in said.items():
        page = open_page(browser, (folder / path).as_uri(), context=context)
        assert page.get_by_role("heading", level=1).text_content() == HOSTILE[:80].strip()
        assert page.locator("bdi, td, p").filter(has_text="<script>alert(1)</script>").count() > times
        assert page.locator("script, img, iframe, object, link, main style, main b b").count() == 0
        assert "{{7*7}}" in page.locator("main").inner_text()
        assert troubles(page) == []
    assert asked == [(folder / path).as_uri() for path in said]
    context.close()


BARE = """() => [...document.querySelectorAll("body, body *")].filter((one) => {
  const look = getComputedStyle(one);
  return look.backgroundImage !== "none" || !["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"].includes(look.backgroundColor);
}).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("colour", ["#FFFF00", "#FFFFFF", "#FF00FF", "#000000"])
def test_it_is_lines_and_letters_that_can_be_read_without_colour(colour: str, opened: Any) -> None:
    """Contrast with white is counted from luminance, which is what black and white leaves of a colour (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    spec = app("zh-Hant").model_copy(update={"colour": colour})
    for page, medium in itertools.product((opened(spec), opened(spec, "ANSWERS.html")), ("screen", "print")):
        page.emulate_media(media=medium)
        wrong = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in wrong] == []
        assert page.evaluate(BARE) == [], "filled areas drink ink"
