"""The name of a time zone: a place that people know, in their language."""

from __future__ import annotations

import pytest

from bot.dashboard.event.clocks import KNOWN, clocks_of
from bot.locales import LANGUAGES, locale
from bot.services import Parts
from tests.channels.visiting import text_of_page, visit, web
from tests.event.people import an_event


@pytest.mark.parametrize(("language", "says"), [("en", "Hong Kong time"), ("zh-Hant", "香港時間"), ("zh-Hans", "香港时间")])
async def test_an_events_page_names_the_place_of_its_times(parts: Parts, language: str, says: str) -> None:
    event = await an_event(parts)
    page = text_of_page(await visit(web(parts), language).get(f"/event/{event.code}"))
    assert says in page and "Hong_Kong" not in page


def test_every_place_has_a_name_and_others_their_own() -> None:
    for language in LANGUAGES:
        assert all(clocks_of(f"Asia/{place}", locale(language)) for place in KNOWN)
    assert clocks_of("America/New_York", locale("en")) == "New York"
    assert clocks_of("UTC", locale("zh-Hant")).strip() == "UTC"
