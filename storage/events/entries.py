"""What teams enter, as services see it: `store.entries`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, select

from storage import rows as app_rows
from storage.access import Access
from storage.columns import now
from storage.events import entering, freezing, frozen_rows, team_log, teams
from storage.events import tables as t
from storage.events.records import Json
from storage.events.team_log import Logged
from storage.records import AppRows
from storage.tables import Project, Revision, table

_event, _team, _entry = table(t.Event), table(t.EventTeam), table(t.Entry)
_project, _revision = table(Project), table(Revision)
Allowed = Literal["yes", "not_yet", "over", "past", "nobody"]
"""Whether a team was given longer: pens are not down yet, the ceremony has begun, that moment is no later one, it is not in."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a team had when its time ended."""

    id: str
    event: str
    team: str
    number: int
    project: str
    version: int
    """0 without an app."""
    title: str
    pitch: str
    link: str
    ai_statement: str
    signed: Sequence[Json]
    taken: datetime
    """As of when it is."""
    late: int
    allowed_by: str
    sealed: datetime | None
    fault: str
    withdrawn: datetime | None

    @property
    def is_something(self) -> bool:
        """There is an app or a word to be judged by."""
        return bool(self.version or self.pitch or self.link)


@dataclass(frozen=True, slots=True)
class Frozen:
    """The app of an entry, as it is built: of this nothing comes from the app as it is now."""

    entry: str
    event: str
    version: int
    spec: str
    learner_files: bytes
    taken: datetime


ENTRY = tuple(_entry.c[name] for name in Entry.__dataclass_fields__)
_FROZEN = (_entry.c.id, _entry.c.event, _entry.c.version, _entry.c.spec, _entry.c.learner_files, _entry.c.taken)


class Entries:
    """What a store does with entries. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def take(self, event: str) -> int:
        """Take what is due at an event; how many entries are new, or another than before."""
        return await self._store.write(lambda db: freezing.take(db, event, now()))

    async def due(self) -> list[str]:
        """The events of which something is to be taken."""
        return await self._store.read(lambda db: freezing.due(db, now()))

    async def due_for(self, project: str) -> list[str]:
        """The events of which something is to be taken before a row of this app changes."""
        return await self._store.read(lambda db: freezing.due_for(db, project, now()))

    async def release(self, event: str) -> bool:
        """Let teams work on at their apps; what is not taken is taken first. False where they may already."""
        return await self._store.write(lambda db: freezing.release(db, event, now()))

    async def of_event(self, event: str) -> list[Entry]:
        """Those that there is something to judge of, in the order of their numbers; those that were withdrawn too."""
        return [one for one in await self.every(event) if one.is_something]

    async def every(self, event: str) -> list[Entry]:
        """Every team's, with those that have neither an app nor a word."""
        return await self._store.read(every, event)

    async def get(self, event: str, id: str) -> Entry | None:
        return await self._store.read(_one, _entry.c.event == event, _entry.c.id == id)

    async def of_team(self, event: str, team: str) -> Entry | None:
        return await self._store.read(_one, _entry.c.event == event, _entry.c.team == team)

    async def spec(self, id: str) -> str:
        """The AppSpec as JSON text; '' without an app."""
        return await self._store.read(spec, id)

    async def frozen(self, id: str) -> Frozen | None:
        """What its app is built of; None without one."""
        return await self._store.read(frozen, id)

    async def package(self, id: str) -> bytes | None:
        """The zip; None where there is none, or not yet."""
        return await self._store.read(package, id)

    async def unsealed(self) -> Frozen | None:
        """The next whose zip is to be made."""
        return await self._store.read(unsealed)

    async def seal(self, app: Frozen, package: bytes | None, fault: str = "") -> bool:
        """Keep its zip, or why there is none; False where it was taken again meanwhile."""
        return await self._store.write(seal, app, package, fault)

    async def try_again(self, event: str, id: str) -> bool:
        """A zip that could not be made is made once more."""
        return await self._store.write(try_again, event, id)

    async def write(self, event: str, team: str, **words: str) -> None:
        """Set `pitch`, `link` or `ai_statement` of a team. Raises `ClosedError` when its time is over, `LookupError` where there is no such team."""
        await self._store.write(entering.write, event, team, words)

    async def sign(self, event: str, team: str, learner: str, name: str, statement: str) -> bool:
        """Sign the statement as it was read; False where it is another one now. Raises as `write` does."""
        return await self._store.write(entering.sign, event, team, learner, name, statement)

    async def allow_late(self, event: str, team: str, until: datetime, by: str) -> Allowed:
        """Give one team longer; what it had at the freeze is taken before, and stays its entry if nothing comes."""
        return await self._store.write(allow_late, event, team, until, by)

    async def withdraw(self, event: str, team: str, at: datetime | None) -> bool:
        """Take a team and its entry out, or (None) in again. False where there is no such team."""
        return await self._store.write(withdraw, event, team, at)

    async def changes(self, event: str) -> dict[str, datetime]:
        """By team, when the version of its app was made that it is at."""
        return await self._store.read(changes, event)

    async def rows(self, key: str, since: int | None) -> AppRows | None:
        """The rows of a frozen app for one viewer."""
        return await self._store.read(seen, key, since)

    async def lend(self, key: str) -> None:
        """Before a viewer writes: their own copy of the rows."""
        await self._store.write(frozen_rows.lend, key)

    async def log(self, team: str) -> list[Logged]:
        """What the members of a team said to Sampan, in their order."""
        return await self._store.read(team_log.of_team, team)


def every(db: Connection, event: str) -> list[Entry]:
    return [Entry(*row) for row in db.execute(select(*ENTRY).where(_entry.c.event == event).order_by(_entry.c.number))]


def _one(db: Connection, *where: Any) -> Entry | None:
    row = db.execute(select(*ENTRY).where(*where)).first()
    return None if row is None else Entry(*row)


def spec(db: Connection, id: str) -> str:
    return db.execute(select(_entry.c.spec).where(_entry.c.id == id)).scalar() or ""


def frozen(db: Connection, id: str) -> Frozen | None:
    row = db.execute(select(*_FROZEN).where(_entry.c.id == id, _entry.c.version > 0)).first()
    return None if row is None else Frozen(*row)


def package(db: Connection, id: str) -> bytes | None:
    return db.execute(select(_entry.c.package).where(_entry.c.id == id)).scalar()


def unsealed(db: Connection) -> Frozen | None:
    waits = (_entry.c.sealed.is_(None), _entry.c.fault == "", _entry.c.version > 0)
    row = db.execute(select(*_FROZEN).where(*waits).order_by(_entry.c.taken, _entry.c.number).limit(1)).first()
    return None if row is None else Frozen(*row)


def seal(db: Connection, app: Frozen, package: bytes | None, fault: str) -> bool:
    as_read = (_entry.c.version == app.version, _entry.c.spec == app.spec, _entry.c.taken == app.taken)  # files of their own make no version
    same = (_entry.c.id == app.entry, *as_read, _entry.c.sealed.is_(None))
    values = {"package": package, "sealed": now() if package is not None else None, "fault": fault}
    return db.execute(_entry.update().where(*same).values(values)).rowcount == 1


def try_again(db: Connection, event: str, id: str) -> bool:
    at_fault = (_entry.c.id == id, _entry.c.event == event, _entry.c.fault != "")
    return db.execute(_entry.update().where(*at_fault).values(fault="")).rowcount == 1


def allow_late(db: Connection, event: str, team: str, until: datetime, by: str) -> Allowed:
    at = now()
    freezes, released, ended = db.execute(select(_event.c.freezes, _event.c.released, _event.c.ended).where(_event.c.id == event)).one()
    there = teams.get(db, event, team)
    if there is None or not there.is_in:
        return "nobody"
    if freezes is None or freezes > at:
        return "not_yet"
    if released is not None or ended is not None:
        return "over"
    if until <= at:
        return "past"
    freezing.take(db, event, at)
    db.execute(_entry.update().where(_entry.c.team == team).values(allowed_by=by))
    teams.change(db, event, team, {"closes": until})
    return "yes"


def withdraw(db: Connection, event: str, team: str, at: datetime | None) -> bool:
    if not teams.change(db, event, team, {"withdrawn": at}):
        return False
    db.execute(_entry.update().where(_entry.c.event == event, _entry.c.team == team).values(withdrawn=at))
    return True


def seen(db: Connection, key: str, since: int | None) -> AppRows | None:
    return app_rows.get(db, frozen_rows.read_key(db, key), since)


def changes(db: Connection, event: str) -> dict[str, datetime]:
    at_head = (_revision.c.project == _project.c.id) & (_revision.c.n == _project.c.head)
    made = _team.join(_project, _project.c.id == _team.c.project).join(_revision, at_head)
    rows = db.execute(select(_team.c.id, _revision.c.created).select_from(made).where(_team.c.event == event))
    return {row[0]: row[1] for row in rows}
