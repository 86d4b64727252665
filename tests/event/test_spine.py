"""What all of an event stands on: a team's app on many phones, and pens down at the second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.event import phases
from bot.services import Parts
from storage.errors import ClosedError
from tests.classroom.people import learner_of
from tests.event.people import a_member, a_team, an_event

PROBLEM = "families in our building queue for one shower"


async def test_the_first_app_of_one_is_the_app_of_all(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    ann, ben = await a_member(parts, event, team, "Ann"), await a_member(parts, event, team, "Ben")
    await ann.to_zip(PROBLEM)
    kept = await parts.store.teams.get(event.id, team.id)
    assert kept is not None
    assert kept.project is not None
    assert kept.version == 1
    assert kept.title
    await parts.lanes.drained(60)
    await ben.say("call it Shower Board")
    revision = await parts.store.revision(kept.project)
    assert revision is not None
    assert revision.n == 2
    assert "Shower Board" in revision.spec
    members = await parts.store.members(kept.project)
    assert {member.learner for member in members} == {await learner_of(parts, ann), await learner_of(parts, ben)}


async def test_after_pens_down_nothing_of_the_app_changes(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    await ann.to_zip(PROBLEM)
    project = (await parts.store.projects_of(await learner_of(parts, ann)))[0]
    now = datetime.now(UTC)
    frozen = phases.begun_early(phases.read(event.phases), "freeze", now)
    assert await parts.store.events.set_phases(event.id, event.phases, phases.kept(frozen), None, now)
    reply = await ann.say("call it Too Late")
    assert "Pens down" in reply.messages[0].text
    after = await parts.store.project(project.id)
    assert after is not None
    assert after.head == project.head
    assert after.closes == now


async def test_a_first_app_after_pens_down_is_not_begun(parts: Parts) -> None:
    event = await an_event(parts, "freeze")
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    with pytest.raises(AssertionError):
        await ann.to_zip(PROBLEM)
    assert await parts.store.projects_of(await learner_of(parts, ann)) == []


def test_a_closed_error_says_since_when() -> None:
    since = datetime.now(UTC) - timedelta(minutes=1)
    assert ClosedError(since).since == since
