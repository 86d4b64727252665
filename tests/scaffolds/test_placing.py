"""Whatever passes a quest: it goes into `my_rules.js` so that the app still loads on the web, and no other rule is changed by it."""

from __future__ import annotations

import subprocess
import time
from functools import cache
from pathlib import Path

import pytest

from scaffolds import blocks, own_rules, platforms, proof
from scaffolds.learner_code import LearnerCode
from scaffolds.quests import checking, placing, reading
from scaffolds.quests.making import Quest, quests_of
from scaffolds.spec import AppSpec, read
from tests.platforms.tools import NODE

PLACE = "public/my_rules.js"
SHORT = 'String(input.name || "").trim().length < 2'
BODY = f'  if ({SHORT}) return "Who is it?";\n  return true;\n'
RULE = f"function hasRealName(input, app) {{\n{BODY}}}"


@cache
def app() -> AppSpec:
    return blocks.with_checks(read((blocks.discover()["booking"].folder / "example.json").read_text(encoding="utf-8")))


def a_quest(id: str) -> Quest:
    return next(one for one in quests_of(app(), "en") if one.id == id)


def started(beside: str = "") -> str:
    """The rules of an app that holds another quest already."""
    other = a_quest("book.share_out")
    return placing.placed(platforms.discover()["web"].files(app())[PLACE].decode(), other, beside + other.code(other.condition))


def passed(code: str) -> str:
    checked = checking.check(a_quest("book.real_name"), reading.read(code).code)
    assert checked.passed, checked
    return checked.source


def proved(rules: str) -> bool:
    own = LearnerCode(own_rules.kept({PLACE: rules.encode()}, "web"))
    return proof.finished(app(), "web", own)[1].passed


def loads(rules: str, folder: Path) -> bool:
    """As a browser loads it: a module, in which no name is declared twice."""
    module = folder / "my_rules.mjs"
    module.write_text(rules, encoding="utf-8")
    return subprocess.run([NODE, "--check", module], capture_output=True, check=False).returncode == 0


TESTS = '\nexport const tests = [{ input: { name: "a" }, expect: "refuse" }];\n'


@pytest.mark.parametrize(
    ("beside", "code"),
    [
        ("", RULE),
        ("", "// mine\n" + RULE),
        ("", "export default " + RULE),
        ("", RULE.replace("\n", "\r\n")),
        ("", RULE + "\n// the end of it"),
        ("", RULE.replace("Who", "</script>Who")),
        ("", RULE.replace(BODY, "  const allow = (x) => x;\n" + BODY)),
        ("", RULE + "\nfunction allow() { return true; }"),
        ("", "function sharesOut() { return true; }\n" + RULE),
        (TESTS, RULE + TESTS),
        ("const LEAST = 3;\n", "const LEAST = 2;\n" + RULE),
        ("function least() { return 3; }\n", "function least() { return 2; }\n" + RULE),
        ("", RULE.replace(BODY, "// end of quest book.real_name\n" + BODY)),
        ("", RULE.replace(BODY, "// quest book.share_out: x\n" + BODY.replace("\n", " // quest book.share_out:\n", 1))),
        ("", f"// quest book.real_name: mine\n{RULE}\n// end of quest book.real_name\n"),
    ],
)
def test_no_code_that_passes_breaks_the_app_or_another_rule(tmp_path: Path, beside: str, code: str) -> None:
    made, other, before = a_quest("book.real_name"), a_quest("book.share_out"), started(beside)
    once = placing.placed(before, made, passed(code))
    again = placing.placed(once, made, passed(RULE))
    over = placing.placed(once, other, other.code(other.condition))
    for rules in (once, again, over):
        assert loads(rules, tmp_path) and proved(rules), rules
        assert rules.count(f"// quest {made.id}:") == rules.count(f"// quest {other.id}:") == 2, rules
        assert "Who is it?" in rules and other.code(other.condition).strip() in rules, rules


def test_the_words_of_a_refusal_stay_as_they_were_written() -> None:
    rules = placing.placed(started(), a_quest("book.real_name"), passed(f'function no(input) {{ return {SHORT} ? "no, no" : true; }}'))
    assert '"no, no"' in rules and "function hasRealName(input)" in rules


@pytest.mark.parametrize("written", ["\ufeff{}", "/*\nexport function allow(a, b, c, d) {{\n}}\n*/\n{}", "\r\n"])
def test_rules_edited_by_hand_take_a_rule_in_once(tmp_path: Path, written: str) -> None:
    made, rules = a_quest("book.real_name"), started()
    for _ in range(2):
        rules = rules.replace("\n", written) if written == "\r\n" else written.format(rules)
        rules = placing.placed(rules, made, passed(RULE))
        found = reading.blanked(rules)
        assert loads(rules, tmp_path) and rules.count("// quest book.real_name:") == 2 and found.count("= hasRealName(") == 0
        assert found.count("return hasRealName(input, app)") == 1


def test_two_functions_of_one_name_both_hold(tmp_path: Path) -> None:
    made = a_quest("book.real_name")
    rules = placing.placed(started(RULE.replace("2", "1").replace("Who is it?", "Mine") + "\n"), made, passed(RULE))
    assert loads(rules, tmp_path) and "return hasRealName2(input, app)" in rules and "export function hasRealName2" in rules and '"Mine"' in rules


def test_a_whole_file_is_taken_where_it_forgets_no_quest() -> None:
    made, rules = a_quest("book.real_name"), started()
    with pytest.raises(placing.PlacingError):
        placing.placed(rules, made, RULE + "\nexport function allow() { return true; }\n")
    whole = placing.placed(rules, made, f"{rules}\nexport {RULE}\n")
    assert "return hasRealName(input, app)" in whole, "a rule that nobody asks is none"
    asking = rules.replace("  return true;\n}", '  return action === "book" ? hasRealName(input, app) : true;\n}', 1)
    assert placing.placed(rules, made, f"{asking}\nexport {RULE}\n") == f"{asking}\nexport {RULE}\n"


@pytest.mark.parametrize("odd", ["/* ", "`\\", "'\\", "if a\n", "{"])
def test_a_file_of_signs_is_read_at_once(odd: str) -> None:
    text, began = odd * 20_000, time.process_time()
    reading.read(text)
    reading.declared(text)
    assert time.process_time() - began < 20, "it is read where other people's messages wait"
