"""Judging, simulated: `python -m bench judging`.

How often the entry that is best is among those that judging puts first, by judges' orders, by their raw points, and by Gavel's pairs, each in the
same made-up events with the same number of views. The targets are those of the published settings, held within two standard errors.
Then whether intervals keep what they promise, and what the largest contest costs.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.crowd_bt import ranked
from bench.measure import row
from bench.telegram.times import quantile
from bench.world import Worlds, worlds
from bot.core.assigning import next_batch
from bot.core.judging import Ballot, Ranking, fit

LARGEST, DESIGNS, ERRORS = 10, 10, 2.0
"""Entries in a batch of Sampan at most; in the published settings each judge orders all that they see. In how many ways batches are handed out: entries are alike before anyone looks,
so that more would tell no more. Standard errors within which a target counts as met."""
MOST_FIT, MOST_BATCH_MS, PROMISED, MOST_OFF = 1.0, 50.0, 0.9, 0.03
Numbers = NDArray[np.float64]
Given = Sequence[tuple[int, Sequence[int]]]
"""Judges and their batches, as they were handed out."""


class Setting(NamedTuple):
    """Entries x judges x views of each judge, how many are the first, the share to reach, how many events to make up, and in how many of
    them Gavel's pairs are tried too, which take longest."""

    entries: int
    judges: int
    views: int
    first: int
    target: float
    events: int
    pairs: int

    def __str__(self) -> str:
        return f"{self.entries} x {self.judges} x {self.views}"


SETTINGS = (
    Setting(30, 10, 6, 5, 0.78, 3000, 600),
    Setting(30, 15, 8, 5, 0.87, 1000, 400),
    Setting(60, 20, 9, 5, 0.73, 600, 300),
    Setting(195, 108, 13, 10, 0.92, 400, 100),
)


class Found(NamedTuple):
    """Of many events: whether each way had the best entry among the first, and the share of entries whose interval held the truth."""

    orders: Numbers
    points: Numbers
    exact: Numbers
    pairs: Numbers
    held: float


def handed_out(setting: Setting, rng: Random, most: int = 99, *, lot: bool = False) -> Given:
    """Who sees what, in batches of at most so many, as judges come one after another: first each one's first batch, then each one's second.
    With `lot`, whatever comes."""
    entries, judges, views, *_ = setting
    counted, given = dict.fromkeys(map(str, range(entries)), 0), list[tuple[int, Sequence[int]]]()
    batches: dict[int, list[tuple[str, ...]]] = {judge: [] for judge in range(judges)}
    for size in sizes(views, most):
        for judge in rng.sample(range(judges), judges):
            seen = frozenset(entry for own in batches[judge] for entry in own)
            others = (one for own in batches.values() for one in own)
            batch = next_batch(str(judge), counted, seen, frozenset(), views * judges, size, others, rng)
            if lot:
                batch = tuple(rng.sample(list(counted), size))
            batches[judge].append(batch)
            given.append((judge, [int(entry) for entry in batch]))
            counted.update((entry, counted[entry] + 1) for entry in batch)
    return given


def sizes(views: int, most: int) -> list[int]:
    """Of the fewest batches that hold so many, alike in size."""
    batches = -(-views // most)
    return [views // batches + (spot < views % batches) for spot in range(batches)]


def simulated(setting: Setting, *, hard: bool = False, most: int = 99, lot: bool = False, seed: int = 7) -> Found:
    """Events of one setting, judged in all ways."""
    rng = np.random.default_rng((seed, setting.entries, setting.views))
    made = worlds(setting.events, setting.judges, setting.entries, rng, hard=hard)
    designs = [handed_out(setting, Random(number), most, lot=lot) for number in range(DESIGNS)]
    given = [designs[event % DESIGNS] for event in range(setting.events)]
    rankings = [ranking(made.seen[event], batches) for event, batches in enumerate(given)]
    scores = np.array([[one.score for one in sorted(ranking.standings, key=lambda one: int(one.entry))] for ranking in rankings])
    points, exact = (np.array([means(of[event], batches) for event, batches in enumerate(given)]) for of in (whole(made.points), made.points))
    points += rng.uniform(0, 1e-9, points.shape)  # equal means are drawn for
    pairs = np.concatenate([ranked(part, setting.views, rng) for part in np.array_split(made.seen[: setting.pairs], max(1, setting.pairs // 100))])
    by_order, by_points, by_exact, by_pairs = (among(way, made, setting.first) for way in (scores, points, exact, pairs))
    return Found(by_order, by_points, by_exact, by_pairs, held(rankings, made))


def ranking(seen: Numbers, given: Given) -> Ranking:
    """Of one event, each judge ordering each batch by what they see."""
    orders = ((judge, sorted(batch, key=lambda entry, judge=judge: -seen[judge, entry])) for judge, batch in given)  # type: ignore[misc]
    return fit((Ballot(str(judge), tuple((str(entry),) for entry in order)) for judge, order in orders), [str(spot) for spot in range(seen.shape[1])])


def whole(points: Numbers) -> Numbers:
    """As people give them: whole ones from 1 to 10, one in thirty at an end."""
    given: Numbers = np.clip(np.round(5.5 + 1.2 * points), 1, 10)
    return given


def means(points: Numbers, given: Given) -> Numbers:
    """The mean of each entry's points; nobody's is below all."""
    judges, entries = np.array([(judge, entry) for judge, batch in given for entry in batch]).T
    total = np.bincount(entries, points[judges, entries], points.shape[1])
    views = np.bincount(entries, minlength=points.shape[1])
    mean: Numbers = np.where(views > 0, total / np.maximum(views, 1), -np.inf).astype(np.float64)
    return mean


def among(scores: Numbers, made: Worlds, first: int) -> Numbers:
    """For each event 1 where the best is among the first."""
    best = np.take_along_axis(scores, made.quality[: len(scores)].argmax(axis=1)[:, None], axis=1)
    hits: Numbers = ((scores > best).sum(axis=1) < first).astype(np.float64)
    return hits


def held(rankings: Iterable[Ranking], made: Worlds) -> float:
    """The share of entries whose true quality lies in their interval."""
    return float(
        np.mean([one.low <= made.quality[event, int(one.entry)] <= one.high for event, found in enumerate(rankings) for one in found.standings])
    )


def shares(setting: Setting, found: Found) -> bool:
    """Print one setting."""
    share, error = found.orders.mean(), found.orders.std() / len(found.orders) ** 0.5
    reached = bool(share + ERRORS * error >= setting.target)
    print(
        row(
            f"{setting}: the best in the first {setting.first}, {setting.events} events",
            f"{share:.3f} +- {error:.3f}",
            f"at least {setting.target}",
            reached,
        )
    )
    whole_points = ahead("raw means of whole points, 1 to 10", found.orders, found.points)
    exact_points = ahead("raw means of points to any decimal", found.orders, found.exact)
    pairs = ahead("CrowdBT, as Gavel", found.orders, found.pairs)
    return reached and whole_points and exact_points and pairs


def ahead(name: str, orders: Numbers, peer: Numbers) -> bool:
    """Print how much more often than a peer, in the events that both judged."""
    good = bool(orders[: len(peer)].mean() > peer.mean())
    print(row(f"  above {name}, {peer.mean():.3f}", gap(orders, peer), "more than 0", good))
    return good


def gap(orders: Numbers, peer: Numbers) -> str:
    more = orders[: len(peer)] - peer
    return f"{more.mean():+.3f} +- {more.std() / len(more) ** 0.5:.3f}"


def kept(found: Sequence[Found]) -> bool:
    """Print how many intervals hold the truth."""
    share = float(np.mean([one.held for one in found]))
    good = abs(share - PROMISED) <= MOST_OFF
    print(row(f"intervals of {PROMISED:.0%} that hold the true quality", f"{share:.1%}", f"within {MOST_OFF:.0%}", good))
    return good


def largest(entries: int = 1500, judges: int = 300, size: int = 15) -> bool:
    """Print what one ranking and one batch cost in the largest contest, each of a judge's two batches handed out while the others' lie there."""
    rng, times, given = Random(7), list[float](), list[tuple[str, tuple[str, ...]]]()
    counted = {f"entry-{number}": 0 for number in range(entries)}
    for judge in range(judges):
        begun = time.perf_counter()
        batch = next_batch(str(judge), counted, frozenset(), frozenset(), judges, size, [one for _, one in given], rng)
        times.append((time.perf_counter() - begun) * 1000)
        given.append((str(judge), batch))
        counted.update((entry, counted[entry] + 1) for entry in batch)
    ballots = [Ballot(judge, tuple((entry,) for entry in batch)) for judge, batch in given]
    fits = []
    for _ in range(3):
        begun = time.perf_counter()
        fit(ballots, list(counted))
        fits.append(time.perf_counter() - begun)
    slow, took = quantile(times, 0.95), sorted(fits)[1]
    print(row(f"{entries:,} entries, {judges} judges x {size}: the fit, median of 3", f"{took:.2f} s", f"below {MOST_FIT:.0f} s", took < MOST_FIT))
    print(row("  the next batch, p95", f"{slow:.1f} ms", f"below {MOST_BATCH_MS:.0f} ms", slow < MOST_BATCH_MS))
    return took < MOST_FIT and slow < MOST_BATCH_MS


def otherwise(name: str, found: Found) -> None:
    """Print what another way of doing it comes to, without a limit: it is there to be known."""
    print(row(f"{name}: orders", f"{found.orders.mean():.3f} +- {found.orders.std() / len(found.orders) ** 0.5:.3f}"))
    print(row(f"  above raw means of whole points, {found.points.mean():.3f}", gap(found.orders, found.points)))
    print(row(f"  above raw means of points to any decimal, {found.exact.mean():.3f}", gap(found.orders, found.exact)))


def run() -> bool:
    found = [simulated(setting) for setting in SETTINGS]
    good = [shares(setting, one) for setting, one in zip(SETTINGS, found, strict=True)]
    small, great = (setting._replace(events=events, pairs=1) for setting, events in ((SETTINGS[0], 1000), (SETTINGS[-1], 400)))
    otherwise(f"{great}, in two batches of 7 and 6", simulated(great, most=LARGEST))
    otherwise(f"{small}, a look off by a quarter more", simulated(small, hard=True))
    otherwise(f"{small}, batches drawn by lot", simulated(small, lot=True))
    return all([*good, kept(found), largest()])


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
