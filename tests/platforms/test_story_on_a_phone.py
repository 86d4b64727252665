"""Stories in a mini program: locked choices, the map, sounds that the phone makes, and an author whose words are words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from scaffolds import blocks
from scaffolds.blocks.story.tests.test_story import SOUND
from scaffolds.spec import AppSpec, check
from scaffolds.wish import Wish
from tests.browser import browser
from tests.platforms.phone import MOST_READINGS, Open, in_storage, phone, pick, readings, restart
from tests.scaffolds.apps import drafted

__all__ = ["browser"]
HOSTILE = "{{7*7}}<img src=x onerror=alert(1)>\"'`${1}"


@pytest.fixture
def open_app(browser: Browser) -> Iterator[Open]:
    with phone(browser) as opened:
        yield opened


def app() -> AppSpec:
    return drafted(Wish(), "story")


def empty() -> AppSpec:
    spec = app()
    screen = spec.screens[0].model_copy(update={"options": {**spec.screens[0].options, "begin_with_tale": False}})
    return blocks.with_checks(check(spec.model_copy(update={"screens": (screen,)})))


def choose(page: Page, *labels: str) -> None:
    for label in labels:
        page.locator("[data-action=choose]", has_text=label).tap()


def field(page: Page, label: str, value: str) -> None:
    page.get_by_label(label, exact=True).fill(value)


def test_a_locked_choice_says_what_it_needs_and_opens_with_it_after_a_restart_too(open_app: Open) -> None:
    page = open_app(app(), "story")
    page.locator("[data-action=begin]").tap()
    choose(page, "Go alone", "Go on", "Read the note")
    expect(page.locator(".alert")).to_contain_text("you need: note")
    page.locator("[data-action=back]").tap()
    choose(page, "Turn round", "Ask somebody", "Take the note")
    expect(page.locator(".thing")).to_have_text("note")
    restart(page)
    page.locator("[data-action=go-on]").tap()
    choose(page, "Read the note")
    expect(page.locator(".end")).to_contain_text("found 1 of 2")


def test_the_map_shows_the_way_and_hides_what_was_not_seen(open_app: Open) -> None:
    page = open_app(app(), "story")
    page.locator("[data-action=begin]").tap()
    choose(page, "Go alone")
    page.locator("[data-action=map]").tap()
    expect(page.locator(".knot.seen")).to_have_count(2)
    expect(page.locator(".knot.here")).to_have_text("🧒")
    expect(page.locator("[data-screen]")).not_to_contain_text("It opens")
    knots, chart = page.locator(".knot"), page.locator(".chart").bounding_box()
    assert chart and len({(box["x"], box["y"]) for box in (knots.nth(n).bounding_box() for n in range(knots.count())) if box}) == 6
    page.locator("[data-action=close]").tap()
    expect(page.locator(".scene-name")).to_have_text("Alone")


def test_sound_waits_to_be_switched_on_and_ends_with_the_scene_or_the_page(open_app: Open) -> None:
    page = open_app(app(), "story")
    page.evaluate(SOUND)
    page.locator("[data-action=begin]").tap()
    assert page.evaluate("sounded") == []
    page.locator("[data-action=sound]").tap()
    assert page.evaluate("sounded") == ["begin"] * 5
    choose(page, "Ask somebody")
    assert page.evaluate("sounded.pop()") == "end"
    page.locator("[data-action=back]").tap()
    assert page.evaluate("sounded.pop()") == "begin"
    page.evaluate("page.onHide()")
    assert page.evaluate("sounded.pop()") == "end"
    page.evaluate("page.onShow()")
    assert page.evaluate("sounded.pop()") == "begin"


def test_a_phone_without_sounds_or_a_voice_says_so(open_app: Open) -> None:
    page = open_app(app(), "story")
    page.evaluate("delete wx.createWebAudioContext")
    page.locator("[data-action=begin]").tap()
    page.locator("[data-action=sound]").tap()
    expect(page.locator(".hint")).to_contain_text("cannot make these sounds")
    page.locator("[data-action=aloud]").tap()
    expect(page.locator(".hint")).to_contain_text("speech plugin")
    choose(page, "Go alone")
    expect(page.locator(".hint")).to_have_count(0)


def test_an_author_begins_with_nothing_and_odd_words_are_shown_as_they_were_typed(open_app: Open) -> None:
    page = open_app(empty(), "story")
    page.locator("[data-action=add]").tap()
    field(page, "Name of the scene", f"Start {HOSTILE}")
    field(page, "What is told", f"Told {HOSTILE}")
    page.locator("[data-emoji]").first.tap()
    expect(page.get_by_label("Who and what is there (emoji)")).to_have_value("🧒")
    pick(page, page.get_by_label("Place", exact=True), "Sea")
    page.locator("[data-action=add]").tap()
    expect(page.locator(".loose")).to_contain_text("stops")
    page.locator("[data-action=edit]").tap()
    field(page, "What is told", "Not kept yet")
    page.locator("[data-action=link]").tap()
    field(page, "What readers can choose", f"Climb {HOSTILE}")
    pick(page, page.get_by_label("Leads to"), "A new scene")
    field(page, "Name of the new scene", "The roof")
    field(page, "Gives (something to carry)", HOSTILE)
    page.locator("[data-action=link-save]").tap()
    expect(page.locator("[data-item]")).to_contain_text("leads to The roof")
    expect(page.get_by_label("What is told")).to_have_value("Not kept yet")
    page.locator("[data-action=back-to-all]").tap()
    page.locator("[data-action=repair]").tap()
    page.locator("taro-switch-core").tap()
    page.locator("[data-action=change]").tap()
    expect(page.locator(".fine")).to_be_visible()
    page.locator("[data-action=leave]").tap()
    page.locator("[data-action=begin]").tap()
    expect(page.locator(".told")).to_have_text(f"Told {HOSTILE}")
    choose(page, "Climb")
    expect(page.locator(".thing")).to_have_text(HOSTILE)
    expect(page.locator(".end")).to_be_visible()
    assert page.locator("img").count() == 0


def test_sixty_scenes_and_five_hundred_choices_are_drawn_at_once(open_app: Open) -> None:
    scenes = [{"id": f"scene{n:011}", "mine": True, "name": f"Scene {n}", "text": "…", "ending": n == 59} for n in range(60)]
    choices = [
        {"id": f"choice{n:010}", "mine": True, "scene": f"Scene {n % 59}", "label": f"On {n}", "to": f"Scene {(n % 59 + n // 59 + 1) % 60}"}
        for n in range(500)
    ]
    page = open_app(app(), "story", keep=in_storage({"scene": scenes, "choice": choices}))
    page.locator("[data-action=begin]").tap()
    assert readings(page, "page.openMap()") < MOST_READINGS
    expect(page.locator(".knot")).to_have_count(60)


def test_a_full_phone_keeps_what_was_typed(open_app: Open) -> None:
    page = open_app(app(), "story")
    page.locator("[data-action=write]").tap()
    page.locator("[data-action=add]").tap()
    field(page, "Name of the scene", "Attic")
    field(page, "What is told", "Dust.")
    page.evaluate("answers.noRoom = true")
    page.locator("[data-action=add]").tap()
    expect(page.locator(".alert")).to_contain_text("no room")
    expect(page.get_by_label("Name of the scene")).to_have_value("Attic")
