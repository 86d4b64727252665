"""Learners' code in the sandbox: what it answers, what stops it, and that nothing of it reaches out or stays."""

from __future__ import annotations

import json
import time
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds.drill import MOST, SECONDS, Call, Drilled, Fault, run
from scaffolds.engine import drilling

AT = "2026-03-02T22:30"


def tried(source: str, *given: object, name: str = "rule") -> Drilled:
    return run(source, [Call(name, list(given), AT)])


def answer(source: str, *given: object) -> object:
    drilled = tried(source, *given)
    assert drilled.fault is None and drilled.answers[0].fault is None, drilled
    return drilled.answers[0].value


def fault(source: str, *given: object) -> Fault:
    drilled = tried(source, *given)
    found = drilled.fault or drilled.answers[-1].fault
    assert found is not None, drilled
    return found


@pytest.mark.parametrize(
    "source",
    [
        "function rule(a) { return a + 1; }",
        "export function rule(a) { return a + 1; }",
        "export default function rule(a) { return a + 1; }",
        "export const rule = (a) => a + 1;",
        "  export const rule = function (a) {\r\n return a + 1;\r\n};",
        "const one = 1;\nlet rule = (a) => a + one;",
    ],
)
def test_however_it_is_written_a_function_is_called(source: str) -> None:
    assert answer(source, 41) == 42


@pytest.mark.parametrize(
    ("source", "key", "line"),
    [
        ("function rule(a) {\n  return 1 +;\n}", "syntax", 2),
        ("function rule(a) {\n\n  return a.b.c;\n}", "threw", 3),
        ("function other() {}", "no_such_function", 0),
        ("const rule = 3;", "no_such_function", 0),
        ("function rule() { while (true) {} }", "took_too_long", 0),
        ("function rule() { const s = []; while (true) s.push(new Uint8Array(4e6)); }", "too_much_memory", 0),
        ('function rule() { return /(a+)+$/.test("a".repeat(60) + "!"); }', "took_too_long", 0),
        ("function rule() { return { toJSON() { while (true) {} } }; }", "took_too_long", 0),
        ("function rule() { return rule(); }", "threw", 1),
        ("while (true) {}\nfunction rule() {}", "took_too_long", 0),
        ("x".ljust(MOST + 1), "too_big", 0),
        ("x" * 1_000_000, "too_big", 0),
    ],
)
def test_what_cannot_answer_is_told_and_the_next_is_tried(source: str, key: str, line: int) -> None:
    found = fault(source, {})
    assert (found.key, found.line) == (key, line), found
    assert answer("function rule() { return 7; }") == 7


@pytest.mark.parametrize("name", ["fetch", "XMLHttpRequest", "require('fs')", "process", "setTimeout", "WebSocket", "os", "std"])
def test_nothing_outside_is_there(name: str) -> None:
    call = name if "(" in name else f"{name}.x"
    assert fault(f"function rule() {{ return {call}; }}").key in ("threw", "syntax")


def test_what_would_be_loaded_later_never_comes() -> None:
    assert answer("let seen = 'nothing'; function rule() { import('/etc/passwd').then((all) => (seen = all)); return seen; }") == "nothing"


def test_the_clock_stands_and_chance_counts() -> None:
    assert answer("function rule() { return new Date().toISOString(); }") == "2026-03-02T22:30:00.000Z"
    assert answer("function rule() { return Math.random(); }") == answer("function rule() { return Math.random(); }")


def test_tricks_with_prototypes_stay_in_their_world() -> None:
    trick = "Object.prototype.value = 'x'; Array.prototype.push = null; JSON.stringify = () => '42'; function rule() { return [1]; }"
    assert answer(trick) == [1]
    assert answer("function rule() { const a = {}; return a.value === undefined; }") is True


def test_several_calls_are_several_answers_and_one_fault_is_one() -> None:
    drilled = run("function rule(a) { return a.length; }", [Call("rule", [given]) for given in ("ab", None, "abc")])
    assert [one.value for one in drilled.answers] == [2, None, 3]
    assert drilled.answers[1].fault is not None and drilled.answers[1].fault.key == "threw"


def test_waiting_for_a_turn_of_the_processor_is_not_the_codes_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine so busy that ten seconds have gone by whenever somebody looks at the clock on the wall."""
    seconds = count(0, 10)
    monkeypatch.setattr(time, "monotonic", lambda: next(seconds))
    source = "exports.rule = () => { let n = 0; while (n < 500000) n += 1; return n; };"
    call = {"name": "rule", "given": [], "now": AT}
    assert drilling.drill({"source": source, "calls": [call], "seconds": SECONDS}) == {"fault": None, "answers": [{"value": 500_000}]}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_answered(source: str) -> None:
    drilled = tried(source, {})
    json.dumps([one.value for one in drilled.answers])


@settings(max_examples=40, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20), lambda inner: st.lists(inner, max_size=4), max_leaves=10
    )
)
def test_what_goes_in_comes_out(value: object) -> None:
    assert answer("const rule = (a) => a;", value) == value
