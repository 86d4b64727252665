"""What a team says of its entry: written until its time is over, by the same clock as its app."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from storage.columns import now
from storage.errors import ClosedError
from storage.events import tables as t
from storage.events.freezing import CLOSES
from storage.tables import table

_event, _team = table(t.Event), table(t.EventTeam)


def write(db: Connection, event: str, team: str, values: Mapping[str, str]) -> None:
    """Set words of a team; another statement has no signatures yet. Raises `ClosedError`, and `LookupError` where there is no such team."""
    kept = _while_open(db, event, team)
    changed = {name: value for name, value in values.items() if kept[name] != value}
    unsigned: dict[str, Any] = {"signed": []} if "ai_statement" in changed else {}
    if changed:
        db.execute(_team.update().where(_team.c.id == team).values(**changed, **unsigned))


def sign(db: Connection, event: str, team: str, learner: str, name: str, statement: str) -> bool:
    """A member signs the statement that they read; False where it is another one by now. Raises as `write` does."""
    kept = _while_open(db, event, team)
    if kept["ai_statement"] != statement or not statement:
        return False
    others = [one for one in kept["signed"] if one["learner"] != learner]
    db.execute(_team.update().where(_team.c.id == team).values(signed=[*others, {"learner": learner, "name": name, "at": now().isoformat()}]))
    return True


def _while_open(db: Connection, event: str, team: str) -> Mapping[str, Any]:
    """A team's words as they are, held until the commit; the clock is looked at when they are ours."""
    words = select(_team.c.pitch, _team.c.link, _team.c.ai_statement, _team.c.signed).where(_team.c.id == team, _team.c.event == event)
    kept = db.execute(words.with_for_update()).mappings().first()
    if kept is None:
        raise LookupError(f"there is no team {team}")
    times = select(CLOSES, _event.c.ended).select_from(_team.join(_event, _event.c.id == _team.c.event)).where(_team.c.id == team)
    closes, ended = db.execute(times).one()
    if (since := _over(closes, ended)) is not None:
        raise ClosedError(since)
    return dict(kept)


def _over(*moments: datetime | None) -> datetime | None:
    """The first of these moments that has come."""
    return min((moment for moment in moments if moment is not None and moment <= now()), default=None)
