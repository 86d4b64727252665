"""How near each example app is to what was said: BM25 over the words of the apps, in every language in which they have some."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from bot.brains.offline.terms import terms
from bot.core.bm25 import Bm25
from prompts import LANGUAGES
from prompts.examples import lines
from scaffolds.showcase import examples
from scaffolds.spec import AppSpec, Label, text_of


def nearness(said: Sequence[str]) -> Mapping[str, float]:
    """The apps that share words with these texts, by name: the higher the nearer, to be compared with one another only."""
    names, index = tuple(examples()), _index()
    query = Counter(term for text in said for term in terms(text))
    return {names[place]: score for place, score in index.scores(query).items()}


@cache
def _index() -> Bm25:
    return Bm25([[term for text in _words_of(name, spec) for term in terms(text)] for name, spec in examples().items()])


def _words_of(name: str, spec: AppSpec) -> Iterator[str]:
    yield from (lines(language).get(name, "") for language in LANGUAGES)
    yield from spec.brief.model_dump().values()
    for label in _labels_of(spec):
        yield from {text_of(label, language) for language in spec.languages}


def _labels_of(spec: AppSpec) -> Iterator[Label]:
    yield spec.title
    yield from (thing.label for thing in spec.things)
    yield from (screen.label for screen in spec.screens)
