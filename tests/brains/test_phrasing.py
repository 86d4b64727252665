"""A phrasing finds what its pattern finds, compiled or not yet."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.brains.offline.lexicon import parts, pattern_of, patterns
from bot.brains.offline.phrasing import Phrasing

ANY: tuple[Callable[[], Phrasing], ...] = (
    *(lambda key=key: patterns("cues")[key] for key in ("new", "broken", "try", "refusal", "wish")),
    *(lambda key=key: pattern_of("facts", key) for key in ("person", "resources", "sad")),
    *(lambda key=key, place=place: parts("facts", key, "patterns")[place] for key in ("slot", "limit", "goal") for place in range(3)),
)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(ANY), st.data())
def test_what_a_phrasing_matches_it_finds(make: Callable[[], Phrasing], data: st.DataObject) -> None:
    made = make()
    text = data.draw(st.from_regex(made.source))
    fresh = Phrasing(made.source, made.outline, made.words)
    found, wanted = fresh.search(text), re.search(made.source, text)
    assert found and wanted and found.span() == wanted.span()


def test_nothing_is_compiled_for_a_text_that_cannot_hold_it() -> None:
    phrasing = Phrasing(r"(?P<who>\w+) wins", r"(?:.+) wins")
    assert phrasing.search("nobody lost") is None and list(phrasing.finditer("")) == []
    assert "pattern" not in phrasing.__dict__
    assert phrasing.fullmatch("ann wins") and phrasing.match("ann wins.") and not phrasing.fullmatch("ann wins.")


def test_a_digit_of_any_script_is_one() -> None:
    assert Phrasing(r"room \d").search("room ٣")
