"""The task of a class: set by a teacher, told to each student once in their chat, and looked for in each app."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import prompts
from bot.core.classroom.task import Found, Task, found_in
from bot.core.turn import Message
from bot.services import Parts
from bot.services.classroom.nudge import Write, say, unmarked
from scaffolds.blocks import discover
from scaffolds.spec import AppSpec, Language
from storage.classrooms.records import Classroom, Teacher
from storage.classrooms.works import Work

KIND = "task"


@dataclass(frozen=True)
class MustHave:
    """One line of the task, and how the apps of the class stand to it."""

    line: str
    found: Mapping[Found, Sequence[Work]]


def task_of(classroom: Classroom) -> Task:
    return Task.model_validate(classroom.task)


async def set_task(parts: Parts, teacher: Teacher, classroom: Classroom, task: Task) -> int:
    """Keep the task; everybody is told of a new one, how many were. Nobody is told where nothing changed, or of none."""
    if task == task_of(classroom):
        return 0
    if not await parts.store.classes.set_task(classroom.id, task.model_dump(mode="json", exclude_defaults=True)):
        return 0  # pressed twice: it was told with the first
    await parts.store.care.write_down(KIND, classroom=classroom.id, teacher=teacher.id, detail=task.theme)
    if task == Task():
        return 0
    return await say(parts, teacher, classroom, await parts.store.saying.addresses(classroom.id), KIND, _wording(task))


def _wording(task: Task) -> Write:
    def write(language: Language) -> tuple[str, Message]:
        blocks = [name_of(block, language) for block in task.blocks if block in discover()]
        text = prompts.load("classroom/task").render(language, theme=task.theme, blocks=blocks, must=list(task.must))
        return unmarked(text), Message(text=text)

    return write


def name_of(block: str, language: Language) -> str:
    """What a block is called, with its sign."""
    found = discover()[block]
    return f"{found.emoji} {found.said(language)['name']}"


def must_haves(task: Task, works: Sequence[Work]) -> list[MustHave]:
    """Each line with the apps that have it, lack it, or must be looked at."""
    specs = [(work, AppSpec.model_validate_json(work.spec)) for work in works] if task.must else []
    return [MustHave(line, _sorted(line, specs)) for line in task.must]


def _sorted(line: str, specs: Sequence[tuple[Work, AppSpec]]) -> Mapping[Found, Sequence[Work]]:
    found: dict[Found, list[Work]] = {"has": [], "lacks": [], "look": []}
    for work, spec in specs:
        found[found_in(line, spec, names())].append(work)
    return found


@cache
def names() -> Mapping[str, Sequence[str]]:
    """What each block is called, in every language: its name, and other names for it."""
    return {id: [name for said in prompts.LANGUAGES for name in _called(block.said(said))] for id, block in discover().items()}


def _called(said: Mapping[str, object]) -> list[str]:
    others = said.get("called", ())
    return [str(said["name"]), *(str(name) for name in others if len(str(name)) > 1)] if isinstance(others, list) else [str(said["name"])]
