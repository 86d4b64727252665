"""What an app should have, said by the file of problems, held against the app that came of it. These are proxies, and `docs/evaluation.md` says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.brains.offline.brain import OfflineBrain
from bot.core.interpretation import Context
from scaffolds.spec import AppSpec, text_of

_BETWEEN = re.compile(r"[,，、;；/／+＋&\n]|\band\b|\bplus\b|同埋|以及|還有|还有|(?<=[\u4e00-\u9fff])[和及同與与](?=[\u4e00-\u9fff])")
_BESIDE = re.compile(r"[(（].*?[)）]|^\s*(?:the|a|an|my|their|its|each|what|which|how|有咩|有什麼|有什么)\s+|[.。!！?？:：]+$", re.IGNORECASE)
NEAREST = 3


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    found: int
    of: int


NONE = Share(0, 0)


def things_named(info: str) -> list[str]:
    """What an answer to 'what should it keep?' names, one by one."""
    parts = (_BESIDE.sub("", part.strip()).strip() for part in _BETWEEN.split(info))
    return list(dict.fromkeys(part for part in parts if part))


def fields_found(spec: AppSpec, info: str) -> Share:
    """Of the things that are named, those which a field is called by, or a field's words are part of; lists hold theirs as rows."""
    named = things_named(info)
    labels = [text_of(field.label, spec.language) for thing in spec.things for field in thing.fields]
    rows = [text for screen in spec.screens for text in _texts(screen.options)]
    known = [_plain(text) for text in (*labels, *rows)]
    return Share(sum(_among(_plain(one), known) for one in named), len(named))


def must_haves_covered(spec: AppSpec, must_haves: Iterable[str]) -> Share:
    """Of the sentences on what an app must do, those to which a screen of it is among the three nearest blocks."""
    blocks = {screen.block for screen in spec.screens}
    sentences = list(must_haves)
    return Share(sum(bool(blocks & set(_nearest(one))) for one in sentences), len(sentences))


@cache
def _nearest(sentence: str) -> tuple[str, ...]:
    context = Context(language="en", tier="junior", stage="discover", asks="goal")
    return tuple(match.block for match in OfflineBrain().understand(sentence, context).matches[:NEAREST])


def _texts(value: Any) -> Iterator[str]:
    """The texts of an option, however deep: the lines that a list begins with, the steps of a guide."""
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ():
        yield from _texts(part)


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _among(named: str, labels: Iterable[str]) -> bool:
    return any(named in label or label in named for label in labels if label and named)
