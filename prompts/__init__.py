"""Every text that the tutor says, and later all that a model is told: one file a text, in `prompts/<area>/<name>.md.j2`.

A file has front matter (TOML between `+++` lines: purpose, version, variables, buttons) and a section a language::

    +++
    purpose = "Ask who would use the app"
    version = 1
    variables = ["echo"]
    [[buttons]]
    id = "idk"
    en = "Not sure"
    zh-Hant = "未想到"
    zh-Hans = "还没想好"
    +++
    [en]
    *{{ echo }}* ... who would use the app?
    [en 2]
    another wording, for the second time that it is said
    [zh-Hant]
    ...

The loader is strict: a variable that is used and not declared, declared and not used, or not given, is an error.
Text is Markdown of a small kind; what a variable puts in is escaped. `*...*` marks the learner's own words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from jinja2 import Environment, StrictUndefined, Template, meta

ROOT = Path(__file__).parent
Language = Literal["en", "zh-Hant", "zh-Hans"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_SIGNS = re.compile(r"([\\`*_\[\]<>#~|])")
_FRONT = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)
_SECTION = re.compile(r"^\[(en|zh-Hant|zh-Hans)(?: (\d))?\]$", re.MULTILINE)


class PromptError(ValueError):
    """A prompt file that is wrong, or a use of it that is; the text says which and why."""


class Markdown(str):
    """Text that is Markdown already and is put in as it is."""


@dataclass(frozen=True)
class Prompt:
    """One text, in every language, with its wordings."""

    name: str
    purpose: str
    version: int
    variables: frozenset[str]
    buttons: tuple[Mapping[str, str], ...]
    wordings: Mapping[Language, Sequence[Template]]

    def render(self, language: Language, wording: int = 0, **values: Any) -> str:
        """The text in a language. `wording` counts how often it was said before; the wordings take turns."""
        if values.keys() != self.variables:
            raise PromptError(f"{self.name}: takes {sorted(self.variables)}, got {sorted(values)}")
        templates = self.wordings[language]
        return templates[wording % len(templates)].render(values, language=language).strip()

    def labels(self, language: Language) -> list[tuple[str, str]]:
        """(id, label) of its fixed buttons."""
        return [(button["id"], button[language]) for button in self.buttons]


def escape(value: object) -> str:
    """A learner's words inside Markdown, as they typed them."""
    if isinstance(value, (Markdown, int, float)):
        return str(value)
    return _SIGNS.sub(r"\\\1", str(value))


_ENVIRONMENT = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=escape)


def _listed(items: Sequence[object], language: Language, last: str = "") -> Markdown:
    """'a, b and c', as the language joins words."""
    words = [escape(item) for item in items]
    if language != "en":
        return Markdown("、".join(words))
    return Markdown(" and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else "")


def _code(value: object) -> Markdown:
    """As code in a line: whatever signs are in it stay as they are."""
    ticks = "`" * (1 + max(map(len, re.findall("`+", str(value))), default=0))
    return Markdown(f"{ticks}{value}{ticks}")


_ENVIRONMENT.filters |= {"listed": _listed, "code": _code}


@cache
def load(name: str) -> Prompt:
    """The prompt `prompts/<name>.md.j2`, checked; raises `PromptError`."""
    source = (ROOT / f"{name}.md.j2").read_text(encoding="utf-8")
    front = _FRONT.match(source)
    if front is None:
        raise PromptError(f"{name}: it has no front matter between +++ lines")
    head = tomllib.loads(front[1])
    if missing := {"purpose", "version", "variables"} - head.keys():
        raise PromptError(f"{name}: the front matter lacks {sorted(missing)}")
    prompt = Prompt(name, head["purpose"], head["version"], frozenset(head["variables"]), tuple(head.get("buttons", ())), _sections(name, front[2]))
    _check(prompt, front[2])
    return prompt


def _sections(name: str, body: str) -> Mapping[Language, Sequence[Template]]:
    parts = _SECTION.split(body)
    if parts[0].strip():
        raise PromptError(f"{name}: there is text before the first [language]")
    found: dict[str, list[Template]] = {}
    for language, _, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        found.setdefault(language, []).append(_ENVIRONMENT.from_string(text.strip("\n")))
    return {language: found[language] for language in LANGUAGES if language in found}


def _check(prompt: Prompt, body: str) -> None:
    if silent := [language for language in LANGUAGES if language not in prompt.wordings]:
        raise PromptError(f"{prompt.name}: there is no text in {silent}")
    used = meta.find_undeclared_variables(_ENVIRONMENT.parse(body)) - {"language"}
    if used != prompt.variables:
        raise PromptError(f"{prompt.name}: declares {sorted(prompt.variables)} and uses {sorted(used)}")
    for button in prompt.buttons:
        if missing := [key for key in ("id", *LANGUAGES) if key not in button]:
            raise PromptError(f"{prompt.name}: the button {button.get('id')} lacks {missing}")


@cache
def names(area: str) -> tuple[str, ...]:
    """All prompts of an area: `tutor/ask_who`, ..."""
    return tuple(sorted(f"{area}/{path.name.removesuffix('.md.j2')}" for path in (ROOT / area).glob("*.md.j2")))
