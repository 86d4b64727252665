"""The pathway of each age group through our lessons, and where it leads: `pathways.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from prompts import LANGUAGES, Language
from prompts.lessons.kinds import TIERS, Lesson, LessonError, Tier

_FILE = Path(__file__).parent / "pathways.toml"
_PLACE = "prompts/lessons/pathways.toml"


@dataclass(frozen=True)
class Pathway:
    """Ids of lessons in their order, and a sentence in each language of where they lead."""

    lessons: tuple[str, ...]
    leads: Mapping[Language, str]


@cache
def pathways() -> Mapping[Tier, Pathway]:
    """As they are written; a lesson that there is not is passed over by whoever reads them."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {tier: Pathway(tuple(data[tier]["lessons"]), {language: data[tier][language] for language in LANGUAGES}) for tier in TIERS}


def pathway_faults(lessons: Mapping[str, Lesson]) -> Iterator[LessonError]:
    """Lessons on a pathway that there are not, that are not for its tier, or that come before what they need; and lessons that no one leads to."""
    for tier, pathway in pathways().items():
        for place, id in enumerate(pathway.lessons):
            lesson = lessons.get(id)
            if lesson is None:
                yield LessonError(_PLACE, f"{tier}: there is no lesson {id!r}, or it has faults")
            elif tier not in lesson.tiers:
                yield LessonError(_PLACE, f"{tier}: {id} is not for this tier")
            elif late := [need for need in lesson.needs if need not in pathway.lessons[:place] and tier in _tiers(lessons, need)]:
                yield LessonError(_PLACE, f"{tier}: {id} comes before {late[0]}, which it needs")
    for lesson in lessons.values():
        for tier in lesson.tiers:
            if lesson.id not in pathways()[tier].lessons:
                yield LessonError(_PLACE, f"{tier}: no place for {lesson.id}, which is for this tier")


def _tiers(lessons: Mapping[str, Lesson], id: str) -> tuple[Tier, ...]:
    return lessons[id].tiers if id in lessons else ()
