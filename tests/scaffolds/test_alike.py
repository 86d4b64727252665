"""Which lines two texts share: always a common order of both, never more time than a person waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.review_code import changes
from scaffolds.alike import shared
from scaffolds.learner_code import Edit, LearnerCode
from scaffolds.merging import merge
from scaffolds.spec import parse
from tests.scaffolds.apps import data

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "  x", "é"]), max_size=30)

PATHOLOGICAL = {
    "equal": ("x\n" * 700, "x\n" * 50_000),
    "alternating": ("x\ny\n" * 400, "y\nz\n" * 50_000),
    "cycles": ("".join(f"{n % 10}\n" for n in range(1_000)), "".join(f"{n * 7 % 10}\n" for n in range(100_000))),
    "backwards": ("".join(f"{n}\n" for n in range(50_000)), "".join(f"{n}\n" for n in range(50_000, 0, -1))),
    "pieces": ("".join(f"{n}\n" + "x\ny\n" * 65 for n in range(9)), "".join(f"{n}\n" + "y\nz\n" * 65 for n in range(9))),
    "empty": ("}\n\n" * 500, "\n" * 700_000),
}


@given(LINES, LINES)
def test_what_is_shared_stands_in_both_in_one_order(base: list[str], other: list[str]) -> None:
    found = list(shared(base, other).items())
    assert all(base[m] == other[n] for m, n in found)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))
    assert len(shared(base, base)) == len(base)


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_no_text_takes_the_server_away_from_others(name: str) -> None:
    """Where a comparison of all with all takes a minute, this takes as long as some sorting; by the same processor, which may be slow and busy."""
    base, mine = PATHOLOGICAL[name]
    lines = [str(n) for n in range(100_000, 0, -1)]
    sorting = spent(lambda: [sorted(lines) for _ in range(40)])
    merging = spent(lambda: merge(base, mine, base + "new\n"))
    telling = spent(lambda: changes(LearnerCode(edits={"app.py": Edit(base, mine)}), parse(data()), "en"))
    assert merging + telling < 400 * sorting  # some thirty where each line of ours is counted too, as coverage does


def spent(work: Callable[[], object]) -> float:
    """Seconds of the processor that some work takes, which has something to show for it."""
    began = time.process_time()
    assert work()
    return time.process_time() - began


def test_a_large_file_with_changes_at_both_ends_is_compared_as_well_as_a_small_one() -> None:
    """Its middle is too large for the slow comparison, and has lines that repeat."""
    base = [line for n in range(400) for line in (f"def f{n}():", "    return 1", "")]
    mine = ["# mine", *base[:600], "    print(1)", "", *base[600:], "# end"]
    mine[3] = "def other():"
    same = sum(block.size for block in SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks())
    assert len(shared(base, mine)) == same == len(base) - 1
