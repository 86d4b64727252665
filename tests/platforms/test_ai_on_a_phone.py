"""Asking, teaching and testing in a mini program: all of it on the phone, with its reasons, whatever was typed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from scaffolds import blocks
from scaffolds.spec import AppSpec, check, read
from tests.browser import browser
from tests.platforms.phone import asked, in_storage, phone

__all__ = ["browser"]
HOSTILE = "parcel {{7*7}}<img src=x onerror=alert(1)>\"'`"


def example(**options: Any) -> AppSpec:
    """The block's example in English, with other options."""
    spec = read((blocks.discover()["ai"].folder / "example.json").read_bytes()).model_copy(update={"languages": ("en",)})
    screen = spec.screens[0].model_copy(update={"options": {**spec.screens[0].options, **options}})
    return blocks.with_checks(check(spec.model_copy(update={"screens": (screen,)})))


def taught(*rows: tuple[str, str], mine: bool = True, **more: Any) -> dict[str, Any]:
    return in_storage(
        {
            "example": [
                {"id": f"shown{n:04}", "text": text, "label": label, "test": False, "mine": mine, **more} for n, (text, label) in enumerate(rows)
            ]
        }
    )


def ask(page: Page, text: str) -> Locator:
    page.locator("textarea").fill(text)
    page.locator("[data-action=ask]").tap()
    return page.locator(".answer")


def test_an_answer_has_its_reason_and_what_is_typed_stays_words(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "ai", keep=taught((f"Pay for your {HOSTILE}", "Looks like a trick"), ("See you at tea", "Looks ordinary")))
        answer = ask(page, HOSTILE)
        expect(answer).to_contain_text(HOSTILE)
        expect(answer.locator(".says")).to_have_text("Looks like a trick")
        expect(answer.locator(".near").first).to_contain_text(HOSTILE)
        expect(answer.locator(".shared").first).to_have_text("parcel")
        assert page.locator("img").count() == 0
        answer.locator("[data-action=teach-this]", has_text="ordinary").tap()
        expect(page.locator("[data-item]").first).to_contain_text(HOSTILE)
        expect(answer).to_have_count(0)


def test_what_nobody_taught_is_not_known_and_another_kind_can_be_named(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "ai", keep=taught(("Pay for your parcel", "Looks like a trick")))
        answer = ask(page, "zzz qqq")
        expect(answer.locator(".says")).to_have_text("I don't know this")
        answer.locator("[data-action=other]").tap()
        page.locator("input").first.fill("An unknown tongue")
        page.locator("[data-action=teach]").tap()
        assert asked(page, "toast") == ["Learned: An unknown tongue."]
        expect(ask(page, "qqq zzz").locator(".says")).to_have_text("An unknown tongue")


def test_a_telephone_number_is_not_asked_and_the_answer_before_it_goes(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "ai", keep=taught(("Pay for your parcel", "Looks like a trick")))
        ask(page, "my parcel")
        answer = ask(page, "Call 9123 4567 about my parcel")
        expect(page.locator(".alert")).to_contain_text("phone number")
        expect(answer).to_have_count(0)
        expect(page.locator("textarea")).to_have_value("Call 9123 4567 about my parcel")


def test_examples_are_looked_through_by_kind_corrected_forgotten_and_examined(browser: Browser) -> None:
    rows = [(f"Pay for parcel number {n}", "Looks like a trick") for n in range(300)] + [(f"Tea at {n} sharp", "Looks ordinary") for n in range(200)]
    with phone(browser) as opened:
        page = opened(example(), "ai", keep=taught(*rows))
        page.locator("[data-action=known]").tap()
        expect(page.locator("[data-item]")).to_have_count(20)
        page.locator("[data-action=more]").tap()
        expect(page.locator("[data-item]")).to_have_count(60)
        page.locator(".chip", has_text="trick").tap()
        expect(page.locator("[data-item]").first).to_contain_text("parcel number 299")
        page.locator("[data-action=change]").first.tap()
        page.locator("textarea").first.fill("Your library book is due")
        page.locator("[data-action=teach]").tap()
        expect(page.locator("[data-item]").first).to_contain_text("Your library book is due")
        page.locator("[data-action=remove]").first.tap()
        assert asked(page, "modal") == ["Forget “Your library book is due”?"]
        expect(page.locator(".chip", has_text="trick")).to_contain_text("299")
        page.locator("[data-action=back]").tap()
        page.locator("[data-action=exam]").tap()
        expect(page.locator(".card .title")).to_contain_text("of 150 right")


def test_a_wish_for_a_language_model_is_told_plainly(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(model=True), "ai", keep=taught(("Pay for your parcel", "Looks like a trick")))
        expect(page.locator(".warning")).not_to_contain_text("language model")
        expect(ask(page, "my parcel").locator(".lost")).to_contain_text("A mini program asks no language model")


@pytest.mark.parametrize("said", ["was right", "better"])
def test_an_answer_to_a_question_is_confirmed_or_bettered(browser: Browser, said: str) -> None:
    spec = example(does="answer", kinds=[], prompt=None)
    with phone(browser) as opened:
        page = opened(spec, "ai", keep=taught(("When does the library open?", "At nine."), ("Where is the pool?", "Behind the hall.")))
        answer = ask(page, "When will the library open")
        expect(answer.locator(".says")).to_have_text("At nine.")
        answer.get_by_text(said).tap()
        if said == "better":
            page.locator("input, textarea").first.fill("At ten.")
            page.locator("[data-action=teach]").tap()
        expect(page.locator("[data-item]").first).to_contain_text("When will the library open")
        expect(page.locator("[data-item]").first).to_contain_text("At ten." if said == "better" else "At nine.")
