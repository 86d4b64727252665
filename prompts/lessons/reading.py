"""One file of a lesson read: front matter between +++ lines, then steps under `## kind | heading`. Every fault is told with its line.

`prompts/lessons/queues/en.md:31: a question has two right answers`
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prompts.lessons import bodies
from prompts.lessons.front import Front, front_of
from prompts.lessons.kinds import LessonError, Page, Step, Teacher, Tried

FENCE = "+++"
_STEP = re.compile(r"##(?!#)\s*(.*)")
_HEADED = re.compile(r"(\w+)\s*\|\s*(\S.*)")
_TOML_LINE = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")
FEWEST, MOST = 6, 10
"""Steps, without the page for the teacher."""


@dataclass
class Source:
    """A file as lines, and the faults found in it so far."""

    path: Path
    lines: list[str]
    faults: list[LessonError] = field(default_factory=list)

    def fault(self, line: int, reason: str) -> None:
        self.faults.append(LessonError(f"{shown(self.path)}:{line}", reason))


@dataclass(frozen=True)
class Part:
    """A stretch of a file: a step's heading and the lines under it, each with its number."""

    kind: str
    heading: str
    line: int
    lines: tuple[tuple[int, str], ...]


def shown(path: Path) -> str:
    """As short as it still says where: from the folder on in which the command was given."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def read_file(path: Path) -> tuple[Front | None, Page | None, list[LessonError]]:
    """The front matter and the page of a file, as far as they can be read, and what is wrong."""
    try:
        source = Source(path, path.read_text(encoding="utf-8-sig").split("\n"))
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else f"it cannot be read ({error.strerror})"
        return None, None, [LessonError(f"{shown(path)}:1", reason)]
    ends = [number for number, line in enumerate(source.lines) if line.strip() == FENCE][:2]
    if len(ends) < 2 or ends[0] != 0:
        source.fault(1, "it does not begin with front matter between two lines of +++")
        return None, None, source.faults
    front = _front(source, source.lines[1 : ends[1]])
    page = _page(source, front, ends[1] + 1)
    return front, page, source.faults


def _front(source: Source, lines: list[str]) -> Front | None:
    try:
        data = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        line = int(found[1]) + 1 if found and found[1] else len(lines) + 1
        reason = _TOML_LINE.sub("", str(error))
        source.fault(line, f"the front matter is not TOML: {reason[0].lower()}{reason[1:]}")
        return None
    return front_of(data, lambda key, reason: source.fault(_line_of(lines, key), reason))


def _line_of(lines: list[str], key: str) -> int:
    return next((number for number, line in enumerate(lines, 2) if re.match(rf"\s*{re.escape(key)}\s*=", line)), 1)


def _page(source: Source, front: Front | None, begin: int) -> Page | None:
    head, *parts = _parts(source, begin)
    intro, pictures = bodies.prose(source, head)
    if not intro:
        source.fault(head.line, "nothing stands before the first step: begin with a scene from real life")
    steps = [step for part in parts if (step := _step(source, part)) is not None]
    _check_steps(source, front, steps)
    teacher = next((step for step in steps if isinstance(step, Teacher)), None)
    if front is None or teacher is None:
        return None
    others = tuple(step for step in steps if not isinstance(step, Teacher))
    return Page(front.title, front.aims, intro, others, teacher, pictures)


def _parts(source: Source, begin: int) -> Iterator[Part]:
    """What stands before the first step, then every step."""
    kind, heading, line = "intro", "", begin + 1
    lines: list[tuple[int, str]] = []
    fenced = False
    for number, text in enumerate(source.lines[begin:], begin + 1):
        fenced ^= text.startswith("```")
        if fenced or (found := _STEP.fullmatch(text.rstrip())) is None:
            lines.append((number, text))
            continue
        yield Part(kind, heading, line, tuple(lines))
        headed, line, lines = _HEADED.fullmatch(found[1]), number, []
        kind, heading = (headed[1], headed[2].strip()) if headed else ("", found[1])
    yield Part(kind, heading, line, tuple(lines))
    if fenced:
        source.fault(line, "a fence of ``` is not closed")


def _step(source: Source, part: Part) -> Step | None:
    if not part.kind:
        source.fault(part.line, "a step begins with: ## kind | heading")
        return None
    reader = bodies.READERS.get(part.kind)
    if reader is None:
        source.fault(part.line, f"there is no kind of step {part.kind!r}: use {', '.join(bodies.READERS)}")
        return None
    return reader(source, part)


def _check_steps(source: Source, front: Front | None, steps: Sequence[Step]) -> None:
    """How many there are of each kind, and that the teacher's page is the last."""
    end = max((number for number, line in enumerate(source.lines, 1) if line.strip()), default=1)
    unplugged = front is not None and front.unplugged
    counts = {kind: sum(step.kind == kind for step in steps) for kind in bodies.READERS}
    for kind, fewest in {"told": 2, "asked": 2, "built": 1}.items():
        if counts[kind] < fewest:
            source.fault(end, f"it has {_count(counts[kind], kind)}; a lesson has at least {fewest}")
    if not counts["tried"] and not (unplugged and counts["paper"]):
        source.fault(end, "it has nothing that is tried" + (", and no paper instead" if unplugged else ""))
    for step in steps:
        if step.kind == "paper" and not unplugged:
            source.fault(step.line, "a paper step stands only in a lesson that is unplugged")
    if counts["teacher"] != 1 or steps[-1].kind != "teacher":
        source.fault(end, "it ends with exactly one step: ## teacher | ...")
    if not FEWEST <= len(steps) - counts["teacher"] <= MOST:
        source.fault(end, f"it has {len(steps) - counts['teacher']} steps before the teacher's page; a lesson has {FEWEST} to {MOST}")


def _count(number: int, kind: str) -> str:
    return f"{number or 'no'} step{'' if number == 1 else 's'} {kind!r}"


def signature(step: Step) -> Any:
    """What is the same in every language of a step."""
    told = [one.file for one in step.pictures]
    choices = [choice.right for choice in getattr(step, "choices", ())]
    cases = [(case.name, len(case.given)) for case in step.cases] if isinstance(step, Tried) else []
    return step.kind, told, choices, cases
