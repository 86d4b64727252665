"""A folder as one lesson: the three languages agree, the pictures are there and are drawings and nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from xml.etree import ElementTree

from prompts import LANGUAGES, Language
from prompts.lessons.front import ID, OWN, Front
from prompts.lessons.kinds import Lesson, LessonError, Page, Picture, Step
from prompts.lessons.reading import read_file, shown, signature

LARGEST = 8_000
"""Bytes of a picture."""
_FRAME = re.compile(rb'viewBox="0 0 640 360"')
_ACTIVE = re.compile(rb"<\s*(?:script|foreignObject|iframe|image|style[^>]*>[^<]*@import)|\son\w+\s*=|<!ENTITY|<!DOCTYPE", re.IGNORECASE)
_ELSEWHERE = re.compile(rb"(?:href|src)\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)", re.IGNORECASE)
_WORDS = re.compile(rb"<\s*(?:text|title|desc)\b", re.IGNORECASE)


def examine(folder: Path) -> tuple[Lesson | None, list[LessonError]]:
    """The lesson of a folder, and all that is wrong with it; where anything is, it is not to be used."""
    faults: list[LessonError] = []
    if not ID.fullmatch(folder.name):
        faults.append(LessonError(shown(folder), "the folder's name is the lesson's id: 2 to 32 of a-z 0-9 -, a letter first"))
    fronts, pages = _files(folder, faults)
    faults += _otherwise(folder, fronts, pages)
    faults += _pictures(folder, pages)
    if len(pages) < len(LANGUAGES):
        return None, faults
    front = fronts["en"]
    kept = {one.name: getattr(front, one.name) for one in fields(front) if one.name not in OWN}
    return Lesson(id=folder.name, folder=folder, pages=pages, **kept), faults


def _files(folder: Path, faults: list[LessonError]) -> tuple[dict[Language, Front], dict[Language, Page]]:
    fronts: dict[Language, Front] = {}
    pages: dict[Language, Page] = {}
    for language in LANGUAGES:
        path = folder / f"{language}.md"
        if not path.is_file():
            faults.append(LessonError(shown(folder), f"there is no {language}.md"))
            continue
        front, page, wrong = read_file(path)
        faults += wrong
        if front is not None:
            fronts[language] = front
        if front is not None and page is not None:
            pages[language] = page
    for path in sorted(folder.iterdir()):
        if path.suffix != ".svg" and path.name not in {f"{language}.md" for language in LANGUAGES} and not path.name.startswith((".", "_")):
            faults.append(LessonError(shown(path), "this is no part of a lesson: it has en.md, zh-Hant.md, zh-Hans.md and pictures *.svg"))
    return fronts, pages


def _otherwise(folder: Path, fronts: Mapping[Language, Front], pages: Mapping[Language, Page]) -> Iterator[LessonError]:
    """Where another language says something else than English does."""
    for language in LANGUAGES[1:]:
        place = shown(folder / f"{language}.md")
        if language in fronts and "en" in fronts:
            yield from _other_front(place, fronts["en"], fronts[language])
        if language in pages and "en" in pages:
            yield from _other_steps(place, pages["en"], pages[language])


def _other_front(place: str, english: Front, other: Front) -> Iterator[LessonError]:
    for one in fields(english):
        wanted, said = getattr(english, one.name), getattr(other, one.name)
        if one.name == "aims" and len(wanted) != len(said):
            yield LessonError(f"{place}:1", f"it has {len(said)} aims, en.md has {len(wanted)}")
        elif one.name not in OWN and wanted != said:
            yield LessonError(f"{place}:1", f"{one.name} is not as in en.md")


def _other_steps(place: str, english: Page, other: Page) -> Iterator[LessonError]:
    if [step.kind for step in english.steps] != [step.kind for step in other.steps]:
        yield LessonError(f"{place}:{_where(english.steps, other.steps)}", "the steps are not of the kinds, and in the order, of en.md")
        return
    for first, second in zip(english.steps, other.steps, strict=True):
        if said := _difference(first, second):
            yield LessonError(f"{place}:{second.line}", said)


def _where(english: tuple[Step, ...], other: tuple[Step, ...]) -> int:
    """The line of the first step that is of another kind."""
    return next((b.line for a, b in zip(english, other, strict=False) if a.kind != b.kind), other[-1].line if other else 1)


def _difference(english: Step, other: Step) -> str:
    names = ("kind", "pictures", "right answers", "cases")
    pairs = zip(names, signature(english), signature(other), strict=True)
    return next((f"its {name} are not as in en.md" for name, first, second in pairs if first != second), "")


# --- pictures


def _pictures(folder: Path, pages: Mapping[Language, Page]) -> Iterator[LessonError]:
    named: set[str] = set()
    for language, page in pages.items():
        used = list(_used(page))
        named |= {picture.file for _, picture in used}
        place = shown(folder / f"{language}.md")
        if not used:
            yield LessonError(f"{place}:1", "a lesson has at least one picture")
        for line, picture in used:
            if not (folder / picture.file).is_file():
                yield LessonError(f"{place}:{line}", f"there is no picture {picture.file}")
    for path in sorted(folder.glob("*.svg")):
        if pages and path.name not in named:
            yield LessonError(shown(path), "no step shows this picture")
        if said := drawing_fault(path.read_bytes()):
            yield LessonError(shown(path), said)


def _used(page: Page) -> Iterator[tuple[int, Picture]]:
    yield from ((1, picture) for picture in page.pictures)
    for step in (*page.steps, page.teacher):
        yield from ((step.line, picture) for picture in step.pictures)


def drawing_fault(data: bytes) -> str:
    """Why a picture may not be shown: it is opened in children's browsers, so it draws and does nothing else."""
    if len(data) > LARGEST:
        return f"a picture has at most {LARGEST} bytes; this one has {len(data)}"
    if b"<svg" not in data or not _FRAME.search(data):
        return 'a picture is an SVG with viewBox="0 0 640 360"'
    if _ACTIVE.search(data):
        return "a picture holds a script, or something else that is not drawn"
    if _ELSEWHERE.search(data):
        return "a picture refers to something outside it"
    if _WORDS.search(data):
        return "a picture holds words: they stand in the Markdown"
    return "" if _is_whole(data) else "a picture is broken: it cannot be read as XML"


def _is_whole(data: bytes) -> bool:
    try:
        ElementTree.fromstring(data)  # without entities, which were refused before
    except ElementTree.ParseError:
        return False
    return True


# --- between lessons


def missing_needs(lesson: Lesson, there: Collection[str]) -> list[LessonError]:
    """Where a lesson names one in `needs` that there is not, or itself."""
    place = f"{shown(lesson.folder / 'en.md')}:{_needs_line(lesson)}"
    return [LessonError(place, f"it needs a lesson {id!r} that there is not") for id in lesson.needs if id not in there or id == lesson.id]


def _needs_line(lesson: Lesson) -> int:
    lines = (lesson.folder / "en.md").read_text(encoding="utf-8-sig").split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.startswith("needs")), 1)
