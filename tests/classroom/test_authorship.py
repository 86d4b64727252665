"""Whose words an app is made of: typed, pressed, or both together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.core.classroom.authorship import Authorship, Source, Typed, authorship, content
from scaffolds.spec import AppSpec, parse

T0 = datetime(2026, 9, 7, 9, tzinfo=UTC)
LATER = T0 + timedelta(minutes=30)


def an_app(problem: str = "", title: str = "Shower Queue", fields: tuple[str, ...] = ("Flat number",), choices: tuple[str, ...] = ()) -> AppSpec:
    made: list[dict[str, Any]] = [{"name": f"f{i}", "label": label} for i, label in enumerate(fields)]
    made += [{"name": "kind", "label": "Kind", "type": "choice", "choices": list(choices)}] if choices else []
    return parse(
        {
            "title": title,
            "brief": {"problem": problem},
            "things": [{"id": "row", "label": "Row", "fields": made}],
            "screens": [{"id": "list", "label": "List", "block": "records", "thing": "row"}],
        }
    )


def whose(app: AppSpec, *typed: Typed) -> dict[str, Source]:
    return {one.text: one.source for one in authorship([(LATER, app)], typed).words}


def test_what_was_typed_is_their_own() -> None:
    found = whose(an_app("nine families queue for one shower"), Typed(T0, "nine families queue for one shower!"), Typed(T0, "keep the flat numbers"))
    assert found["nine families queue for one shower"] == "own" and found["Flat number"] == "own"


def test_what_was_half_typed_is_of_both() -> None:
    assert whose(an_app(), Typed(T0, "the queue for it"))["Shower Queue"] == "both"


def test_what_nobody_typed_is_ours() -> None:
    assert whose(an_app(), Typed(T0, "hello"))["Flat number"] == "ours"


def test_typing_a_label_is_pressing_it() -> None:
    assert whose(an_app(), Typed(T0, "flat number ", offered=("Flat number", "Name")))["Flat number"] == "ours"


def test_what_a_block_brings_is_never_theirs_alone() -> None:
    assert whose(an_app(fields=("Date",)), Typed(T0, "the date please"))["Date"] == "both"


def test_what_was_typed_later_does_not_count() -> None:
    assert whose(an_app(), Typed(LATER + timedelta(minutes=1), "flat number"))["Flat number"] == "ours"


def test_a_word_that_came_with_a_later_version_is_judged_by_what_was_typed_till_then() -> None:
    before, after = an_app(), an_app(fields=("Flat number", "Door code"))
    found = authorship([(T0, before), (LATER, after)], [Typed(T0 + timedelta(minutes=5), "add the door code and the flat number")])
    sources = {one.text: one.source for one in found.words}
    assert sources["Door code"] == "own" and sources["Flat number"] == "ours"


def test_chinese_is_compared_as_it_is_written() -> None:
    app = an_app("阿嫲成日唔記得帶鎖匙同藥出街", title="出門清單", fields=("有沒有帶鎖匙",))
    found = whose(app, Typed(T0, "阿嫲成日唔記得帶鎖匙同藥出街"))
    assert found["阿嫲成日唔記得帶鎖匙同藥出街"] == "own" and found["出門清單"] == "ours" and found["有沒有帶鎖匙"] == "both"


@given(st.lists(st.text(max_size=60), max_size=6), st.text(max_size=80))
def test_every_piece_is_somebodys(said: list[str], problem: str) -> None:
    app = an_app(problem.encode("utf-8", "ignore").decode().replace("\0", ""))
    found: Authorship = authorship([(LATER, app)], [Typed(T0, text) for text in said])
    assert found.own + found.both + found.ours == len(found.words) == len(content(app))


@given(st.lists(st.text(max_size=60), max_size=4), st.text(max_size=60))
def test_saying_more_takes_nothing_away(said: list[str], more: str) -> None:
    rank = {"ours": 0, "both": 1, "own": 2}
    app, typed = an_app("one shower for nine families"), [Typed(T0, text) for text in said]
    before, after = whose(app, *typed), whose(app, *typed, Typed(T0, more))
    assert all(rank[after[text]] >= rank[before[text]] for text in before)
