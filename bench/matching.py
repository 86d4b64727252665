"""How often a problem finds its block: engines compared by tenfold cross-validation on the labelled messages of `tests/brains/data`,
whose test folds no engine has seen, and by training without a language or without a labeller's hand. Two or three minutes, offline.

`python -m bench matching`; `python -m bench.matching FILE...` tries the shipped weights on other files of problems.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from bench.engines import Engine, bayes, linear, nearest
from bench.measure import row
from bot.brains.offline.features import features, joined
from bot.brains.offline.matching import CLEAR, WEIGHT, Matcher
from bot.brains.offline.training import Row, messages, phrases, said, told
from bot.core.interpretation import Match
from scaffolds import blocks

FOLDS, LIMIT = 10, 10.0
"""`LIMIT`: milliseconds for one match at the 95th percentile."""
KEPT = "both, phrases and messages (kept)"
CARDS = {id: block.card for id, block in blocks.discover().items()}
CLASSES = tuple(CARDS)


class Tried(NamedTuple):
    """A message, and what an engine makes of it alone and of all that was said; best first."""

    row: Row
    alone: Sequence[Match]
    whole: Sequence[Match]


OF: Mapping[str, Callable[[Tried], Sequence[Match]]] = {"first message": lambda one: one.alone, "all that was said": lambda one: one.whole}


def run() -> bool:
    own = list(messages("own"))
    languages = sorted({one["lang"] for one in own})
    with ProcessPoolExecutor() as pool:
        folds = list(pool.map(_fold, range(FOLDS)))
        without = list(pool.map(_without, languages))
        older = pool.submit(_older).result()
    print(f"{'first / among three, %':44}{'first message':>30}{'all that was said':>30}")
    for name in folds[0]:
        _show(name, [one for fold in folds for one in fold[name]])
    kept = [one for fold in folds for one in fold[KEPT]]
    for language in languages:
        _show(f"  kept, {language}", [one for one in kept if one.row["lang"] == language])
    for language, tried in zip(languages, without, strict=True):
        _show(f"  kept, {language}, trained without it", tried)
    _show("  kept, the older set, trained without it", older)
    _show_plain(kept)
    return _fast(own)


def dealt(rows: Iterable[Row]) -> list[list[Row]]:
    """Folds, each with its part of every language and block."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for one in rows:
        groups[one["lang"], one["blocks"][0] if one["blocks"] else ""].append(one)
    chance, order = random.Random(5), list[Row]()
    for key in sorted(groups):
        chance.shuffle(groups[key])
        order += groups[key]
    return [order[place::FOLDS] for place in range(FOLDS)]


def _fold(place: int) -> dict[str, list[Tried]]:
    """All engines on one fold, taught by the others."""
    folds = dealt(messages("own"))
    rest = [*phrases(CARDS), *told(one for other in range(FOLDS) if other != place for one in folds[other])]
    taught = {
        **_of_phrases(),
        "BM25, phrases and messages": nearest(CLASSES, rest),
        "naive Bayes, phrases and messages": bayes(CLASSES, rest),
        **dict(zip(("regression, phrases and messages", KEPT), linear(CLASSES, rest), strict=True)),
    }
    return {name: list(_tried(engine, folds[place])) for name, engine in taught.items()}


@cache
def _of_phrases() -> Mapping[str, Engine]:
    """Taught by no message: the same for every fold."""
    said_of = list(phrases(CARDS))
    return {
        "BM25, phrases": nearest(CLASSES, said_of),
        "naive Bayes, phrases": bayes(CLASSES, said_of),
        **dict(zip(("regression, phrases", "both, phrases"), linear(CLASSES, said_of), strict=True)),
    }


def _without(language: str) -> list[Tried]:
    """On a language of which it was taught the phrases only."""
    own = list(messages("own"))
    _, engine = linear(CLASSES, [*phrases(CARDS), *told(one for one in own if one["lang"] != language)])
    return list(_tried(engine, [one for one in own if one["lang"] == language]))


def _older() -> list[Tried]:
    """On the messages that another hand labelled."""
    _, engine = linear(CLASSES, [*phrases(CARDS), *told(messages("own"))])
    return list(_tried(engine, messages("messages")))


def _tried(engine: Engine, rows: Iterable[Row]) -> Iterator[Tried]:
    for one in rows:
        alone = {term: weight * WEIGHT["problem"] for term, weight in features(one["problem"]).items()}
        yield Tried(one, _ranked(engine(alone)), _ranked(engine(joined(said(one)))))


def _ranked(scores: Mapping[str, float]) -> list[Match]:
    return [Match(block=block, score=scores[block]) for block in sorted(CLASSES, key=lambda one: (-scores[one], CLASSES.index(one)))]


def _right(one: Row) -> Sequence[str]:
    """The main block, or both where two are equal."""
    wanted: Sequence[str] = one["blocks"]
    return wanted[:2] if "either" in one.get("style", ()) else wanted[:1]


def _show(name: str, tried: Sequence[Tried]) -> None:
    known = [one for one in tried if one.row["blocks"]]
    cells = []
    for of in OF.values():
        first = sum(of(one)[0].block in _right(one.row) for one in known)
        three = sum(any(match.block in _right(one.row) for match in of(one)[:3]) for one in known)
        cells.append(f"{_share(first, len(known))} / {_share(three, len(known))}")
    print(f"{name:44}{cells[0]:>30}{cells[1]:>30}", flush=True)


def _share(part: int, whole: int) -> str:
    """Percent with Wilson's interval of 95 %."""
    if not whole:
        return "-"
    z, share = 1.96, part / whole
    middle, room = share + z * z / 2 / whole, z * sqrt(share * (1 - share) / whole + z * z / 4 / whole / whole)
    low, high = ((middle + side * room) / (1 + z * z / whole) for side in (-1, 1))
    return f"{100 * share:.0f} ({100 * low:.0f}-{100 * high:.0f})"


def _show_plain(tried: Sequence[Tried]) -> None:
    """What stands out, what no block answers, and messages that name two needs."""
    for name, of in OF.items():
        _show_clear(name, [(one.row, of(one)) for one in tried])
        _show_none(name, *([of(one)[0].score for one in tried if bool(one.row["blocks"]) is known] for known in (False, True)))
        two = [one for one in tried if len(one.row["blocks"]) > 1]
        among = sum({match.block for match in of(one)[:3]} >= set(one.row["blocks"][:2]) for one in two)
        print(row(f"{name}: both of two blocks among three", _share(among, len(two))))


def _show_clear(name: str, tried: Sequence[tuple[Row, Sequence[Match]]]) -> None:
    for lead in sorted({CLEAR, 0.2, 0.25, 0.3, 0.4}):
        plain = [(one, found) for one, found in tried if found[0].score - found[1].score > lead]
        right = sum(found[0].block in _right(one) for one, found in plain)
        fits = sum(found[0].block in one["blocks"] for one, found in plain)
        told = f"right {_share(right, len(plain))}, fitting {_share(fits, len(plain))}"
        print(row(f"{name}: leads by {lead}{' (clear)' if lead == CLEAR else ''}", f"{len(plain)} of {len(tried)}", told))


def _show_none(name: str, none: Sequence[float], some: Sequence[float]) -> None:
    print(row(f"{name}: none of these, told by a low share", f"AUC {_below(none, some):.2f}"))
    for most in (0.12, 0.15, 0.2, 0.25):
        low = sum(one < most for one in none)
        print(row(f"{name}: best share below {most}", f"{low} of {len(none)}", f"and {sum(one < most for one in some)} of {len(some)} others"))


def _below(these: Sequence[float], those: Sequence[float]) -> float:
    """How often one of these is below one of those."""
    return statistics.fmean((one < other) + 0.5 * (one == other) for one in these for other in those)


def _fast(rows: Sequence[Row]) -> bool:
    """One match of all that was said, nothing of it seen before."""
    begun = time.perf_counter()
    matcher = Matcher(CARDS)
    matcher.matches([("a first one", 1.0)])
    ready, taken = (time.perf_counter() - begun) * 1000, list[float]()
    for one in rows:
        features.cache_clear()
        begun = time.process_time()
        matcher.matches(list(said(one).items()))
        taken.append((time.process_time() - begun) * 1000)
    worst = statistics.quantiles(taken, n=20)[-1]
    print(row("ready for the first match", f"{ready:.0f} ms"))
    print(row("one match, 95th percentile", f"{worst:.1f} ms", f"at most {LIMIT:.0f} ms", worst <= LIMIT))
    return worst <= LIMIT


def try_on(file: Path) -> None:
    """The shipped weights on a file of problems: `problem`, `followups`, `expect_blocks`."""
    engine: Callable[[Mapping[str, float]], Mapping[str, float]] = Matcher(CARDS).likely
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    named = ({**one, **one["followups"], "goal": one["followups"]["what"], "blocks": one["expect_blocks"]} for one in rows)
    _show(file.name, list(_tried(engine, named)))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        try_on(Path(name))
