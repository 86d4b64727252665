"""Everything of a class as CSV, each table by itself or all in one zip, made while it is sent.

async for part in table(parts, classroom, "messages", t):     bytes of UTF-8 with its mark
"""

from __future__ import annotations

import asyncio
import zipfile
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.classroom.progress import REASONS
from bot.core.classroom.sheets import BOM, Cell, lines
from bot.locales import Locale
from bot.services import Parts
from bot.services.classroom.nudge import unmarked
from bot.services.classroom.signals import reason, signal_of
from bot.services.learning import Names, concepts_in_words, in_words, names_of
from storage.classrooms.exporting import Student, Words
from storage.classrooms.records import Classroom
from storage.learning.records import Seen

LEAD_ONLY = ("flags",)
"""What only the named lead may take away."""
Row = Sequence[Cell]


@dataclass(frozen=True)
class Sheet:
    """One table: the sentences that name its columns, and its rows, some at a time."""

    columns: Sequence[str]
    rows: Callable[[_Made], AsyncIterator[Sequence[Row]]]


@dataclass(frozen=True)
class _Made:
    """What every table needs at hand."""

    parts: Parts
    classroom: Classroom
    t: Locale
    students: Sequence[Student]
    teachers: Mapping[str, str]

    @cached_property
    def by_id(self) -> Mapping[str, Student]:
        return {one.learner: one for one in self.students}

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.parts.zone)

    def who(self, learner: str | None) -> tuple[Cell, Cell]:
        """Class number and name; empty for somebody who left."""
        found = self.by_id.get(learner or "")
        return (found.number, found.name) if found else ("", "")

    def teacher(self, id: str | None) -> str:
        return self.teachers.get(id or "", "")

    def when(self, at: datetime | None) -> str:
        """On the clock of the school."""
        return at.astimezone(self.zone).isoformat(" ", "seconds")[:19] if at else ""

    def said(self, key: str, value: str) -> str:
        """A word of ours in the teacher's language; as it is where there is none."""
        return self.t.sentences.get(f"{key}{value}", value)

    def yes(self, value: bool | None) -> str:
        return "" if value is None else self.t("exports.yes" if value else "exports.no")


def names(*, lead: bool) -> list[str]:
    """The tables that a teacher may take away, in the order of the page."""
    return [name for name in SHEETS if lead or name not in LEAD_ONLY]


async def table(parts: Parts, classroom: Classroom, name: str, t: Locale) -> AsyncIterator[bytes]:
    """One table, a part at a time. Raises `StoreError`."""
    async for part in _csv(await _made(parts, classroom, t), name):
        yield part


async def everything(parts: Parts, classroom: Classroom, t: Locale, *, lead: bool) -> AsyncIterator[bytes]:
    """All tables in one zip, a part at a time. Raises `StoreError`."""
    made, sink = await _made(parts, classroom, t), Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:  # type: ignore[call-overload]  # it only needs to be written to
        for name in names(lead=lead):
            with zipped.open(f"{name}.csv", "w", force_zip64=True) as file:
                async for part in _csv(made, name):
                    await asyncio.to_thread(file.write, part)
                    yield sink.taken()
    yield sink.taken()


class Sink:
    """What a zip is written to: it cannot go back, and gives away what it has."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


async def _made(parts: Parts, classroom: Classroom, t: Locale) -> _Made:
    store = parts.store.exporting
    return _Made(parts, classroom, t, await store.students(classroom.id), await store.teachers(classroom.id))


async def _csv(made: _Made, name: str) -> AsyncIterator[bytes]:
    sheet = SHEETS[name]
    yield BOM + lines([[made.t(f"exports.col_{column}") for column in sheet.columns]])
    async for rows in sheet.rows(made):
        if rows:
            yield await asyncio.to_thread(lines, rows)


# --- the tables


async def _students(made: _Made) -> AsyncIterator[Sequence[Row]]:
    found = {row.learner: row for row in await made.parts.store.exporting.standings(made.classroom.id)}
    yield [_student(made, one, found[one.learner]) for one in made.students if one.learner in found]


def _student(made: _Made, one: Student, row: Any) -> Row:
    paused = made.classroom.paused or row.paused
    shown = signal_of(row.progress, datetime.now(UTC), paused) if row.progress else None
    stage = made.said("stage.", row.stage) if row.stage else ""
    why = reason(shown, made.t) if shown else ""
    return [
        one.number, one.name, made.when(row.joined), stage, made.when(row.since), row.title, row.version, row.hints, made.when(row.last), why, made.yes(bool(paused)),
    ]  # fmt: skip


async def _messages(made: _Made) -> AsyncIterator[Sequence[Row]]:
    for one in made.students:
        yield [_message(made, one, words) for words in await made.parts.store.exporting.messages(one.learner)]


def _message(made: _Made, one: Student, words: Words) -> Row:
    by, text = ("student", words.text or "") if not words.number else ("teacher" if words.teacher else "sampan", unmarked(words.text or ""))
    return [one.number, one.name, made.when(words.at), made.t(f"exports.by_{by}"), text, words.press, words.file]


async def _learning(made: _Made) -> AsyncIterator[Sequence[Row]]:
    """What each showed of what they understand, in words, with what rules and lessons are called now."""
    language = made.t.language
    for one in made.students:
        seen = await made.parts.store.learning.of(one.learner)
        names = await names_of(made.parts, seen, language)
        yield [_shown(made, one, found, names) for found in seen]


def _shown(made: _Made, one: Student, seen: Seen, names: Names) -> Row:
    evidence, language = seen.evidence, made.t.language
    told, ideas = unmarked(in_words(seen, names, language, you=False)), concepts_in_words(evidence.concepts, language)
    return [one.number, one.name, made.when(seen.at), told, evidence.kind, evidence.outcome, evidence.rungs, ideas, evidence.about]


async def _versions(made: _Made) -> AsyncIterator[Sequence[Row]]:
    for one in made.students:
        rows = await made.parts.store.exporting.versions(one.learner)
        yield [[one.number, one.name, row.slug, row.n, row.parent, unmarked(row.why), made.when(row.created)] for row in rows]


Make = Callable[[_Made, Any], Row]


def _of_class(name: str, make: Make) -> Callable[[_Made], AsyncIterator[Sequence[Row]]]:
    """A table that is one select."""

    async def rows(made: _Made) -> AsyncIterator[Sequence[Row]]:
        found = await made.parts.store.exporting.of_class(name, made.classroom.id)
        yield [make(made, row) for row in found]

    return rows


def _signal(made: _Made, row: Any) -> Row:
    why = made.said("signal.name_", row.reason) if row.reason in REASONS else row.reason
    return [*made.who(row.learner), made.when(row.at), made.when(row.ended), why, row.detail, made.yes(row.verdict), made.teacher(row.judged_by)]


def _nudge(made: _Made, row: Any) -> Row:
    return [*made.who(row.learner), made.when(row.at), made.teacher(row.teacher), made.said("exports.kind_", row.kind), row.text]


def _note(made: _Made, row: Any) -> Row:
    return [*made.who(row.learner), made.when(row.at), made.teacher(row.teacher), row.text]


def _flag(made: _Made, row: Any) -> Row:
    seen, closed = made.when(row.acknowledged), made.when(row.closed)
    return [
        row.number, row.name, made.when(row.at), row.kind, row.sentence, seen, made.teacher(row.acknowledged_by), closed, made.teacher(row.closed_by), row.outcome,
    ]  # fmt: skip


def _score(made: _Made, row: Any) -> Row:
    return [*made.who(row.learner), row.rubric, row.line, row.level, row.comment, made.teacher(row.teacher), made.when(row.at)]


def _survey(made: _Made, row: Any) -> Row:
    moment, question = made.said("charts.", row.moment), made.said("charts.question_", row.question)
    return [*made.who(row.learner), moment, question, row.answer, made.said("charts.answer_", str(row.answer)), made.when(row.at)]


def _stage(made: _Made, row: Any) -> Row:
    return [*made.who(row.learner), made.said("stage.", row.stage), made.when(row.at)]


def _comment(made: _Made, row: Any) -> Row:
    return [row.name, row.project, row.screen, row.text, made.yes(row.hidden), made.when(row.at)]


def _entry(made: _Made, row: Any) -> Row:
    return [made.when(row.at), made.teacher(row.teacher), *made.who(row.learner), made.said("audit.what_", row.what), row.detail]


def _spent(made: _Made, row: Any) -> Row:
    told = (row.day, row.model, row.prompt, row.sent, row.cached, row.got, made.yes(row.estimated), row.outcome, row.ms)
    return [*made.who(row.learner), made.when(row.created), *told]


_WHO = ("number", "name")
SHEETS: Mapping[str, Sheet] = {
    "students": Sheet((*_WHO, "joined", "stage", "since", "title", "version", "hints", "last", "stuck", "paused"), _students),
    "messages": Sheet((*_WHO, "at", "by", "text", "press", "file"), _messages),
    "versions": Sheet((*_WHO, "app", "version", "made_of", "why", "at"), _versions),
    "stages": Sheet((*_WHO, "stage", "at"), _of_class("stages", _stage)),
    "learning": Sheet((*_WHO, "at", "shown", "kind", "outcome", "rungs", "ideas", "about"), _learning),
    "signals": Sheet((*_WHO, "at", "ended", "reason", "detail", "right", "judged_by"), _of_class("signals", _signal)),
    "nudges": Sheet((*_WHO, "at", "teacher", "kind", "text"), _of_class("nudges", _nudge)),
    "notes": Sheet((*_WHO, "at", "teacher", "text"), _of_class("notes", _note)),
    "scores": Sheet((*_WHO, "rubric", "line", "level", "comment", "teacher", "at"), _of_class("scores", _score)),
    "surveys": Sheet((*_WHO, "moment", "question", "answer", "answer_words", "at"), _of_class("surveys", _survey)),
    "comments": Sheet(("mentor", "project", "screen", "text", "hidden", "at"), _of_class("comments", _comment)),
    "spending": Sheet((*_WHO, "at", "day", "model", "prompt", "sent", "cached", "got", "estimated", "outcome", "ms"), _of_class("spending", _spent)),
    "audit": Sheet(("at", "teacher", *_WHO, "what", "detail"), _of_class("audit", _entry)),
    "flags": Sheet(("number", "name", "at", "kind", "text", "seen", "seen_by", "closed", "closed_by", "outcome"), _of_class("flags", _flag)),
}
