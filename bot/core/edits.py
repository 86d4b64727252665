"""Edits by plain sentences: what they did, or why they could not be done, as something that can be said."""

from __future__ import annotations

from typing import Any

from scaffolds import operations
from scaffolds.operations import Operation
from scaffolds.spec import AppSpec, Field, SpecError, text_of

from bot.core.conversation import Conversation, Decision, Move


def described(operation: Operation, before: AppSpec) -> dict[str, Any]:
    """Values of the prompt `tutor/done` for one operation on the spec that it was applied to."""
    values: dict[str, Any] = {"op": operation.op, "label": "", "old": "", "value": ""}
    language = before.language
    match operation:
        case operations.RenameApp():
            values["label"] = text_of(operation.title, language)
        case operations.SetTextSize():
            values["value"] = operation.large
        case operations.SetLanguages():
            values["value"] = ", ".join(operation.languages)
        case operations.AddField():
            values["label"] = text_of(operation.field.label, language)
        case operations.ChangeField():
            values |= {"old": _field_label(before, operation.thing, operation.name), "label": text_of(operation.label, language)}
        case operations.RemoveField():
            values["old"] = _field_label(before, operation.thing, operation.name)
        case operations.RenameThing():
            values |= {"old": text_of(thing.label if (thing := before.thing(operation.thing)) else "", language)}
            values["label"] = text_of(operation.label, language)
        case operations.AddScreen():
            values["label"] = text_of(operation.draft.screen.label, language)
        case operations.RenameScreen():
            values |= {"old": _screen_label(before, operation.screen), "label": text_of(operation.label, language)}
        case operations.RemoveScreen():
            values["old"] = _screen_label(before, operation.screen)
        case operations.SetOption():
            values |= {"label": operation.option.replace("_", " "), "value": str(operation.value)}
        case operations.SetRule():
            values["value"] = operation.says
        case operations.RemoveRule():
            values["old"] = next((rule.says for rule in before.rules if rule.id == operation.rule), "")
        case _:
            pass
    return values


def new_private(done: tuple[Operation, ...]) -> Field | None:
    """A field that came in and that only its writer and the owner see: the learner should know, and may not need it."""
    return next((one.field for one in done if isinstance(one, operations.AddField) and one.field.private), None)


def refusal(conversation: Conversation, error: SpecError, operation: Operation | None, spec: AppSpec) -> Decision:
    """Say why an edit cannot be done. The spec's own reasons are for programs; a person gets one of a few kinds."""
    text = str(error)
    reason = next((key for sign, key in _REASONS if sign in text), "other")
    label = str(described(operation, spec)["old"] or described(operation, spec)["label"]) if operation else ""
    move = Move(prompt="tutor/cannot", values={"reason": reason if label or reason in ("last", "full", "other") else "other", "label": label})
    return Decision(conversation=conversation.asks_for("none"), moves=(move,))


_REASONS = (("there already", "there"), ("last one", "last"), ("needs", "needed"), ("is called", "gone"), ("at most", "full"), ("no rule", "gone"))


def _field_label(spec: AppSpec, thing: str, name: str) -> str:
    found = spec.thing(thing)
    field = found.field(name) if found else None
    return text_of(field.label, spec.language) if field else name


def _screen_label(spec: AppSpec, id: str) -> str:
    found = spec.screen(id)
    return text_of(found.label, spec.language) if found else id
