"""The pages run on WeChat's component framework (glass-easel) in a browser, tapped as a person taps them."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from scaffolds import generator
from scaffolds.platforms.weixin import cloud
from scaffolds.spec import parse
from tests.browser import browser
from tests.platforms.phone import HOSTILE, Open, asked, in_storage, open_app, restart
from tests.scaffolds.apps import data, drafted, plain_wish, rich_wish

__all__ = ["browser", "open_app"]


def book(page: Page, start: str, name: str) -> None:
    page.locator(".slot", has_text=start).first.tap()
    page.locator("input").first.fill(name)
    page.locator("[data-action=book], button.main").tap()


def test_a_slot_is_booked_and_the_same_slot_is_refused(open_app: Open) -> None:
    page = open_app(drafted(plain_wish("en"), "booking"), "book")
    book(page, "19:00", "Chan")
    assert asked(page, "toast") == ["Place, 19:00–19:30: it is yours."]
    expect(page.locator(".slot.mine")).to_have_count(1)
    page.locator(".slot", has_text="19:00").first.tap()
    expect(page.locator(".alert")).to_contain_text("19:30 is free")
    page.locator(".alert button").tap()
    expect(page.locator("button.main")).to_contain_text("19:30")


def test_a_booking_without_a_name_is_refused_and_nothing_is_kept(open_app: Open) -> None:
    page = open_app(drafted(plain_wish("zh-Hant"), "booking"), "book", "zh_HK")
    book(page, "19:00", "   ")
    expect(page.locator(".alert")).to_contain_text("未填寫")
    expect(page.locator(".slot.mine")).to_have_count(0)
    assert asked(page, "toast") == []


def test_late_in_the_evening_the_next_day_with_a_free_time_is_open(open_app: Open) -> None:
    page = open_app(drafted(plain_wish("en"), "booking"), "book", at="2026-03-02T23:10:00+08:00")
    expect(page.locator(".day.chosen .date")).to_have_text("3")
    book(page, "08:00", "Chan")
    assert asked(page, "toast") == ["Place, 08:00–08:30: it is yours."]
    page.locator(".day").first.tap()
    expect(page.locator(".day-title")).to_have_text("Today")
    expect(page.locator(".slot")).to_have_count(0)


def test_a_booking_is_given_back_after_a_question(open_app: Open) -> None:
    page = open_app(drafted(plain_wish("en"), "booking"), "book")
    book(page, "19:00", "Chan")
    page.locator(".card button").tap()
    assert len(asked(page, "modal")) == 1
    expect(page.locator(".slot.mine")).to_have_count(0)


def test_what_is_typed_is_shown_as_it_was_typed(open_app: Open) -> None:
    page = open_app(drafted(plain_wish("zh-Hans"), "records"), "list", "zh_CN")
    page.locator("button.main").tap()
    page.locator("input").first.fill(HOSTILE)
    page.locator("button.main").tap()
    expect(page.locator(".row-title")).to_have_text(HOSTILE)
    assert page.locator("img").count() == 0


def test_a_row_is_changed_and_removed(open_app: Open) -> None:
    page = open_app(drafted(plain_wish("en"), "records"), "list")
    page.locator("button.main").tap()
    page.locator("input").first.fill("Old")
    page.locator("button.main").tap()
    page.get_by_text("Change", exact=True).tap()
    page.locator("input").first.fill("New")
    page.locator("button.main").tap()
    expect(page.locator(".row-title")).to_have_text("New")
    page.get_by_text("Take away", exact=True).tap()
    expect(page.locator(".empty")).to_be_visible()


def test_a_full_phone_is_told_and_keeps_what_was_there(open_app: Open) -> None:
    page = open_app(drafted(plain_wish("en"), "records"), "list")
    page.evaluate("answers.noRoom = true")
    page.locator("button.main").tap()
    page.locator("input").first.fill("One too many")
    page.locator("button.main").tap()
    expect(page.locator(".alert")).to_contain_text("no room")
    page.locator("button.link").tap()
    expect(page.locator(".empty")).to_be_visible()


def test_a_change_of_two_kinds_that_does_not_fit_takes_nothing_away(open_app: Open) -> None:
    """The phone is full from the second kind on, for putting things back too."""
    loan = {"id": "loan", "label": "Loan", "fields": [{"name": "who", "label": "Who", "required": True}]}
    page = open_app(parse(data(things=[*data()["things"], loan])), "books", keep=in_storage({"book": [{"id": "oldbook01", "title": "Kept"}]}))
    said = page.evaluate("""() => {
        const write = wx.setStorageSync;
        wx.setStorageSync = (key, value) => ((answers.noRoom = answers.noRoom || key.includes("loan")), write(key, value));
        const add = { op: "add", thing: "loan", id: "newloan01", row: { who: "Ann" } };
        return load("phone.js").write([{ op: "remove", thing: "book", id: "oldbook01" }, add]);
    }""")
    assert said == "full"
    restart(page)
    expect(page.locator(".row-title")).to_have_text("Kept")


def test_an_app_that_was_closed_while_it_first_began_has_its_first_rows_once(open_app: Open) -> None:
    keep = {"ids:item": ["seed0001"], "row:item:seed0001": {"id": "seed0001", "mine": False}}
    spec = drafted(rich_wish("en"), "checklist")
    (thing,) = {seed["thing"] for seed in cloud.held(spec)["seeds"]}
    page = open_app(spec, "checklist", keep={key.replace(":item", f":{thing}"): value for key, value in keep.items()})
    ids = page.evaluate("thing => load('phone.js').rows()[thing].map((row) => row.id)", thing)
    assert ids == ["seed0001", "seed0002", "seed0003"]


def test_the_tabs_are_named_in_the_phones_language_once_there_is_a_page(open_app: Open) -> None:
    labels = [{"en": "Books", "zh-Hant": "書"}, {"en": "Loans", "zh-Hant": "借出"}]
    screens = [{"id": f"list{n}", "label": label, "block": "records", "thing": "book"} for n, label in enumerate(labels)]
    page = open_app(parse(data(languages=["en", "zh-Hant"], screens=screens)), "list0", "zh_HK")
    assert asked(page, "tab") == ["書", "借出"]


def test_items_are_ticked_by_a_tap_on_their_row(open_app: Open) -> None:
    page = open_app(drafted(rich_wish("en"), "checklist"), "checklist")
    expect(page.locator(".item")).to_have_count(3)
    page.locator(".item").first.tap()
    expect(page.locator(".done")).to_have_count(1)
    page.locator(".done").tap()
    expect(page.locator(".item")).to_have_count(3)


def test_a_removal_does_not_tick_the_row_it_stands_in(open_app: Open) -> None:
    page = open_app(drafted(rich_wish("en"), "checklist"), "checklist")
    page.get_by_text("Tidy the list").tap()
    page.locator(".item button").first.tap()
    expect(page.locator(".item")).to_have_count(2)
    expect(page.locator(".done")).to_have_count(0)


def test_a_round_of_the_quiz_is_played_to_its_end(open_app: Open) -> None:
    page = open_app(drafted(rich_wish("en"), "quiz"), "quiz")
    page.locator("button.main").tap()
    while page.locator(".choice").count():
        page.locator(".choice").first.tap()
        expect(page.locator(".choice.right")).to_have_count(1)
        page.locator("button.main").tap()
        expect(page.locator(".choice.right")).to_have_count(0)
    expect(page.locator(".title").first).to_contain_text("You knew")


def test_more_than_five_screens_are_reached_from_a_list(open_app: Open) -> None:
    page = open_app(drafted(plain_wish("en"), *["records"] * 6), "all-screens")
    expect(page.locator(".card")).to_have_count(6)
    page.locator(".card").nth(1).tap()
    assert len(asked(page, "goto")) == 1


def test_the_page_says_what_is_kept_and_where(open_app: Open) -> None:
    page = open_app(drafted(plain_wish("en"), "records"), "list")
    page.locator(".foot-title").tap()
    expect(page.locator(".foot")).to_contain_text("on this phone")


def test_an_app_of_two_languages_speaks_the_phones(open_app: Open) -> None:
    title = {"en": "Borrowed books", "zh-Hant": "借出的書"}
    field = {"name": "title", "label": {"en": "Title", "zh-Hant": "書名"}, "required": True}
    thing = {"id": "book", "label": title, "fields": [field, {"name": "cover", "label": "Cover", "type": "photo"}]}
    screen = {"id": "books", "label": title, "block": "records", "thing": "book"}
    page = open_app(parse(data(title=title, languages=["en", "zh-Hant"], things=[thing], screens=[screen])), "books", "zh_HK")
    assert asked(page, "title") == ["借出的書"]
    page.locator("button.main").tap()
    page.locator("button.main").tap()
    expect(page.locator(".alert")).to_contain_text("書名")


def test_a_picture_is_kept_with_its_row(open_app: Open) -> None:
    fields = [{"name": "title", "label": "Title", "required": True}, {"name": "cover", "label": "Cover", "type": "photo"}]
    page = open_app(parse(data(things=[{"id": "book", "label": "Book", "fields": fields}])), "books")
    page.locator("button.main").tap()
    page.locator("input").first.fill("Moby Dick")
    page.locator("button.quiet").tap()
    page.locator("button.main").tap()
    expect(page.locator(".card .photo")).to_have_count(1)
    assert page.evaluate("page.data.rows[0].photo").startswith("wxfile://usr/")


def test_the_card_that_is_sent_on_shows_nobody_who_stands_on_the_page(open_app: Open) -> None:
    """Without a picture of its own WeChat takes one of the page."""
    for spec, screen in ((drafted(plain_wish("en"), "booking"), "book"), (drafted(plain_wish("en"), *["records"] * 6), "all-screens")):
        page = open_app(spec, screen)
        picture = page.evaluate("page.onShareAppMessage().imageUrl")
        with Image.open(io.BytesIO(generator.build(spec, "weixin")[picture.removeprefix("/")])) as card:
            assert card.width * 4 == card.height * 5


def test_a_camera_that_may_not_be_used_is_told_with_the_way_to_the_settings(open_app: Open) -> None:
    fields = [{"name": "title", "label": "Title"}, {"name": "cover", "label": "Cover", "type": "photo"}]
    page = open_app(parse(data(things=[{"id": "book", "label": "Book", "fields": fields}])), "books")
    page.evaluate("answers.refused = ['chooseMedia']")
    page.locator("button.main").tap()
    page.locator("button.quiet").tap()
    page.wait_for_function("asked.some(([kind]) => kind === 'openSetting')")
    assert "may not use the camera" in str(asked(page, "modal"))


@pytest.mark.parametrize("status", [None, "kind"])
def test_a_wheel_opens_at_what_was_chosen(open_app: Open, status: str | None) -> None:
    """Else a yes without a turn would change it: in the form, and on the card where one tap marks a row."""
    fields = [{"name": "title", "label": "Title"}, {"name": "kind", "label": "Kind", "type": "choice", "choices": ["Novel", "Poems", "Comics"]}]
    screen = {"id": "books", "label": "Books", "block": "records", "thing": "book", "options": {"status": status}}
    spec = parse(data(things=[{"id": "book", "label": "Book", "fields": fields}], screens=[screen]))
    page = open_app(spec, "books", keep=in_storage({"book": [{"id": "row0000000000001", "mine": True, "title": "Tintin", "kind": "Comics"}]}))
    if not status:
        page.locator(".hands button").first.tap()
    page.locator(".pick, .card .chip").tap()
    page.locator(".weui-picker__action").locator("visible=true").last.tap()
    if not status:
        page.locator("button.main").tap()
    expect(page.locator(".card")).to_contain_text("Comics")
    assert page.evaluate("wx.getStorageSync('row:book:row0000000000001')")["kind"] == "Comics"


@pytest.mark.parametrize("block", ["records", "checklist", "quiz"])
def test_five_hundred_rows_come_a_page_at_a_time(open_app: Open, block: str) -> None:
    """A phone shows some at once; the others come when they are asked for, and none is lost."""
    spec = drafted(plain_wish("en"), block)
    thing = spec.things[0]
    words = {one.name: f"{one.name} " for one in thing.fields if one.required and one.type in ("text", "long_text")}
    rows = [{"id": f"row{n:013}", "mine": True, **{name: f"{text}{n}" for name, text in words.items()}} for n in range(500)]
    page = open_app(spec, spec.screens[0].id, keep=in_storage({thing.id: rows}))
    expect(page.locator("[data-item]")).to_have_count(50)
    assert len(page.evaluate("JSON.stringify(page.data)")) < 100_000
    page.get_by_text("Show 50 more").tap()
    expect(page.locator("[data-item]")).to_have_count(100)
