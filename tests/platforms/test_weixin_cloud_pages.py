"""The pages of a mini program that shares its rows through the cloud, on several phones at once, and where the cloud is not there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from scaffolds import generator
from scaffolds.platforms import Files
from scaffolds.spec import AppSpec, parse
from tests.browser import PHONE, browser, unpack
from tests.platforms import tools
from tests.platforms.cloud import BOOK_WITH_COVER, SECRET_BOOK, Cloud, adding, node
from tests.platforms.phone import wait
from tests.scaffolds.apps import data, drafted, plain_wish

__all__ = ["browser", "node"]
MONDAY = "2026-03-02T08:10:00+08:00"
Phone = Callable[..., Page]
Kept = Mapping[str, Any]
_EMPTY: Kept = MappingProxyType({})


def put_up(spec: AppSpec, **set_: str) -> Files:
    """The app with a cloud named in settings.js, which is asked five times a second."""
    files = generator.build(spec, "weixin")
    source = files["settings.js"].decode()
    for name, value in {"CLOUD": '"club-1a2b3c"', "ASK_EVERY": "0.2", **set_}.items():
        source, found = re.subn(rf"const {name} = .*;", f"const {name} = {value};", source)
        assert found == 1
    return {**files, "settings.js": source.encode()}


@pytest.fixture
def phone(node: Cloud, browser: Browser, tmp_path: Path) -> Iterator[Phone]:
    """`phone(spec, "books", "anna")`: a phone of its own that has opened that screen; what `before` says runs first, in the page.

    `keep`: what its storage holds already.
    """
    contexts, troubles = [], []

    def opened(spec: AppSpec, screen: str, who: str, language: str = "en", before: str = "", keep: Kept = _EMPTY, **set_: str) -> Page:
        folder = tmp_path / spec.slug
        if not folder.exists():
            node.take(unpack(put_up(spec, **set_), folder))
        contexts.append(browser.new_context(viewport=PHONE, has_touch=True))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.clock.set_fixed_time(MONDAY)
        page.expose_function("askCloud", node.answer(who))
        page.add_init_script((tools.HERE / "stage_cloud.js").read_text(encoding="utf-8") + before)
        page.goto("about:blank")
        page.set_content(tools.stage(folder, f"pages/{screen}/{screen}", language, keep))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def write(page: Page, title: str) -> None:
    page.locator("button.main").tap()
    page.locator("input").first.fill(title)
    page.locator("button.main").tap()


def test_two_phones_share_a_list_and_a_form_keeps_what_is_typed(phone: Phone) -> None:
    spec = parse(data())
    anna, bela = phone(spec, "books", "anna"), phone(spec, "books", "bela")
    expect(bela.locator(".empty")).to_be_visible()
    bela.locator("button.main").tap()
    bela.locator("input").first.fill("Half a ti")
    write(anna, "Emma")
    expect(anna.locator(".row-title")).to_have_text("Emma")
    bela.wait_for_function("page.data.rows.length === 1")
    expect(bela.locator("input").first).to_have_value("Half a ti")
    bela.get_by_text("Cancel").tap()
    expect(bela.locator(".row-title")).to_have_text("Emma")
    expect(bela.locator(".card button")).to_have_count(0)
    expect(anna.locator(".card button")).to_have_count(2)


def test_who_comes_second_for_a_slot_is_told_who_has_it(phone: Phone) -> None:
    spec = drafted(plain_wish("en"), "booking")
    anna, bela = phone(spec, "book", "anna", ASK_EVERY="600"), phone(spec, "book", "bela")  # the app of the first is everybody's
    for page, name in ((anna, "Chan"), (bela, "Lau")):
        page.locator(".slot", has_text="19:00").first.tap()
        page.locator("input").first.fill(name)
    anna.locator("[data-action=book]").tap()
    expect(anna.locator(".slot.mine")).to_have_count(1)
    bela.locator("[data-action=book]").tap()
    expect(bela.locator(".alert")).to_contain_text("Chan")
    expect(bela.locator(".slot.mine")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "fault", "said"),
    [
        ("en", {"errCode": -501000, "errMsg": "cloud.callFunction:fail errCode: -501000 | errMsg: [100003] env not exists"}, "cannot be found"),
        ("zh_CN", {"errCode": -501000, "errMsg": "errCode: -501000 | errMsg: FunctionName parameter could not be found."}, "找不到"),
        ("zh_HK", {"errCode": -501004, "errMsg": "cloud.callFunction:fail exceed concurrent request limit"}, "用量"),
        ("en", {"errCode": -404010, "errMsg": "cloud.callFunction:fail polling exceed max timeout retry"}, "does not answer"),
    ],
)
def test_a_cloud_that_is_not_there_is_said_and_the_form_keeps_what_was_typed(phone: Phone, language: str, fault: dict[str, Any], said: str) -> None:
    page = phone(parse(data(languages=["en", "zh-Hans", "zh-Hant"])), "books", "anna", language, f"window.cloud.fault = {json.dumps(fault)};")
    expect(page.locator(".note")).to_contain_text(said)
    write(page, "Emma")
    expect(page.locator(".alert")).to_contain_text(said)
    expect(page.locator("input").first).to_have_value("Emma")
    page.evaluate("cloud.fault = null")
    page.locator("button.main").tap()
    expect(page.locator(".row-title")).to_have_text("Emma")
    expect(page.locator(".note")).to_have_count(0)


def test_without_a_network_the_last_rows_are_there_and_nothing_is_lost(phone: Phone) -> None:
    page = phone(parse(data()), "books", "anna")
    write(page, "Emma")
    expect(page.locator(".row-title")).to_have_text("Emma")
    page.evaluate("cloud.network = false")
    page.evaluate("restart('pages/books/books')")
    expect(page.locator(".row-title")).to_have_text("Emma")
    expect(page.locator(".note")).to_contain_text("No signal")
    write(page, "Ulysses")
    expect(page.locator(".alert")).to_contain_text("No answer came")
    expect(page.locator("input").first).to_have_value("Ulysses")
    page.evaluate("cloud.network = true")
    page.locator("button.main").tap()
    expect(page.locator(".row-title")).to_have_count(2)


def test_a_lost_answer_writes_no_row_twice(phone: Phone) -> None:
    page = phone(parse(data()), "books", "anna")
    expect(page.locator(".empty")).to_be_visible()
    page.evaluate("cloud.loses = true")
    write(page, "Emma")
    expect(page.locator(".alert")).to_contain_text("does not answer")
    page.locator("button.main").tap()
    page.evaluate("cloud.loses = false")
    expect(page.locator(".row-title")).to_have_text("Emma")
    wait(page, 700)
    expect(page.locator(".row-title")).to_have_count(1)
    expect(page.locator("input")).to_have_count(0)
    expect(page.locator(".note")).to_have_count(0)


def test_nobody_is_told_that_somebody_was_faster_who_was_it_themselves(phone: Phone) -> None:
    page = phone(drafted(plain_wish("en"), "booking"), "book", "anna")
    page.locator(".slot", has_text="19:00").first.tap()
    page.locator("input").first.fill("Chan")
    page.evaluate("cloud.loses = true")
    page.locator("[data-action=book]").tap()
    expect(page.locator(".alert")).to_contain_text("does not answer")
    page.evaluate("cloud.loses = false")
    expect(page.locator(".slot.mine")).to_have_count(1)
    expect(page.locator(".alert")).to_have_count(0)


def write_and_hear_that_it_did_not_arrive(page: Page) -> None:
    page.evaluate("cloud.network = false")
    write(page, "Emma")
    expect(page.locator(".alert")).to_contain_text("No answer came")
    page.evaluate("cloud.network = true")
    expect(page.locator(".alert")).to_contain_text("did not work")
    expect(page.locator("input").first).to_have_value("Emma")


def test_of_two_lost_answers_a_yes_does_not_hide_the_no(phone: Phone) -> None:
    page = phone(parse(data()), "books", "anna")
    expect(page.locator(".empty")).to_be_visible()
    page.evaluate("cloud.network = false")
    write(page, "Ulysses")
    expect(page.locator(".alert")).to_contain_text("No answer came")
    page.evaluate("Object.assign(cloud, { network: true, loses: true })")
    page.locator("input").first.fill("Emma")
    page.locator("button.main").tap()
    expect(page.locator(".alert")).to_contain_text("does not answer")
    page.evaluate("cloud.loses = false")
    expect(page.locator(".row-title")).to_have_text("Emma")
    page.wait_for_function("!Object.keys(page.wishes).length")
    expect(page.locator(".alert")).to_contain_text("did not work")
    page.locator(".alert-close").tap()
    expect(page.locator(".alert")).to_have_count(0)


def test_what_did_not_arrive_is_told_and_the_words_stay(phone: Phone) -> None:
    page = phone(parse(data()), "books", "anna")
    expect(page.locator(".empty")).to_be_visible()
    write_and_hear_that_it_did_not_arrive(page)
    page.locator("button.main").tap()
    expect(page.locator(".row-title")).to_have_count(1)


def close(page: Page) -> Kept:
    """WeChat closes the app at this moment; what the phone's storage holds."""
    kept: Kept = page.evaluate("Object.fromEntries([...storage].map(([key, value]) => [key, JSON.parse(value)]))")
    page.context.close()
    return kept


def close_on_a_cut_line(page: Page, *titles: str) -> Kept:
    """Each title is sent, and the app is closed before any answer comes. The cloud gets the first one, and none of the others."""
    expect(page.locator(".empty")).to_be_visible()
    page.evaluate("cloud.loses = true")
    write(page, titles[0])
    expect(page.locator(".alert")).to_contain_text("does not answer")
    page.evaluate("cloud.waits = true")
    for title in titles[1:]:
        page.locator("input").first.fill(title)
        page.locator("button.main").tap()
    page.wait_for_function(f"storage.get('lost:club-1a2b3c').includes({json.dumps(titles[-1])})")
    return close(page)


OFFLINE = "window.cloud.network = false;"


def test_what_had_no_answer_when_wechat_closed_the_app_is_told_when_it_opens_again(phone: Phone) -> None:
    spec = parse(data())
    kept = close_on_a_cut_line(phone(spec, "books", "anna"), "Emma")
    page = phone(spec, "books", "anna", before=OFFLINE, keep=kept)
    lost = page.locator(".note.row")
    expect(lost).to_have_text("No answer came last time, so this may not be saved: “Emma”. When the cloud answers, this page tells you.")
    page.evaluate("cloud.network = true")
    expect(lost).to_contain_text("The answer came late, but this is saved: “Emma”.")
    expect(page.locator(".row-title")).to_have_text("Emma")
    page.locator(".note-close").tap()
    expect(lost).to_have_count(0)
    page = phone(spec, "books", "anna", keep=close(page))
    expect(page.locator(".row-title")).to_have_text("Emma")
    wait(page, 500)
    expect(page.locator(".note")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh_CN", "已保存：“Emma”。没有保存：“Ulysses”、“Persuasion”，请再做一次。"),
        ("zh_HK", "已儲存：「Emma」。未儲存：「Ulysses」、「Persuasion」，請再做一次。"),
    ],
)
def test_of_several_it_is_told_in_one_sentence_and_none_is_written_later(phone: Phone, language: str, said: str) -> None:
    spec = parse(data(languages=["en", "zh-Hans", "zh-Hant"]))
    kept = close_on_a_cut_line(phone(spec, "books", "anna"), "Emma", "Ulysses", "Persuasion")
    page = phone(spec, "books", "anna", language, keep=kept)
    expect(page.locator(".note.row")).to_contain_text(said)
    expect(page.locator(".row-title")).to_have_text(["Emma"])


def test_what_is_there_is_saved_also_when_the_cloud_remembers_the_write_no_more(phone: Phone, node: Cloud) -> None:
    """Who opens the app again after days, and a hundred writes of others, would else be told to write the same once more."""
    spec = parse(data())
    kept = close_on_a_cut_line(phone(spec, "books", "anna"), "Emma", "Ulysses")
    rev = node.call("bela", since=-1)["rev"]
    for n in range(101):
        rev = node.call("bela", since=rev, wish=f"others{n:03}", changes=[adding(f"Book {n}", f"others{n:03}")])["rev"]
    page = phone(spec, "books", "anna", keep=kept)
    expect(page.locator(".note.row")).to_contain_text("Saved: “Emma”. Not saved: “Ulysses”.")


def test_the_page_that_lists_the_screens_tells_of_it_too(phone: Phone) -> None:
    spec = drafted(plain_wish("en"), "records", "checklist", "poll", "quiz", "guide", "board")
    page = phone(spec, "all-screens", "anna", keep={"lost:club-1a2b3c": [{"wish": "wish0001", "what": "Emma"}]})
    expect(page.locator(".note.row")).to_contain_text("Not saved: “Emma”.")
    page.locator(".note-close").tap()
    expect(page.locator(".note")).to_have_count(0)


@pytest.mark.parametrize("kept", ["[", 7, {"wish": "wish0001"}, [None, 1, {"wish": 2, "what": "Emma"}, {"wish": "wish0001"}]])
def test_a_note_that_cannot_be_read_and_a_full_phone_stop_nobody(phone: Phone, kept: object) -> None:
    page = phone(parse(data()), "books", "anna", keep={"lost:club-1a2b3c": kept, "cloud:club-1a2b3c": kept})
    expect(page.locator(".empty")).to_be_visible()
    page.evaluate("answers.noRoom = true")
    write(page, "Emma")
    expect(page.locator(".row-title")).to_have_text("Emma")
    expect(page.locator(".note")).to_have_count(0)


def test_a_function_that_was_put_up_before_writes_had_names_is_no_yes(phone: Phone) -> None:
    page = phone(parse(data()), "books", "anna")
    expect(page.locator(".empty")).to_be_visible()
    page.evaluate("() => { const ask = askCloud; window.askCloud = (name, { wish, ...known }) => ask(name, known); }")
    write_and_hear_that_it_did_not_arrive(page)


def test_the_first_opening_says_that_it_waits_and_a_second_tap_writes_nothing_twice(phone: Phone) -> None:
    page = phone(parse(data()), "books", "anna", before="window.cloud.waits = true;")
    expect(page.locator(".note.waits")).to_have_text("Fetching what is kept here...")
    page.evaluate("cloud.waits = false")
    expect(page.locator(".note")).to_have_count(0)
    expect(page.locator(".empty")).to_be_visible()
    page.locator("button.main").tap()
    page.locator("input").first.fill("Emma")
    page.evaluate("cloud.waits = true")
    page.locator("button.main").tap()
    page.locator("button.main").tap()
    page.evaluate("cloud.waits = false")
    expect(page.locator(".row-title")).to_have_count(1)
    wait(page, 500)
    expect(page.locator(".row-title")).to_have_count(1)


def test_a_page_in_sight_asks_one_question_at_a_time_and_is_drawn_only_when_something_moved(phone: Phone) -> None:
    page = phone(parse(data()), "books", "anna")
    page.wait_for_function("cloud.asked.length > 2")
    assert page.evaluate("cloud.asked[0]") == {"name": "rows", "data": {"since": -1}, "environment": "club-1a2b3c"}
    page.evaluate("drawn = 0; const set = page.setData; page.setData = (given) => (drawn += 1) && set.call(page, given); cloud.asked.length = 0")
    page.wait_for_function("cloud.asked.length > 3")
    assert page.evaluate("drawn") == 0
    page.evaluate("cloud.waits = true; cloud.asked.length = 0")
    page.wait_for_function("cloud.asked.length > 0")
    wait(page, 700)
    assert page.evaluate("cloud.asked.length") == 1
    page.evaluate("cloud.waits = false; away()")
    wait(page, 400)
    before = page.evaluate("cloud.asked.length")
    wait(page, 700)
    assert page.evaluate("cloud.asked.length") == before
    page.evaluate("back()")
    page.wait_for_function(f"cloud.asked.length > {before}")


def test_a_write_names_the_revision_on_which_it_was_decided_whatever_is_answered_in_between(phone: Phone, node: Cloud) -> None:
    """Else what others wrote in that moment would be overwritten by a rule that never saw it."""
    page = phone(parse(data()), "books", "anna")
    expect(page.locator(".empty")).to_be_visible()
    page.locator("button.main").tap()
    page.locator("input").first.fill("Emma")
    page.evaluate("cloud.waits = true; cloud.asked = []")
    page.wait_for_function("cloud.asked.length")
    before = node.call("bela", since=-1)["rev"]
    node.call("bela", since=before, changes=[adding("Ulysses")])
    page.locator("button.main").tap()
    page.evaluate("cloud.waits = false")
    expect(page.locator(".row-title")).to_have_count(2)
    sent = page.evaluate("cloud.asked.filter((one) => one.data.changes).map((one) => one.data.since)")
    assert sent == [before, before + 1]


def test_a_picture_that_is_too_large_is_refused_before_it_is_sent(phone: Phone) -> None:
    page = phone(parse(data(things=[BOOK_WITH_COVER])), "books", "anna")
    page.locator("button.main").tap()
    page.locator("input").first.fill("Moby Dick")
    page.evaluate("page.setData({ 'form.cover': 'data:image/png;base64,' + 'A'.repeat(300000) }); cloud.asked.length = 0")
    page.locator("button.main").tap()
    expect(page.locator(".alert")).to_contain_text("too big")
    expect(page.locator("input").first).to_have_value("Moby Dick")
    assert not [one for one in page.evaluate("cloud.asked") if "changes" in one["data"]]


def test_the_foot_says_who_sees_it_and_where_it_is_kept(phone: Phone) -> None:
    page = phone(parse(data(things=[SECRET_BOOK])), "books", "anna")
    page.locator(".foot-title").tap()
    expect(page.locator(".foot")).to_contain_text("WeChat cloud")
    expect(page.locator(".foot")).to_contain_text("Phone: seen only by the writer and the owner.")
    expect(page.locator(".foot")).not_to_contain_text("nowhere else")
