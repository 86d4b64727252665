"""An answer's changes as operations: each tried on the app, none done by half.

A model names parts of the app by the ids that it was shown; a label or a field's bare name is understood too where it is the only one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bot.brains.offline.normalise import fold
from bot.brains.offline.slots.fields import name_of
from bot.brains.openai_compatible.answer import TYPES, AskedField, Change, Op
from scaffolds import operations
from scaffolds.operations import OPERATION, Operation, apply
from scaffolds.spec import AppSpec, Field, Screen, SpecError, Thing, text_of

_YES = frozenset(["yes", "true", "on", "1", "large", "private", "required"])
_NO = frozenset(["no", "false", "off", "0", "normal", "small", "public", "optional"])
_SEPARATOR = re.compile(r"\s*[|/,、，;；]\s*")
Fits = Callable[[str], bool]


class _CannotError(ValueError):
    """A change that is none of this app."""


@dataclass(frozen=True)
class Translated:
    operations: tuple[Operation, ...] = ()
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a change is made from."""

    change: Change
    spec: AppSpec
    says: str
    """The learner's sentence."""


def translate(changes: Sequence[Change], spec: AppSpec, says: str, fits: Fits) -> Translated:
    """Operations that hold on the app one after another; what does not, or does not fit to be said, is unclear."""
    done: list[Operation] = []
    unclear: dict[str, None] = {}
    for change in changes:
        try:
            made = _MAKERS[change.op](Asked(change, spec, says))
            if not all(_may_be_read(text, fits) for text in texts_of(made)):
                raise _CannotError
            changed = apply(spec, [made])
        except (_CannotError, SpecError, ValidationError, TypeError, ValueError, RecursionError):
            unclear[_as_typed(change, says)] = None
            continue
        if changed != spec:
            spec = changed
            done.append(made)
    return Translated(tuple(done), tuple(unclear))


def field_of(asked: AskedField, taken: set[str]) -> Field:
    """A field of ours; a choice of fewer than two is plain text."""
    several = asked.type == "choice" and len(asked.choices) > 1
    type = asked.type if asked.type != "choice" or several else "text"
    private = asked.private or asked.type == "phone"
    return Field(name=name_of(fold(asked.label), taken), label=asked.label, type=type, private=private, choices=asked.choices if several else ())


def texts_of(operation: Operation) -> Iterator[str]:
    """What would be read in the app, and what could lead out of it."""
    yield from _texts(operation.model_dump(exclude={"op", "thing", "screen", "rule", "name", "kind", "option", "says", "colour"}))


def _may_be_read(text: str, fits: Fits) -> bool:
    """Nothing leads to another address; what has no words, such as 09:00, says nothing."""
    return "://" not in text and (not any(char.isalpha() for char in text) or fits(text))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _as_typed(change: Change, says: str) -> str:
    """The words of it that are the learner's, else the whole message."""
    words = change.field.label if change.field else change.value
    return words if len(words) > 1 and fold(words) in fold(says) else says[:300]


def _named(asked: Asked, word: str, parts: Sequence[Any]) -> Any:
    """The one part with this id or label."""
    wanted = fold(word)
    found = [one for one in parts if _id(one) == word.strip()] or [one for one in parts if fold(text_of(one.label, asked.spec.language)) == wanted]
    if len(found) != 1:
        raise _CannotError
    return found[0]


def _id(part: Any) -> str:
    return part.name if isinstance(part, Field) else part.id


def _screen(asked: Asked, word: str = "") -> Screen:
    screen: Screen = _named(asked, word or asked.change.at, asked.spec.screens)
    return screen


def _thing(asked: Asked, word: str) -> Thing:
    """A thing by its own name or by that of the screen that shows it; the first screen's where none is named."""
    screens = [one for one in asked.spec.screens if word in ("", one.id)]
    by_screen = asked.spec.thing(screens[0].thing) if screens and (not word or not asked.spec.thing(word)) else None
    found: Thing = by_screen or _named(asked, word, asked.spec.things)
    return found


def _field(asked: Asked) -> tuple[Thing, Field]:
    thing, dot, name = asked.change.at.partition(".")
    if dot:
        owner = _thing(asked, thing)
        return owner, _named(asked, name, owner.fields)
    found = [(owner, one) for owner in asked.spec.things for one in owner.fields if thing.strip() in (one.name, text_of(one.label))]
    if len(found) != 1:
        raise _CannotError
    return found[0]


def _yes(value: str) -> bool:
    word = value.strip().casefold()
    if word not in _YES | _NO:
        raise _CannotError
    return word in _YES


def _json(value: str) -> Any:
    """A value that was handed over as text; text that is no JSON is itself."""
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def _add_field(asked: Asked) -> Operation:
    wanted = asked.change.field or AskedField(label=asked.change.value)
    thing = _thing(asked, asked.change.at)
    return operations.AddField(thing=thing.id, field=field_of(wanted, {one.name for one in thing.fields}))


def _change_field(asked: Asked, **change: Any) -> Operation:
    thing, field = _field(asked)
    return operations.ChangeField(thing=thing.id, name=field.name, **change)


def _field_type(asked: Asked) -> Operation:
    type: Any = asked.change.value
    if type not in TYPES:
        raise _CannotError
    return _change_field(asked, type=type)


def _field_choices(asked: Asked) -> Operation:
    listed = _json(asked.change.value)
    choices = listed if isinstance(listed, list) else _SEPARATOR.split(asked.change.value)
    words = tuple(dict.fromkeys(one.strip() for one in choices if isinstance(one, str) and one.strip()))
    if len(words) < 2:
        raise _CannotError
    return _change_field(asked, type="choice", choices=words)


def _remove_field(asked: Asked) -> Operation:
    thing, field = _field(asked)
    return operations.RemoveField(thing=thing.id, name=field.name)


def _languages(asked: Asked) -> Operation:
    return operations.SetLanguages.model_validate({"languages": [one for one in _SEPARATOR.split(asked.change.value) if one]})


def _set_option(asked: Asked) -> Operation:
    screen, dot, option = asked.change.at.rpartition(".")
    shown = _screen(asked, screen) if dot else asked.spec.screens[0]
    if option not in shown.options or option.endswith(("_thing", "_field")):
        raise _CannotError
    old, new = shown.options[option], _json(asked.change.value)
    value = asked.change.value if isinstance(old, str) and not isinstance(new, str) else new
    return operations.SetOption(screen=shown.id, option=option, value=value)


def _set_rule(asked: Asked) -> Operation:
    screen, dot, kind = asked.change.at.rpartition(".")
    shown = _screen(asked, screen) if dot else asked.spec.screens[0]
    options = _json(asked.change.value) if asked.change.value else {}
    if not isinstance(options, dict):
        raise _CannotError
    return operations.SetRule(screen=shown.id, kind=kind, options=options, says=asked.says[:300])


def _rule(asked: Asked) -> Operation:
    at = asked.change.at.strip()
    found = [rule.id for rule in asked.spec.rules if at in (rule.id, rule.kind, f"{rule.screen}.{rule.kind}")]
    if len(found) != 1:
        raise _CannotError
    return operations.RemoveRule(rule=found[0])


def _recolour(asked: Asked) -> Operation:
    return OPERATION.validate_python({"op": "recolour", "colour": asked.change.value})


_MAKERS: Mapping[Op, Callable[[Asked], Operation]] = {
    "rename_app": lambda asked: operations.RenameApp(title=asked.change.value),
    "recolour": _recolour,
    "text_size": lambda asked: operations.SetTextSize(large=_yes(asked.change.value)),
    "languages": _languages,
    "add_field": _add_field,
    "rename_field": lambda asked: _change_field(asked, label=asked.change.value),
    "field_type": _field_type,
    "field_private": lambda asked: _change_field(asked, private=_yes(asked.change.value)),
    "field_required": lambda asked: _change_field(asked, required=_yes(asked.change.value)),
    "field_choices": _field_choices,
    "remove_field": _remove_field,
    "rename_thing": lambda asked: operations.RenameThing(thing=_thing(asked, asked.change.at).id, label=asked.change.value),
    "rename_screen": lambda asked: operations.RenameScreen(screen=_screen(asked).id, label=asked.change.value),
    "remove_screen": lambda asked: operations.RemoveScreen(screen=_screen(asked).id),
    "set_option": _set_option,
    "set_rule": _set_rule,
    "remove_rule": _rule,
}  # fmt: skip
