"""An event that is over, for what comes after it: teams with entries, members with chats, a judge who wrote, a confirmed ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from bot.dashboard.event.page import cookie_of
from bot.services import Parts
from bot.services.event.feedback import held_back
from scaffolds.spec import AppSpec
from storage.events import tables as t
from storage.events.records import Event, Person, Seat, Team
from storage.ids import new_id
from storage.tables import table
from tests.channels.visiting import SPEC, Visit, visit, web
from tests.event.people import a_person, a_team, an_event

PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"
THREE = [{"id": name, "name": name.title(), "division": ""} for name in ("first", "second", "third")]
AT = datetime(2026, 11, 1, 9, tzinfo=UTC)


@dataclass
class Finished:
    event: Event
    teams: Sequence[Team]
    entries: Sequence[str]
    judge: Person


async def a_finished(
    parts: Parts, names: Sequence[str] = ("Night Ferry", "Lantern", "二樓後座"), *, ranked: bool = True, **changes: object
) -> Finished:
    """Team n has entry n; the judges' ranking, if there is one, is that order. Every team wants to be shown."""
    event = await an_event(parts, "ceremony", **{"prizes": THREE, **changes})  # type: ignore[arg-type]  # fields of an event
    teams = [
        await a_team(parts, event, name, shown=True, look={"colour": "#0F766E", "blocks": ["records"]}, pitch="It ends the queue.") for name in names
    ]
    judge, _ = await a_person(parts, event, "judge", "Ms Ho")
    entries = [await parts.store.write(enter, team, n) for n, team in enumerate(teams, 1)]
    if ranked and entries:
        await parts.store.write(rank, event.id, [(entry, team.id) for entry, team in zip(entries, teams, strict=True)])
    return Finished(event, teams, entries, judge)


def enter(db: Connection, team: Team, number: int, spec: AppSpec | None = None, package: bytes | None = b"PK") -> str:
    """An entry as the freeze takes it."""
    app = (spec or SPEC).model_copy(update={"brief": SPEC.brief.model_copy(update={"problem": PROBLEM})})
    entry, title = new_id(), app.title if isinstance(app.title, str) else "App"
    db.execute(
        table(t.Entry).insert().values(
            id=entry, event=team.event, team=team.id, number=number, project=f"project-{entry}", version=1, spec=app.model_dump_json(), learner_files=b"",
            title=title, pitch="It ends the queue.", link="", ai_statement="The tutor asked, we wrote.", signed=[{"learner": "x", "name": "Ann", "at": ""}],
            taken=AT, late=0, allowed_by="", package=package, sealed=AT if package else None, fault="", withdrawn=None,
        )
    )  # fmt: skip
    return entry


def rank(db: Connection, event: str, order: Sequence[tuple[str, str]]) -> None:
    """A round whose result a human confirmed."""
    rows = [
        {"entry": entry, "team": team, "division": "", "place": n, "score": 2.0 - n, "low": 1.0 - n, "high": 3.0 - n, "views": 5, "title": "Shower Time", "name": "x"}
        for n, (entry, team) in enumerate(order, 1)
    ]  # fmt: skip
    values = {"opened": AT, "closed": AT, "confirmed": AT, "confirmed_by": "Mr Ng", "result": {"standings": rows, "finalists": []}}
    db.execute(table(t.JudgingRound).insert().values(event=event, number=1, entries=[entry for entry, _ in order], **values))


async def says(parts: Parts, of: Finished, n: int, comment: str, levels: dict[str, int] | None = None, judge: Person | None = None) -> None:
    """What a judge wrote of entry n."""
    values = {
        "entry": of.entries[n],
        "event": of.event.id,
        "levels": levels or {},
        "comment": comment,
        "at": AT,
        "passed": None,
        "hidden": None,
        "held": held_back(comment),
    }
    await parts.store.write(lambda db: db.execute(table(t.Judgement).insert().values(judge=(judge or of.judge).id, **values)) and None)


async def sits(parts: Parts, event: Event, team: Team | None, name: str, role: str = "") -> Seat:
    """Somebody who takes part and never chatted."""
    learner = await parts.store.find_or_create_learner("roster", new_id())
    seat = Seat(event.id, learner.id, team.id if team else None, name, role, "", "", AT)
    await parts.store.teams.sit(seat)
    return seat


async def organiser(parts: Parts, event: Event, language: str = "en") -> Visit:
    """A browser with an organiser's key."""
    _, token = await a_person(parts, event, "organiser", "Mr Ng")
    browser = visit(web(parts), language)
    browser.http.cookies.set(cookie_of(event.code, "organiser"), token)
    return browser


async def now_of(parts: Parts, event: Event) -> Event:
    """As it is kept now."""
    found = await parts.store.events.get(event.id)
    assert found is not None
    return found
