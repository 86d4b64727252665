"""Whatever colour a learner picks, everything can be read: each pair of colours that the style sheets put together, by day and by night."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import theme

SCAFFOLDS = Path(theme.__file__).parent
SHEETS = sorted([*SCAFFOLDS.glob("platforms/web/shell/*.css"), *SCAFFOLDS.glob("blocks/*/web.css")])
SEEDS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06X}")
SWEEP = [f"#{n:06X}" for n in random.Random(4).sample(range(0x1000000), 500)]
READ, SEEN = 4.5, 3.0
"""Least contrast of words, and of shapes that mean something (https://www.w3.org/TR/WCAG22/#contrast-minimum, #non-text-contrast)."""
GROUNDS = ("ground", "surface", "tint")
"""What words without a ground of their own may stand on."""
EVERYWHERE = frozenset({"ink", "ink-2", "theme-ink"})
NO_WORDS = re.compile(r"-disabled|-nobody|-empty \.axis")
"""What says nothing that a person must read: a control that is off, a drawing for an empty page."""
_COMMENT, _RULE = re.compile(r"/\*.*?\*/", re.S), re.compile(r"([^{}]+)\{([^{}]*)\}")
_WORDS, _GROUND = re.compile(r"(?:^|;)\s*color:var\(--([\w-]+)\)"), re.compile(r"(?:^|;)\s*background(?:-color)?:var\(--([\w-]+)\)")


class Pair(NamedTuple):
    """Words of a colour on a ground; none where the rule names but one of them."""

    place: str
    words: str | None
    ground: str | None


def pairs() -> Iterator[Pair]:
    for sheet in SHEETS:
        for selector, body in _RULE.findall(_COMMENT.sub("", sheet.read_text(encoding="utf-8"))):
            words, ground = _WORDS.search(body), _GROUND.search(body)
            yield Pair(f"{sheet.parent.name}: {selector.strip()}", words and words[1], ground and ground[1])


TOGETHER = sorted({(pair.words, pair.ground) for pair in pairs() if pair.words and pair.ground})
TEXT = sorted({*TOGETHER, *((words, ground) for words in EVERYWHERE for ground in GROUNDS), ("alert", "alert-bg"), ("on-fill", "fill")})
SHAPES = [("theme-ink", "line"), *((shape, ground) for shape in ("edge", "theme-ink") for ground in GROUNDS)]
"""Borders of what can be touched, lines, and the done part of a bar on the rest of it."""


def themes(seed: str) -> tuple[theme.Theme, theme.Theme]:
    return theme.light(seed), theme.dark(seed)


def unread(seed: str) -> list[str]:
    """The pairs that cannot be read in an app of this colour."""
    sought = [(*pair, READ) for pair in TEXT] + [(*pair, SEEN) for pair in SHAPES]
    return [
        f"{seed} {when}: {words} on {ground} {ratio:.2f}"
        for when, colours in zip(("day", "night"), themes(seed), strict=True)
        for words, ground, least in sought
        if (ratio := theme.contrast(colours[words], colours[ground])) < least
    ]


def test_five_hundred_colours_can_be_read() -> None:
    assert len(TOGETHER) >= 6, "the sheets were read"
    assert [line for seed in SWEEP for line in unread(seed)] == []


@given(SEEDS)
@settings(max_examples=50, deadline=None)
def test_any_colour_can_be_read(seed: str) -> None:
    assert unread(seed) == []


@pytest.mark.parametrize("pair", [pair for pair in pairs() if pair.words and not pair.ground], ids=lambda pair: pair.place[-60:])
def test_words_without_a_ground_of_their_own_can_be_read_on_each(pair: Pair) -> None:
    """The rest stand on a ground that another rule gives: then they are named with it in TEXT, or say nothing."""
    assert pair.words in EVERYWHERE | {"on-fill", "alert"} or NO_WORDS.search(pair.place), pair


def test_a_colour_that_reads_is_kept_as_it_is() -> None:
    assert theme.light("#0F766E")["fill"] == "#0F766E"
    assert theme.light("#FFC21A")["fill"] == "#FFC21A"


@given(SEEDS)
@settings(max_examples=100, deadline=None)
def test_there_and_back_is_the_same_colour(seed: str) -> None:
    back = theme.to_hex(*theme.to_oklch(seed))
    assert all(abs(int(seed[i : i + 2], 16) - int(back[i : i + 2], 16)) <= 1 for i in (1, 3, 5))


def test_the_lines_of_a_chart_are_seen_and_told_apart() -> None:
    for seed in SWEEP:
        for by_night, shown in enumerate(themes(seed)):
            lines = [shown["theme-ink"], *theme.lines(seed, bool(by_night)).values()]
            assert all(theme.contrast(one, shown["surface"]) >= SEEN for one in lines) and len(set(lines)) == len(lines), seed
