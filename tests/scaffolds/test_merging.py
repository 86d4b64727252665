"""Three-way merge: what one side changed comes in, what both changed is told, and nothing is ever lost in silence."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds.merging import merge

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "  x", "é"]), max_size=12).map(lambda lines: "".join(f"{line}\n" for line in lines))


def test_changes_in_different_places_both_come_in() -> None:
    merged = merge("1\n2\n3\n4\n", "one\n2\n3\n4\n", "1\n2\n3\nfour\n")
    assert (merged.text, merged.conflicts) == ("one\n2\n3\nfour\n", ())


@pytest.mark.parametrize(("prefer", "kept"), [("mine", "mine"), ("new", "new")])
def test_the_same_line_changed_twice_is_told_and_one_side_stands(prefer: str, kept: str) -> None:
    merged = merge("1\n2\n3\n", "1\nmine\n3\n", "1\nnew\n3\n", prefer)  # type: ignore[arg-type]  # parametrised
    assert merged.text == f"1\n{kept}\n3\n"
    assert [(one.mine, one.new, one.line) for one in merged.conflicts] == [(("mine",), ("new",), 2)]


def test_the_same_change_on_both_sides_is_none_to_ask_about() -> None:
    assert merge("1\n2\n", "1\ntwo\n", "1\ntwo\n").conflicts == ()


def test_windows_ends_of_lines_are_no_change() -> None:
    assert merge("1\n2\n", "1\r\n2\r\n", "1\ntwo\n").text == "1\ntwo\n"


@given(LINES, LINES)
def test_who_changed_nothing_takes_what_the_other_wrote(base: str, other: str) -> None:
    assert merge(base, base, other).text == other
    assert merge(base, other, base).text == other
    assert merge(base, other, other).text == other


@given(LINES, LINES, LINES)
def test_without_a_conflict_both_sides_are_the_same_merge(base: str, mine: str, new: str) -> None:
    one, other = merge(base, mine, new, "mine"), merge(base, mine, new, "new")
    assert len(one.conflicts) == len(other.conflicts)
    if not one.conflicts:
        assert one.text == other.text == merge(base, new, mine).text


@given(LINES, LINES, LINES)
def test_what_the_learner_wrote_stays(base: str, mine: str, new: str) -> None:
    """Lines that only they have are all in the merge that prefers them."""
    theirs = set(mine.splitlines()) - set(base.splitlines())
    assert theirs <= set(merge(base, mine, new, "mine").text.splitlines())


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not on this machine")
@settings(max_examples=30, deadline=None)
@given(LINES, LINES, LINES)
def test_where_git_finds_no_conflict_it_merges_to_the_same(base: str, mine: str, new: str) -> None:
    """Git's own three-way merge, where lines are told apart well enough for both to see the same changes."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("mine", "base", "new")]
        for path, text in zip(paths, (mine, base, new), strict=True):
            path.write_text(text, encoding="utf-8")
        git = subprocess.run(["git", "merge-file", "-p", *map(str, paths)], capture_output=True, check=False)
    merged = merge(base, mine, new)
    distinct = all(len(set(one.splitlines())) == len(one.splitlines()) for one in (base, mine, new))
    if git.returncode == 0 and not merged.conflicts and distinct:
        assert git.stdout.decode() == merged.text
