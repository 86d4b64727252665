"""What only a run shows of a lesson: that its cases hold with the gap filled and fail without, and that its kinds of apps are there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.services.lesson import trying
from prompts import LANGUAGES
from prompts.lessons import ROOT, Lesson, LessonError, Shelf, Tried, folders, look, pathway_faults, read
from prompts.lessons.kinds import GAP
from prompts.lessons.reading import shown
from scaffolds import blocks

_EMPTY = ("", "undefined", "null", "0", "false")
"""What no gap should be filled with as well as with its answer."""


@dataclass(frozen=True)
class Checked:
    """How many lessons were looked at, and all that is wrong with them."""

    lessons: int
    faults: tuple[LessonError, ...]


def check(found: Collection[Path] = (), own: Path | None = None) -> Checked:
    """Look at lessons: those of these folders, or ours with the school's own. Raises `OSError` for a folder that there is not."""
    shelf, count = _given(found) if found else _all(own)
    ran = [fault for lesson in shelf.lessons.values() if not found or _is_in(lesson, found) for fault in run(lesson)]
    return Checked(count, (*shelf.faults, *ran))


def _all(own: Path | None) -> tuple[Shelf, int]:
    shelf = look(own)
    count = len(folders(ROOT)) + (len(folders(own)) if own else 0)
    ours = {id: lesson for id, lesson in shelf.lessons.items() if lesson.folder.parent == ROOT}
    return Shelf(shelf.lessons, (*shelf.faults, *pathway_faults(ours))), count


def _given(found: Collection[Path]) -> tuple[Shelf, int]:
    """These folders; a lesson of theirs may need one of ours."""
    each = [folder for root in found for folder in folders(root)]
    ours = {folder.name for folder in folders(ROOT)}
    taken = [LessonError(shown(one), "a lesson of Sampan's own has this id") for one in each if one.name in ours and one.parent.resolve() != ROOT]
    empty = [LessonError(shown(root), "no lesson is in this folder: a lesson is a folder with en.md") for root in found if not folders(root)]
    shelf = read(each, known=ours)
    return Shelf(shelf.lessons, (*empty, *taken, *shelf.faults)), len(each)


def _is_in(lesson: Lesson, found: Collection[Path]) -> bool:
    return any(lesson.folder in folders(root) for root in found)


def run(lesson: Lesson) -> Iterator[LessonError]:
    """What is wrong with a lesson that can be read."""
    for block in lesson.suits:
        if block not in blocks.discover():
            yield LessonError(f"{shown(lesson.folder / 'en.md')}:1", f"suits names no way to build: {block!r}")
    for language in LANGUAGES:
        for step in lesson.said(language).steps:
            if isinstance(step, Tried):
                yield from _tried(f"{shown(lesson.folder / f'{language}.md')}:{step.line}", step)


def _tried(place: str, step: Tried) -> Iterator[LessonError]:
    tally = trying.run(step, step.filled(step.answer))
    if tally.fault is not None:
        yield LessonError(place, f"with the answer filled in the code does not run: {tally.fault.key} {tally.fault.message}".rstrip())
    for one in tally.ran:
        if not one.passed:
            yield LessonError(place, f"with the answer filled in {one.case.shown} gives {one.threw or one.said or 'nothing'}")
    if trying.run(step, step.code).passed or any(trying.run(step, step.filled(empty)).passed for empty in _EMPTY if empty != step.answer):
        yield LessonError(place, f"the cases hold without the answer too: {GAP} left as it is, or filled with next to nothing")
