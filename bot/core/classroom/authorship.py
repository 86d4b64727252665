"""Whose words an app is made of, as far as that can be told: the learner's own, ours that they accepted, or both together.

An app's words are compared with what the learner typed before they came into it. A press of a button is no typing, and neither is a label that
was typed off a button; a label that a block brings by itself is never the learner's alone.

share = authorship([(at, spec)], [Typed(at, "families queue for one shower"), Typed(at, "Book a time", offered=("Book a time",))])
share.own, share.both, share.ours       how many of the app's words are whose
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Literal

from scaffolds import blocks
from scaffolds.spec import AppSpec, Language, text_of
from scaffolds.wish import Wish

Source = Literal["own", "both", "ours"]
Part = Literal["problem", "who", "goal", "keep", "title", "screen", "field", "choice", "rule"]
OWN, BOTH = 0.8, 0.4
"""From which share of its words in one message on something counts as the learner's own, or as made of both."""
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_RUN = re.compile(rf"[{_HAN}]+|\d+|[^\W\d_{_HAN}]+")
_SMALL = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "and",
        "or",
        "is",
        "are",
        "it",
        "i",
        "my",
        "me",
        "we",
        "our",
        "you",
        "your",
        "this",
        "that",
        "with",
    )
)


@dataclass(frozen=True)
class Typed:
    """One message of the learner's; `offered` are the labels of the buttons that stood before it."""

    at: datetime
    text: str
    offered: tuple[str, ...] = ()

    @property
    def is_press(self) -> bool:
        """The words are those of a button: typing them is pressing it."""
        return _folded(self.text) in {_folded(label) for label in self.offered}


@dataclass(frozen=True)
class Words:
    """Some words of an app, what they are there, and whose."""

    part: Part
    text: str
    source: Source


@dataclass(frozen=True)
class Authorship:
    words: tuple[Words, ...]

    def of(self, source: Source) -> tuple[Words, ...]:
        return tuple(one for one in self.words if one.source == source)

    @property
    def own(self) -> int:
        return len(self.of("own"))

    @property
    def both(self) -> int:
        return len(self.of("both"))

    @property
    def ours(self) -> int:
        return len(self.of("ours"))


def authorship(versions: Sequence[tuple[datetime, AppSpec]], typed: Iterable[Typed]) -> Authorship:
    """Whose the words of the last of these versions are; `versions` are in their order, each with when it was made."""
    first: dict[tuple[Part, str], datetime] = {}
    for at, version in versions:
        for words in content(version):
            first.setdefault(words, at)
    spec = versions[-1][1]
    said = [(one.at, frozenset(_tokens(one.text))) for one in typed if not one.is_press]
    brought = _brought(spec)
    return Authorship(tuple(_judged(part, text, [tokens for at, tokens in said if at <= first[part, text]], brought) for part, text in content(spec)))


def _judged(part: Part, text: str, said: Sequence[frozenset[str]], brought: AbstractSet[str]) -> Words:
    source = _source(text, said)
    return Words(part, text, "both" if source == "own" and _folded(text) in brought else source)


def _brought(spec: AppSpec) -> AbstractSet[str]:
    """What its blocks say by themselves."""
    return frozenset().union(*(_of_block(screen.block, spec.language) for screen in spec.screens))


@cache
def _of_block(block: str, language: Language) -> AbstractSet[str]:
    draft = blocks.discover()[block].draft(Wish(language=language))
    labels = [draft.screen.label, *(field.label for thing in draft.things for field in thing.fields)]
    choices = [choice for thing in draft.things for field in thing.fields for choice in field.choices]
    return frozenset(_folded(text_of(label, language)) for label in [*labels, *choices])


def content(spec: AppSpec) -> list[tuple[Part, str]]:
    """What of an app could have come from its learner, each once: the brief, the title, pages, fields, choices, rules."""
    lines = ((part, line.strip()) for part, text in _parts(spec) for line in text.splitlines())
    found = [(part, line) for part, line in lines if _RUN.search(line)]
    return list(dict.fromkeys(found))


def _parts(spec: AppSpec) -> Iterator[tuple[Part, str]]:
    language, brief = spec.language, spec.brief
    yield from (("problem", brief.problem), ("who", brief.who), ("goal", brief.goal), ("keep", brief.keep))
    yield "title", text_of(spec.title, language)
    yield from (("screen", text_of(screen.label, language)) for screen in spec.screens)
    for thing in spec.things:
        for field in thing.fields:
            yield "field", text_of(field.label, language)
            yield from (("choice", text_of(choice, language)) for choice in field.choices)
    yield from (("rule", rule.says) for rule in spec.rules)


def _source(text: str, said: Sequence[frozenset[str]]) -> Source:
    wanted = frozenset(_tokens(text))
    covered = max((len(wanted & one) / len(wanted) for one in said), default=0.0) if wanted else 0.0
    return "own" if covered >= OWN else "both" if covered >= BOTH else "ours"


def _tokens(text: str) -> Iterator[str]:
    """Words in their plain form; of Chinese, which has no spaces, each two characters that stand together."""
    runs = [run.casefold() for run in _RUN.findall(text)]
    plain = [run for run in runs if run not in _SMALL] or runs
    for run in plain:
        if "\u3400" <= run[0] <= "\ufaff":
            yield from ([run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)])
        else:
            yield run[:-1] if len(run) > 3 and run.endswith("s") else run


def _folded(text: str) -> str:
    return " ".join(_RUN.findall(text.casefold()))
