"""Who says so is forgotten at events too, a team's work stays with the team, and an event goes with everything; on both kinds of store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.bootstrap import make_parts
from bot.services import Parts
from bot.services.classroom.retention import sweep
from bot.settings import Settings
from storage.classrooms.kept import of_learner
from storage.events import tables as t
from storage.events.records import Event, Team
from storage.tables import Conversation, Learner, Project, Stored, table
from tests.chatting import Chatter
from tests.classroom.people import learner_of
from tests.event.finished import AT, PROBLEM, a_finished, enter, now_of, organiser, rank, says
from tests.event.people import a_member, a_person, a_team, an_event

PLANT = "zwetschgenknoedel"
"""A word that nobody uses, in all that is a learner's own."""
EVENT_TABLES = [part for part in vars(t).values() if isinstance(part, type) and issubclass(part, Stored) and part is not Stored]


@pytest.fixture
async def both(store_url: str) -> AsyncIterator[Parts]:
    made = make_parts(Settings(database_url=store_url))
    yield made
    await made.close()


def plant(db: Connection, event: str, team: str, learner: str, judge: str, entry: str) -> None:
    """Rows in every table of events, and the word in what is this learner's."""

    def add(part: Any, **values: Any) -> None:
        db.execute(table(part).insert().values(**values))

    line = {"learner": learner, "name": PLANT, "at": ""}
    add(t.Idea, id="i", team=team, learner=learner, text=PLANT, answers={}, at=AT)
    add(t.IdeaVote, team=team, learner=learner, idea="i")
    add(t.HelpRequest, id="h", event=event, team=team, learner=learner, chat=PLANT, topic="design", text=PLANT, tried=[{"text": PLANT}], at=AT, mentor=None,
        claimed=None, handed_back=0, resolved=None, outcome="", rating=None, comment=PLANT)  # fmt: skip
    add(t.TeamAsk, id="k", event=event, team=team, learner=learner, other=None, keep="", at=AT)
    add(t.Announcement, id="a", event=event, kind="phase", by="", text="", data={}, teams=None, at=AT, hidden=None)
    add(t.Checked, team=team, checkpoint="c", by="Mr Ng", at=AT)
    add(t.Conflict, judge=judge, team=team, why="school", at=AT)
    add(t.Batch, id="b", event=event, round=1, judge=judge, entries=[entry], repeat_of=None, ranking=None, skipped={}, given=AT, done=None)
    add(t.Glance, judge=judge, entry=entry, at=AT, ran=None)
    add(t.Award, event=event, prize="first", team=team, by="Mr Ng", at=AT)
    db.execute(
        table(t.EventTeam)
        .update()
        .where(table(t.EventTeam).c.id == team)
        .values(idea="i", signed=[line, {"learner": "ben", "name": "Ben", "at": ""}])
    )
    db.execute(table(t.Entry).update().where(table(t.Entry).c.id == entry).values(signed=[line, {"learner": "ben", "name": "Ben", "at": ""}]))


async def a_planted(parts: Parts, *names: str) -> tuple[Event, Team, list[Chatter], str]:
    """An event with one team of these, its app and entry, and the first of them in every row."""
    event = await an_event(parts)
    team, (judge, _) = await a_team(parts, event), await a_person(parts, event, "judge")
    members = [await a_member(parts, event, team, name) for name in names]
    await members[0].to_zip(PROBLEM)
    await parts.lanes.drained(60)
    entry = await parts.store.write(enter, team, 1)
    await parts.store.write(rank, event.id, [(entry, team.id)])
    await parts.store.write(plant, event.id, team.id, await learner_of(parts, members[0]), judge.id, entry)
    await parts.store.write(lambda db: db.execute(table(t.Judgement).insert().values(
        judge=judge.id, entry=entry, event=event.id, levels={}, comment="x", held="", at=AT, passed=AT, hidden=None)) and None)  # fmt: skip
    return event, team, members, entry


async def everything(parts: Parts) -> str:
    """Every row of every table of events, as text."""
    return await parts.store.read(lambda db: " ".join(str(tuple(row)) for part in EVENT_TABLES for row in db.execute(select(table(part)))))


async def test_who_goes_leaves_the_teams_work_to_the_team(both: Parts) -> None:
    event, team, (ann, ben), entry = await a_planted(both, f"Ann {PLANT}", "Ben")
    gone, stays = await learner_of(both, ann), await learner_of(both, ben)
    assert await both.store.going.forget(gone) is not None
    left = await everything(both)
    assert PLANT not in left and gone not in left
    assert [seat.learner for seat in await both.store.teams.seats(event.id)] == [stays]
    kept = await both.store.teams.get(event.id, team.id)
    assert kept is not None and kept.project is not None and kept.idea is None
    assert [line["name"] for line in kept.signed] == ["Ben"]
    assert (await both.store.entries.get(event.id, entry)) is not None
    project = await both.store.project(kept.project)
    assert project is not None and project.begun_by == stays, "the app is Ben's now, though Ben never said a word to it"
    await ben.say("call it Shower Board")
    assert (await both.store.projects_of(stays))[0].head == 2


async def test_with_the_last_of_a_team_its_entry_goes(both: Parts) -> None:
    event, team, (ann,), entry = await a_planted(both, f"Ann {PLANT}")
    assert await both.store.going.forget(await learner_of(both, ann)) is not None
    left = await everything(both)
    assert PLANT not in left and team.name not in left and PROBLEM not in left
    assert await both.store.teams.get(event.id, team.id) is None and await both.store.entries.get(event.id, entry) is None
    assert await both.store.judging.rounds(event.id), "the round stays, without a name in it"


async def test_an_event_goes_with_everything_and_leaves_people_their_own(both: Parts) -> None:
    event, _, (ann, ben), _ = await a_planted(both, "Ann", "Ben")
    other = await an_event(both, code="HJKM4674")
    await both.store.events.change(event.id, ended=None)
    assert await both.store.event_leaving.forget_event(event.id) and not await both.store.event_leaving.forget_event(event.id)
    counts = await both.store.read(lambda db: {part.__name__: len(db.execute(select(table(part))).all()) for part in EVENT_TABLES})
    assert {name: n for name, n in counts.items() if n} == {"Event": 1} and await now_of(both, other)
    open_ = await both.store.read(lambda db: db.execute(select(table(Project).c.closes)).scalars().all())
    teams = await both.store.read(lambda db: db.execute(select(table(Conversation).c.team)).scalars().all())
    assert open_ == [None] and set(teams) == {None}
    await ann.say("call it Shower Board")
    assert (await both.store.projects_of(await learner_of(both, ann)))[0].head == 2 and await learner_of(both, ben)


async def test_what_is_kept_too_long_goes_by_itself_with_those_who_came_only_for_it(both: Parts) -> None:
    event, _, (_, ben), _ = await a_planted(both, "Ann", "Ben")
    over = datetime.now(UTC) + timedelta(days=event.keep_days + 2)
    other = await an_event(both, code="HJKM4674", phases=[], created=over)
    seat = await both.store.teams.seat(event.id, await learner_of(both, ben))
    assert seat is not None
    assert await sweep(both, over - timedelta(days=3)) == 0 and await both.store.events.get(event.id)
    await both.store.teams.sit(replace(seat, event=other.id, team=None))
    assert await sweep(both, over) == 1
    left = await both.store.read(lambda db: db.execute(select(table(Learner).c.id)).scalars().all())
    assert left == [seat.learner] and await both.store.events.get(event.id) is None and await both.store.events.get(other.id)


async def test_a_learner_gets_what_events_keep_of_them_and_nothing_of_others(both: Parts) -> None:
    event, team, (ann, ben), _ = await a_planted(both, f"Ann {PLANT}", "Ben")
    mine, theirs = [await both.store.read(of_learner, await learner_of(both, one)) for one in (ann, ben)]
    assert mine["event_seat"][0]["name"] == f"Ann {PLANT}" and mine["event"][0]["name"] == event.name and mine["event_team"][0]["name"] == team.name
    assert [one["text"] for one in mine["idea"]] == [PLANT] and [one["text"] for one in mine["help_request"]] == [PLANT]
    assert mine["entry"][0]["title"] == "Shower Time" and mine["judgement"][0]["comment"] == "x" and "judge" not in mine["judgement"][0]
    assert PLANT not in str({name: rows for name, rows in theirs.items() if name.startswith(("event", "idea", "help", "entry", "judge", "team"))})
    assert event.code not in str(mine["event"]) and team.code not in str(mine["event_team"]), "what opens something is not in it"


async def test_an_organiser_deletes_it_by_its_code_alone(parts: Parts) -> None:
    of = await a_finished(parts)
    await says(parts, of, 0, "x")
    desk, base = await organiser(parts, of.event), f"/event/{of.event.code}/desk/after"
    wrong = await desk.post(f"{base}/delete", {"typed": "nothing"})
    assert "wrong=1" in wrong.headers["location"] and await parts.store.events.get(of.event.id)
    assert (await desk.post(f"{base}/delete", {"typed": f" {of.event.code.lower()} "})).status_code == 303
    assert await parts.store.events.get(of.event.id) is None and (await desk.get(base)).status_code == 404


async def test_who_comes_back_while_the_sweep_is_at_work_stays(both: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """It had listed them before they said something. Another event, of the same list, is kept for longer by the time that it gets there."""
    event, _, (ann, ben), _ = await a_planted(both, "Ann", "Ben")
    other, over = await an_event(both, code="HJKM4674"), datetime.now(UTC) + timedelta(days=event.keep_days + 2)
    overdue, back = both.store.event_leaving.overdue, await learner_of(both, ben)

    async def and_then(at: datetime) -> list[tuple[str, list[str]]]:
        found = await overdue(at)
        speaks = table(Conversation).update().where(table(Conversation).c.learner == back).values(updated=at)
        await both.store.write(lambda db: db.execute(speaks) and None)
        await both.store.events.change(other.id, keep_days=730)
        return found

    monkeypatch.setattr(both.store.event_leaving, "overdue", and_then)
    assert await sweep(both, over) == 1
    assert await both.store.learner(back) and await learner_gone(both, ann)
    assert await both.store.events.get(event.id) is None and await both.store.events.get(other.id)


async def learner_gone(parts: Parts, chatter: Chatter) -> bool:
    return await parts.store.learner_by_identity("terminal", chatter.chat) is None
