"""Judging on the store: who is given what, what counts, and what a result says."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.event import ordering
from bot.core.event.ordering import MOVES, REASONS, Sheet, begun, coded, decoded, left_out, moved, taken_back
from bot.services import Parts
from bot.services.event import judging, results
from bot.services.event.batching import LARGEST, size
from bot.services.event.judges import judges
from storage.events.records import Seat
from tests.event.hall import Hall, a_hall, an_entry
from tests.event.people import a_member, a_person, a_team

SIX = tuple("abcdef")
STEPS = st.lists(st.tuples(st.sampled_from((*MOVES, "out", "back")), st.sampled_from(SIX), st.sampled_from(REASONS)), max_size=25)


def walked(steps: list[tuple[str, str, str]]) -> Sheet:
    sheet = begun(SIX)
    for what, entry, reason in steps:
        if what == "out":
            sheet = left_out(sheet, entry, reason)  # type: ignore[arg-type]
        elif what == "back":
            sheet = taken_back(sheet, entry)
        else:
            sheet = moved(sheet, entry, what)  # type: ignore[arg-type]
    return sheet


@given(STEPS)
def test_however_it_is_moved_each_entry_is_there_once_and_the_code_says_it_all(steps: list[tuple[str, str, str]]) -> None:
    sheet = walked(steps)
    assert sorted([entry for place in sheet.places for entry in place] + list(sheet.left_out)) == list(SIX)
    assert all(sheet.places)
    assert decoded(coded(sheet, SIX), SIX) == sheet


@given(st.text(max_size=40) | st.text("0123456789.-~cflo", max_size=40))
def test_what_is_no_code_of_the_batch_is_nothing(code: str) -> None:
    sheet = decoded(code, SIX)
    assert sheet is None or decoded(coded(sheet, SIX), SIX) == sheet


def test_the_steps_of_a_judge() -> None:
    assert moved(begun("abc"), "c", "up").places == (("a",), ("c",), ("b",))
    assert moved(begun("abc"), "a", "up").places == (("a",), ("b",), ("c",))
    tied = moved(begun("abc"), "b", "level")
    assert tied.places == (("a", "b"), ("c",))
    assert moved(tied, "b", "up").places == (("b",), ("a",), ("c",))
    assert moved(tied, "a", "down").places == (("b",), ("a",), ("c",))
    assert moved(tied, "a", "apart").places == (("b",), ("a",), ("c",))
    assert moved(begun("abc"), "a", "down").places == (("b",), ("a",), ("c",))


@pytest.mark.parametrize(("usual", "left", "given"), [(6, 20, 6), (6, 8, 8), (6, 7, 7), (6, 9, 6), (6, 3, 3), (8, 10, 10), (9, 11, 9), (6, 0, 0)])
def test_no_batch_is_left_too_small(usual: int, left: int, given: int) -> None:
    assert size(usual, left) == given <= LARGEST


async def test_a_round_begins_once_and_a_clock_that_rings_twice_changes_nothing(parts: Parts) -> None:
    hall = await a_hall(parts)
    assert await judging.open_round(parts, hall.event)
    assert not await judging.open_round(parts, hall.event)
    assert await judging.close_round(parts, hall.event)
    assert not await judging.close_round(parts, hall.event)
    assert not await judging.open_round(parts, hall.event), "what was closed by a human is not opened by the clock"
    event = await parts.store.events.get(hall.event.id)
    assert event is not None and event.judging_closed is not None
    assert await judging.reopen_round(parts, hall.event)


async def test_nothing_counts_after_closing(parts: Parts) -> None:
    hall = await a_hall(parts)
    await judging.open_round(parts, hall.event)
    batch = await judging.next_batch(parts, hall.event, hall.judges[0])
    assert batch is not None
    await judging.close_round(parts, hall.event)
    assert await judging.keep(parts, hall.event, hall.judges[0], batch, begun(batch.entries), done=True) == "closed"
    assert not await judging.say(parts, hall.event, hall.judges[0], batch.entries[0], {"problem": 3}, "Good")
    assert await judging.next_batch(parts, hall.event, hall.judges[1]) is None
    (kept,) = await parts.store.judging.batches(hall.event.id, 1)
    assert kept.done is None and kept.ranking is None and await parts.store.judging.judgements(hall.event.id) == []


async def test_judges_who_ask_at_once_share_the_entries_out(parts: Parts) -> None:
    hall = await a_hall(parts, teams=24, judges=4, views=1)
    await judging.open_round(parts, hall.event)
    given = await asyncio.gather(*(judging.next_batch(parts, hall.event, judge) for judge in hall.judges))
    handed = [entry for batch in given if batch for entry in batch.entries]
    assert len(handed) == 24 and len(set(handed)) >= 21, "a batch shares at most one entry with the others, so that all are compared"
    again = await judging.next_batch(parts, hall.event, hall.judges[0])
    assert again == given[0], "who asks again has the batch that they have"


async def test_a_judge_never_gets_an_own_school_an_own_team_or_what_was_declared(parts: Parts) -> None:
    hall = await a_hall(parts, teams=6, judges=1)
    store, event = parts.store, hall.event
    await store.teams.change(event.id, hall.teams[0].id, school="St. Mary’s  School")
    member = await a_member(parts, event, hall.teams[1], "Ann")
    pupil = await store.find_or_create_learner("web", "pupil")
    await store.teams.sit(Seat(event.id, pupil.id, hall.teams[2].id, "Ben", "", "", "ST. MARY’S SCHOOL", datetime.now(UTC)))
    judge = hall.judges[0]
    await store.crew.change(event.id, judge.id, school="st. mary’s school", chat=f"terminal:{member.chat}")
    await store.judging.bar(event.id, judge.id, hall.teams[3].id, "organiser")
    await judging.open_round(parts, event)
    batch = await judging.next_batch(parts, event, judge)
    assert batch is not None and set(batch.entries) == set(hall.entries[4:])
    whys = await store.judging.barred(event.id, judge.id)
    assert whys == {hall.teams[0].id: "school", hall.teams[1].id: "team", hall.teams[2].id: "school", hall.teams[3].id: "organiser"}
    out = left_out(begun(batch.entries), hall.entries[4], "conflict")
    await judging.keep(parts, event, judge, batch, out)
    assert (await store.judging.barred(event.id, judge.id))[hall.teams[4].id] == "declared"
    assert await judging.seen_by(parts, event, judge, hall.entries[4]) is None
    kept = await store.judging.batch(judge.id, batch.id)
    assert kept is not None
    await judging.keep(parts, event, judge, kept, begun(batch.entries))
    assert hall.teams[4].id not in await store.judging.barred(event.id, judge.id), "a slip of the finger is taken back"


async def test_a_conflict_that_is_set_later_takes_the_votes_out(parts: Parts) -> None:
    hall = await a_hall(parts, teams=6, judges=2)
    await judging.open_round(parts, hall.event)
    for judge in hall.judges:
        await hall.judge(judge)
    await parts.store.judging.bar(hall.event.id, hall.judges[0].id, hall.teams[0].id, "organiser")
    found = await _results(hall)
    views = {row.entry.id: row.standing.views for row in found.tables[0].rows}
    assert views[hall.entries[0]] == 1 and views[hall.entries[1]] == 2


async def test_what_is_left_out_goes_to_another_judge(parts: Parts) -> None:
    hall = await a_hall(parts, teams=6, judges=2, views=1)
    await judging.open_round(parts, hall.event)
    batch = await judging.next_batch(parts, hall.event, hall.judges[0])
    assert batch is not None
    left = batch.entries[0]
    await judging.keep(parts, hall.event, hall.judges[0], batch, left_out(begun(batch.entries), left, "fails"), done=True)
    assert sum(seen for _, seen, _ in await judging.views_needed(parts, hall.event)) == 5
    other = await judging.next_batch(parts, hall.event, hall.judges[1])
    assert other is not None and left in other.entries


async def test_a_ranking_may_be_changed_until_closing_and_counts_as_it_is_last(parts: Parts) -> None:
    hall = await a_hall(parts, teams=4, judges=1)
    await judging.open_round(parts, hall.event)
    batch = await hall.judge(hall.judges[0])
    assert batch is not None
    kept = await parts.store.judging.batch(hall.judges[0].id, batch.id)
    assert kept is not None and kept.ranking is not None
    turned = Sheet(tuple(reversed(ordering.kept(kept.entries, kept.ranking, {}).places)), {})
    assert await judging.keep(parts, hall.event, hall.judges[0], kept, turned) == "done"
    after = await parts.store.judging.batch(hall.judges[0].id, batch.id)
    assert after is not None and after.done == kept.done
    assert (await _results(hall)).tables[0].rows[0].entry.id == hall.entries[-1]


async def test_an_earlier_batch_comes_again_and_says_how_steady_a_judge_is(parts: Parts) -> None:
    hall = await a_hall(parts, teams=24, judges=2, views=2)
    await judging.open_round(parts, hall.event)
    given = [await hall.judge(hall.judges[0]) for _ in range(4)]
    assert [bool(batch and batch.repeat_of) for batch in given] == [False, False, False, True]
    assert given[0] is not None and given[3] is not None
    assert given[3].repeat_of == given[0].id and set(given[3].entries) == set(given[0].entries)
    rows = await judges(parts, hall.event, await judging.last_round(parts, hall.event))
    assert (rows[0].steady, rows[0].done, rows[0].ranked, rows[1].steady) == (1.0, 4, 18, None)


async def test_the_best_is_first_and_a_human_confirms(parts: Parts) -> None:
    hall = await a_hall(parts, teams=8, judges=6, views=6, batch=8)
    await judging.open_round(parts, hall.event)
    for judge in hall.judges:
        await hall.judge(judge)
    found = await _results(hall)
    (table,) = found.tables
    assert [row.entry.id for row in table.rows] == hall.entries and not table.doubts
    assert table.rows[0].best == 1 and table.rows[-1].worst == 8
    assert await results.confirm(parts, hall.event, found, {}, [], "Ms Chan") == "open"
    await judging.close_round(parts, hall.event)
    found = await _results(hall)
    assert await results.confirm(parts, hall.event, found, {"": [hall.entries[7]]}, [], "Ms Chan") == "choice"
    assert await results.confirm(parts, hall.event, found, {}, [], "Ms Chan") == "done"
    assert await results.confirm(parts, hall.event, found, {}, [], "Mr Ho") == "before"
    last = await judging.last_round(parts, hall.event)
    assert last is not None and last.result is not None and last.confirmed_by == "Ms Chan"
    assert [row["place"] for row in last.result["standings"]] == list(range(1, 9))
    assert not await judging.reopen_round(parts, hall.event)
    assert await results.take_back(parts, hall.event, last)


async def test_too_close_to_call_is_for_a_human(parts: Parts) -> None:
    hall = await a_hall(parts, teams=3, judges=2)
    await judging.open_round(parts, hall.event)
    for judge in hall.judges:
        await hall.judge(judge, fair=False)
    await judging.close_round(parts, hall.event)
    found = await _results(hall)
    (table,) = found.tables
    assert table.doubts["level"] == 3 and len(table.contested[0]) == 3
    assert sorted(found.silent) == ["Judge 1", "Judge 2"]
    picks = [hall.entries[2], hall.entries[0], hall.entries[1]]
    assert await results.confirm(parts, hall.event, found, {"": [picks[0], picks[0], picks[1]]}, [], "Ms Chan") == "choice"
    assert await results.confirm(parts, hall.event, found, {"": picks}, [], "Ms Chan") == "done"
    last = await judging.last_round(parts, hall.event)
    assert last is not None and last.result is not None
    assert [(row["entry"], row["place"]) for row in last.result["standings"]] == list(zip(picks, (1, 2, 3), strict=True))


@pytest.mark.parametrize(("judging_people", "doubt"), [(0, "nobody"), (1, "one_judge")])
async def test_nobody_and_one_judge_are_told(judging_people: int, doubt: str, parts: Parts) -> None:
    hall = await a_hall(parts, teams=4, judges=judging_people)
    await judging.open_round(parts, hall.event)
    for judge in hall.judges:
        await hall.judge(judge)
    found = await _results(hall)
    assert doubt in found.tables[0].doubts and len(found.tables[0].rows) == 4
    assert found.judges == judging_people


async def test_an_event_without_entries_has_a_round_with_nothing_in_it(parts: Parts) -> None:
    hall = await a_hall(parts, teams=0, judges=1)
    assert await judging.open_round(parts, hall.event)
    assert await judging.next_batch(parts, hall.event, hall.judges[0]) is None
    assert (await _results(hall)).tables == []
    await judging.close_round(parts, hall.event)
    assert await results.confirm(parts, hall.event, await _results(hall), {}, [], "Ms Chan") == "done"


async def test_a_second_round_is_of_those_who_were_chosen(parts: Parts) -> None:
    hall = await a_hall(parts, teams=8, judges=6, views=6, batch=8, finalists=3)
    await judging.open_round(parts, hall.event)
    for judge in hall.judges:
        await hall.judge(judge)
    await judging.close_round(parts, hall.event)
    assert not await judging.open_final(parts, hall.event), "nobody has confirmed yet"
    found = await _results(hall)
    (table,) = found.tables
    chosen = [entry for entry in table.contenders if entry in hall.entries[:3]]
    assert await results.confirm(parts, hall.event, found, {}, list(table.contenders), "Ms Chan") == (
        "choice" if len(table.contenders) > len(chosen) else "done"
    )
    await results.confirm(parts, hall.event, found, {}, chosen, "Ms Chan")
    assert await judging.open_final(parts, hall.event)
    assert not await judging.open_final(parts, hall.event)
    batch = await judging.next_batch(parts, hall.event, hall.judges[0])
    assert batch is not None and batch.round == 2 and set(batch.entries) == set(hall.entries[:3])
    first = (await parts.store.judging.rounds(hall.event.id))[0]
    assert not await results.take_back(parts, hall.event, first), "the final stands on it"


async def test_divisions_are_judged_and_ranked_apart(parts: Parts) -> None:
    hall = await a_hall(parts, teams=12, judges=4, divisions=["Junior", "Senior"], views=2)
    await judging.open_round(parts, hall.event)
    division = {entry: n % 2 for n, entry in enumerate(hall.entries)}
    for judge in hall.judges:
        batch = await hall.judge(judge)
        assert batch is not None and len({division[entry] for entry in batch.entries}) == 1
    found = await _results(hall)
    assert [table.division for table in found.tables] == ["Junior", "Senior"]
    assert [row.entry.id for row in found.tables[0].rows] == hall.entries[::2]


async def test_a_late_entry_is_judged_and_one_that_left_is_not(parts: Parts) -> None:
    hall = await a_hall(parts, teams=3, judges=1)
    await judging.open_round(parts, hall.event)
    team = await a_team(parts, hall.event, "Late Ones")
    late = await an_entry(parts.store, hall.event, team, 9, title="Late", late=60)
    nothing = await an_entry(parts.store, hall.event, await a_team(parts, hall.event, "Empty"), 10, version=0)
    await parts.store.teams.change(hall.event.id, hall.teams[0].id, withdrawn=datetime.now(UTC))
    batch = await judging.next_batch(parts, hall.event, hall.judges[0])
    assert batch is not None and late in batch.entries and nothing not in batch.entries and hall.entries[0] not in batch.entries


async def test_votes_of_a_judge_who_was_removed_do_not_count(parts: Parts) -> None:
    hall = await a_hall(parts, teams=4, judges=2)
    await judging.open_round(parts, hall.event)
    for judge in hall.judges:
        await hall.judge(judge)
    await parts.store.crew.change(hall.event.id, hall.judges[0].id, ended=datetime.now(UTC))
    assert (await _results(hall)).judges == 1


async def test_feedback_is_kept_for_the_team_and_only_of_what_they_were_given(parts: Parts) -> None:
    hall = await a_hall(parts, teams=4, judges=2)
    await judging.open_round(parts, hall.event)
    batch = await judging.next_batch(parts, hall.event, hall.judges[0])
    assert batch is not None
    line = judging.rubric_of(hall.event).lines[0].id
    assert await judging.say(parts, hall.event, hall.judges[0], batch.entries[0], {line: 3, "no such line": 2}, " Clear. ")
    assert await judging.say(parts, hall.event, hall.judges[0], batch.entries[0], {line: 4}, "Clearer.")
    assert not await judging.say(parts, hall.event, hall.judges[1], batch.entries[0], {line: 1}, "")
    (kept,) = await parts.store.judging.judgements(hall.event.id)
    assert (kept.levels, kept.comment) == ({line: 4}, "Clearer.")


async def test_every_entry_gets_its_views(parts: Parts) -> None:
    hall = await a_hall(parts, teams=20, judges=8, views=3)
    await judging.open_round(parts, hall.event)
    turns = random.Random(7)
    busy = list(hall.judges)
    while busy:
        judge = turns.choice(busy)
        if await hall.judge(judge) is None:
            busy.remove(judge)
    seen = [n for _, n, _ in await judging.views_needed(parts, hall.event)]
    assert min(seen) >= 3 and max(seen) - min(seen) <= 2


async def test_a_stranger_at_another_event_is_barred_from_nothing_here(parts: Parts) -> None:
    hall = await a_hall(parts, teams=2, judges=1)
    other = await a_hall(parts, teams=1, judges=0, code="ABCD2345")
    stranger, _ = await a_person(parts, other.event, "judge", "Stranger")
    assert not await parts.store.judging.bar(hall.event.id, stranger.id, hall.teams[0].id, "organiser")
    assert not await parts.store.judging.bar(hall.event.id, hall.judges[0].id, other.teams[0].id, "organiser")


async def _results(hall: Hall) -> results.Results:
    last = await judging.last_round(hall.parts, hall.event)
    assert last is not None
    return await results.results(hall.parts, hall.event, last)
