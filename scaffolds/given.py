"""What a step of a check gives the app, in words: the labels that people see, the values as they would be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scaffolds.plain import clean
from scaffolds.screens import word
from scaffolds.spec import AppSpec, Check, Field, Language, Step, text_of

_LONGEST = 40


def given(check: Check, step: Step, spec: AppSpec, language: Language) -> str:
    """`Time: 19:00 · Family name: Chan`. Pictures, and what only the app knows, are left out; the action's name where nothing else is left."""
    screen = spec.screen(check.screen)
    thing = spec.thing(screen.thing) if screen else None
    fields = {field.name: field for field in thing.fields} if thing else {}
    told = [_told(fields.get(name), name, value, language) for name, value in step.input.items() if _can_be_said(value)]
    return " · ".join(told) or step.action.replace("_", " ")


def _can_be_said(value: Any) -> bool:
    return isinstance(value, (str, int, float, bool)) and not str(value).startswith("data:")


def _told(field: Field | None, name: str, value: Any, language: Language) -> str:
    label = text_of(field.label, language) if field else name.replace("_", " ")
    colon = ": " if language == "en" else "："
    return f"{label}{colon}{_read(field, value, language)}"


def _read(field: Field | None, value: Any, language: Language) -> str:
    """A choice is kept in the app's first language and read in the reader's; a text of blanks shows that it is one."""
    if isinstance(value, bool):
        return word("yes" if value else "no", language)
    found = next((text_of(choice, language) for choice in field.choices if value in set(_all(choice))), None) if field else None
    text = found or str(clean(str(value)))
    if not text.strip():
        return "␣" * max(1, min(len(str(value)), 3))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}… ({len(text)})"


def _all(label: object) -> Iterator[object]:
    yield from label.values() if isinstance(label, Mapping) else (label,)
