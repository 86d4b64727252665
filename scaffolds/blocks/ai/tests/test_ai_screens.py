"""The AI page in a browser: an answer with its reason, taught and corrected, tested; and a language model that answers, fails, or is not there."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from scaffolds import generator
from scaffolds.blocks.ai.tests import journey
from scaffolds.spec import Brief
from scaffolds.wish import Wish
from tests.browser import browser, open_page, served, troubles, unpack
from tests.scaffolds.apps import drafted

__all__ = ["browser"]
SCAM = Wish(brief=Brief(problem="is this message a scam?"))
MODEL = Wish(brief=Brief(problem="is this message a scam? ask chatgpt"))


def ask(page: Page, text: str) -> None:
    page.locator(".ai-form [name=text]").fill(text)
    page.locator("[data-action=ask]").click()


def test_an_answer_has_its_reason_and_is_taught_and_tested(browser: Browser, tmp_path: Path) -> None:
    page = open_page(browser, (unpack(generator.build(drafted(SCAM, "ai"), "web"), tmp_path) / "OPEN-ME.html").as_uri())
    ask(page, "Pay the small fee for your parcel at this link")
    expect(page.locator(".ai-label")).to_have_text("Looks like a trick")
    expect(page.locator(".ai-label")).to_be_focused()
    expect(page.locator(".ai-why mark").first).to_be_visible()
    ask(page, "Zebras dance at noon")
    expect(page.locator(".ai-answer.unknown")).to_contain_text("I don't know this")
    page.locator("[data-action=other]").click()
    page.locator("form [name=label]").fill("Nonsense <b>")
    page.locator("form [data-action=teach]").click()
    expect(page.locator("[data-item]").first).to_contain_text("Nonsense <b>")
    ask(page, "zebras dance")
    expect(page.locator(".ai-label")).to_have_text("Nonsense <b>")
    page.locator("[data-action=known]").click()
    page.locator("[data-kind='Nonsense <b>']").click()
    expect(page.locator("[data-item]")).to_have_count(1)
    assert Axe().run(page).response["violations"] == []
    page.locator("[data-item] [data-action=remove]").click()
    page.locator("[data-action=yes]").click()
    expect(page.locator("[data-item]")).to_have_count(8)
    page.locator("[data-action=back]").click()
    page.locator("[data-action=exam]").click()
    expect(page.locator(".ai-big")).to_contain_text("of 8 right")
    assert Axe().run(page).response["violations"] == []
    assert troubles(page) == []
    page.context.close()


def test_an_example_is_corrected_and_kept_for_testing(browser: Browser, tmp_path: Path) -> None:
    page = open_page(browser, (unpack(generator.build(drafted(SCAM, "ai"), "web"), tmp_path) / "OPEN-ME.html").as_uri())
    page.locator("[data-action=known]").click()
    page.locator("[data-item] [data-action=change]").first.click()
    page.locator("form [name=test]").check()
    page.locator("form [data-action=change]").click()
    expect(page.locator("[data-item]").first).to_contain_text("for testing")
    page.locator("[data-action=back]").click()
    page.locator("[data-action=exam]").click()
    expect(page.locator(".ai-page")).to_contain_text("kept for testing")
    page.context.close()


def test_the_language_model_answers_or_the_examples_do(browser: Browser) -> None:
    with served(generator.build(drafted(MODEL, "ai"), "web")) as app:
        page = open_page(browser, app.url)
        ask(page, "Pay the small fee for your parcel at this link")
        expect(page.locator(".ai-lost")).to_contain_text("not set up here")
        expect(page.locator(".ai-label")).to_have_text("Looks like a trick")
        said: list[str] = [
            '{"ok": true, "text": "looks ordinary."}',
            '{"ok": true, "text": "<script>alert(1)</script>"}',
            '{"ok": false, "why": "model_busy"}',
        ]

        def answer(route: Route) -> None:
            route.fulfill(body=said.pop(0), content_type="application/json")

        page.route("**/api/ask", answer)
        ask(page, "Training is on Friday")
        expect(page.locator(".ai-label")).to_have_text("Looks ordinary")
        expect(page.locator(".ai-sure")).to_contain_text("can be wrong")
        ask(page, "Training is on Saturday")
        expect(page.locator(".ai-lost")).to_contain_text("something else")
        ask(page, "Training is on Sunday")
        expect(page.locator(".ai-lost")).to_contain_text("too much to do")
        assert troubles(page) == []
        page.context.close()


def test_a_question_without_an_answer_is_taught_one(browser: Browser, tmp_path: Path) -> None:
    helper = Wish(brief=Brief(problem="a chatbot that answers what new students ask"))
    page = open_page(browser, (unpack(generator.build(drafted(helper, "ai"), "web"), tmp_path) / "OPEN-ME.html").as_uri())
    journey.use(page)
    ask(page, "who is a lighthouse keeper with a lantern")
    expect(page.locator(".ai-said")).to_have_text("Somebody who looks after a light")
    journey.refuse(page)
    expect(page.get_by_role("alert").filter(has_text="empty")).to_be_visible()
    assert troubles(page) == []
    page.context.close()
