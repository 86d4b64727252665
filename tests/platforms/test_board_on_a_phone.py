"""The board in a mini program: written, answered, reported and looked at, with one's own words as they were typed."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Page, expect

from scaffolds import generator
from scaffolds.platforms import Files
from scaffolds.spec import AppSpec
from tests.browser import browser
from tests.platforms.phone import asked, in_storage, phone
from tests.scaffolds.stage import app_of

__all__ = ["browser"]
NOON = "2026-03-02T12:00:00+08:00"
HOSTILE = "{{7*7}}<img src=x onerror=alert(1)>\"'`"


def board(**options: Any) -> AppSpec:
    return app_of("board", options=options)


def of_a_visitor(spec: AppSpec) -> Files:
    """The app on a phone of somebody who is not its owner."""
    files = generator.build(spec, "weixin")
    store = files["phone.js"].decode()
    assert "return true;" in store
    return {**files, "phone.js": store.replace("return true;", "return false;").encode()}


def post(id: str, words: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "words": words, "day": "2026-03-01", "time": "09:00", "name": "Ming", "mine": False, **more}


def item(page: Page, words: str) -> Any:
    return page.locator("[data-item]", has_text=words)


def test_a_question_is_answered_and_both_are_taken_away_after_a_question(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(board(), "board", at=NOON)
        page.locator("[data-action=add]").tap()
        page.get_by_text("To ask", exact=True).tap()
        page.locator("textarea").fill(HOSTILE)
        page.locator("[data-action=save]").tap()
        expect(page.locator("[data-item] .said")).to_have_text(HOSTILE)
        expect(item(page, "Nobody has answered yet")).to_contain_text("Question")
        page.locator("[data-action=open]").tap()
        page.locator("textarea").fill("I have one")
        page.locator("[data-action=reply-yes]").tap()
        expect(page.locator(".reply .said")).to_have_text("I have one")
        page.evaluate("answers.confirm = false")
        page.locator(".post [data-action=remove]").tap()
        expect(page.locator(".post")).to_have_count(1)
        page.evaluate("answers.confirm = true")
        page.locator(".post [data-action=remove]").tap()
        assert "replies (1)" in asked(page, "modal")[-1]
        expect(page.get_by_text("Nothing on the board yet")).to_be_visible()
        assert page.locator("img").count() == 0


def test_what_is_reported_is_out_of_sight_and_only_the_owner_reads_why(browser: Browser) -> None:
    spec = board(hide_after=2)
    kept = {"post": [post("rude00000001", "Something rude"), post("kind00000001", "Something kind")], "reply": [], "notice": []}
    reports = [{"id": f"report00000{n}", "about": "rude00000001", "why": why, "mine": False} for n, why in enumerate(("It hurts", "It lies"))]
    with phone(browser) as opened:
        page = opened(spec, "board", files=of_a_visitor(spec), at=NOON, keep=in_storage({**kept, "report": reports[:1]}))
        expect(page.locator("[data-action=hide]")).to_have_count(0)
        item(page, "Something rude").locator("[data-action=report]").tap()
        page.locator(".why").fill("It is about my friend")
        page.locator("[data-action=report-yes]").tap()
        expect(item(page, "Something kind")).to_be_visible()
        expect(item(page, "Something rude")).to_have_count(0)
        expect(page.get_by_text("It hurts")).to_have_count(0)
        page = opened(spec, "board", at=NOON, keep=in_storage({**kept, "report": reports}))
        expect(item(page, "Something rude")).to_contain_text("It lies")
        page.get_by_text("To look at 1").tap()
        expect(item(page, "Something kind")).to_have_count(0)
        item(page, "Something rude").locator("[data-action=show]").tap()
        expect(page.get_by_text("people have reported")).to_have_count(0)


def test_five_hundred_posts_are_paged_searched_and_marked_where_new(browser: Browser) -> None:
    rows = [post(f"post0000{n:04}", f"Message {n}") for n in range(500)]
    keep = {**in_storage({"post": rows, "reply": [], "notice": [], "report": []}), "seen:board": [row["id"] for row in rows[:-1]]}
    with phone(browser) as opened:
        page = opened(board(), "board", at=NOON, keep=keep)
        expect(page.locator("[data-item]")).to_have_count(30)
        expect(page.locator("[data-item] .new")).to_have_count(1)
        expect(page.locator("[data-item]").first.locator(".new")).to_have_text("New")
        page.locator("[data-action=more]").tap()
        expect(page.locator("[data-item]")).to_have_count(60)
        page.locator(".search").fill("message 123")
        expect(page.locator("[data-item]")).to_have_count(1)
        expect(item(page, "Message 123")).to_be_visible()
