"""Edits by plain sentences: what they did, or why they could not be done, as something that can be said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.conversation import Conversation
from bot.core.decision import Decision, Move
from scaffolds import operations
from scaffolds.operations import Operation
from scaffolds.spec import AppSpec, Field, SpecError, text_of


def described(operation: Operation, before: AppSpec) -> dict[str, Any]:
    """Values of the prompt `tutor/done` for one operation on the spec that it was applied to."""
    values: dict[str, Any] = {"op": operation.op, "label": "", "old": "", "value": ""}
    return values | _about_the_app(operation, before) | _about_a_part(operation, before)


def _about_the_app(operation: Operation, before: AppSpec) -> dict[str, Any]:
    match operation:
        case operations.RenameApp():
            return {"label": text_of(operation.title, before.language)}
        case operations.SetTextSize():
            return {"value": operation.large}
        case operations.SetLanguages():
            return {"value": list(operation.languages)}
        case operations.SetRule():
            return {"value": operation.says}
        case operations.RemoveRule():
            return {"old": next((rule.says for rule in before.rules if rule.id == operation.rule), "")}
        case operations.SetOption():
            return _option(operation, before)
        case operations.SetRole():
            return {"label": text_of(operation.role.label, before.language)}
    return {}


def _about_a_part(operation: Operation, before: AppSpec) -> dict[str, Any]:
    """A field, a thing or a screen: what it was called, and what it is called now."""
    language = before.language
    match operation:
        case operations.AddField():
            return {"label": text_of(operation.field.label, language)}
        case operations.AddScreen():
            return {"label": text_of(operation.draft.screen.label, language)}
        case operations.ChangeField() | operations.RemoveField():
            label = text_of(operation.label, language) if isinstance(operation, operations.ChangeField) else ""
            made = _made(operation) if isinstance(operation, operations.ChangeField) else ""
            return {"old": _field_label(before, operation.thing, operation.name), "label": label, "value": made}
        case operations.RenameThing():
            thing = before.thing(operation.thing)
            return {"old": text_of(thing.label if thing else "", language), "label": text_of(operation.label, language)}
        case operations.RenameScreen() | operations.RemoveScreen():
            label = text_of(operation.label, language) if isinstance(operation, operations.RenameScreen) else ""
            return {"old": _screen_label(before, operation.screen), "label": label}
    return {}


def new_private(done: tuple[Operation, ...]) -> Field | None:
    """A field that came in and that only its writer and the owner see: the learner should know, and may not need it."""
    return next((one.field for one in done if isinstance(one, operations.AddField) and one.field.private), None)


def differs(before: AppSpec, after: AppSpec) -> bool:
    """An edit did something that a person can see: the words of a rule alone are nothing new."""
    return _wordless(before) != _wordless(after)


def _wordless(spec: AppSpec) -> AppSpec:
    rules = tuple(rule.model_copy(update={"says": ""}) for rule in spec.rules)
    return spec.model_copy(update={"rules": rules, "checks": ()})


def refusal(conversation: Conversation, error: SpecError, operation: Operation | None, spec: AppSpec) -> Decision:
    """Say why an edit cannot be done. The spec's own reasons are for programs; a person gets one of a few kinds."""
    text = str(error)
    reason = next((key for sign, key in _REASONS if sign in text), "other")
    label = _named(operation, spec) if operation else ""
    move = Move(prompt="tutor/cannot", values={"reason": reason if label or reason in ("last", "full", "other") else "other", "label": label})
    return Decision(conversation=conversation.asks_for("none"), moves=(move,))


def _named(operation: Operation, spec: AppSpec) -> str:
    """What an operation is about, in a word; empty where that is no single thing."""
    if isinstance(operation, operations.SetOption):
        return ""
    values = described(operation, spec)
    return str(values["old"] or values["label"])


def _made(change: operations.ChangeField) -> str:
    """What a field was made, beside its name."""
    if change.private is not None:
        return "private" if change.private else "public"
    if change.required is not None:
        return "required" if change.required else "optional"
    return text_of(change.choices[-1]) if change.choices else ""


def _option(operation: operations.SetOption, before: AppSpec) -> dict[str, Any]:
    """An option by its name and value; of a list what came and what went."""
    if not isinstance(operation.value, list | tuple):
        return {"label": operation.option, "value": operation.value}
    screen = before.screen(operation.screen)
    old = tuple(screen.options.get(operation.option, ())) if screen else ()
    came, went = [one for one in operation.value if one not in old], [one for one in old if one not in operation.value]
    label = "starters" if operation.option in _LINES else operation.option
    return {"label": label, "value": [_line(one, before) for one in came], "old": [_line(one, before) for one in went]}


_LINES = ("starters", "steps", "question", "tags", "ways", "kinds")
"""Options that hold lines of a list, told alike."""


def _line(one: Any, spec: AppSpec) -> str:
    """A line of a list in words: of a reminder with its times, of a deed with its points."""
    if isinstance(one, str):
        return one
    kept: Mapping[str, Any] = one if isinstance(one, Mapping) else one.model_dump()
    word = next((kept[name] for name in ("what", "name", "label") if kept.get(name)), "")
    more = kept.get("times") or ([str(kept["points"])] if kept.get("points") else [])
    return " ".join((text_of(word, spec.language), *more))


_REASONS = (("there already", "there"), ("last one", "last"), ("needs", "needed"), ("is called", "gone"), ("at most", "full"), ("no rule", "gone"))


def _field_label(spec: AppSpec, thing: str, name: str) -> str:
    found = spec.thing(thing)
    field = found.field(name) if found else None
    return text_of(field.label, spec.language) if field else name


def _screen_label(spec: AppSpec, id: str) -> str:
    found = spec.screen(id)
    return text_of(found.label, spec.language) if found else id
