"""Points in WeChat: a slip that is taken back, more people than fit in a row, what is asked besides, trading, and words that try to be code."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from scaffolds.spec import AppSpec, Brief, Field
from scaffolds.wish import Facts, Wish
from tests.browser import browser
from tests.platforms.phone import HOSTILE, MOST_READINGS, Open, asked, in_storage, open_app, pick, readings
from tests.scaffolds.stage import app_of

__all__ = ["browser", "open_app"]


def chores(*fields: Field, goal: str = "", **options: object) -> AppSpec:
    wish = Wish(facts=Facts(items=("Dishes 2 points", "Rubbish 1 point")), fields=fields, brief=Brief(goal=goal))
    return app_of("points", wish, options=options)


def join(page: Page, name: str) -> None:
    if page.locator("[data-action=join-open]").is_visible():
        page.locator("[data-action=join-open]").tap()
    page.locator("input").first.fill(name)
    page.locator("[data-action=join]").tap()
    expect(page.locator("[data-action=join]")).to_have_count(0)


def test_a_slip_is_taken_back_at_once_and_the_jar_follows(open_app: Open) -> None:
    page = open_app(chores(), "points")
    page.locator("[data-action=give]").first.tap()
    expect(page.locator(".alert")).to_contain_text("Who are you?")
    join(page, "Kit")
    page.locator("[data-action=give]").first.tap()
    expect(page.locator(".dock")).to_contain_text("Kit: +2 for “Dishes”.")
    expect(page.locator(".jar-card")).to_contain_text("2 of 100 together")
    page.locator(".dock [data-action=undo]").tap()
    expect(page.locator(".dock")).to_have_count(0)
    expect(page.locator(".jar-card")).to_contain_text("0 of 100 together")
    expect(page.locator(".happened")).to_have_count(0)


def test_what_else_is_asked_is_asked_before_points_are_given(open_app: Open) -> None:
    page = open_app(chores(Field(name="proof", label="Picture", type="photo"), Field(name="where", label="Where was it")), "points")
    join(page, "Kit")
    page.locator("[data-action=give]").first.tap()
    page.locator("input").first.fill("The kitchen")
    page.get_by_text("Take or choose a picture").tap()
    page.locator("[data-action=save]").tap()
    expect(page.locator(".happened")).to_contain_text("Where was it: The kitchen")
    expect(page.locator(".happened .photo")).to_have_attribute("src", re.compile(r"^wxfile://usr/"))


def test_whom_one_gives_to_is_picked_from_a_wheel_where_there_are_many(open_app: Open) -> None:
    people = [{"id": f"member{n:06}", "name": f"Pupil {n}", "mine": False} for n in range(30)]
    given = [
        {"id": f"point{n:07}", "name": f"Pupil {n % 30}", "deed": "Dishes", "points": 2, "day": "2026-03-01", "confirmed": True} for n in range(500)
    ]
    rows = {"member": people, "point": given, "deed": [{"id": "deed00000001", "name": "Dishes", "points": 2}]}
    page = open_app(chores(board=True), "points", keep=in_storage(rows))
    page.locator("[data-action=give]").first.tap()
    expect(page.locator(".alert")).to_contain_text("Who are you?")
    pick(page, page.locator("taro-picker-core"), "Pupil 7")
    page.locator("[data-action=give]").first.tap()
    expect(page.locator(".dock")).to_contain_text("Pupil 7: +2 for “Dishes”.")
    expect(page.locator(".happened")).to_have_count(8)
    page.locator("[data-action=more]").tap()
    expect(page.locator(".happened")).to_have_count(28)
    assert readings(page, "page.onShow()") < MOST_READINGS


def test_the_owner_changes_what_counts_and_points_are_traded(open_app: Open) -> None:
    page = open_app(chores(goal="trade points for a prize"), "points")
    join(page, "Kit")
    page.locator("[data-action=tidy]").tap()
    page.get_by_text("Change", exact=True).first.tap()
    page.locator("input").nth(1).fill("0")
    page.locator("[data-action=save]").tap()
    expect(page.locator(".alert")).to_contain_text("from 1 to 100")
    page.locator("input").nth(1).fill("5")
    page.locator("[data-action=save]").tap()
    page.get_by_text("Take away", exact=True).nth(1).tap()
    page.locator("[data-action=add-reward]").tap()
    page.locator("input").first.fill("A film")
    page.locator("input").nth(1).fill("4")
    page.locator("[data-action=save]").tap()
    page.locator(".dock [data-action=tidy]").tap()
    expect(page.locator("[data-action=give]")).to_have_text(["+5"])
    page.locator("[data-action=spend]").tap()
    expect(page.locator(".alert")).to_contain_text("needs 4 more")
    page.locator("[data-action=give]").tap()
    page.locator("[data-action=spend]").tap()
    expect(page.locator("[data-block=points]")).to_contain_text("Kit: 1 left to spend")
    assert asked(page, "modal") == ["Take “Rubbish” off the list? Points that were given stay."]


def test_what_is_typed_is_shown_as_it_was_typed_and_a_full_phone_loses_nothing(open_app: Open) -> None:
    page = open_app(chores(), "points")
    join(page, HOSTILE[:60])
    page.locator("[data-action=give]").first.tap()
    expect(page.locator(".happened .name")).to_have_text(f"{HOSTILE[:60]}: Dishes")
    assert page.locator("img, script[src]").count() == 0
    page.evaluate("answers.noRoom = true")
    page.locator("[data-action=give]").first.tap()
    expect(page.locator(".alert")).to_contain_text("no room")
    expect(page.locator(".happened")).to_have_count(1)


def test_a_list_of_nothing_has_the_way_to_its_first_deed(open_app: Open) -> None:
    page = open_app(chores(), "points", keep=in_storage({"deed": [], "point": [], "member": []}))
    page.get_by_text("Write the first deed").tap()
    page.locator("input").first.fill("Walk the dog")
    page.locator("[data-action=save]").tap()
    expect(page.locator(".deed")).to_contain_text("Walk the dog")
