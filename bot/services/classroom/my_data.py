"""All that is kept of a learner, as one zip that they can read: pages in their language, their apps, and the same for programs."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.errors import NoAppError
from bot.core.turn import File
from bot.keepsake import write
from bot.locales import locale, spoken
from bot.services import Parts
from bot.services.build_app import make_zip
from bot.services.classroom.nudge import unmarked
from bot.services.learning import in_words, lesson_names, names_in
from bot.services.lesson.shelf import shelf_of
from prompts.lessons import Shelf
from scaffolds.spec import AppSpec, Field, Label, Language, text_of
from storage.learning.records import Evidence, Seen

NAME = "sampan-my-data.zip"
Rows = Sequence[Mapping[str, Any]]
Data = Mapping[str, Rows]


@dataclass(frozen=True)
class Version:
    n: int
    at: str
    why: str


@dataclass(frozen=True)
class Entered:
    """One kind of thing in an app: what its fields are called, and the rows."""

    thing: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class OneApp:
    """An app as the page tells of it."""

    title: str
    zip_name: str
    versions: Sequence[Version]
    entered: Sequence[Entered]


@dataclass(frozen=True)
class Said:
    by: str
    at: str
    text: str
    mine: bool


def my_data_file(learner: str) -> File:
    """The file as a message names it; it is made when it is sent."""
    return File(name=NAME, mime="application/zip", project="", version=0, platform="", learner=learner)


async def make_my_data(parts: Parts, learner: str) -> tuple[str, bytes]:
    """The name and bytes of the zip. Raises `NoAppError` where nobody is kept under that id (any more)."""
    data = await parts.store.going.kept_of(learner)
    if not data["learner"]:
        raise NoAppError()
    zips = [await _app_zip(parts, project) for project in data["project"]]
    shelf = await shelf_of(parts) if data["evidence"] else None
    return NAME, await asyncio.to_thread(_packed, data, zips, parts.zone, shelf)


async def _app_zip(parts: Parts, project: Mapping[str, Any]) -> tuple[str, bytes]:
    """An app that never came to a version has no zip."""
    try:
        return await make_zip(parts, project["id"], project["head"])
    except NoAppError:
        return "", b""


def _packed(data: Data, zips: Sequence[tuple[str, bytes]], zone: str, shelf: Shelf | None) -> bytes:
    language = spoken(data["learner"][0]["language"]) or "en"
    words, clock = locale(language), _Clock(zone)
    apps = [
        _app(data, project, f"apps/{i}-{name}" if name else "", clock, language)
        for i, (project, (name, _)) in enumerate(zip(data["project"], zips, strict=True), 1)
    ]
    talks = {f"talk-{i}.html": talk for i, talk in enumerate(_talks(data, words, clock), 1)}
    pages = {
        "README.html": write(
            "my_data",
            t=words,
            data=data,
            apps=apps,
            talks=sorted(talks),
            clock=clock,
            now=clock.now(),
            teachers={one["id"]: str(one["name"]) for one in data["teacher"]},
            shown=_shown(data, shelf, clock, language),
        )
    }
    pages |= {name: write("talk", t=words, talk=talk) for name, talk in talks.items()}
    pages["data.json"] = json.dumps(data, ensure_ascii=False, indent=1)
    files = {name: text.encode("utf-8", "replace") for name, text in pages.items()}
    files |= {app.zip_name: content for app, (_, content) in zip(apps, zips, strict=True) if app.zip_name}
    return _zip(files)


def _zip(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(f"sampan-my-data/{name}", content)
    return out.getvalue()


class _Clock:
    """Stored moments on the wall clock of the school."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def __call__(self, moment: str | None) -> str:
        return f"{datetime.fromisoformat(moment).astimezone(self._zone):%Y-%m-%d %H:%M}" if moment else ""

    def now(self) -> str:
        return self(datetime.now(UTC).isoformat())


# --- apps


def _app(data: Data, project: Mapping[str, Any], zip_name: str, clock: _Clock, language: Any) -> OneApp:
    revisions = [one for one in data["revision"] if one["project"] == project["id"]]
    spec = _head(data, project)
    versions = [Version(one["n"], clock(one["created"]), one["why"]) for one in revisions]
    title = text_of(spec.title, language) if spec else project["slug"]
    return OneApp(title, zip_name, versions, list(_entered(data, project["id"], spec, language)) if spec else [])


def _entered(data: Data, project: str, spec: AppSpec, language: Any) -> Iterator[Entered]:
    keys = {one["key"] for one in data["app"] if one["project"] == project}
    for thing in spec.things:
        rows = [one["body"] for one in data["app_row"] if one["app"] in keys and one["thing"] == thing.id]
        if rows:
            yield Entered(
                _named(thing.label, language), [_named(one.label, language) for one in thing.fields], [_cells(row, thing.fields) for row in rows]
            )


def _cells(row: Mapping[str, Any], fields: Sequence[Field]) -> list[str]:
    return ["" if (value := row.get(one.name)) is None else str(value) for one in fields]


def _named(label: Label, language: Any) -> str:
    return text_of(label, language)


# --- what was learnt


def _shown(data: Data, shelf: Shelf | None, clock: _Clock, language: Language) -> list[tuple[str, str]]:
    """(when, what) of all that was seen of what they understand, in the words of their map."""
    specs = {one["id"]: _head(data, one) for one in data["project"]}
    names = {key: name for id, spec in specs.items() if spec for key, name in names_in(id, spec, language).items()}
    names |= lesson_names(shelf, language) if shelf else {}
    return [(clock(row["created"]), unmarked(in_words(_seen(row), names, language))) for row in data["evidence"]]


def _seen(row: Mapping[str, Any]) -> Seen:
    told = {name: row[name] for name in ("kind", "about", "outcome", "rungs", "tier")}
    return Seen(Evidence(**told, concepts=tuple(row["concepts"])), row["project"], datetime.fromisoformat(row["created"]))


def _head(data: Data, project: Mapping[str, Any]) -> AppSpec | None:
    """The app as it is now."""
    head = next((one for one in data["revision"] if (one["project"], one["n"]) == (project["id"], project["head"])), None)
    return AppSpec.model_validate_json(head["spec"]) if head else None


# --- the talk


def _talks(data: Data, words: Any, clock: _Clock) -> Iterator[list[Said]]:
    """Each chat, line by line; one without a line of theirs is none."""
    lines = [(one["id"], 0, one) for one in data["inbox"]] + [(one["turn"], one["number"], one) for one in data["outbox"]]
    for chat in dict.fromkeys(one["chat"] for _, _, one in sorted(lines, key=lambda line: line[0])):
        theirs = sorted((line for line in lines if line[2]["chat"] == chat), key=lambda line: line[:2])
        said = [_line(number, one, words, clock) for _, number, one in theirs]
        yield [one for one in said if one.text]


def _line(number: int, row: Mapping[str, Any], words: Any, clock: _Clock) -> Said:
    payload = row["payload"]
    by = words("mydata.said_you") if number == 0 else payload.get("teacher") or words("mydata.said_tutor")
    file = payload.get("file") or {}
    name = file.get("name", "") if isinstance(file, dict) else payload.get("file_name") or (file if len(file) < 200 else "")
    parts = [payload.get("text") or "", words("mydata.pressed", name=payload["press"]) if payload.get("press") else ""]
    parts.append(words("mydata.sent_file", name=name) if name else "")
    return Said(by, clock(row["created"]), "\n".join(filter(None, parts)), number == 0)
