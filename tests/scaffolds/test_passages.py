"""Every part of every example app is found in its code, and the lines that are shown hold it."""

from __future__ import annotations

from functools import cache

import pytest

from scaffolds import platforms
from scaffolds.learner_code import Edit, LearnerCode
from scaffolds.passages import Passages, read
from scaffolds.passages.segments import segments
from scaffolds.proof import Problem
from scaffolds.showcase import examples
from scaffolds.spec import AppSpec
from scaffolds.suspects import Failing, first_failing
from scaffolds.templates import js

NAMES = tuple(examples())
RULES = """export function allow(screen, action, input, app) {
  if (screen === "board") return true;
  if (input.start < "07:00") return "Too early.";
  if (input.start > "23:30") {
    return "Too late.";
  }
  return true;
}
"""


@cache
def book(name: str) -> tuple[AppSpec, Passages]:
    spec = examples()[name]
    return spec, read(spec, platforms.discover()["web"].files(spec))


@pytest.mark.parametrize("name", NAMES)
def test_every_field_is_found_and_its_line_holds_it(name: str) -> None:
    spec, found = book(name)
    for thing in spec.things:
        for field in thing.fields:
            code = "\n".join(found.code(found.by_key[f"field:{thing.id}.{field.name}"].span))
            assert f"name: {js(field.name)}, label" in code or f'"name": {js(field.name)}' in code


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_check_and_screen_is_found(name: str) -> None:
    spec, found = book(name)
    for rule in spec.rules:
        code = "\n".join(found.code(found.by_key[f"rule:{rule.id}"].span))
        assert js(rule.says) in code if rule.says else code
    for check in spec.checks:
        assert found.code(found.by_key[f"check:{check.id}"].span)
    for screen in spec.screens:
        assert "export function screen(" in "\n".join(found.code(found.by_key[f"screen:{screen.id}"].span))


@pytest.mark.parametrize("name", NAMES)
def test_pieces_of_code_hold_what_they_are_called_by_and_no_line_twice(name: str) -> None:
    _, found = book(name)
    taken: set[tuple[str, int]] = set()
    for one in found.all:
        if one.kind == "code":
            lines = {(one.span.path, number) for number in range(one.span.first, one.span.last + 1)}
            assert not lines & taken
            taken |= lines
            assert all(each in "\n".join(found.code(one.span)) for each in one.names)


def test_a_line_is_found_by_its_number_and_by_its_words() -> None:
    _, found = book("community-living-room")
    path = found.file("rules/book.js")
    span = found.line_of("  if (!other)   return null;")
    assert span is not None
    assert span.path == path
    piece = found.at(path, span.first)
    assert piece is not None
    assert piece.names == ("taken",)
    assert found.file("nowhere.js") == ""
    assert found.line_of("x") is None


def test_a_comment_is_told_from_the_learners_own_sentence() -> None:
    spec, found = book("community-living-room")
    rule = found.by_key[f"rule:{spec.rules[0].id}"]
    assert rule.said == spec.rules[0].says
    assert rule.said not in rule.comment
    assert rule.comment


def test_lines_move_with_what_the_learner_wrote_above_them() -> None:
    spec = examples()["community-living-room"]
    files = dict(platforms.discover()["web"].files(spec))
    before = read(spec, files).by_key["field:bookings.name"].span
    files["public/rules/book.js"] = b"// mine\n// mine too\n" + files["public/rules/book.js"]
    after = read(spec, files).by_key["field:bookings.name"].span
    assert after == before._replace(first=before.first + 2, last=before.last + 2)


def test_a_file_falls_into_pieces_at_the_left_edge() -> None:
    pieces = list(segments(["// a", "const A = 1;", "", "// b", "function b() {", "", "  return 1;", "}", "// c", "const C = [", "];"]))
    assert [(one.first, one.last, one.names, one.comment) for one in pieces] == [(1, 2, ("A",), "a"), (4, 8, ("b",), "b"), (9, 11, ("C",), "c")]


# --- which of the learner's lines decides


def test_the_line_that_says_no_is_found_by_taking_it_out() -> None:
    found = first_failing(examples()["community-living-room"], LearnerCode(rules={"public/my_rules.js": RULES.encode()}), 1)
    assert isinstance(found, Failing)
    assert (found.how, found.path) == ("strict", "public/my_rules.js")
    assert [(one.number, one.decides) for one in found.lines] == [(3, True), (4, False), (5, False)]


def test_a_changed_line_that_lets_too_much_through_is_found() -> None:
    spec = examples()["community-living-room"]
    base = platforms.discover()["web"].files(spec)["public/rules/book.js"].decode()
    mine = base.replace("(start - first) % length", "(start - first) % 5")
    found = first_failing(spec, LearnerCode(edits={"public/rules/book.js": Edit(base, mine)}), 1)
    assert isinstance(found, Failing)
    assert found.how == "lax"
    assert [one.text for one in found.lines if one.decides] == [next(line.strip() for line in mine.splitlines() if "% 5" in line)]
    assert len(found.lines) > 1


@pytest.mark.parametrize(
    ("source", "how"),
    [
        ("export function allow(s, a, input) {\n  return input.nmae.length > 3 ? 'x' : true;\n}\n", "breaks"),
        ("export function allow() {\n  while (true) {}\n}\n", "breaks"),
    ],
)
def test_a_rule_that_stops_is_told_from_one_that_refuses(source: str, how: str) -> None:
    found = first_failing(examples()["going-out-checklist"], LearnerCode(rules={"public/my_rules.js": source.encode()}), 1)
    assert isinstance(found, Failing)
    assert found.how == how


def test_code_that_cannot_be_read_is_told_by_the_learners_own_file() -> None:
    found = first_failing(examples()["going-out-checklist"], LearnerCode(rules={"public/my_rules.js": b"export function allow( {\n"}), 1)
    assert isinstance(found, Problem)
    assert found.path == "public/my_rules.js"


def test_code_that_does_no_harm_has_no_case() -> None:
    assert (
        first_failing(examples()["going-out-checklist"], LearnerCode(rules={"public/my_rules.js": b"export function allow() { return true; }\n"}), 1)
        is None
    )
