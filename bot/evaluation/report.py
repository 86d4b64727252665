"""What the plays showed, as a table for people and as data for comparing."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.evaluation.measures import Share
from bot.evaluation.play import Played
from scaffolds import blocks

MOST_MESSAGES = 8


def summary(plays: Sequence[Played]) -> dict[str, Any]:
    """The figures of one kind of learner. Rates are in 0..1; `first` and `among_three` count only problems one of whose blocks there is."""
    there = set(blocks.discover())
    matched = [(one, [block for block in one.expected if block in there]) for one in plays if one.offered]
    matched = [(one, expected) for one, expected in matched if expected]
    main = [(one, one.expected[0]) for one in plays if one.offered and one.expected and one.expected[0] in there]
    seconds = sorted(second for one in plays for second in one.seconds)
    return {
        "problems": len(plays),
        "reached_a_zip": _rate([one.zipped for one in plays]),
        "proof_passed": _rate([one.proved for one in plays]),
        "boots": _rate([one.boots for one in plays]),
        "messages_median": statistics.median(one.messages for one in plays),
        "messages_most": max(one.messages for one in plays),
        "within_8": _rate([one.zipped and one.messages <= MOST_MESSAGES for one in plays]),
        "main_block_first": _rate([one.offered[0] == block for one, block in main]),
        "main_block_among_three": _rate([block in one.offered[:3] for one, block in main]),
        "any_fitting_block_first": _rate([one.offered[0] in expected for one, expected in matched]),
        "any_fitting_block_among_three": _rate([bool(set(one.offered[:3]) & set(expected)) for one, expected in matched]),
        "language_kept": _rate([not one.foreign_replies for one in plays]),
        "asked_twice": sum(one.asked_twice for one in plays),
        "asked_though_told": sum(one.asked_known for one in plays),
        "fields_named_found": _shares([one.fields for one in plays]),
        "must_haves_near": _shares([one.covered for one in plays]),
        "model_calls": sum(one.tokens["calls"] for one in plays),
        "model_calls_offline": sum(one.tokens["offline"] for one in plays),
        "tokens_in_median": statistics.median(one.tokens["sent"] for one in plays),
        "tokens_out_median": statistics.median(one.tokens["got"] for one in plays),
        "turn_ms_p50": round(seconds[len(seconds) // 2] * 1000, 1),
        "turn_ms_p95": round(seconds[int(len(seconds) * 0.95)] * 1000, 1),
    }


def _rate(facts: Sequence[bool]) -> str:
    return f"{sum(facts)}/{len(facts)}"


def _shares(shares: Sequence[Share]) -> str:
    return f"{sum(one.found for one in shares)}/{sum(one.of for one in shares)}"


def table(summaries: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Lines of a table: a row a figure, a column a learner."""
    names = list(next(iter(summaries.values())))
    lines = [f"{'':32}" + "".join(f"{learner:>12}" for learner in summaries)]
    return lines + [f"{name.replace('_', ' '):32}" + "".join(f"{one[name]!s:>12}" for one in summaries.values()) for name in names]


def whole(summaries: Mapping[str, Mapping[str, Any]], plays: Mapping[str, Sequence[Played]]) -> dict[str, Any]:
    return {"summary": dict(summaries), "plays": {learner: [asdict(one) for one in some] for learner, some in plays.items()}}


def compared(before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Lines for every figure that is another one than in an older report; none where all are the same. Times are left out: they are the machine's."""
    return [
        f"{learner}: {name.replace('_', ' ')} {before[learner][name]} -> {value}"
        for learner, figures in after.items()
        for name, value in figures.items()
        if learner in before and name in before[learner] and before[learner][name] != value and not name.startswith("turn_ms")
    ]
