"""What a proof found, and how it is told: `Report` is data, `render` makes `CHECKS.md` of it in a learner's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scaffolds import templates
from scaffolds.proof import telling
from scaffolds.spec import AppSpec, Check, Language, text_of

_PAGE = Path(__file__).parent / "checks.md.j2"


@dataclass(frozen=True)
class Problem:
    """Something wrong with a file: a key of `words.toml`, the file and its line (0: none in particular), and what fills the sentence."""

    key: str
    path: str = ""
    line: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.say("en")

    def say(self, language: Language) -> str:
        """One sentence, its place first."""
        return telling.placed(self.path, self.line, telling.sentence("problems", self.key, language, self.values), language)


@dataclass(frozen=True)
class Result:
    """What happened when a check was played.

    `key` is `as_expected` or what went otherwise (`[happened]` of `words.toml`); `step` counts from 1; `answer` is what the rules
    answered last: `{"ok": ..., "why": ..., "with": {...}}`, or `{"ok": False, "own": sentence}` from the learner's own rules.
    """

    check: Check
    passed: bool
    key: str
    step: int = 0
    answer: Mapping[str, Any] | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def says(self) -> str:
        return self.check.says or self.check.id

    @property
    def edge(self) -> bool:
        return self.check.edge

    def say(self, spec: AppSpec, language: Language) -> str:
        """What happened, in words; empty where all went as the check's own sentence says and the app said nothing."""
        said = telling.inside_quotes(telling.answered(self.answer, spec, self.check.screen, language), language)
        if self.passed:
            return telling.sentence("happened", "app_says", language, {"said": said}) if said else ""
        values = {"step": self.step, "steps": len(self.check.steps), **self.values, "said": said or "?"}
        return telling.sentence("happened", self.key, language, values)


@dataclass(frozen=True)
class Report:
    """All of one proof. `files` is how many files there were."""

    spec: AppSpec
    platform: str
    results: tuple[Result, ...]
    problems: tuple[Problem, ...]
    files: int

    @property
    def passed(self) -> bool:
        """Nothing is wrong with any file, every check went as it says, and there was one."""
        return not self.problems and bool(self.results) and all(result.passed for result in self.results)

    def wrong(self, language: Language) -> tuple[str, ...]:
        """All that is wrong, a sentence each; empty where the proof passed."""
        failed = (f"{telling.quoted(one.says, language)} {one.say(self.spec, language)}" for one in self.results if not one.passed)
        none = () if self.results else (telling.sentence("page", "no_checks", language, {}),)
        return (*failed, *none, *(problem.say(language) for problem in self.problems))

    def render(self, language: Language) -> str:
        """`CHECKS.md`: each check in the learner's words with its result, what is wrong with files, and what was not checked."""
        values = {
            "title": telling.verbatim(text_of(self.spec.title, language)),
            "word": lambda key, **given: templates.Code(telling.sentence("page", key, language, given)),
            "screens": [self._screen(screen.id, text_of(screen.label, language), language) for screen in self.spec.screens],
            "problems": [telling.verbatim(problem.say(language)) for problem in self.problems],
            "passed": sum(result.passed for result in self.results), "all": len(self.results), "files": self.files,
        }  # fmt: skip
        return templates.render(_PAGE, **values)

    def _screen(self, id: str, label: str, language: Language) -> dict[str, Any]:
        results = [one for one in self.results if one.check.screen == id]
        return {"label": telling.verbatim(label), "results": [self._line(one, language) for one in results]}

    def _line(self, result: Result, language: Language) -> dict[str, Any]:
        return {"passed": result.passed, "says": telling.verbatim(result.says), "happened": telling.verbatim(result.say(self.spec, language))}
