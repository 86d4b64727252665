"""The showcase: what teams want to show, for everybody, once it is open; no child's name, no data of anybody."""

from __future__ import annotations

import re

from sqlalchemy import Connection

from bot.services import Parts
from bot.services.event import awards
from bot.services.event.showcase import Wanted, showcase
from storage.events import tables as t
from storage.tables import table
from tests.channels.visiting import Visit, give_app, visit, web
from tests.event.finished import AT, a_finished, now_of, organiser, sits


async def test_it_is_closed_until_an_organiser_opens_it(parts: Parts) -> None:
    of = await a_finished(parts)
    anybody, path = visit(web(parts)), f"/event/{of.event.code}/showcase"
    assert "not open yet" in (await anybody.get(path)).text
    assert (await anybody.get(f"{path}/{of.teams[0].id}")).status_code == 404
    assert (await anybody.get(f"{path}/{of.teams[0].id}/app.zip")).status_code == 404
    desk = await organiser(parts, of.event)
    await desk.post(f"/event/{of.event.code}/desk/after/showcase", {"is_open": "1"})
    text = (await anybody.get(path)).text
    assert "3 apps" in text and all(team.name in text for team in of.teams)
    assert (await anybody.get(f"{path}/{of.teams[0].id}/app.zip")).content == b"PK"
    await desk.post(f"/event/{of.event.code}/desk/after/showcase", {"is_open": "0"})
    assert "not open yet" in (await anybody.get(path)).text


async def test_a_team_that_does_not_want_to_is_not_there(parts: Parts) -> None:
    of = await a_finished(parts, showcase=AT)
    await parts.store.teams.change(of.event.id, of.teams[1].id, shown=False)
    anybody, path = visit(web(parts)), f"/event/{of.event.code}/showcase"
    assert "Lantern" not in (await anybody.get(path)).text
    for hidden in (f"{path}/{of.teams[1].id}", f"{path}/{of.teams[1].id}/app.zip", f"/event/{of.event.code}/picture/{of.teams[1].id}.svg"):
        assert (await anybody.get(hidden)).status_code == 404


async def test_no_childs_name_and_no_number_of_anybody_is_on_it(parts: Parts) -> None:
    of = await a_finished(parts, showcase=AT)
    await sits(parts, of.event, of.teams[0], "Ann Wong Siu-ming")
    number = "Call me at 9123 4567 when the shower is free"
    await parts.store.write(_pitch, of.entries[0], number)
    anybody, path = visit(web(parts)), f"/event/{of.event.code}/showcase"
    for page in (path, f"{path}/{of.teams[0].id}"):
        text = (await anybody.get(page)).text
        assert "Ann Wong" not in text and "9123" not in text
    assert "when the shower is free" in (await anybody.get(f"{path}/{of.teams[0].id}")).text


def _pitch(db: Connection, entry: str, text: str) -> None:
    db.execute(table(t.Entry).update().where(table(t.Entry).c.id == entry).values(pitch=text))


async def test_awards_are_marked_once_they_were_revealed(parts: Parts) -> None:
    of = await a_finished(parts, showcase=AT)
    await awards.give_suggested(parts, of.event, "Mr Ng")
    anybody, path = visit(web(parts)), f"/event/{of.event.code}/showcase"
    assert "Third" not in (await anybody.get(path)).text
    await awards.move(parts, of.event, 0, "next")
    text = (await anybody.get(path)).text
    assert "Third" in text and "First" not in text


async def test_it_is_narrowed_by_division_kind_and_words(parts: Parts) -> None:
    of = await a_finished(parts, showcase=AT, divisions=["junior", "senior"])
    await parts.store.teams.change(of.event.id, of.teams[0].id, division="junior", look={"blocks": ["calendar"]})
    await parts.store.teams.change(of.event.id, of.teams[1].id, division="senior")

    async def found(**wanted: str) -> list[str]:
        return [one.work.name for one in (await showcase(parts, await now_of(parts, of.event), Wanted(**wanted))).shown]

    assert await found(division="junior") == ["Night Ferry"] and await found(block="calendar") == ["Night Ferry"]
    assert await found(words="LANTERN shower") == ["Lantern"] and await found(words="nothing like it") == []
    anybody = visit(web(parts))
    text = (await anybody.get(f"/event/{of.event.code}/showcase?division=%3Cscript%3E&q=%22%3E%3Cmarquee")).text
    assert "No app fits that" in text and "<script>" not in text.replace("<script ", "") and "<marquee" not in text


async def test_strangers_each_try_a_copy_of_their_own(parts: Parts) -> None:
    of = await a_finished(parts, showcase=AT)
    app = web(parts)
    maker = visit(app)
    await maker.get("/")
    project = await give_app(maker)
    await parts.store.write(lambda db: db.execute(table(t.Entry).update().values(project=project)) and None)
    path = f"/event/{of.event.code}/showcase/{of.teams[0].id}"

    async def frame_of(browser: Visit) -> str:
        """As somebody comes: the page, then 'Run it'."""
        await browser.get(path)
        return str(re.findall(r'<iframe[^>]* src="([^"]+)"', (await browser.get(f"{path}?run=1")).text)[0])

    ann, ben = visit(app), visit(app)
    hers, his = await frame_of(ann), await frame_of(ben)
    assert hers != his and hers == await frame_of(ann)
    assert 'sandbox="allow-scripts"' in (await ann.get(f"{path}?run=1")).text


async def test_hundreds_come_fifty_at_a_time_with_as_few_queries(parts: Parts) -> None:
    of = await a_finished(parts, [f"Team {n}" for n in range(60)], showcase=AT)
    anybody, path = visit(web(parts)), f"/event/{of.event.code}/showcase"
    text = (await anybody.get(path)).text
    assert text.count('class="work"') == 50 and "Show 10 more" in text and 'type="search"' in text
    assert (await anybody.get(f"{path}?all=1")).text.count('class="work"') == 60
    counted, read = [0], parts.store.read

    async def counting(*args, **kwargs):  # type: ignore[no-untyped-def]
        counted[0] += 1
        return await read(*args, **kwargs)

    parts.store.read = counting  # type: ignore[method-assign]
    await anybody.get(path)
    assert counted[0] <= 8


async def test_one_of_the_team_decides_and_an_empty_one_says_so(parts: Parts) -> None:
    of = await a_finished(parts, ["Night Ferry"], showcase=AT)
    await parts.store.teams.change(of.event.id, of.teams[0].id, shown=False)
    member = visit(web(parts))
    await member.say("hello")
    learner = await parts.store.learner_by_identity("web", member.key)
    assert learner is not None
    path = f"/event/{of.event.code}"
    assert "No app is shown yet" in (await member.get(f"{path}/showcase")).text
    assert (await member.post(f"{path}/feedback/shown", {"want": "1"})).status_code == 403, "who does not take part decides nothing"
    seat = await sits(parts, of.event, of.teams[0], "Ann")
    await parts.store.identify("web", member.key, seat.learner)
    await member.post(f"{path}/feedback/shown", {"want": "1"})
    assert "Night Ferry" in (await member.get(f"{path}/showcase")).text
