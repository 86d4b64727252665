"""Everything of an event to take away: a CSV of each table, alone or all in one zip, and every entry in one zip with a page that leads through it.

async for part in table(parts, event, "teams", t):     bytes of UTF-8 with its mark
"""

from __future__ import annotations

import asyncio
import json
import zipfile
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.classroom.sheets import BOM, Cell, lines
from bot.keepsake import write
from bot.locales import Locale
from bot.services import Parts
from bot.services.classroom.class_zips import safe_names
from bot.services.classroom.export import Sink
from storage.events.entries import Entry
from storage.events.records import Event, Team

Row = Sequence[Cell]


@dataclass(frozen=True)
class _Names:
    """What ids are called, and how a cell says a moment or a word of ours."""

    t: Locale
    zone: ZoneInfo
    teams: Mapping[str, Team]
    people: Mapping[str, str]
    entries: Mapping[str, Entry]
    prizes: Mapping[str, str]
    checkpoints: Mapping[str, str]

    def team(self, id: str | None) -> str:
        found = self.teams.get(id or "")
        return found.name if found else ""

    def person(self, id: str | None) -> str:
        return self.people.get(id or "", "")

    def entry(self, id: str) -> str:
        """Its team's name; of one that is gone, its id."""
        return self.team(self.entries[id].team) if id in self.entries else id

    def when(self, at: datetime | None) -> str:
        """On the clock of the event."""
        return at.astimezone(self.zone).isoformat(" ", "seconds")[:19] if at else ""

    def yes(self, value: object) -> str:
        return self.t("exports.yes" if value else "exports.no")


Make = Callable[[_Names, Any], Sequence[Row]]


def _one(make: Callable[[_Names, Any], Row]) -> Make:
    """One row of the store is one row of the table."""
    return lambda names, row: [make(names, row)]


@dataclass(frozen=True)
class Sheet:
    """One table: the sentences that name its columns, and the rows that come of a row of the store."""

    columns: Sequence[str]
    make: Make


async def table(parts: Parts, event: Event, name: str, t: Locale) -> AsyncIterator[bytes]:
    """One table. Raises `StoreError`."""
    yield await _csv(parts, event, name, await _names(parts, event, t))


async def everything(parts: Parts, event: Event, t: Locale) -> AsyncIterator[bytes]:
    """All tables in one zip, a part at a time. Raises `StoreError`."""
    names, sink = await _names(parts, event, t), Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:  # type: ignore[call-overload]  # it only needs to be written to
        for name in SHEETS:
            content = await _csv(parts, event, name, names)
            await asyncio.to_thread(zipped.writestr, f"{name}.csv", content)
            yield sink.taken()
    yield sink.taken()


async def entries_zip(parts: Parts, event: Event, t: Locale) -> AsyncIterator[bytes]:
    """Every entry's own zip, with an `index.html` that leads through them; one at a time is held. Raises `StoreError`."""
    entries = [one for one in await parts.store.entries.of_event(event.id) if one.withdrawn is None]
    teams, sink = {one.id: one for one in await parts.store.teams.of_event(event.id)}, Sink()
    files = dict(zip([one.id for one in entries], safe_names(_file(one, teams[one.team]) for one in entries), strict=True))
    inside: set[str] = set()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as zipped:  # type: ignore[call-overload]  # it only needs to be written to
        for one in entries:
            package = await parts.store.entries.package(one.id)
            if package is not None:
                inside.add(one.id)
                await asyncio.to_thread(zipped.writestr, f"apps/{files[one.id]}", package)
                yield sink.taken()
        listed = [(one, teams[one.team], files[one.id] if one.id in inside else "") for one in entries]
        zipped.writestr("index.html", write("entries", t=t, event=event, entries=listed))
    yield sink.taken()


def _file(entry: Entry, team: Team) -> str:
    return f"{entry.number:03} {team.name} - {entry.title}.zip" if entry.title else f"{entry.number:03} {team.name}.zip"


async def _csv(parts: Parts, event: Event, name: str, names: _Names) -> bytes:
    sheet, found = SHEETS[name], await parts.store.taking_away.of_event(name, event.id)
    head = [names.t(f"ev_after.col_{column}") for column in sheet.columns]
    return await asyncio.to_thread(lambda: BOM + lines([head, *(row for one in found for row in sheet.make(names, one))]))


async def _names(parts: Parts, event: Event, t: Locale) -> _Names:
    teams, people = await parts.store.teams.of_event(event.id), await parts.store.crew.of_event(event.id)
    return _Names(
        t, ZoneInfo(event.zone), {one.id: one for one in teams}, {one.id: one.name for one in people},
        {one.id: one for one in await parts.store.entries.every(event.id)},
        {str(one["id"]): str(one["name"]) for one in event.prizes}, {str(one["id"]): str(one["name"]) for one in event.checkpoints},
    )  # fmt: skip


# --- the tables


def _team(of: _Names, row: Any) -> Row:
    signed = ", ".join(str(line.get("name", "")) for line in row.signed)
    return [
        row.place, row.name, row.division, row.region, row.school, row.stage, row.version, row.title, row.pitch, row.link, row.ai_statement, signed,
        of.yes(row.shown), of.when(row.created), of.when(row.withdrawn), of.team(row.merged_into),
    ]  # fmt: skip


def _member(of: _Names, row: Any) -> Row:
    return [of.team(row.team), row.name, of.t.sentences.get(f"ev_role.{row.role}", row.role), row.interests, row.school, of.when(row.joined)]


def _idea(of: _Names, row: Any) -> Row:
    return [of.team(row.team), row.name, row.text, of.yes(row.chosen), of.when(row.at)]


def _entry(of: _Names, row: Any) -> Row:
    signed = ", ".join(str(line.get("name", "")) for line in row.signed)
    return [
        row.number, of.team(row.team), row.title, row.version, row.pitch, row.link, row.ai_statement, signed, of.when(row.taken), row.late, row.allowed_by,
        of.when(row.sealed), row.fault, of.when(row.withdrawn),
    ]  # fmt: skip


def _ballot(of: _Names, row: Any) -> Sequence[Row]:
    """A row for each entry of a batch: its place there, or why it was left out."""
    places = {entry: n for n, tied in enumerate(row.ranking or (), 1) for entry in tied}
    head = [row.id, row.round, of.person(row.judge), of.yes(row.repeat_of)]
    tail = [of.when(row.given), of.when(row.done)]
    return [[*head, of.entry(entry), places.get(entry), row.skipped.get(entry, ""), *tail] for entry in row.entries]


def _judgement(of: _Names, row: Any) -> Sequence[Row]:
    """A row for each line of the rubric, and one for the comment."""
    head, tail = [of.person(row.judge), of.entry(row.entry)], [of.when(row.at), of.when(row.passed), of.when(row.hidden)]
    levels: list[Row] = [[*head, line, level, "", *tail] for line, level in row.levels.items()]
    return [*levels, [*head, "", None, row.comment, *tail]] if row.comment or not levels else levels


def _result(of: _Names, row: Any) -> Sequence[Row]:
    """A row for each place of a round's ranking, as it was when a human confirmed it."""
    told = [of.when(row.confirmed), row.confirmed_by]
    standings = (row.result or {}).get("standings") or [{"entry": entry} for entry in row.entries]
    numbers = [[one.get(name) for name in ("place", "score", "low", "high", "views")] for one in standings]
    return [[row.number, of.entry(str(one.get("entry", ""))), *cells, *told] for one, cells in zip(standings, numbers, strict=True)]


def _award(of: _Names, row: Any) -> Row:
    return [of.prizes.get(row.prize, row.prize), of.team(row.team), row.by, of.when(row.at)]


def _help(of: _Names, row: Any) -> Row:
    waited = int((row.claimed - row.at).total_seconds()) if row.claimed else None
    return [
        of.team(row.team), row.topic, row.text, of.when(row.at), of.person(row.mentor), of.when(row.claimed), waited, row.handed_back, of.when(row.resolved),
        row.outcome, row.rating, row.comment,
    ]  # fmt: skip


def _announcement(of: _Names, row: Any) -> Row:
    to = ", ".join(of.team(team) for team in row.teams) if row.teams else ""
    return [of.when(row.at), row.kind, row.by, row.text or (json.dumps(row.data, ensure_ascii=False) if row.data else ""), to, of.when(row.hidden)]


def _checkpoint(of: _Names, row: Any) -> Row:
    return [of.team(row.team), of.checkpoints.get(row.checkpoint, row.checkpoint), row.by, of.when(row.at)]


def _person(of: _Names, row: Any) -> Row:
    return [row.role, row.name, row.school, ", ".join(row.topics), of.when(row.created), of.when(row.seen), of.when(row.ended)]


def _conflict(of: _Names, row: Any) -> Row:
    return [of.person(row.judge), of.team(row.team), row.why, of.when(row.at)]


_WORK = ("title", "version", "pitch", "link", "ai", "signed")
SHEETS: Mapping[str, Sheet] = {
    "teams": Sheet(
        (
            "place",
            "team",
            "division",
            "region",
            "school",
            "stage",
            "version",
            "title",
            "pitch",
            "link",
            "ai",
            "signed",
            "shown",
            "began",
            "withdrawn",
            "merged",
        ),
        _one(_team),
    ),
    "members": Sheet(("team", "name", "role", "interests", "school", "at"), _one(_member)),
    "ideas": Sheet(("team", "name", "text", "chosen", "at"), _one(_idea)),
    "entries": Sheet(("number", "team", *_WORK, "taken", "late", "allowed_by", "sealed", "fault", "withdrawn"), _one(_entry)),
    "ballots": Sheet(("batch", "round", "judge", "repeat", "team", "place_in_batch", "skipped", "given", "done"), _ballot),
    "judgements": Sheet(("judge", "team", "line", "level", "comment", "at", "passed", "hidden"), _judgement),
    "results": Sheet(("round", "team", "rank", "score", "low", "high", "views", "confirmed", "confirmed_by"), _result),
    "awards": Sheet(("prize", "team", "given_by", "at"), _one(_award)),
    "help": Sheet(
        ("team", "topic", "text", "at", "mentor", "claimed", "waited", "handed_back", "resolved", "outcome", "rating", "comment"),
        _one(_help),
    ),
    "announcements": Sheet(("at", "kind", "said_by", "text", "to", "hidden"), _one(_announcement)),
    "checkpoints": Sheet(("team", "checkpoint", "said_by", "at"), _one(_checkpoint)),
    "people": Sheet(("is", "name", "school", "topics", "at", "seen", "ended"), _one(_person)),
    "conflicts": Sheet(("judge", "team", "why", "at"), _one(_conflict)),
}
"""In the order of the page."""
