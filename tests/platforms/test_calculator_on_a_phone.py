"""A calculator in a mini program: sliders, choices and switches of WeChat's own, and answers that are kept, compared and copied."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, expect

from scaffolds import blocks
from scaffolds.spec import AppSpec, Language, check, read
from tests.browser import browser
from tests.platforms.phone import asked, choose, in_storage, phone, pick, restart

__all__ = ["browser"]
HOSTILE = "{{7*7}}<img src=x onerror=alert(1)>\"'`"
NUMBERS = "students=32; bus=2400; nights=2; bed=95; fund=1000"


def example(language: Language = "en", **options: Any) -> AppSpec:
    """The block's example, with other options."""
    spec = read((blocks.discover()["calculator"].folder / "example.json").read_bytes()).model_copy(update={"languages": (language,)})
    screen = spec.screens[0].model_copy(update={"options": {**spec.screens[0].options, **options}})
    return blocks.with_checks(check(spec.model_copy(update={"screens": (screen,)})))


def results(*rows: dict[str, Any]) -> dict[str, Any]:
    usual = {"numbers": NUMBERS, "answer": 233.75, "mine": True}
    return in_storage({"results": [{**usual, "id": f"shown{n:04}", **row} for n, row in enumerate(rows)]})


def test_numbers_are_typed_slid_and_chosen_and_every_step_follows(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "calculate")
        expect(page.locator(".answer")).to_have_text("$138.75")
        page.locator("[data-action=compare]").tap()
        choose(page.locator(".slider"), "40")
        page.locator(".chip", has_text="2 nights").tap()
        expect(page.locator("input").first).to_have_value("40")
        expect(page.locator(".answer")).to_have_text("$225")
        expect(page.locator(".dock")).to_contain_text("before: $138.75")
        expect(page.locator(".step").first).to_contain_text("$95 × 2 nights × 40 = $7,600")
        expect(page.locator(".table .line").last).to_contain_text("$86.25 more")
        page.locator("input").first.fill("3")
        expect(page.locator(".dock")).to_contain_text("Students is at least 5 here.")
        page.locator("[data-action=use]").first.tap()
        expect(page.locator(".answer")).to_have_text("$138.75")


def test_a_long_choice_is_a_wheel_and_a_yes_or_no_a_switch(browser: Browser) -> None:
    asked_for = [
        {"name": "size", "label": "Size", "kind": "choice", "default": 0, "choices": [{"label": f"Size {n}", "value": n * 10} for n in range(1, 7)]},
        {"name": "rush", "label": "Today", "kind": "yes_no"},
        {"name": "frost", "label": "Below zero", "kind": "number", "min": -20, "max": 0, "default": -5},
    ]
    spec = example(inputs=asked_for, results=[{"name": "price", "label": "Price", "formula": "size + 5 * rush - frost", "unit": "$"}], examples=[])
    with phone(browser) as opened:
        page = opened(spec, "calculate")
        expect(page.locator(".answer")).to_have_text("$15")
        pick(page, page.locator("taro-picker-core"), "Size 6")
        page.locator("taro-switch-core").tap()
        expect(page.locator(".answer")).to_have_text("$70")
        assert page.locator("input.number").get_attribute("type") == "text"  # WeChat's keypad for numbers has no minus


def test_an_answer_is_copied_and_where_it_may_not_the_text_stands_there(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example("zh-Hant"), "calculate")
        page.locator("[data-action=copy]").tap()
        [told] = asked(page, "setClipboardData")
        assert told["data"].splitlines()[-1] == "每人付：$4,440 ÷ 32 = $138.75"
        page.evaluate("answers.refused = ['setClipboardData']")
        page.locator("[data-action=copy]").tap()
        expect(page.locator(".copied")).to_contain_text("每人付：$4,440 ÷ 32 = $138.75")


def test_ones_own_answer_is_put_back_and_anothers_is_asked_for(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "calculate", keep=results({"title": HOSTILE, "mine": False}))
        page.locator("[data-action=keep-open]").tap()
        expect(page.locator(".title").first).to_have_text("Each student pays: $138.75")
        page.locator("input").first.fill("Ours")
        page.locator("[data-action=keep]").tap()
        restart(page)
        ours, theirs = page.locator("[data-item]", has_text="Ours"), page.locator("[data-item]", has_text=HOSTILE)
        ours.locator("[data-action=remove]").tap()
        expect(ours).to_have_count(0)
        page.locator("[data-action=undo]").tap()
        expect(ours).to_contain_text("$138.75")
        assert asked(page, "modal") == []
        theirs.locator("[data-action=use]").tap()
        expect(page.locator(".answer")).to_have_text("$233.75")
        theirs.locator("[data-action=remove]").tap()
        assert asked(page, "modal") == [f"Take “{HOSTILE}” away? Somebody else kept it."]
        expect(theirs).to_have_count(0)
        assert page.locator("img").count() == 0


def test_five_hundred_answers_come_in_pages_and_a_full_phone_keeps_none(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "calculate", keep=results(*({"title": f"Plan {n}"} for n in range(500))))
        expect(page.locator("[data-item]")).to_have_count(20)
        page.locator("[data-action=more]").tap()
        expect(page.locator("[data-item]")).to_have_count(40)
        assert page.evaluate("JSON.stringify(page.data).length") < 256 * 1024
        page.evaluate("answers.noRoom = true")
        page.locator("[data-action=keep-open]").tap()
        page.locator("input").first.fill("One too many")
        page.locator("[data-action=keep]").tap()
        expect(page.locator(".alert")).to_contain_text("no room")
        expect(page.locator("input").first).to_have_value("One too many")
