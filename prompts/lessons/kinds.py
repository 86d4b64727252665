"""What a lesson is made of: frozen values, the same for our lessons and for a school's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal, get_args

from prompts import Language

Course = Literal["tech-basics", "storytelling", "ai-and-us", "problem-to-prototype", "own"]
COURSES: tuple[Course, ...] = get_args(Course)
"""Our four, and `own` for what a school adds and that belongs to none of them."""
Tier = Literal["primary", "junior", "senior", "university"]
TIERS: tuple[Tier, ...] = get_args(Tier)
CONCEPTS = (
    "input", "rule", "memory", "loop", "data", "test", "story", "picture", "sound", "model", "bias", "fairness", "privacy", "problem", "idea",
    "prototype",
)  # fmt: skip
GAP = "____"


class LessonError(ValueError):
    """What is wrong with a lesson: `place` is a file with its line, or a folder."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


@dataclass(frozen=True)
class Picture:
    """A drawing in the lesson's folder, and what is said to whoever does not see it."""

    file: str
    alt: str


@dataclass(frozen=True)
class Choice:
    """One answer of a question, and what is said to it."""

    text: str
    reply: str
    right: bool = False


@dataclass(frozen=True)
class Case:
    """One call that is run: JSON in, JSON out. `shown` is the call as the author wrote it."""

    shown: str
    name: str
    given: tuple[Any, ...]
    wanted: Any


@dataclass(frozen=True)
class Told:
    """Something to read."""

    kind: ClassVar[str] = "told"
    heading: str
    text: str
    pictures: tuple[Picture, ...]
    line: int


@dataclass(frozen=True)
class Asked(Told):
    """A question: with `choices`, or an open one with one `reply` to whatever is answered."""

    kind: ClassVar[str] = "asked"
    choices: tuple[Choice, ...] = ()
    reply: str = ""

    @property
    def right(self) -> int | None:
        """The place of the right answer; None where there is no right or wrong."""
        return next((place for place, choice in enumerate(self.choices) if choice.right), None)


@dataclass(frozen=True)
class Tried(Told):
    """Code with a gap, the cases that are run with what fills it, and three hints. `answer` fills the gap and is never shown to a learner."""

    kind: ClassVar[str] = "tried"
    code: str = ""
    cases: tuple[Case, ...] = ()
    hints: tuple[str, ...] = ()
    answer: str = ""

    def filled(self, with_this: str) -> str:
        return self.code.replace(GAP, with_this)


@dataclass(frozen=True)
class Built(Told):
    """Something to do in one's own app."""

    kind: ClassVar[str] = "built"


@dataclass(frozen=True)
class Paper(Told):
    """Cards that a teacher prints."""

    kind: ClassVar[str] = "paper"


@dataclass(frozen=True)
class Teacher(Told):
    """The page for the teacher."""

    kind: ClassVar[str] = "teacher"


Step = Told | Asked | Tried | Built | Paper | Teacher


@dataclass(frozen=True)
class Page:
    """A lesson in one language."""

    title: str
    aims: tuple[str, ...]
    intro: str
    steps: tuple[Step, ...]
    """Without the page for the teacher."""
    teacher: Teacher
    pictures: tuple[Picture, ...] = ()
    """Of the words before the first step."""

    @property
    def shown(self) -> tuple[Picture, ...]:
        """Every picture of it."""
        return (*self.pictures, *(picture for step in (*self.steps, self.teacher) for picture in step.pictures))


@dataclass(frozen=True, eq=False)
class Lesson:
    """A lesson in all languages."""

    id: str
    folder: Path
    course: Course
    place: int
    tiers: tuple[Tier, ...]
    minutes: int
    needs: tuple[str, ...]
    suits: tuple[str, ...]
    concepts: tuple[str, ...]
    unplugged: bool
    pages: Mapping[Language, Page]

    def said(self, language: Language) -> Page:
        return self.pages[language]
