"""The map in a mini program: tapped, moved closer, on the owner's own picture, and with or without the phone saying where it is."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from scaffolds import blocks
from scaffolds.spec import AppSpec, check, read
from tests.browser import browser
from tests.platforms.phone import asked, in_storage, phone

__all__ = ["browser"]
NOON = "2026-03-02T12:00:00+08:00"
HOSTILE = "{{7*7}}<img src=x onerror=alert(1)>\"'`"
TAI_PO, CENTRAL = {"x": 114.1852, "y": 22.4533}, {"x": 114.1613, "y": 22.2822}


def example(**options: Any) -> AppSpec:
    spec = read((blocks.discover()["map"].folder / "example.json").read_bytes()).model_copy(update={"languages": ("en",)})
    screen = spec.screens[0].model_copy(update={"options": {**spec.screens[0].options, **options}})
    return blocks.with_checks(check(spec.model_copy(update={"screens": (screen,)})))


def spot(n: int, name: str, **more: Any) -> dict[str, Any]:
    return {"id": f"spot{n:08}", "name": name, "mine": True, **more}


def kept(*spots: dict[str, Any]) -> dict[str, Any]:
    return in_storage({"spot": list(spots), "map_picture": []})


def tap(page: Page, left: float, top: float) -> None:
    """Where the ground has these hundredths of its width and height."""
    box = page.locator(".ground").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] * left / 100, box["y"] + box["height"] * top / 100)


def test_a_place_stands_where_the_map_was_tapped_and_opens_in_wechats_map(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "map", at=NOON)
        page.locator("[data-action=closer]").tap()
        expect(page.locator("[data-action=away]:not(.spent)")).to_be_visible()
        tap(page, 57, 30)
        page.locator("[data-action=add]").tap()
        page.locator("input[data-name=name]").fill(HOSTILE)
        page.locator("[data-action=save]").tap()
        expect(page.locator(".place-name")).to_have_text(HOSTILE)
        page.locator("[data-item]").tap()
        page.locator("[data-action=streets]").tap()
        shown = asked(page, "openLocation")[0]
        assert shown["name"] == HOSTILE
        assert shown["longitude"] == pytest.approx(113.8 + 0.57 * 0.65, abs=0.003) and shown["latitude"] == pytest.approx(
            22.58 - 0.3 * 0.45, abs=0.003
        )
        pin = page.locator(".pin").bounding_box()
        ground = page.locator(".ground").bounding_box()
        assert pin and ground
        assert (pin["x"] + pin["width"] / 2 - ground["x"]) / ground["width"] == pytest.approx(0.57, abs=0.01)
        assert page.locator("img").count() == 0


def test_the_phone_says_where_it_is_and_the_nearest_come_first(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "map", at=NOON, keep=kept(spot(1, "Central", **CENTRAL), spot(2, "Tai Po", **TAI_PO)))
        page.evaluate("answers.place = { latitude: 22.45, longitude: 114.18 }")
        assert asked(page, "getLocation") == []
        page.locator("[data-action=near]").tap()
        expect(page.locator("[data-item]").first).to_contain_text("Tai Po")
        expect(page.locator("[data-item]").first).to_contain_text("650 m away")
        expect(page.locator(".me")).to_be_visible()
        assert asked(page, "getLocation")[0]["type"] == "wgs84"


def test_where_the_phone_may_not_say_it_the_map_is_tapped_instead(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(), "map", at=NOON, keep=kept(spot(1, "Central", **CENTRAL), spot(2, "Tai Po", **TAI_PO)))
        page.evaluate("answers.refused = ['getLocation']")
        page.locator("[data-action=near]").tap()
        expect(page.get_by_text("was not allowed to know where you are")).to_be_visible()
        page.locator("[data-action=settings]").tap()
        assert len(asked(page, "openSetting")) == 1
        tap(page, 59, 28)
        expect(page.locator("[data-item]").first).to_contain_text("Tai Po")
        expect(page.get_by_text("was not allowed to know where you are")).to_have_count(0)


def test_the_owners_picture_becomes_the_map(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(example(outline="none"), "map", at=NOON)
        expect(page.get_by_text("No map yet")).to_be_visible()
        page.locator("[data-action=pictures]").tap()
        page.locator("input[data-name=name]").fill("Our floor")
        page.get_by_text("Take or choose a picture").tap()
        expect(page.locator(".photo")).to_be_visible()
        page.locator("[data-action=save]").tap()
        expect(page.locator(".ground-picture")).to_be_visible()
        tap(page, 25, 50)
        page.locator("[data-action=add]").tap()
        page.locator("input[data-name=name]").fill("Lift")
        page.locator("[data-action=save]").tap()
        expect(page.locator(".pin", has_text="1")).to_be_visible()
        page.evaluate("answers.confirm = false")
        page.locator("[data-action=pictures]").tap()
        page.locator("[data-action=remove_picture]").tap()
        expect(page.locator("[data-action=remove_picture]")).to_be_visible()
        page.evaluate("answers.confirm = true")
        page.locator("[data-action=remove_picture]").tap()
        expect(page.locator("[data-item]", has_text="Lift")).to_contain_text("Not on the map yet")


def test_five_hundred_places_are_paged_on_the_map_too(browser: Browser) -> None:
    rows = [spot(n, f"Place {n}", x=113.9 + n % 25 / 100, y=22.3 + n // 25 / 100) for n in range(500)]
    with phone(browser) as opened:
        page = opened(example(), "map", at=NOON, keep=kept(*rows))
        expect(page.locator("[data-item]")).to_have_count(50)
        expect(page.locator(".pin")).to_have_count(50)
        page.locator("[data-action=more]").tap()
        expect(page.locator("[data-item]")).to_have_count(100)
        page.locator(".search").fill("place 499")
        expect(page.locator("[data-item]")).to_have_count(1)
        page.locator("[data-item]").tap()
        expect(page.locator(".pin.picked")).to_be_visible()


def test_degrees_are_moved_for_wechats_map_of_the_mainland_alone(browser: Browser) -> None:
    """Tiananmen by GPS and as maps of the mainland have it; Hong Kong stays. https://github.com/googollee/eviltransform has the same pair."""
    with phone(browser) as opened:
        page = opened(example(), "map")
        moved = page.evaluate("load('parts/map/gcj02.js').forMap({ x: 116.39089, y: 39.90734 })")
        assert moved["latitude"] == pytest.approx(39.90874, abs=2e-5) and moved["longitude"] == pytest.approx(116.39713, abs=2e-5)
        assert page.evaluate("load('parts/map/gcj02.js').forMap({ x: 114.1613, y: 22.2822 })") == {"latitude": 22.2822, "longitude": 114.1613}
