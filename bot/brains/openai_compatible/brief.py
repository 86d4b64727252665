"""What changes in the prompt from turn to turn: one JSON object, in which every part has a greatest length whatever was said.

JSON is the fence: a text inside a string cannot end it. What changes least comes first, for caches of servers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.brains.openai_compatible.answer import INTENTS, TYPES
from bot.brains.openai_compatible.tokens import cut, estimate
from bot.core.interpretation import Context, Intent
from bot.core.places import elsewhere, told
from prompts.instructions import load
from scaffolds import blocks, platforms
from scaffolds.spec import AppSpec, Field, Language, Screen, Thing, Tier, text_of

APP, SAID, MESSAGE, TURN, NOTE = 520, 60, 400, 60, 120
"""Tokens at most: of the app, of each thing told, of the message, of each side of a turn, of the note."""
TURNS = 3
_AGES: Mapping[Tier, str] = {"primary": "8-11", "junior": "12-14", "senior": "15-17", "university": "18-22"}
_TOLD = ("problem", "who", "goal", "keep")
_MEANING: Mapping[Intent, str] = {
    "tell": "tells the problem, answers what was asked, or adds to it",
    "yes": "agrees",
    "no": "declines",
    "idk": "does not know, leaves it to us",
    "edit": "wants `app` changed (changes)",
    "add_screen": "wants one more way in `app` (screens)",
    "new": "wants to begin another app, or all over again",
    "back": "takes back which way was chosen, wants to see others",
    "undo": "wants the last change of the app taken back",
    "name": "gives the app a name (title)",
    "greet": "only says hello",
    "thanks": "only says thanks",
    "joke": "plays about, tests you, insults, or asks for what is not ours",
    "help": "asks what you can do",
    "who_are_you": "asks who or what you are",
    "broken": "says that the app does not work",
    "explain": "asks what a line or part of their app's code does, where it keeps something, or why it says no",
    "examples": "has no idea and wants to see problems",
    "look": "wants to see a whole app like theirs",
    "gallery": "wants to see what others made",
    "question": "asks something that `say` answers in a sentence, about their app or how to go on",
    "zip": "wants the file of the app, or only says where it should be used (places)",
    "try": "wants a link so that others can try it",
    "nonsense": "has no meaning",
}
CHANGES = (
    'rename_app: value is the title. recolour: value is "#" and six digits. text_size: value large or normal. languages: value such as "en, zh-Hant"',
    "add_field: at is a thing's id, field as in fields",
    'rename_field, field_type, field_private, field_required, field_choices, remove_field: at is "thing.field"; value is the label, the type, yes or no, "a | b | c"',
    "rename_thing, rename_screen, remove_screen: at is the id; value is the label",
    'set_option: at is "screen.option" out of its options; value is the new value as JSON. To a list add the old lines as well',
    "set_rule: at is \"screen.kind\" out of its `rules_it_has`; value is an object of the rule's keys as JSON. remove_rule: at is the rule's id",
)


@dataclass(frozen=True)
class _Detail:
    """How much of an app is told."""

    options: Callable[[Screen], Mapping[str, Any]]
    types: bool = True
    rules: bool = True
    fields: int | None = None


def fixed() -> str:
    """The system message: the same for everybody and every turn."""
    said = [(block.id, block.said("en")) for block in blocks.discover().values()]
    return load("tutor").render(
        blocks=[{"id": id, "name": words["name"], "sentence": words["sentence"]} for id, words in said],
        intents=[{"name": intent, "meaning": _MEANING[intent]} for intent in INTENTS],
        types=", ".join(TYPES),
        changes=list(CHANGES),
        places="; ".join(f"{id} ({told(id, 'en').name})" for id in elsewhere(platforms.discover())),
    )


def brief(text: str, context: Context, language: Language) -> str:
    """The user message of a turn."""
    message = cut(text, MESSAGE)
    parts: dict[str, Any] = {
        "language": language,
        "age": _AGES[context.tier],
        "said": {key: cut(said, SAID) for key, said in zip(_TOLD, context.said, strict=False) if said},
        "app": app(context.spec) if context.spec else None,
        "note": cut(context.note, NOTE),
        "recent": [{"student": cut(one.said, TURN), "you": cut(one.answered, TURN)} for one in context.recent[-TURNS:]],
        "stage": context.stage,
        "asked": context.asks,
        "offered": list(context.offered),
        "cut": message != text,
        "message": message,
    }
    kept = {key: value for key, value in parts.items() if value or key == "message"}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace").decode()


def app(spec: AppSpec) -> Mapping[str, Any]:
    """An app in short: the ids and words that a change may name. Of a large one what is least often changed is left out first."""
    for detail in _DETAILS:
        made = _app(spec, detail)
        if estimate(json.dumps(made, ensure_ascii=False)) <= APP:
            return made
    return {"title": _cut_label(text_of(spec.title)), "screens": [f"{one.id} ({one.block})" for one in spec.screens[:8]], "more": True}


def _app(spec: AppSpec, detail: _Detail) -> Mapping[str, Any]:
    shown = [thing for thing in spec.things if any(screen.thing == thing.id for screen in spec.screens)]
    return {
        "title": text_of(spec.title, spec.language),
        "colour": spec.colour,
        **({"text_size": "large"} if spec.large_text else {}),
        "things": [_thing(thing, spec.language, detail) for thing in shown],
        "screens": [_screen(screen, spec, detail) for screen in spec.screens],
    }


def _thing(thing: Thing, language: Language, detail: _Detail) -> Mapping[str, Any]:
    fields = [_field(one, language, detail) for one in thing.fields[: detail.fields]]
    more = {"more_fields": len(thing.fields) - len(fields)} if len(thing.fields) > len(fields) else {}
    return {"id": thing.id, "label": _cut_label(text_of(thing.label, language)), "fields": fields, **more}


def _field(field: Field, language: Language, detail: _Detail) -> str:
    """'phone "Phone number" phone private'; in short 'phone: Phone number'"""
    if not detail.types:
        return f"{field.name}: {_cut_label(text_of(field.label, language))}"
    choices = f" ({' | '.join(_cut_label(text_of(one, language)) for one in field.choices[:8])})" if field.choices else ""
    marks = [name for name in ("required", "private") if getattr(field, name)]
    return " ".join([field.name, f'"{_cut_label(text_of(field.label, language))}"', field.type + choices, *marks])


def _cut_label(label: str) -> str:
    return cut(label, 16)


def _screen(screen: Screen, spec: AppSpec, detail: _Detail) -> Mapping[str, Any]:
    has = [f"{kind}({', '.join(model.model_fields)})" for kind, model in blocks.of(screen).rules.items() if detail.rules]
    parts: dict[str, Any] = {
        "id": screen.id,
        "way": screen.block,
        "label": _cut_label(text_of(screen.label, spec.language)),
        "thing": screen.thing,
        "options": detail.options(screen),
        "rules": [{"id": rule.id, "kind": rule.kind, **rule.options} for rule in spec.rules_of(screen)],
        "rules_it_has": has,
    }
    return {key: value for key, value in parts.items() if value}


def _options(screen: Screen) -> Mapping[str, Any]:
    """Those that a person would speak of: not how screens hang together."""
    return {key: value for key, value in screen.options.items() if value not in (None, "", {}) and not key.endswith(("_thing", "_screen", "_field"))}


def _short_options(screen: Screen) -> Mapping[str, Any]:
    return dict(_plain(_options(screen)))


def _plain(options: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in options.items():
        if isinstance(value, bool | int | float) or (isinstance(value, str) and len(value) <= 24):
            yield key, value


def _no_options(screen: Screen) -> Mapping[str, Any]:
    return {}


_DETAILS = (
    _Detail(_options),
    _Detail(_short_options),
    _Detail(_short_options, types=False),
    _Detail(_no_options, types=False),
    _Detail(_no_options, types=False, rules=False, fields=8),
    _Detail(_no_options, types=False, rules=False, fields=4),
)
