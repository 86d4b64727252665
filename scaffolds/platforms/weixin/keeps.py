"""The lines 'what this app keeps, and who sees it', which stand at the foot of each page."""

from __future__ import annotations

from collections.abc import Mapping

from scaffolds.spec import AppSpec, Language, Thing, text_of


def keeps(spec: AppSpec, words: Mapping[str, Mapping[str, str]]) -> dict[Language, list[str]]:
    """Lines by language: each thing with its fields, then where it is kept. `words`: the shared ones, by language."""
    return {language: _lines(spec, language, words[language]) for language in spec.languages}


def _lines(spec: AppSpec, language: Language, words: Mapping[str, str]) -> list[str]:
    if not spec.things:
        return [words["keeps_nothing"]]
    return [*(_thing(thing, language, words) for thing in spec.things), words["keeps_where"]]


def _thing(thing: Thing, language: Language, words: Mapping[str, str]) -> str:
    fields = words["list_comma"].join(text_of(field.label, language) for field in thing.fields)
    sentence = words["keeps_fields"]
    before, _, rest = sentence.partition("{thing}")
    between, _, after = rest.partition("{fields}")
    return before + text_of(thing.label, language) + between + fields + after
