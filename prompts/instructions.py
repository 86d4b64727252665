"""Every text that a language model is told: one file a text, in `prompts/model/<name>.md.j2`, with parts that texts share in `_<part>.md.j2`.

A text has front matter (TOML between `+++` lines: purpose, version, variables); a part is included with `{% include "_part.md.j2" %}` and has none.
The loader is as strict as that of `prompts`: a variable that is used and not declared, declared and not used, or not given, is an error, in parts too.
Nothing is escaped: what a person wrote is never put into a text, but handed over beside it, as data.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound, meta

from prompts import ROOT, PromptError

AREA = ROOT / "model"
_FRONT = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)
_PART = re.compile(r"_[a-z_]+\.md\.j2")
_KEYS = {"purpose", "version", "variables"}


class _Parts(BaseLoader):
    """Parts alone can be included, by a name without a path."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        path = AREA / template
        if not _PART.fullmatch(template) or not path.is_file():
            raise TemplateNotFound(template)
        return path.read_text(encoding="utf-8"), str(path), None


_ENVIRONMENT = Environment(loader=_Parts(), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)


@dataclass(frozen=True)
class Instructions:
    """One text for a model."""

    name: str
    purpose: str
    version: int
    variables: frozenset[str]
    template: Template

    def render(self, **values: Any) -> str:
        if values.keys() != self.variables:
            raise PromptError(f"{self.name}: takes {sorted(self.variables)}, got {sorted(values)}")
        return self.template.render(values).strip()


def print_of(text: str) -> str:
    """Twelve digits by which a rendered text is known again, whatever its version says."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@cache
def load(name: str) -> Instructions:
    """The text `prompts/model/<name>.md.j2`, checked; raises `PromptError`."""
    return read(name, (AREA / f"{name}.md.j2").read_text(encoding="utf-8"))


def read(name: str, source: str) -> Instructions:
    """A text from its source; raises `PromptError`."""
    front = _FRONT.match(source)
    if front is None:
        raise PromptError(f"{name}: it has no front matter between +++ lines")
    head = tomllib.loads(front[1])
    if head.keys() != _KEYS:
        raise PromptError(f"{name}: the front matter has {sorted(head)} and should have {sorted(_KEYS)}")
    declared, used = frozenset(head["variables"]), frozenset(_used(name, front[2]))
    if used != declared:
        raise PromptError(f"{name}: declares {sorted(declared)} and uses {sorted(used)}")
    return Instructions(name, head["purpose"], head["version"], declared, _ENVIRONMENT.from_string(front[2]))


def _used(name: str, body: str) -> Iterator[str]:
    """The variables of a text and of all that it includes."""
    parsed = _ENVIRONMENT.parse(body)
    yield from meta.find_undeclared_variables(parsed)
    for part in meta.find_referenced_templates(parsed):
        if part is None or not _PART.fullmatch(part) or not (AREA / part).is_file():
            raise PromptError(f"{name}: there is no part {part}")
        yield from _used(name, (AREA / part).read_text(encoding="utf-8"))


def names() -> tuple[str, ...]:
    """All texts, without the parts."""
    return tuple(sorted(path.name.removesuffix(".md.j2") for path in AREA.glob("*.md.j2") if not path.name.startswith("_")))
