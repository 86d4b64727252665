"""What a learner changed in the code of their app, in plain words; and what happens where a new build would change the same lines."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from bot.core.policy import Clash
from scaffolds import alike, learner_code, platforms
from scaffolds.learner_code import Edit, FileConflict, LearnerCode, Moved
from scaffolds.merging import Side
from scaffolds.platforms import Files
from scaffolds.spec import AppSpec, Language, text_of

_OF_A_SCREEN = re.compile(r"(?:public/)?(screens|rules|pages)/(\w+)(?:/\w+)?\.\w+")
_KNOWN = {"public/style.css": "look", "app.wxss": "look", "app.py": "server", "README.md": "readme"}
_MOST_LINES, _LONGEST_LINE = 6, 160
"""Of a clash, as many lines are shown as one reads in a chat, and of a line as many characters: a file may be one line."""


class Change(NamedTuple):
    """One file: `kind` is what it does (`shows`, `decides`, `look`, `server`, `readme`, `file`) or what becomes of it (`new`, `anew`, `older`), `label` the screen or the
    path; lines that came and went."""

    kind: str
    label: str
    came: int = 0
    went: int = 0


def changes(code: LearnerCode, spec: AppSpec, language: Language) -> tuple[Change, ...]:
    """All that is theirs beside `my_rules.js`, file by file."""
    return (
        *(Change("older", path) if path in code.older else _change(path, edit, spec, language) for path, edit in code.edits.items()),
        *(Change("new", path) for path in code.added),
        *(Change("anew", path) for path in code.left_out),
    )


def _change(path: str, edit: Edit, spec: AppSpec, language: Language) -> Change:
    kind, label = what_it_is(path, spec, language)
    came, went = _counted(edit.base.splitlines(), edit.mine.splitlines())
    return Change(kind, label, came, went)


def _counted(base: Sequence[str], mine: Sequence[str]) -> tuple[int, int]:
    """How many lines came and how many went."""
    stayed = len(alike.shared(base, mine))
    return len(mine) - stayed, len(base) - stayed


def what_it_is(path: str, spec: AppSpec, language: Language) -> tuple[str, str]:
    """(what a file does, of which screen or by which name)."""
    if (match := _OF_A_SCREEN.fullmatch(path)) and (screen := spec.screen(match[2])):
        return ("decides" if match[1] == "rules" else "shows"), text_of(screen.label, language)
    return _KNOWN.get(path, "file"), path


async def clashes_of(code: LearnerCode, spec: AppSpec) -> tuple[Clash, ...]:
    """Where a build of the spec and the learner's own changes differ on the same lines."""
    if not code.edits:
        return ()
    conflicts = await asyncio.to_thread(lambda: learner_code.laid_over(made(spec.model_dump_json(), code.platform), code.edits, moved(code, spec))[1])
    return tuple(_shown(conflicts, spec))


def _shown(conflicts: Sequence[FileConflict], spec: AppSpec) -> Iterator[Clash]:
    for one in conflicts:
        _, label = what_it_is(one.path, spec, spec.language)
        yield Clash(f"{label} ({one.path})" if label != one.path else label, _beginning(one.conflict.mine), _beginning(one.conflict.new))


def _beginning(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(line if len(line) <= _LONGEST_LINE else line[:_LONGEST_LINE] + "…" for line in lines[:_MOST_LINES])


async def settled_on(code: LearnerCode, spec: AppSpec, lines: Side) -> LearnerCode:
    """The learner's code after they said whose lines stay."""
    if not code.edits:
        return code
    return await asyncio.to_thread(lambda: learner_code.settled(code, made(spec.model_dump_json(), code.platform), lines, moved(code, spec)))


async def resting(code: LearnerCode, before: AppSpec, spec: AppSpec, language: Language) -> tuple[str, ...]:
    """Files of theirs, or the screens that these show, for which there was a place before an edit and is none after it."""
    if not code.edits:
        return ()
    there, here = [await asyncio.to_thread(_without_place, code, one) for one in (before, spec)]
    names = (what_it_is(path, before, language) for path in here if path not in there)
    return tuple(dict.fromkeys(label for _, label in names))


def _without_place(code: LearnerCode, spec: AppSpec) -> tuple[str, ...]:
    return learner_code.without_place(code, made(spec.model_dump_json(), code.platform), moved(code, spec))


def moved(code: LearnerCode, spec: AppSpec) -> Moved:
    """Where their files lie in a build of a spec."""
    return partial(platforms.discover()[code.platform].moved, spec)


@lru_cache(maxsize=8)
def made(spec: str, platform: str) -> Files:
    """What comes from the spec alone, before anybody touched it."""
    return platforms.discover()[platform].files(AppSpec.model_validate_json(spec))
