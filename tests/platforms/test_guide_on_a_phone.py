"""Guides in a mini program: a tap calls, words are shown as they were typed, many guides stay quick, reading aloud is WeChat's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from scaffolds import generator
from scaffolds.spec import AppSpec, Brief
from scaffolds.wish import Facts, Wish
from tests.browser import browser
from tests.platforms.phone import MOST_READINGS, Open, asked, in_storage, phone, pick, readings
from tests.scaffolds.apps import drafted

__all__ = ["browser"]
HOSTILE = "{{7*7}}<img src=x onerror=alert(1)>\"'`${1}"
TEA = Wish(brief=Brief(problem="someone faints, call 999 or the office 2345 6789"), facts=Facts(items=("Boil water", "Warm the pot")))
VOICE = """{ textToSpeech({ content, success }) { asked.push(["spoken", content]); success({ filename: "wxfile://tmp/voice.mp3" }); } }"""


@pytest.fixture
def open_app(browser: Browser) -> Iterator[Open]:
    with phone(browser) as opened:
        yield opened


def app() -> AppSpec:
    return drafted(TEA, "guide")


def write_guide(page: Page, name: str) -> None:
    page.locator("[data-action=new_guide]").tap()
    page.locator("input").first.fill(name)
    page.locator("[data-action=save_guide]").tap()


def test_a_tap_calls_and_where_the_phone_cannot_it_says_which_number_to_dial(open_app: Open) -> None:
    page = open_app(app(), "guide")
    page.locator("[data-action=call]", has_text="2345 6789").tap()
    assert [call["phoneNumber"] for call in asked(page, "makePhoneCall")] == ["23456789"]
    expect(page.locator(".alert")).to_have_count(0)
    page.evaluate("answers.refused = ['makePhoneCall']")
    page.locator("[data-action=call]", has_text="999").tap()
    expect(page.locator(".alert")).to_contain_text("dial 999 yourself")


def test_a_question_of_odd_words_is_written_step_by_step_and_followed(open_app: Open) -> None:
    page = open_app(app(), "guide")
    write_guide(page, f"Guide {HOSTILE}")
    expect(page.locator(".missing")).to_contain_text("Others do not see it yet")
    page.locator("[data-action=new_step]").tap()
    page.locator("[data-action=ask]").tap()
    page.get_by_label("The question").fill(f"Hot? {HOSTILE}")
    page.get_by_label("Answer 1", exact=True).fill(f"Yes {HOSTILE}")
    page.get_by_label("Answer 2", exact=True).fill("No")
    page.locator("[data-action=save_step]").tap()
    page.locator("[data-action=write_answer]").first.tap()
    expect(page.locator("input").first).to_have_value(f"Yes {HOSTILE}")
    page.locator("[data-action=save_step]").tap()
    page.locator("[data-action=change_one]").first.tap()
    pick(page, page.get_by_label("Answer 2 leads to"), f"2. Yes {HOSTILE}")
    page.locator("[data-action=save_step]").tap()
    expect(page.locator(".missing")).to_have_count(0)
    page.locator("[data-action=home]").tap()
    page.locator("[data-action=open]", has_text="Guide").tap()
    expect(page.locator(".step-title")).to_have_text(f"Hot? {HOSTILE}")
    page.locator("[data-action=answer]", has_text="No").tap()
    expect(page.locator(".step-title")).to_have_text(f"Yes {HOSTILE}")
    assert page.locator("img").count() == 0


def test_steps_that_were_left_out_are_named_and_one_tap_away(open_app: Open) -> None:
    page = open_app(app(), "guide")
    page.locator("[data-action=start]").tap()
    page.locator("[data-action=next]").tap()
    page.locator("[data-action=skip]").tap()
    page.locator("[data-action=finish]").tap()
    expect(page.locator(".alert")).to_contain_text("not ticked yet: Warm the pot")
    page.locator(".alert button").tap()
    expect(page.locator(".step-title")).to_have_text("Warm the pot")
    page.locator("[data-action=next]").tap()
    page.locator("[data-action=finish]").tap()
    assert asked(page, "toast")[-1].endswith("is done.")
    expect(page.locator("[data-action=start]")).to_have_text("Start")


def test_five_hundred_guides_stand_there_by_pages_and_are_searched(open_app: Open) -> None:
    def rows() -> dict[str, list[dict[str, Any]]]:
        guides = [{"id": f"guide{n:012}", "mine": True, "number": n, "name": f"Guide {n}", "emergency": False} for n in range(1, 501)]
        steps = [
            {"id": f"step{n:06}x{at}y00", "mine": True, "number": 4 * n + at, "guide": n, "place": at, "title": f"Step {at} of {n}"}
            for n in range(1, 501)
            for at in range(1, 5)
        ]
        return {"guide": guides, "guide_step": steps}

    page = open_app(app(), "guide", keep=in_storage(rows()))
    expect(page.locator("[data-action=open]")).to_have_count(30)
    page.get_by_text("Show 30 more").tap()
    expect(page.locator("[data-action=open]")).to_have_count(60)
    assert readings(page, "page.search({ detail: { value: '3 of 499' } })") < MOST_READINGS
    expect(page.locator("[data-action=open]")).to_have_text(["📋Guide 4994 stepsEdit"])


def test_without_the_plugin_it_says_why_nothing_is_read_aloud(open_app: Open) -> None:
    page = open_app(app(), "guide")
    page.locator("[data-action=start]").tap()
    page.locator("[data-action=aloud]").tap()
    expect(page.locator(".mute")).to_contain_text("speech plugin")
    page.locator("[data-action=next]").tap()
    expect(page.locator(".mute")).to_have_count(0)


def test_with_the_plugin_the_step_is_read_aloud(open_app: Open) -> None:
    files = dict(generator.build(app(), "weixin"))
    files["settings.js"] = files["settings.js"].replace(b"const VOICE = null;", f"const VOICE = {VOICE};".encode())
    page = open_app(app(), "guide", files=files)
    page.locator("[data-action=start]").tap()
    page.locator("[data-action=aloud]").tap()
    expect(page.locator("[data-action=aloud]")).to_have_text("Read aloud")
    assert asked(page, "spoken") == ["Boil water"] and asked(page, "sound") == ["wxfile://tmp/voice.mp3"]
    expect(page.locator(".mute")).to_have_count(0)


def test_the_whole_guide_is_sent_as_text_with_the_numbers_to_call(open_app: Open) -> None:
    page = open_app(app(), "guide")
    page.locator("[data-action=start]").tap()
    page.locator("[data-action=print]").tap()
    [sent] = asked(page, "shareFileMessage")
    assert sent["fileName"] == "guide.txt"
    text = page.evaluate("(path) => wx.getFileSystemManager().readFileSync(path, 'utf8')", sent["filePath"])
    assert "1. Boil water\n\n2. Warm the pot" in text and "2345 6789" in text


def test_a_photo_of_a_step_is_a_file_of_the_phone(open_app: Open) -> None:
    page = open_app(app(), "guide")
    page.locator("[data-action=edit]").first.tap()
    page.locator("[data-action=change_one]").first.tap()
    page.get_by_text("Take or choose a picture").tap()
    expect(page.locator("image.photo")).to_have_attribute("src", re.compile("^data:image/png"))
    page.locator("[data-action=save_step]").tap()
    page.locator("[data-action=home]").tap()
    page.locator("[data-action=start]").tap()
    expect(page.locator("image.photo")).to_have_attribute("src", re.compile("^wxfile://usr/"))


def test_a_full_phone_keeps_what_was_typed(open_app: Open) -> None:
    page = open_app(app(), "guide")
    page.evaluate("answers.noRoom = true")
    write_guide(page, "Rice")
    expect(page.locator(".alert")).to_contain_text("no room")
    expect(page.locator("input").first).to_have_value("Rice")
    page.evaluate("answers.noRoom = false")
    page.locator("[data-action=save_guide]").tap()
    expect(page.locator(".title")).to_have_text("Rice")
