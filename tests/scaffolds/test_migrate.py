"""Zips live for years on students' disks."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffolds.migrate import lift
from scaffolds.spec import FORMAT, SpecError, parse
from tests.scaffolds.apps import data

OLD_SPEC: dict[str, Any] = {
    "title": "Book box",
    "colour": "0f766e",
    "language": "zh-Hant",
    "things": [{"id": "book", "label": "書", "columns": [{"name": "title", "label": "書名"}]}],
    "screens": [{"id": "books", "label": "書架", "block": "records", "thing": "book"}],
}

OLD_SPEC_AS_IT_WAS = copy.deepcopy(OLD_SPEC)


def test_todays_format_stays_as_it_is() -> None:
    manifest = {"sampan": FORMAT, "spec": data(), "platform": "web", "version": 3}
    assert lift(manifest) == manifest


def test_format_0_becomes_todays() -> None:
    old = {"sampan": 0, "spec": OLD_SPEC, "platform": "web", "version": 3}
    lifted = lift(old)
    spec = parse(lifted["spec"])
    assert (lifted["sampan"], lifted["version"]) == (FORMAT, 3)
    assert (spec.colour, spec.languages, spec.things[0].fields[0].label) == ("#0F766E", ("zh-Hant",), "書名")
    assert old["spec"] == OLD_SPEC_AS_IT_WAS


@pytest.mark.parametrize("version", [None, "1", 1.5, True, -1, [], {}])
def test_unknown_formats_are_refused(version: object) -> None:
    with pytest.raises(SpecError, match=r"^sampan: the format version is missing or unknown$"):
        lift({"sampan": version, "spec": {}})


def test_a_newer_format_says_so() -> None:
    with pytest.raises(SpecError, match="newer Sampan"):
        lift({"sampan": FORMAT + 1})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


@given(JSON, JSON, JSON)
def test_odd_old_manifests_never_break(spec: object, things: object, colour: object) -> None:
    odd = {"things": things, "colour": colour, "language": spec}
    for old in (spec, {"sampan": 0, "spec": spec}, {"sampan": 0, "spec": odd}, {"sampan": 0, "spec": {"things": [things]}}):
        try:
            lift(old)
        except SpecError:
            continue
