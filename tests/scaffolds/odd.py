"""Input that no form sends and somebody will: for the rules of a screen, which must answer it and never throw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

ODD: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)  # JSON carries neither
    | st.text(max_size=30)
    | st.sampled_from(["__proto__", "x" * 20_000, {"toString": 1, "valueOf": 1}])
    | st.lists(st.none() | st.integers(), max_size=3)
)
"""One value of any kind."""


def odd_input(*keys: str, values: Sequence[Any] = ()) -> st.SearchStrategy[Any]:
    """A whole input: one odd value, or some under the keys that an action reads. `values`: more that are worth a try, such as an id that is there."""
    of_a_key = ODD | st.sampled_from(list(values)) if values else ODD
    return ODD | st.dictionaries(st.sampled_from([*keys, "id", "__proto__", "constructor"]), of_a_key, max_size=8)
