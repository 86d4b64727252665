"""What `my_rules.js` can decide about an app, for LEARN.md: each screen's actions, what arrives in `input`, and a first rule in the learner's own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from scaffolds.spec import AppSpec, Field, Language, Screen, text_of
from scaffolds.templates import js

_ACTION = re.compile(r"(?:export )?function (\w+)\(input, app\)")
_GIVEN = re.compile(r"^export function (\w+)|^(?:module\.)?exports\.(\w+) = \2;", re.MULTILINE)
_SPOKEN = ("text", "person", "place")


_SENTENCES: dict[Language, str] = {"en": "Not today.", "zh-Hant": "今天不可以。", "zh-Hans": "今天不行。"}


def hooks(spec: AppSpec, source: Callable[[Screen], str]) -> dict[str, Any]:
    """What LEARN.md needs: `hooks`, a screen each with its id, label, actions (name and what it is for) and fields (name and label); `first_rule`, a line to try;
    `tried`, the field that it is tried with. `source`: the screen's rules as they stand in the zip.
    """
    shown = [_hook(spec, screen, source(screen)) for screen in spec.screens]
    line, tried = _first_rule(spec, shown)
    return {"hooks": shown, "first_rule": line, "tried": tried}


def _hook(spec: AppSpec, screen: Screen, source: str) -> dict[str, Any]:
    thing = spec.thing(screen.thing)
    fields = [{"name": field.name, "label": text_of(field.label, spec.language)} for field in thing.fields] if thing else []
    return {"id": screen.id, "label": text_of(screen.label, spec.language), "actions": list(_actions(source)), "fields": fields}


def _actions(source: str) -> Iterator[dict[str, str]]:
    """What a screen can be asked to do; the functions that a rule keeps for itself are no actions."""
    given = {web or weixin for web, weixin in _GIVEN.findall(source)}
    lines = source.split("\n")
    for above, line in zip(["", *lines], lines, strict=False):
        if (match := _ACTION.match(line)) and match[1] in given and above.startswith("// "):
            yield {"name": match[1], "comment": above[3:]}


def _first_rule(spec: AppSpec, shown: list[dict[str, Any]]) -> tuple[str, str]:
    """A line that refuses one word in the first field that people fill in, and that field's label."""
    sentence = js(_SENTENCES[spec.language])
    for hook, screen in zip(shown, spec.screens, strict=True):
        thing = spec.thing(screen.thing)
        field = next(filter(_is_spoken, thing.fields), None) if thing else None
        if field and hook["actions"]:
            return f'if (screen === "{screen.id}" && input.{field.name} === "xyz") return {sentence};', text_of(field.label, spec.language)
    action = next((one["name"] for hook in shown for one in hook["actions"]), "add")
    return f'if (action === "{action}") return {sentence};', ""


def _is_spoken(field: Field) -> bool:
    return field.type in _SPOKEN and not field.choices
