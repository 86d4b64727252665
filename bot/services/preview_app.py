"""The app in the making, on Sampan's own server: who looks at it, its files, and its rows."""

from __future__ import annotations

import hashlib
import json
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any, Literal

from bot.services import Parts, lost_wishes
from bot.services.build_app import preview_files
from bot.services.classroom.mentored_app import covered_files
from bot.services.event.freeze import freeze
from bot.services.event.frozen_app import frozen_files
from scaffolds.platforms import Files
from scaffolds.platforms.web import app
from storage.errors import RowsMovedError
from storage.records import WISH, AppLink, AppRow, AppRows, Decide, LinkKind

LASTS = timedelta(hours=24)
RENEWED = timedelta(hours=8)
"""With less than this left a page is given a new address, so that none goes stale while somebody looks at it."""
KEPT_LINKS = 4096
_BETWEEN = "~"
Held = dict[str, Any]


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks at an app: through their own preview, or through a try link, as the visitor that their browser is."""

    link: AppLink
    visitor: str
    owner: bool
    version: int | None = None
    """The version that they look at; None for the one that the app is at."""


class PreviewLinks:
    """The address of each learner's preview, the same while it is fresh, so that the frame is not loaded anew at every message."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._given: OrderedDict[tuple[str, str], tuple[str, datetime]] = OrderedDict()

    async def of(self, project: str, learner: str) -> str:
        """The token of this learner's preview of a project."""
        return await self._fresh(project, "preview", project, learner)

    async def lent(self, project: str, kind: Literal["look", "mentor", "frozen"], app: str) -> str:
        """The token by which somebody else looks at a project, with rows of their own under the key `app`."""
        return await self._fresh(project, kind, app, hashlib.sha256(app.encode()).hexdigest()[:32])

    async def has(self, project: str) -> bool:
        """Whether the app is still there: it goes with the last of its makers."""
        return await self._parts.store.project(project) is not None

    async def _fresh(self, project: str, kind: LinkKind, app: str, visitor: str) -> str:
        token, until = self._given.get((project, visitor), ("", datetime.now(UTC)))
        if until - datetime.now(UTC) < RENEWED:
            token = await self._parts.store.new_app_link(project, kind, app, LASTS, visitor=visitor)
            self._given[project, visitor] = token, datetime.now(UTC) + LASTS
        self._given.move_to_end((project, visitor))
        if len(self._given) > KEPT_LINKS:
            self._given.popitem(last=False)
        return token

    def forget(self, learner: str) -> None:
        """A learner who was forgotten has no preview."""
        for key in [key for key in self._given if key[1] == learner]:
            del self._given[key]


async def viewer(parts: Parts, key: str) -> Viewer | None:
    """Who the key of an address under `/preview/` stands for; None where it opens nothing (any more)."""
    token, _, visitor = key[:200].partition(_BETWEEN)
    link = await parts.store.app_link(token)
    if link is None:
        return None
    if link.visitor or link.kind != "try":
        return _of_one(link, visitor)
    return Viewer(link, _print_of(visitor), owner=False) if re.fullmatch(r"[0-9a-f]{32}", visitor) else None


def _of_one(link: AppLink, version: str) -> Viewer | None:
    """A link that is for one person alone. Only the app's own learner sees what is private; a teacher may look at any version."""
    if not link.visitor or (version and not (link.kind == "look" and re.fullmatch(r"[1-9]\d{0,8}", version))):
        return None
    return Viewer(link, link.visitor, owner=link.kind == "preview", version=int(version) if version else None)


def key_for_version(token: str, version: int | None) -> str:
    """The key under which a teacher sees a version of the app; the one that it is at without a number."""
    return f"{token}{_BETWEEN}{version}" if version else token


def key_for_visitor(token: str, visitor: str) -> str:
    """The key under which a visitor of a try link sees the app. It ends when the try link is ended."""
    return f"{token}{_BETWEEN}{visitor}"


def new_visitor() -> str:
    return token_hex(16)


def _print_of(visitor: str) -> str:
    """What rows carry, so that no kept row gives away who its writer's browser says that it is."""
    return hashlib.sha256(visitor.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Seen:
    """The rows of an app as its viewer may see them; `written` and `refused` say what became of a write."""

    rev: int
    rows: Mapping[str, Any]
    owner: bool
    written: bool = True
    refused: str = ""

    def data(self) -> dict[str, Any]:
        """As the zip's own server answers it."""
        return {"rev": self.rev, "rows": self.rows, "you": {"owner": self.owner}}


async def app_files(parts: Parts, viewer: Viewer) -> Files:
    """The files of the app as it is now, for a mentor without the names of its makers; of an entry as it was frozen. Raises `NoAppError`."""
    if viewer.link.kind == "frozen":
        return await frozen_files(parts, viewer.link.app)
    if viewer.link.kind == "mentor":
        return await covered_files(parts, viewer.link.project)
    return await preview_files(parts, viewer.link.project, viewer.version)


async def see_rows(parts: Parts, viewer: Viewer, since: int | None) -> Seen | None:
    """All rows for this viewer; None where nothing moved since."""
    kept = await _kept(parts, viewer, since)
    return None if kept is None else _seen(kept, await _held(parts, viewer), viewer)


async def change_rows(parts: Parts, viewer: Viewer, rev: object, changes: object, wish: str = "") -> Seen:
    """Write what a page decided on the rows of `rev`, held to by the same code as in the zip. A `wish` that has a name is done once."""
    held = await _held(parts, viewer)
    if not isinstance(rev, int):
        return await _refused(parts, viewer, held, "not_kept")
    try:
        after = await _change(parts, viewer, rev, lambda rows: _decided(rows, rev, changes, held, viewer, wish))
    except RowsMovedError as moved:
        return replace(_seen(moved.now, held, viewer), written=bool(lost_wishes.became(moved.now.rows, wish, viewer.visitor)))
    except app.RefusedError as refusal:
        return await _refused(parts, viewer, held, refusal.word)
    return _seen(after, held, viewer)


async def settle_wish(parts: Parts, viewer: Viewer, wish: str) -> Seen:
    """`written` says whether a wish whose answer was lost had been done. If not, it never will be: it may still be on its way."""
    held = await _held(parts, viewer)
    kept = await _kept(parts, viewer, None) or AppRows(0, ())
    if lost_wishes.became(kept.rows, wish, viewer.visitor) is None:
        try:
            kept = await _change(parts, viewer, kept.rev, lambda rows: _given_up(rows, viewer, wish))
        except RowsMovedError:
            return await settle_wish(parts, viewer, wish)
    return replace(_seen(kept, held, viewer), written=bool(lost_wishes.became(kept.rows, wish, viewer.visitor)))


async def _change(parts: Parts, viewer: Viewer, rev: int, decide: Decide) -> AppRows:
    if viewer.link.kind == "frozen":
        await parts.store.entries.lend(viewer.link.app)
    for event in await parts.store.entries.due_for(viewer.link.project):
        if found := await parts.store.events.get(event):  # it is pens down, and the clock has not rung yet: who takes an entry tells its team
            await freeze(parts, found)
    return await parts.store.change_rows(viewer.link.project, viewer.link.app, rev, decide)


async def _refused(parts: Parts, viewer: Viewer, held: Held, word: str) -> Seen:
    kept = await _kept(parts, viewer, None)
    return replace(_seen(kept or AppRows(0, ()), held, viewer), written=False, refused=word)


async def _kept(parts: Parts, viewer: Viewer, since: int | None) -> AppRows | None:
    """An entry's rows stay as they were; a viewer who wrote sees a copy of their own."""
    if viewer.link.kind == "frozen":
        return await parts.store.entries.rows(viewer.link.app, since)
    return await parts.store.app_rows(viewer.link.app, since)


async def _held(parts: Parts, viewer: Viewer) -> Held:
    """`things.json`: what the store of this app holds to."""
    held: Held = json.loads((await app_files(parts, viewer))["things.json"])
    return held


def _decided(kept: Sequence[AppRow], rev: int, changes: object, held: Held, viewer: Viewer, wish: str) -> list[AppRow]:
    if lost_wishes.became(kept, wish, viewer.visitor) is not None:
        raise RowsMovedError(AppRows(rev, tuple(kept)))
    rows = _rows(kept, rev, held)
    for id, row in app.decide(rows, changes, held, viewer.visitor, viewer.owner).items():
        rows.pop(id, None) if row is None else rows.update({id: row})
    after = [AppRow(thing=row.thing, id=row.id, visitor=row.writer, body=row.values) for row in rows.values()]
    return [*after, *lost_wishes.noted(kept, wish, viewer.visitor, done=True)]


def _given_up(kept: Sequence[AppRow], viewer: Viewer, wish: str) -> list[AppRow]:
    """The rows as they are."""
    return [*(row for row in kept if row.thing != WISH), *lost_wishes.noted(kept, wish, viewer.visitor, done=False)]


def _rows(kept: Sequence[AppRow], rev: int, held: Held) -> app.Rows:
    """An app that nobody wrote in yet begins with its first rows, as it does on its own server."""
    found = app.first_rows(held) if rev == 0 else [app.Row(row.id, row.thing, row.visitor, dict(row.body)) for row in kept if row.thing != WISH]
    return {row.id: row for row in found}


def _seen(kept: AppRows, held: Held, viewer: Viewer) -> Seen:
    rows = _rows(kept.rows, kept.rev, held)
    return Seen(kept.rev, app.visible(rows.values(), held, viewer.visitor, viewer.owner), viewer.owner)
