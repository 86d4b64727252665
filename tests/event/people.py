"""Events, teams and those who run them, for tests without a browser."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.channels.web.session import Session, new_session
from bot.core.event import phases
from bot.core.event.phases import Kind, Phase
from bot.core.turn import Incoming
from bot.locales import spoken
from bot.services import Parts
from bot.services.classroom.open_class import new_code
from bot.services.take_turn import take_turn
from storage.events.records import Event, Person, Role, Seat, Team
from storage.ids import new_id
from tests.chatting import Chatter
from tests.classroom.people import learner_of

CODE = "HJKM4673"
AN_EVENT = Event(
    id="", code=CODE, name="Build for a Neighbour", theme="Our street", sdg=11, language="en", languages=["en", "zh-Hant"], zone="Asia/Hong_Kong",
    tier="junior", divisions=[], regions=[], smallest=1, largest=5, phases=[], next_ring=None, freezes=None, opened=None, ended=None,
    rubric="contest", rules="", prizes=[{"id": "first", "name": "Best app", "division": ""}], roles=[], checkpoints=[], batch=6, views=5,
    finalists=0, judging_closed=None, released=None, revealed=0, showcase=None, demo=False, keep_days=365, created=datetime(2026, 11, 1, tzinfo=UTC),
)  # fmt: skip
A_TEAM = Team(
    id="", event="", code="", place=0, name="Night Ferry", division="", region="", school="", seeking="", project=None, closes=None, stage="discover",
    version=0, title="", look={}, last=None, idea=None, pitch="", link="", ai_statement="", signed=[], shown=False, merged_into=None, withdrawn=None,
    created=datetime(2026, 11, 1, tzinfo=UTC),
)  # fmt: skip


def in_phase(kind: Kind, minutes: float = 30) -> tuple[Phase, ...]:
    """Phases of a day of which `kind` began a minute ago and lasts `minutes` from now."""
    now = datetime.now(UTC)
    planned = phases.planned("day", now)
    began = phases.begins(planned, kind)
    assert began is not None
    aligned = [phase.model_copy(update={"at": phase.at - (began - now) - timedelta(minutes=1)}) for phase in planned]
    following = phases.following(aligned, now)
    by = now + timedelta(minutes=minutes) - following.at if following else timedelta()
    return tuple(phase.model_copy(update={"at": phase.at + by}) if phase.at > now else phase for phase in aligned)


async def an_event(parts: Parts, kind: Kind = "build", minutes: float = 30, **changes: object) -> Event:
    """An open event in a phase that lasts so many minutes more."""
    planned = in_phase(kind, minutes)
    event = replace(
        AN_EVENT, id=new_id(), phases=phases.kept(planned), freezes=phases.freezes(planned), opened=planned[0].at,
        next_ring=getattr(phases.following(planned, datetime.now(UTC)), "at", None),
    )  # fmt: skip
    event = replace(event, **changes)  # type: ignore[arg-type]
    await parts.store.events.add(event)
    return event


async def a_team(parts: Parts, event: Event, name: str = "Night Ferry", **changes: object) -> Team:
    team = replace(A_TEAM, id=new_id(), event=event.id, code=new_code(), name=name, **changes)  # type: ignore[arg-type]
    return await parts.store.teams.begin(team)


async def a_member(parts: Parts, event: Event, team: Team | None, name: str, first: str = "/start") -> Chatter:
    """Somebody who chats (in the terminal) and takes part, in a team or not yet."""
    member = Chatter(parts, language=event.language)  # type: ignore[arg-type]
    await member.say(first)
    learner = await learner_of(parts, member)
    await parts.store.teams.sit(Seat(event.id, learner, team.id if team else None, name, "", "", "", datetime.now(UTC)))
    return member


async def a_person(parts: Parts, event: Event, role: Role, name: str = "Ms Chan", school: str = "") -> tuple[Person, str]:
    """Somebody who runs it, and the token of their link."""
    return await parts.store.crew.invite(event.id, role, name, school=school)


async def a_web_member(parts: Parts, event: Event, team: Team | None, name: str) -> Session:
    """The same in a browser: the session that its cookie seals."""
    session = new_session()
    incoming = Incoming(channel="web", chat=session.key, sender=session.key, id=new_id(), text="/start", language=spoken(event.language))
    await take_turn(parts, incoming)
    learner = await parts.store.learner_by_identity("web", session.key)
    assert learner is not None
    await parts.store.teams.sit(Seat(event.id, learner.id, team.id if team else None, name, "", "", "", datetime.now(UTC)))
    return session
