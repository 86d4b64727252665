"""What the templates of a screen are given (docs/explanation/apps.md, 'What a template is given')."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds import blocks, platforms
from scaffolds.blocks import Block
from scaffolds.spec import AppSpec, Field, Label, Language, Screen, text_of
from scaffolds.templates import Code, js

_SHARED = Path(__file__).parent / "platforms" / "shared"
_OF_TYPE = {
    "number money rating": ("not_a_number",), "money": ("below_zero",), "rating": ("not_a_rating", "stars"), "phone": ("not_a_phone",),
    "photo": ("not_a_photo", "photo_too_big", "add_photo", "change_photo", "photo_of"), "time": ("not_a_time",), "date": ("not_a_date",),
}  # fmt: skip
"""Words that are said about fields of these types alone: an app without such a field need not carry them."""
NOTES = "note_"
"""Words beginning so are comments in the code, not shown on a page."""


def screen_values(spec: AppSpec, screen: Screen) -> dict[str, Any]:
    """The names that `rules.js.j2` and the views of a screen of a checked spec may use."""
    block = blocks.of(screen)
    rules = [{"kind": rule.kind, "options": blocks.rule_options(rule, block), "says": rule.says} for rule in spec.rules_of(screen)]
    thing = spec.thing(screen.thing)
    fields = [field_of(field, spec) for field in thing.fields] if thing else []
    return {
        "spec": spec,
        "language": spec.language,
        "screen": {"id": screen.id, "label": label_of(screen.label, spec), "block": screen.block, "thing": screen.thing},
        "thing": screen.thing,
        "fields": fields,
        "fields_code": fields_code(fields),
        "options": blocks.options_of(screen),
        "rules": rules,
        "rule": {one["kind"]: one for one in reversed(rules)},
        "note": notes_of(block, spec.language),
    }


def label_of(label: Label, spec: AppSpec) -> str | dict[str, str]:
    """A learner's word as an app holds it: a string, or its languages with the app's main one first where the app has several."""
    if isinstance(label, str) or len(spec.languages) == 1:
        return text_of(label, spec.language)
    main = {spec.language: text_of(label, spec.language)}
    return main | {str(language): words for language, words in label.items() if language in spec.languages}


def field_of(field: Field, spec: AppSpec) -> dict[str, Any]:
    """A field as pages and rules see it."""
    return {
        "name": field.name,
        "label": label_of(field.label, spec),
        "type": field.type,
        "required": field.required,
        "private": field.private,
        "choices": [label_of(choice, spec) for choice in field.choices],
        "unit": field.unit,
    }


def fields_code(fields: list[dict[str, Any]]) -> Code:
    """A JavaScript array, one field a line, without what says nothing (`required: false`)."""
    lines = [", ".join(f"{key}: {js(value)}" for key, value in field.items() if value or key == "label") for field in fields]
    return Code("[\n" + "".join(f"  {{ {line} }},\n" for line in lines) + "]") if lines else Code("[]")


def notes_of(block: Block, language: Language) -> Callable[[str], Code]:
    """`note("double")`: a comment's text in the app's language, on one line."""
    return lambda key: Code(" ".join(block.word(NOTES + key, language).split()))


@cache
def shared_words() -> Mapping[Language, Mapping[str, str]]:
    """What every app says, by language and key."""
    found: dict[Language, dict[str, str]] = tomllib.loads((_SHARED / "words.toml").read_text(encoding="utf-8"))  # type: ignore[assignment]  # its keys
    return found


def word(key: str, language: Language) -> str:
    """One of the shared words, in English where a language has it not yet."""
    return shared_words().get(language, {}).get(key) or shared_words()["en"][key]


def page_words(
    languages: tuple[Language, ...], used: tuple[str, ...], types: frozenset[str], platform: str = "web"
) -> dict[str, dict[str, dict[str, str]]]:
    """All that the pages of an app can say: {language: {block, or "" for all: {key: words}}}. `types`: of the fields that it has.

    A key `weixin_full` is what `full` says on the platform `weixin` alone.
    """
    spare = {key for kind, keys in _OF_TYPE.items() if not types & set(kind.split()) for key in keys}
    common = {language: {key: text for key, text in words.items() if key not in spare} for language, words in shared_words().items()}
    found = {language: {"": _shown(common, language, platform)} for language in languages}
    for language in languages:
        found[language] |= {id: _shown(blocks.discover()[id].words, language, platform) for id in used}
    return {str(language): groups for language, groups in found.items()}


def _shown(words: Mapping[Language, Mapping[str, str]], language: Language, platform: str) -> dict[str, str]:
    found = {**words["en"], **words.get(language, {})}
    here = f"{platform}_"
    shown = {key: text for key, text in found.items() if not key.startswith(_not_for_all())}
    return shown | {key.removeprefix(here): text for key, text in found.items() if key.startswith(here)}


@cache
def _not_for_all() -> tuple[str, ...]:
    """How keys begin whose words are not shown on the pages of every platform."""
    return (NOTES, "server_", *(f"{id}_" for id in platforms.discover()))
