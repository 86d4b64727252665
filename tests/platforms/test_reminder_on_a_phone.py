"""Reminders in a mini program: in the phone's calendar, called while in sight, chosen with WeChat's own pickers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from scaffolds import blocks
from scaffolds.spec import AppSpec, Language, check, read
from tests.browser import browser
from tests.platforms.phone import MOST_READINGS, asked, choose, in_storage, phone, pick, readings, restart

__all__ = ["browser"]
HOSTILE = "{{7*7}}<img src=x onerror=alert(1)>\"'`"
AT = "2026-11-23T08:12:00+08:00"
SINCE = "2026-01-01T08:00"


def example(language: Language = "en", **options: Any) -> AppSpec:
    """The block's example, with other options."""
    spec = read((blocks.discover()["reminder"].folder / "example.json").read_bytes()).model_copy(update={"languages": (language,)})
    screen = spec.screens[0].model_copy(update={"options": {**spec.screens[0].options, **options}})
    return blocks.with_checks(check(spec.model_copy(update={"screens": (screen,)})))


def kept(*rows: dict[str, Any]) -> dict[str, Any]:
    return in_storage({"reminder": [{"id": f"shown{n:04}", "since": SINCE, "mine": True, **row} for n, row in enumerate(rows)], "mark": []})


def daily(what: str, times: str) -> dict[str, Any]:
    return {"what": what, "repeat": "daily", "times": times}


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).astimezone(UTC).timestamp())


def take(page: Page) -> None:
    page.locator("[data-action=calendar]").tap()


def test_each_goes_into_the_phones_calendar_once_as_it_repeats(browser: Browser) -> None:
    walks = {"what": "Walk", "repeat": "days", "times": "17:00", "days": "mon wed"}
    once = {"what": "Check-up", "repeat": "once", "times": "10:30", "day": "2026-11-26"}
    month_end = {"what": "Rent", "repeat": "monthly", "times": "09:00", "day": "2026-08-31"}
    with phone(browser) as opened:
        page = opened(example(), "remind", at=AT, keep=kept(daily("Pill", "08:00 20:00"), walks, once, month_end))
        take(page)
        expect(page.locator(".told")).to_contain_text("in your phone's calendar now")
        repeated = {(one["title"], one["repeatInterval"], one["startTime"]) for one in asked(page, "addPhoneRepeatCalendar")}
        assert repeated == {
            ("Pill", "day", moment("2026-11-23T08:00+08:00")),
            ("Pill", "day", moment("2026-11-23T20:00+08:00")),
            ("Walk", "week", moment("2026-11-23T17:00+08:00")),
            ("Walk", "week", moment("2026-11-25T17:00+08:00")),
        }
        alone = {(one["title"], one["startTime"]) for one in asked(page, "addPhoneCalendar")}
        assert len(alone) == 13 and ("Rent", moment("2027-02-28T09:00+08:00")) in alone and ("Check-up", moment("2026-11-26T10:30+08:00")) in alone
        restart(page)
        page.evaluate("answers.confirm = false")
        take(page)
        assert asked(page, "modal") == ["They are all in your calendar already. Put them in once more?"]
        assert len(asked(page, "addPhoneCalendar")) == 13


def test_a_calendar_that_is_refused_is_told_and_asked_again_after_the_settings(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "remind", at=AT, keep=kept(daily("Pill", "20:00")))
        page.evaluate("answers.refused = ['addPhoneRepeatCalendar']")
        take(page)
        expect(page.locator(".told")).to_contain_text("Open the settings, allow it")
        page.locator("[data-action=settings]").tap()
        assert len(asked(page, "openSetting")) == 1
        page.evaluate("answers.refused = []")
        take(page)
        expect(page.locator(".told")).to_contain_text("in your phone's calendar now")


def test_what_comes_due_is_called_once_and_a_double_tap_ticks_one(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "remind", at=AT, keep=kept(daily("Pill", "08:20"), daily("Drops", "08:20"), daily("Walk", "08:20")))
        page.evaluate("delete wx.createWebAudioContext")  # a phone that has no notes shakes instead
        choose(page.locator("[data-action=sound]"), "on")
        expect(page.locator(".calm")).to_contain_text("Next: Drops, 08:20")
        before = len(asked(page, "vibrate"))
        page.clock.set_fixed_time("2026-11-23T08:21:00+08:00")
        for _ in range(2):
            page.evaluate("away()")
            page.evaluate("back()")
        assert len(asked(page, "vibrate")) == before + 1
        assert asked(page, "title")[-1] == "(3) Medicine"
        page.locator(".now [data-action=done]").dblclick()
        expect(page.locator("[data-state=done]")).to_have_count(1)
        expect(page.locator(".now")).to_contain_text("Pill")


def test_every_few_hours_is_chosen_with_wheels_and_a_day_that_is_over_is_not_taken(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "remind", at=AT, keep=kept())
        page.locator("[data-action=add]").tap()
        page.locator("input").first.fill(HOSTILE)
        page.locator("[data-repeat=hours]").tap()
        choose(page.locator(".time-picker"), "09:00")
        choose(page.locator(".until-picker"), "17:00")
        pick(page, page.locator(".every-picker"), "4")
        page.locator("[data-action=save]").tap()
        expect(page.locator(".line .what", has_text=HOSTILE)).to_have_count(3)
        assert page.locator("img").count() == 0

        page.locator("[data-action=add]").tap()
        page.locator("input").first.fill("Check-up")
        page.locator("[data-repeat=once]").tap()
        choose(page.locator(".day-picker"), "2026-11-23")
        choose(page.locator(".time-picker"), "07:30")
        page.locator("[data-action=save]").tap()
        expect(page.locator(".alert")).to_contain_text("07:30 is over")
        page.locator(".alert button").tap()
        page.locator("[data-view=all]").tap()
        expect(page.locator("[data-item]", has_text="Check-up")).to_contain_text("Tue 24 Nov")


def test_a_reminder_is_changed_and_taken_away_after_a_question(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example("zh-Hant"), "remind", at=AT, keep=kept(daily("血壓藥", "08:00 20:00")))
        page.locator("[data-view=all]").tap()
        page.locator("[data-action=change]").tap()
        expect(page.locator(".time-picker")).to_have_count(2)
        page.locator("[data-repeat=days]").tap()
        page.locator("[data-day=sat]").tap()
        page.locator("[data-action=save]").tap()
        expect(page.locator("[data-item]")).to_contain_text("星期六 08:00、20:00")
        page.locator("[data-action=remove]").tap()
        assert asked(page, "modal") == ["要移除「血壓藥」和它的剔號嗎？"]
        expect(page.locator(".empty")).to_be_visible()


def test_who_ticks_is_asked_where_it_is_kept_and_remembered(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "remind", at=AT, keep=kept(daily("Pill", "08:00"), daily("Drops", "08:05")))
        page.locator(".signing input").fill("Aunt")
        page.locator(".now [data-action=done]").tap()
        expect(page.locator("[data-state=done]")).to_contain_text("Done at 08:12 by Aunt")
        restart(page)
        expect(page.locator(".signing")).to_contain_text("You tick as Aunt.")


def test_ones_own_reminders_are_nobody_elses(browser: Browser) -> None:
    spec = example()
    things = [thing.model_copy(update={"fields": tuple(one.model_copy(update={"private": True}) for one in thing.fields)}) for thing in spec.things]
    screen = spec.screens[0].model_copy(update={"options": {**spec.screens[0].options, "shared": False}})
    own = check(spec.model_copy(update={"things": tuple(things), "screens": (screen,)}))
    with phone(browser) as opened:
        page = opened(own, "remind", at=AT, keep=kept(daily("Mine", "20:00"), {**daily("Hers", "20:00"), "mine": False}))
        expect(page.locator("[data-item]")).to_have_count(1)
        expect(page.locator("[data-item]")).to_contain_text("Mine")


@pytest.mark.parametrize("view", ["today", "week", "all"])
def test_five_hundred_stay_quick_and_come_in_pages(browser: Browser, view: str) -> None:
    many = [daily(f"Pill {n} {HOSTILE}", "20:00") for n in range(500)]
    with phone(browser) as opened:
        page = opened(example(), "remind", at=AT, keep=kept(*many))
        page.locator(f"[data-view={view}]").tap()
        days = 7 if view == "week" else 1
        expect(page.locator("[data-item]")).to_have_count(30 * days)
        page.locator("[data-action=more]").tap()
        expect(page.locator("[data-item]")).to_have_count(60 * days)
        assert page.evaluate("JSON.stringify(page.data).length") < 256 * 1024
        assert readings(page, "page.look(load('runtime.js').app())") < MOST_READINGS


def test_a_full_phone_says_so_and_keeps_what_was_typed(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "remind", at=AT, keep=kept(daily("Pill", "20:00")))
        page.evaluate("answers.noRoom = true")
        page.locator("[data-action=add]").tap()
        page.locator("input").first.fill("Drops")
        page.locator("[data-action=save]").tap()
        expect(page.locator(".alert")).to_contain_text("no room")
        expect(page.locator("input").first).to_have_value("Drops")
        page.locator("button.link").tap()
        expect(page.locator("[data-item]")).to_contain_text("Pill")
