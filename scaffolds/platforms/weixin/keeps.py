"""The lines 'what this app keeps, and who sees it', which stand at the foot of each page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from scaffolds.spec import AppSpec, Field, Language, Thing, text_of

Words = Mapping[str, Mapping[str, str]]
"""The shared words, by language."""
_PLACE = re.compile(r"\{(\w+)\}")


def keeps(spec: AppSpec, words: Words) -> dict[Language, list[str]]:
    """Lines by language where each phone keeps its own rows: each thing with its fields, then where it is kept."""
    return {language: list(_on_phone(spec, language, words[language])) for language in spec.languages}


def keeps_shared(spec: AppSpec, words: Words) -> dict[Language, list[str]]:
    """Lines by language where the rows are shared through the cloud: also who sees them, and what is private."""
    return {language: list(_shared(spec, language, words[language])) for language in spec.languages}


def _on_phone(spec: AppSpec, language: Language, words: Mapping[str, str]) -> Iterator[str]:
    if not spec.things:
        yield words["keeps_nothing"]
        return
    yield from (_thing(thing, language, words) for thing in spec.things)
    yield words["keeps_where"]


def _shared(spec: AppSpec, language: Language, words: Mapping[str, str]) -> Iterator[str]:
    if not spec.things:
        yield words["keeps_nothing"]
        return
    yield words["seen_by_all" if any(field.private for thing in spec.things for field in thing.fields) else "seen_by_all_only"]
    for thing in spec.things:
        yield (" " if language == "en" else "").join([_thing(thing, language, words), *_who(thing, language, words)])
    yield from (words["keeps_where_cloud"], words["keeps_who_cloud"])


def _who(thing: Thing, language: Language, words: Mapping[str, str]) -> Iterator[str]:
    private = [field for field in thing.fields if field.private]
    if private:
        all_of_it = len(private) == len(thing.fields)
        yield words["keeps_private_all"] if all_of_it else _filled(words["keeps_private"], fields=_labels(private, language, words))
    if thing.written_by == "owner":
        yield words["written_by_owner"]


def _thing(thing: Thing, language: Language, words: Mapping[str, str]) -> str:
    return _filled(words["keeps_fields"], thing=text_of(thing.label, language), fields=_labels(thing.fields, language, words))


def _labels(fields: Sequence[Field], language: Language, words: Mapping[str, str]) -> str:
    return words["list_comma"].join(text_of(field.label, language) for field in fields)


def _filled(sentence: str, **values: str) -> str:
    """Each place once, so that a learner's own `{fields}` stays as it was typed."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), sentence)
