"""Lessons: a folder each, `prompts/lessons/<id>/<language>.md` with its pictures. A school may have a folder of its own beside ours.

    shelf = look(Path("/srv/our-lessons"))
    shelf.lessons["first-rules"].said("zh-Hant").steps[0].heading
    shelf.faults                                # what is wrong with lessons that were left out

Nothing is read before it is asked for. What a file looks like is in `prompts.lessons.reading`; what else must hold in `prompts.lessons.agreeing`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from prompts import Language
from prompts.lessons.agreeing import examine, missing_needs
from prompts.lessons.kinds import (
    COURSES,
    TIERS,
    Asked,
    Built,
    Case,
    Choice,
    Course,
    Lesson,
    LessonError,
    Page,
    Paper,
    Picture,
    Step,
    Teacher,
    Tier,
    Told,
    Tried,
)
from prompts.lessons.pathways import Pathway, pathway_faults, pathways

ROOT = Path(__file__).parent


@dataclass(frozen=True)
class Shelf:
    """The lessons that can be used, by id, and what is wrong with all others."""

    lessons: Mapping[str, Lesson]
    faults: tuple[LessonError, ...] = ()
    own_faults: tuple[LessonError, ...] = ()
    """Those of `faults` that are in a school's own folder."""

    def pathway(self, tier: Tier) -> tuple[Lesson, ...]:
        """The lessons for an age group in the order in which they are taken: ours as `pathways.toml` has them, then a school's own, each after
        what it needs."""
        ours = [self.lessons[id] for id in pathways()[tier].lessons if id in self.lessons]
        others = sorted((one for one in self.lessons.values() if tier in one.tiers), key=_order)
        return tuple(dict.fromkeys([*ours, *(one for lesson in others for one in self._with_needs(lesson, tier, ()))]))

    def _with_needs(self, lesson: Lesson, tier: Tier, above: tuple[str, ...]) -> Iterator[Lesson]:
        for id in lesson.needs:
            needed = self.lessons.get(id)
            if needed is not None and tier in needed.tiers and id not in above:
                yield from self._with_needs(needed, tier, (*above, lesson.id))
        yield lesson


def discover() -> Mapping[str, Lesson]:
    """Every lesson of ours by its id."""
    return look().lessons


@cache
def look(also: Path | None = None) -> Shelf:
    """Our lessons and those of a school's own folder; one of theirs never takes the place of one of ours."""
    if also is None:
        return _ours()
    ours = _ours()
    if not also.is_dir():
        return _with_own(ours, {}, LessonError(str(also), "there is no such folder"))
    theirs = read([folder for folder in folders(also) if folder.name not in ours.lessons], known=ours.lessons)
    taken = [LessonError(str(folder), "a lesson of Sampan's own has this id") for folder in folders(also) if folder.name in ours.lessons]
    return _with_own(ours, theirs.lessons, *taken, *theirs.faults)


def _with_own(ours: Shelf, theirs: Mapping[str, Lesson], *faults: LessonError) -> Shelf:
    return Shelf({**ours.lessons, **theirs}, (*ours.faults, *faults), faults)


@cache
def _ours() -> Shelf:
    return read(folders(ROOT))


def folders(root: Path) -> list[Path]:
    """The lessons' folders in a folder, or the folder itself where it is one lesson. Raises `OSError` where there is none."""
    if any(root.glob("*.md")) and root != ROOT:
        return [root]
    return sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith((".", "_")))


def read(found: Sequence[Path], known: Collection[str] = ()) -> Shelf:
    """The lessons of these folders; one that has faults, or needs one that there is not (`known` are ids of others), is left out."""
    there = {*known, *(folder.name for folder in found)}
    lessons: dict[str, Lesson] = {}
    faults: list[LessonError] = []
    for folder in found:
        lesson, wrong = examine(folder)
        wrong += missing_needs(lesson, there) if lesson else []
        faults += wrong
        if lesson is not None and not wrong:
            lessons[lesson.id] = lesson
    return Shelf(lessons, tuple(faults))


def _order(lesson: Lesson) -> tuple[int, int, str]:
    return lesson.place, COURSES.index(lesson.course), lesson.id


__all__ = [
    "COURSES", "ROOT", "TIERS", "Asked", "Built", "Case", "Choice", "Course", "Language", "Lesson", "LessonError", "Page", "Paper", "Pathway", "Picture",
    "Shelf", "Step", "Teacher", "Tier", "Told", "Tried", "discover", "examine", "folders", "look", "pathway_faults",
    "pathways", "read",
]  # fmt: skip
