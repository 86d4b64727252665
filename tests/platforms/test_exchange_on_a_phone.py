"""An exchange in a mini program: what fits is found, kept for one, handed over, and thanked for."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, expect

from scaffolds import blocks
from scaffolds.spec import AppSpec, check, read
from tests.browser import browser
from tests.platforms.phone import asked, in_storage, phone

__all__ = ["browser"]
NOON = "2026-03-02T12:00:00+08:00"
HOSTILE = "{{7*7}}<img src=x onerror=alert(1)>\"'`"


def example() -> AppSpec:
    spec = read((blocks.discover()["exchange"].folder / "example.json").read_bytes())
    return blocks.with_checks(check(spec.model_copy(update={"languages": ("en",)})))


def post(id: str, side: str, what: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "side": side, "what": what, "until": "2026-03-20", "name": "Sam", "done": False, "mine": False, **more}


def kept(*posts: dict[str, Any], reservations: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return in_storage({"posts": list(posts), "reservations": list(reservations)})


def test_what_fits_is_found_kept_for_one_and_given_back(browser: Browser) -> None:
    offer = post("offer0000001", "Offers", "Football boots", kind="Sports", place="School library", day="2026-03-03", time="12:30")
    request = post("request00001", "Requests", "Boots", kind="Sports", name="Priya", mine=True)
    with phone(browser) as opened:
        page = opened(example(), example().screens[0].id, at=NOON, keep=kept(offer, request))
        page.locator(".tab").nth(1).tap()
        expect(page.locator("[data-item]")).to_contain_text("1 offer may fit")
        page.locator("[data-item]").tap()
        page.locator("[data-action=fit]").tap()
        page.locator("[data-name=name]").fill("Priya")
        page.locator("[data-action=reserve]").tap()
        expect(page.locator(".dock")).to_contain_text("School library · Tue 3 Mar 12:30. Ask for Sam.")
        page.locator("[data-action=back]").tap()
        page.locator(".tab").last.tap()
        expect(page.locator("[data-item]", has_text="Football boots")).to_contain_text("kept for you")
        page.locator("[data-item]", has_text="Football boots").tap()
        page.locator("[data-action=give_back]").tap()
        expect(page.locator("[data-action=reserve]")).to_be_visible()


def test_a_reservation_without_a_name_is_refused_and_a_removal_is_asked_about(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), example().screens[0].id, at=NOON, keep=kept(post("offer0000001", "Offers", HOSTILE)))
        expect(page.locator(".what")).to_have_text(HOSTILE)
        page.locator("[data-item]").tap()
        page.locator("[data-name=name]").fill("  ")
        page.locator("[data-action=reserve]").tap()
        expect(page.locator(".alert")).to_contain_text("still empty")
        page.evaluate("answers.confirm = false")
        page.locator("[data-action=remove]").tap()
        assert HOSTILE in asked(page, "modal")[-1]
        expect(page.locator("[data-action=reserve]")).to_be_visible()
        page.evaluate("answers.confirm = true")
        page.locator("[data-action=remove]").tap()
        expect(page.get_by_text("Nothing of yours yet")).to_be_visible()


def test_whoever_received_something_says_thanks_for_all_to_read(browser: Browser) -> None:
    offer = post("offer0000001", "Offers", "Atlas", done=True)
    held = {"id": "held00000001", "post": "offer0000001", "name": "Lok", "mine": True}
    with phone(browser) as opened:
        page = opened(example(), example().screens[0].id, at=NOON, keep=kept(offer, reservations=(held,)))
        page.locator(".tab").last.tap()
        page.locator("[data-item]").tap()
        page.locator("[data-name=thanks]").fill("It helped. " + HOSTILE)
        page.locator("[data-action=thank]").tap()
        expect(page.locator("[data-action=thank]")).to_have_count(0)
        page.locator("[data-action=back]").tap()
        page.locator(".tab").first.tap()
        expect(page.locator(".thanks-words")).to_have_text("It helped. " + HOSTILE)


def test_five_hundred_offers_are_paged_and_narrowed(browser: Browser) -> None:
    rows = [post(f"offer{n:07}", "Offers", f"Thing {n}", kind="Sports" if n % 5 else "Uniform") for n in range(500)]
    with phone(browser) as opened:
        page = opened(example(), example().screens[0].id, at=NOON, keep=kept(*rows))
        expect(page.locator("[data-item]")).to_have_count(30)
        page.locator("[data-action=more]").tap()
        expect(page.locator("[data-item]")).to_have_count(60)
        page.locator(".chip", has_text="Uniform").tap()
        page.locator(".search").fill("thing 45")
        expect(page.locator("[data-item]")).to_have_count(7)
        page.locator(".chip", has_text="Uniform").tap()
        expect(page.locator("[data-item]")).to_have_count(15)
