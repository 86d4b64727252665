"""Prizes: suggested by the judges, given by a human, and never shown before they are revealed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.event.prizes import last_step, steps, suggested
from bot.services import Parts
from bot.services.event import awards
from tests.channels.visiting import visit, web
from tests.event.finished import a_finished, now_of, organiser

PRIZES = [{"id": "a", "name": "A", "division": ""}, {"id": "b", "name": "B", "division": "junior"}, {"id": "c", "name": "C", "division": "junior"}]


def test_each_division_is_ranked_by_itself() -> None:
    assert suggested(PRIZES, [("t1", "senior"), ("t2", "junior"), ("t3", "junior")]) == {"b": "t2", "c": "t3"}
    assert suggested(PRIZES[:1], [("t1", ""), ("t2", "")]) == {"a": "t1"}
    assert suggested(PRIZES, []) == {}


NAMES = st.text("abcdef", min_size=1, max_size=3)


@given(
    st.lists(NAMES, unique=True), st.sets(NAMES), st.lists(st.tuples(NAMES, st.sampled_from(["", "junior", "senior"])), unique_by=lambda one: one[0])
)
def test_whatever_prizes_there_are_each_is_revealed_once_and_the_best_last(ids: list[str], held: set[str], ranked: list[tuple[str, str]]) -> None:
    prizes = [{"id": one, "name": one, "division": ""} for one in ids]
    queue = steps(prizes, held)
    assert sorted(queue) == sorted(held & set(ids)) and list(queue) == [one for one in reversed(ids) if one in held]
    assert last_step(len(queue)) == len(queue) + 1
    fits = suggested(prizes, ranked)
    assert set(fits) <= set(ids) and len(set(fits.values())) == len(fits)


async def test_the_ranking_suggests_and_a_human_gives(parts: Parts) -> None:
    of = await a_finished(parts)
    works = await parts.store.works.of_event(of.event.id)
    found = await awards.slots(parts, of.event, works)
    assert [slot.suggested for slot in found] == [team.id for team in of.teams] and not any(slot.team for slot in found)
    assert await awards.give(parts, of.event, "first", of.teams[2].id, "Mr Ng")
    assert await awards.give_suggested(parts, of.event, "Mr Ng") == 2, "what a human gave stays"
    held = {one.prize: one.team for one in await parts.store.awards.of_event(of.event.id)}
    assert held == {"first": of.teams[2].id, "second": of.teams[1].id, "third": of.teams[2].id}, "a team may have more than one"
    assert await awards.give(parts, of.event, "third", "", "Mr Ng") and len(await parts.store.awards.of_event(of.event.id)) == 2


async def test_it_works_without_judging(parts: Parts) -> None:
    of = await a_finished(parts, ranked=False)
    found = await awards.slots(parts, of.event, await parts.store.works.of_event(of.event.id))
    assert [slot.suggested for slot in found] == [None, None, None]
    assert await awards.give(parts, of.event, "first", of.teams[0].id, "Mr Ng")
    assert await awards.give_suggested(parts, of.event, "Mr Ng") == 0


async def test_nothing_is_given_that_is_not_there(parts: Parts) -> None:
    of, other = await a_finished(parts), await a_finished(parts, ["Elsewhere"], code="HJKM4674")
    await parts.store.teams.change(of.event.id, of.teams[1].id, withdrawn=of.event.created)
    for prize, team in (("none", of.teams[0].id), ("first", other.teams[0].id), ("first", of.teams[1].id), ("first", "nobody")):
        assert not await awards.give(parts, of.event, prize, team, "Mr Ng")
    assert await parts.store.awards.of_event(of.event.id) == []


async def test_once_the_first_was_revealed_nothing_is_changed_until_it_begins_again(parts: Parts) -> None:
    of = await a_finished(parts)
    await awards.give_suggested(parts, of.event, "Mr Ng")
    assert await awards.move(parts, of.event, 0, "next")
    assert not await awards.move(parts, of.event, 0, "next"), "a second press of the same page moves nothing"
    assert not await awards.give(parts, of.event, "first", of.teams[1].id, "Mr Ng")
    assert not await awards.give(parts, of.event, "first", "", "Mr Ng")
    assert await awards.move(parts, await now_of(parts, of.event), 1, "again")
    assert await awards.give(parts, of.event, "first", of.teams[1].id, "Mr Ng")


async def test_the_desk_gives_reveals_and_is_the_organisers_alone(parts: Parts) -> None:
    of = await a_finished(parts)
    desk, base = await organiser(parts, of.event), f"/event/{of.event.code}/desk/awards"
    text = (await desk.get(base)).text
    assert "The judges’ ranking says: Night Ferry" in text and "Give as the judges ranked (3)" in text
    assert (await desk.post(f"{base}/give", {"prize": "first", "team": of.teams[1].id})).status_code == 303
    assert "Given to Lantern" in (await desk.get(base)).text
    assert (await desk.post(f"{base}/suggested")).status_code == 303
    for seen in range(4):
        assert (await desk.post(f"{base}/reveal", {"to": "next", "seen": str(seen)})).status_code == 303
    assert (await now_of(parts, of.event)).revealed == 4
    text = (await desk.get(base)).text
    assert "names every team" in text and 'value="next"' not in text and not re.search(r"<select", text)
    refused = await desk.post(f"{base}/give", {"prize": "first", "team": of.teams[0].id})
    assert "refused=1" in refused.headers["location"] and (await desk.get(refused.headers["location"])).status_code == 409
    stranger = visit(web(parts))
    assert (await stranger.get(base)).status_code == 403 and (await stranger.post(f"{base}/reveal", {"to": "again", "seen": "4"})).status_code == 403


async def test_a_prize_that_a_colleague_gave_meanwhile_stays_theirs(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk was read, and then the colleague gave the first prize by hand."""
    of = await a_finished(parts)
    slots = awards.slots

    async def and_then_a_colleague(*args: Any) -> list[awards.Slot]:
        found = await slots(*args)
        assert await awards.give(parts, of.event, "first", of.teams[2].id, "Ms Ho")
        return found

    monkeypatch.setattr(awards, "slots", and_then_a_colleague)
    assert await awards.give_suggested(parts, of.event, "Mr Ng") == 2
    assert {one.prize: (one.team, one.by) for one in await parts.store.awards.of_event(of.event.id)}["first"] == (of.teams[2].id, "Ms Ho")
