"""The rubric files that there are. One that cannot be used is named, and the others serve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import prompts
from bot.core.classroom.rubric import Rubric, RubricError, chosen, read
from bot.services import Parts
from storage.classrooms.records import Classroom, Teacher

FOLDER = prompts.ROOT / "rubrics"


@dataclass(frozen=True)
class Rubrics:
    by_id: dict[str, Rubric]
    faults: tuple[str, ...]
    """A line for each file that cannot be used: which, where in it, and why."""

    def of(self, classroom: Classroom) -> Rubric:
        return chosen(self.by_id, classroom.rubric, classroom.tier)


def rubrics(folder: Path = FOLDER) -> Rubrics:
    """As the files are now: a teacher may change one while the program runs."""
    return _read(tuple((path, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.toml"))))


@lru_cache(maxsize=4)
def _read(files: Sequence[tuple[Path, int]]) -> Rubrics:
    good: dict[str, Rubric] = {}
    faults: list[str] = []
    for path, _ in files:
        try:
            good[path.stem] = read(path.read_text(encoding="utf-8-sig"), path.stem)
        except RubricError as error:
            faults.append(str(error))
        except (OSError, UnicodeDecodeError):
            faults.append(f"rubrics/{path.name} is not a text in UTF-8")
    return Rubrics(good, tuple(faults))


async def choose(parts: Parts, teacher: Teacher, classroom: Classroom, id: str) -> bool:
    """From now on the class is looked at by this one; scores of others stay where they are. False where there is no such rubric."""
    if id not in rubrics().by_id:
        return False
    await parts.store.classes.change(classroom.id, rubric=id)
    await parts.store.care.write_down("rubric", classroom=classroom.id, teacher=teacher.id, detail=id)
    return True
