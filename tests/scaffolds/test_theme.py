"""Whatever colour a learner picks, everything can be read."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import theme

SEEDS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06X}")
TEXT = [("ink", "ground"), ("ink", "surface"), ("ink", "tint"), ("ink-2", "ground"), ("ink-2", "surface"), ("ink-2", "tint"),
        ("theme-ink", "ground"), ("theme-ink", "surface"), ("theme-ink", "tint"), ("on-fill", "fill"), ("alert", "alert-bg")]  # fmt: skip


@given(SEEDS)
@settings(max_examples=150, deadline=None)
def test_text_and_borders_keep_their_contrast(seed: str) -> None:
    for colours in (theme.light(seed), theme.dark(seed)):
        for text, ground in TEXT:
            assert theme.contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
        assert theme.contrast(colours["edge"], colours["surface"]) >= 3


def test_a_colour_that_reads_is_kept_as_it_is() -> None:
    assert theme.light("#0F766E")["fill"] == "#0F766E"
    assert theme.light("#FFC21A")["fill"] == "#FFC21A"


@given(SEEDS)
@settings(max_examples=100, deadline=None)
def test_there_and_back_is_the_same_colour(seed: str) -> None:
    back = theme.to_hex(*theme.to_oklch(seed))
    assert all(abs(int(seed[i : i + 2], 16) - int(back[i : i + 2], 16)) <= 1 for i in (1, 3, 5))
