"""Make `prompts/safety/hunch.bin` of examples of every kind and of what is ordinary, or measure what comes of it on texts that it did not learn:

    python -m tests.safety.teaching
    python -m tests.safety.teaching measure

Half a minute, and three for measuring. Adagrad on the cross-entropy with a small pull to nothing (Duchi et al., Adaptive Subgradient Methods for
Online Learning and Stochastic Optimization, 2011). The file names its examples by a fingerprint, so that a test can tell when it is out of date.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import prompts
from bot.brains.offline.matching import phrases_of
from bot.core.folding import fold
from bot.core.hunch import BUCKETS, ORDINARY, Hunch, Screen, places
from bot.core.safety import Rules, judge, read
from bot.evaluation.learners import DETOURS, IDK
from bot.locales import LANGUAGES, locale
from bot.services import guard
from scaffolds import blocks

ROUNDS, RATE, PULL, SLOW = 10, 0.3, 1e-5, 0.02
FINEST = 127
"""The greatest weight is stored as this, the others in proportion."""
PLAIN = -2.2
"""The logarithm of the odds of one in ten."""
FOLDS = 5
HERE = Path(__file__).parent
TAUGHT = HERE / "taught"
OLDER = HERE.parent / "core" / "data"
PROBLEMS = HERE.parent / "brains" / "data"
TOLD = ("problem", "who", "goal", "info")
GROUPS: Mapping[str, frozenset[str | None]] = {
    "crisis": frozenset({"crisis"}),
    "harmful": frozenset({"refused", "redirected"}),
    "ordinary": frozenset({None}),
}
"""By the first word of a set's file: the flags that are right for it."""
_NAMES = {"bullying": "harmful"}


@dataclass(frozen=True)
class Example:
    text: str
    kind: str
    group: str = ""
    """Of a labelled set: `crisis`, `harmful` or `ordinary`."""
    language: str = ""


@dataclass(frozen=True)
class Learnt:
    kinds: tuple[str, ...]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]


def labelled() -> list[Example]:
    """The sets that the floor is measured on, in the order of their files."""
    found = [(path.stem.partition("_")[0], one) for path in sorted(HERE.glob("*.jsonl")) for one in _lines(path)]
    return [Example(one["text"], ORDINARY if group == ORDINARY else _NAMES.get(one["kind"], one["kind"]), group, one["lang"]) for group, one in found]


def taught() -> list[Example]:
    """What is learnt from besides: examples, older sets, what learners say about problems, and what we say ourselves."""
    known = [Example(**one) for path in sorted(TAUGHT.glob("*.jsonl")) for one in _lines(path)]
    older = [Example(text, kind if name != ORDINARY else ORDINARY) for name in ("crisis", "harmful", ORDINARY) for kind, text in _rows(name)]
    said = [one[key] for path in sorted(PROBLEMS.glob("own.*.jsonl")) for one in _lines(path) if one["blocks"] for key in TOLD]
    return [*known, *older, *(Example(text, ORDINARY) for text in (*said, *_answers(), *_phrases(), *_ours()) if text)]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _rows(name: str) -> list[tuple[str, str]]:
    rows = (row.partition("\t") for row in (OLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines() if row.strip())
    return [(kind, text) for kind, _, text in rows]


def _answers() -> Iterator[str]:
    """What learners say in a conversation: answers, edits, small talk, as tests and transcripts have them."""
    for name in ("cases", "settings"):
        yield from _texts(tomllib.loads((PROBLEMS.parent / f"{name}.toml").read_text(encoding="utf-8")))
    for path in sorted((HERE.parent / "transcripts").glob("*.md")):
        yield from (line[2:].strip() for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("> "))
    yield from IDK.values()
    yield from (detour for detours in DETOURS.values() for detour in detours if len(detour) < 200)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(part)


def _phrases() -> Iterator[str]:
    """Problems as the blocks' own phrases put them."""
    yield from (phrase for _, phrase in phrases_of({id: block.card for id, block in blocks.discover().items()}))


def _ours() -> Iterator[str]:
    """What the program says itself, line by line, without what templates put in."""
    for path in (*sorted((prompts.ROOT / "tutor").glob("*.md.j2")), *sorted((prompts.ROOT / "commands").glob("*.md.j2"))):
        body = path.read_text(encoding="utf-8").split("+++")[-1]
        yield from (line.strip() for line in re.sub(r"\{[{%#].*?[}%#]\}", " ", body).splitlines() if len(line.strip()) > 12)
    for language in LANGUAGES:
        yield from locale(language).sentences.values()


def fingerprint() -> str:
    """Of the files of examples and of the labelled sets. What else is ordinary may change a little without a new table."""
    found = hashlib.sha256()
    for path in (*sorted(TAUGHT.glob("*.jsonl")), *sorted(HERE.glob("*.jsonl"))):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def learn(known: Sequence[Example], rules: Rules) -> Learnt:
    """A weight for every place of the table and every kind."""
    kinds = tuple(sorted({one.kind for one in known}))
    texts = [(_vector(one.text, rules), kinds.index(one.kind)) for one in known]
    weights, bias = np.zeros((BUCKETS, len(kinds))), np.zeros(len(kinds))
    seen, chance = np.full(weights.shape, 1e-3), np.random.default_rng(1)
    for _ in range(ROUNDS):
        for number in chance.permutation(len(texts)):
            (where, worth), right = texts[number]
            wrong = _shares(bias + worth @ weights[where])
            wrong[right] -= 1
            slope = np.outer(worth, wrong) + PULL * weights[where]
            seen[where] += slope * slope
            weights[where] -= RATE * slope / np.sqrt(seen[where])
            bias -= SLOW * wrong
    return Learnt(kinds, weights, bias)


def _vector(text: str, rules: Rules) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """As a message is seen by the hunch."""
    found = places(next(iter(read(fold(text).text, rules))).text)
    return np.fromiter(found.keys(), dtype=np.int64), np.fromiter(found.values(), dtype=np.float64)


def _shares(score: NDArray[np.float64]) -> NDArray[np.float64]:
    shares = np.exp(score - score.max())
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def hunch_of(known: Sequence[Example], rules: Rules) -> Hunch:
    """What is learnt of examples, as it is stored, with a byte for each weight."""
    learnt = learn(known, rules)
    step = float(np.abs(learnt.weights).max()) / FINEST
    columns = np.rint(learnt.weights / step).astype(np.int8).T
    bias = tuple(round(float(one), 6) for one in learnt.bias)
    return Hunch(learnt.kinds, tuple(array("b", column.tobytes()) for column in columns), step, bias, _screen(known, rules))


def _screen(known: Sequence[Example], rules: Rules) -> Screen:
    """Learnt of the same, with all that is not ordinary as one kind."""
    learnt = learn([replace(one, kind="other" if one.kind != ORDINARY else ORDINARY) for one in known], rules)
    other, ordinary = learnt.kinds.index("other"), learnt.kinds.index(ORDINARY)
    against = learnt.weights[:, other] - learnt.weights[:, ordinary]
    step = float(np.abs(against).max()) / FINEST
    weights = array("b", np.rint(against / step).astype(np.int8).tobytes())
    return Screen(weights, step, round(float(learnt.bias[other] - learnt.bias[ordinary]), 6), PLAIN)


def written(hunch: Hunch) -> bytes:
    if hunch.screen is None:
        raise ValueError("a hunch without its screen is not stored")
    screen = {"step": hunch.screen.step, "bias": hunch.screen.bias, "odds": hunch.screen.odds}
    head = {"kinds": hunch.kinds, "step": hunch.step, "bias": hunch.bias, "screen": screen, "fingerprint": fingerprint()}
    return json.dumps(head).encode() + b"\n" + b"".join(column.tobytes() for column in (hunch.screen.weights, *hunch.weights))


def measure() -> None:
    """Cross-validation: each fifth of the labelled sets is judged by rules that learnt from everything but it. The patterns saw all of them."""
    sets, rest, rules = labelled(), taught(), guard.patterns()
    right: Counter[tuple[str, str]] = Counter()
    for fold_ in range(FOLDS):
        unseen = sets[fold_::FOLDS]
        felt = replace(rules, hunch=hunch_of([*rest, *(one for place, one in enumerate(sets) if place % FOLDS != fold_)], rules))
        for one in unseen:
            good = judge(one.text, felt).flag in GROUPS[one.group]
            right.update({(one.group, one.language): good, (one.group, "all"): good})
    count = Counter(pair for one in sets for pair in ((one.group, one.language), (one.group, "all")))
    for group, language in sorted(count):
        print(
            f"{group:10}{language:9}{right[group, language]}/{count[group, language]} = {100 * right[group, language] / count[group, language]:.1f} %"
        )


def main(arguments: Sequence[str]) -> None:
    if arguments == ["measure"]:
        measure()
    else:
        (guard.FOLDER / "hunch.bin").write_bytes(written(hunch_of([*taught(), *labelled()], guard.patterns())))


if __name__ == "__main__":
    main(sys.argv[1:])
