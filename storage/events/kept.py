"""What events keep about one learner, as queries by table, for all that they can have of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, Table, case, select

from storage.events import tables as t
from storage.tables import table

_HIDDEN = frozenset({"name_key", "code", "learner_files", "package", "chat", "signed"})
"""What opens something, what comes as a zip of its own, and where the names of others stand."""


def queries(learner: str) -> Iterator[tuple[str, Select[Any]]]:
    """Their seat, their ideas and votes, their calls for help, and what their team entered, won and was told."""
    seat, event, team = table(t.EventSeat), table(t.Event), table(t.EventTeam)
    entry, judgement, help_ = table(t.Entry), table(t.Judgement), table(t.HelpRequest)
    teams = select(seat.c.team).where(seat.c.learner == learner, seat.c.team.is_not(None))
    yield "event_seat", _of(seat).where(seat.c.learner == learner)
    told = (event.c[name] for name in ("id", "name", "theme", "opened", "ended", "keep_days"))
    yield "event", select(*told).where(event.c.id.in_(select(seat.c.event).where(seat.c.learner == learner)))
    yield "event_team", _of(team).where(team.c.id.in_(teams))
    for part in (table(t.Idea), table(t.IdeaVote), table(t.TeamAsk)):
        yield part.name, _of(part).where(part.c.learner == learner)
    yield "help_request", _of(help_).where(help_.c.learner == learner)
    yield "entry", _of(entry).where(entry.c.team.in_(teams))
    words = case((judgement.c.held == "", judgement.c.comment), else_="").label("comment")
    given = select(judgement.c.entry, judgement.c.levels, words, judgement.c.passed).join(entry, entry.c.id == judgement.c.entry)
    yield "judgement", given.where(entry.c.team.in_(teams), judgement.c.passed.is_not(None), judgement.c.hidden.is_(None))


def _of(part: Table) -> Select[Any]:
    return select(*(column for column in part.c if column.name not in _HIDDEN))
