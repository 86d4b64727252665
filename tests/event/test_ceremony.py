"""The ceremony's page: one moment after another, for one prize and for thirty and for none, and every team is named at the end."""

from __future__ import annotations

import pytest

from bot.services import Parts
from bot.services.event import awards
from bot.services.news import of_event
from tests.channels.visiting import Visit, visit, web
from tests.event.finished import PROBLEM, a_finished, now_of, organiser, sits


async def text_at(parts: Parts, browser: Visit, code: str) -> str:
    answer = await browser.get(f"/event/{code}/ceremony")
    assert answer.status_code == 200
    return answer.text


async def test_nothing_is_shown_before_it_is_revealed(parts: Parts) -> None:
    of = await a_finished(parts)
    await awards.give_suggested(parts, of.event, "Mr Ng")
    anybody, shown = visit(web(parts)), []
    for step in range(5):
        text = await text_at(parts, anybody, of.event.code)
        shown.append([team.name for team in of.teams if team.name in text])
        await awards.move(parts, await now_of(parts, of.event), step, "next")
    assert shown == [[], ["二樓後座"], ["Lantern"], ["Night Ferry"], ["Night Ferry", "Lantern", "二樓後座"]]
    assert (await now_of(parts, of.event)).revealed == 4, "there is nothing behind the end"


async def test_a_moment_has_the_team_its_app_their_words_and_who_they_are(parts: Parts) -> None:
    of = await a_finished(parts, prizes=[{"id": "first", "name": "Best app", "division": ""}])
    await sits(parts, of.event, of.teams[0], "Ann Wong")
    await awards.give_suggested(parts, of.event, "Mr Ng")
    await awards.move(parts, of.event, 0, "next")
    inside, outside = await text_at(parts, await organiser(parts, of.event), of.event.code), await text_at(parts, visit(web(parts)), of.event.code)
    for text in (inside, outside):
        assert "Best app" in text and "Shower Time" in text and "one shower for 9 families" in text and f"/picture/{of.teams[0].id}.svg" in text
    assert "Ann Wong" in inside and "Ann Wong" not in outside, "whoever has the code alone sees no child's name"


@pytest.mark.parametrize("n", [0, 1, 30])
async def test_any_number_of_prizes_and_all_are_named_at_the_end(parts: Parts, n: int) -> None:
    names = [f"Team {one:02}" for one in range(30)]
    of = await a_finished(parts, names, prizes=[{"id": f"p{one}", "name": f"Prize {one}", "division": ""} for one in range(n)])
    assert await awards.give_suggested(parts, of.event, "Mr Ng") == n
    for step in range(n + 1):
        await awards.move(parts, await now_of(parts, of.event), step, "next")
    text = await text_at(parts, visit(web(parts)), of.event.code)
    assert all(name in text for name in names) and text.count('class="winner"') == n and "Thank you" in text


async def test_an_event_of_nobody_ends_well(parts: Parts) -> None:
    of = await a_finished(parts, [], ranked=False)
    await awards.move(parts, of.event, 0, "next")
    assert "No team took part." in await text_at(parts, visit(web(parts)), of.event.code)


async def test_the_page_hears_of_the_next_moment_and_plays_none_twice(parts: Parts) -> None:
    of, heard = await a_finished(parts), list[str]()
    parts.news.listen(heard.append)
    await awards.give_suggested(parts, of.event, "Mr Ng")
    heard.clear()
    await awards.move(parts, of.event, 0, "next")
    assert heard == [of_event(of.event.id)]
    browser, base = visit(web(parts)), f"/event/{of.event.code}/ceremony/parts"
    assert (await browser.get(f"{base}?seen=1")).status_code == 204
    moved = await browser.get(f"{base}?seen=0")
    assert moved.status_code == 200 and "二樓後座" in moved.text and "<html" not in moved.text


async def test_a_prize_of_a_team_that_left_breaks_nothing(parts: Parts) -> None:
    of = await a_finished(parts)
    await awards.give_suggested(parts, of.event, "Mr Ng")
    await parts.store.teams.change(of.event.id, of.teams[2].id, withdrawn=of.event.created)
    await awards.move(parts, of.event, 0, "next")
    assert "A team that has left" in await text_at(parts, visit(web(parts)), of.event.code)


async def test_a_picture_is_for_people_of_the_event_until_the_ceremony(parts: Parts) -> None:
    of = await a_finished(parts)
    path, anybody = f"/event/{of.event.code}/picture/{of.teams[0].id}.svg", visit(web(parts))
    assert (await anybody.get(path)).status_code == 404
    assert (await (await organiser(parts, of.event)).get(path)).headers["content-type"] == "image/svg+xml"
    await awards.move(parts, of.event, 0, "next")
    drawn = await anybody.get(path)
    assert drawn.status_code == 200 and PROBLEM not in drawn.text
