"""What is different between two versions of an app: as values of the prompt `tutor/done`, so that it is said as the chat says it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from scaffolds.spec import AppSpec, Field, Language, Rule, Screen, Thing, text_of

Change = dict[str, Any]
P = TypeVar("P")
_TOLD = ("opens", "closes", "slot_minutes")
"""Options that the prompt says by their values; of the others it says that a page works differently."""


def differences(before: AppSpec, after: AppSpec) -> list[Change]:
    """What came, went and changed, the app itself first; empty where a person would see no difference."""
    found = [*_of_the_app(before, after), *_of_screens(before, after), *_of_things(before, after), *_of_rules(before, after)]
    return [one for i, one in enumerate(found) if one not in found[:i]]


def _change(op: str, label: str = "", old: str = "", value: Any = "") -> Change:
    return {"op": op, "label": label, "old": old, "value": value}


def _of_the_app(before: AppSpec, after: AppSpec) -> Iterator[Change]:
    if before.title != after.title:
        yield _change("rename_app", text_of(after.title, after.language))
    if before.colour != after.colour:
        yield _change("recolour")
    if before.large_text != after.large_text:
        yield _change("set_text_size", value=after.large_text)
    if before.languages != after.languages:
        yield _change("set_languages", value=list(after.languages))


def _of_screens(before: AppSpec, after: AppSpec) -> Iterator[Change]:
    came, went, stayed = _compared(before.screens, after.screens, lambda screen: screen.id)
    for screen in came:
        yield _change("add_screen", text_of(screen.label, after.language))
    for screen in went:
        yield _change("remove_screen", old=text_of(screen.label, before.language))
    for old, new in stayed:
        if old.label != new.label:
            yield _change("rename_screen", text_of(new.label, after.language), text_of(old.label, before.language))
        yield from _of_options(old, new)


def _of_options(old: Screen, new: Screen) -> Iterator[Change]:
    changed = [name for name in new.options if new.options[name] != old.options.get(name)]
    yield from (_change("set_option", name, value=new.options[name]) for name in changed if name in _TOLD)
    if set(changed) - set(_TOLD):
        yield _change("set_option", "other")


def _of_things(before: AppSpec, after: AppSpec) -> Iterator[Change]:
    """A thing that comes or goes does so with its page, which is told."""
    _, _, stayed = _compared(before.things, after.things, lambda thing: thing.id)
    for old, new in stayed:
        if old.label != new.label:
            yield _change("rename_thing", text_of(new.label, after.language), text_of(old.label, before.language))
        yield from _of_fields(old, new, after.language)


def _of_fields(before: Thing, after: Thing, language: Language) -> Iterator[Change]:
    came, went, stayed = _compared(before.fields, after.fields, lambda field: field.name)
    for field in came:
        yield _change("add_field", text_of(field.label, language))
    for field in went:
        yield _change("remove_field", old=text_of(field.label, language))
    for old, new in stayed:
        if old != new:
            yield _change("change_field", text_of(new.label, language), text_of(old.label, language), _made(old, new, language))


def _made(old: Field, new: Field, language: Language) -> str:
    """What a field became, beside its name."""
    if old.private != new.private:
        return "private" if new.private else "public"
    if old.required != new.required:
        return "required" if new.required else "optional"
    return ", ".join(text_of(choice, language) for choice in new.choices if choice not in old.choices)


def _of_rules(before: AppSpec, after: AppSpec) -> Iterator[Change]:
    """The words of a rule alone are nothing new."""
    came, went, stayed = _compared(before.rules, after.rules, lambda rule: rule.id)
    for rule in [*came, *(new for old, new in stayed if _deed(old) != _deed(new))]:
        yield _change("set_rule", value=rule.says)
    for rule in went:
        yield _change("remove_rule", old=rule.says)


def _deed(rule: Rule) -> Rule:
    return rule.model_copy(update={"says": ""})


def _compared(before: Sequence[P], after: Sequence[P], key: Callable[[P], str]) -> tuple[list[P], list[P], list[tuple[P, P]]]:
    """What came, what went, and what stayed as (old, new)."""
    old, new = ({key(one): one for one in parts} for parts in (before, after))
    stayed = [(old[id], one) for id, one in new.items() if id in old]
    return [one for id, one in new.items() if id not in old], [one for id, one in old.items() if id not in new], stayed
