"""Calculator: what a formula may be, the code that it becomes, edge values, kept results, drafts from what was said."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks, generator
from scaffolds.blocks.calculator import expression, spoken, trial
from scaffolds.blocks.calculator.explained import shown
from scaffolds.blocks.calculator.expression import FormulaError
from scaffolds.blocks.calculator.javascript import code
from scaffolds.blocks.calculator.options import Options
from scaffolds.engine.realm import Realm
from scaffolds.screens import shared_words
from scaffolds.spec import AppSpec, Brief, Field, Language, SpecError, text_of
from scaffolds.wish import Wish
from tests.scaffolds.odd import odd_input
from tests.scaffolds.stage import Stage, app_of, failures

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
NAMES = ("a", "b", "c")
WORDS = {**shared_words()["en"], **blocks.discover()["calculator"].words["en"]}


def js(formula: str) -> str:
    return code(expression.read(formula, NAMES))


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("a*b", "a * b"), ("total = a × b ÷ 2", "a * b / 2"), ("（a＋b）＊c", "(a + b) * c"), ("a x b", "a * b"), ("a^2", "a ** 2"), ("a²", "a ** 2"),
        ("-a^2", "-(a ** 2)"), ("(-a)^2", "(-a) ** 2"), ("a-(b-c)", "a - (b - c)"), ("(a-b)-c", "a - b - c"), ("(a^b)^c", "(a ** b) ** c"),
        ("a*10%", "a * (10 / 100)"), ("a % 3", "a % 3"), ("√(a)", "Math.sqrt(a)"), ("max(a, 0)", "Math.max(a, 0)"), ("average(a, b)", "average(a, b)"),
        ("a if a > b else b", "a > b ? a : b"), ("0 < a <= 9", "0 < a && a <= 9"), ("a ≥ b and not c", "a >= b && !c"), ("(a > 1) + 1", "Number(a > 1) + 1"),
        ("a + (b if c else 0)", "a + (c ? b : 0)"), ("a == b", "a === b"), ("2 ** -a", "2 ** (-a)"), ("a / (b * c)", "a / (b * c)"),
        ("(a if b else c) * 2", "(b ? a : c) * 2"), ("(a or b) and c", "(a || b) && c"), ("round(a / b, 1)", "round(a / b, 1)"),
    ],
)  # fmt: skip
def test_a_formula_becomes_code_that_a_student_can_read(formula: str, written: str) -> None:
    assert js(formula) == written


@pytest.mark.parametrize(
    "formula",
    [
        "1/0", "a % 0", "__proto__", "a.b", "a[0]", "constructor", "eval(a)", "open('x')", "lambda: a", "[a]", "a := 1", "'x' * 3", "a if b", "a +", "()",
        "", "   ", "x" * 201, "-(" * 45 + "a" + ")" * 45, "-" * 50 + "a", "max(a)", "max(*a)", "sqrt(a, b)", "round(a, b)", "round(a, 2.5)", "True", "a is b",
        "a in b", "a & b", "a // b", "~a", "1e400", "9" * 20, "a\x00", "a; b", "f'{a}'", "…", "await a", "1j", "max(a, b, key=c)", "d", "a\nb", "🙂",
    ],
)  # fmt: skip
def test_what_is_more_than_arithmetic_is_refused_with_a_sentence(formula: str) -> None:
    with pytest.raises(FormulaError) as caught:
        expression.read(formula, NAMES)
    assert 10 < len(str(caught.value)) < 200 and "\n" not in str(caught.value)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="abc0123456789+-*/%^().,<>= ×÷（）", max_size=60))
def test_any_text_is_read_or_refused(formula: str) -> None:
    try:
        tree = expression.read(formula, NAMES)
    except FormulaError:
        return
    assert expression.names_in(tree) <= set(NAMES) and code(tree) and shown(tree)


LEAVES = st.sampled_from([*NAMES, "2", "0.5", "3"])
FORMULAS = st.recursive(
    LEAVES,
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from(["+", "-", "*", "/", "<", ">=", "and", "or"]), part).map(lambda made: f"({made[0]} {made[1]} {made[2]})"),
        st.tuples(part, part, part).map(lambda made: f"({made[0]} if {made[1]} > {made[2]} else {made[1]})"), part.map(lambda one: f"(-{one})"),
        st.tuples(part, part).map(lambda made: f"max({made[0]}, {made[1]})"),
    ),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(formula=FORMULAS, numbers=st.tuples(*[st.integers(-9, 9)] * 3))
def test_the_code_answers_what_the_formula_means(formula: str, numbers: tuple[int, int, int]) -> None:
    """Python's own arithmetic on the same numbers is the judge; `and` and `or` are compared as yes or no."""
    try:
        tree = expression.read(formula, NAMES)
    except FormulaError:
        return
    expected = trial.answer(tree, dict(zip(NAMES, map(float, numbers), strict=True)))
    realm = Realm({"f.js": f"exports.f = function (a, b, c) {{ return Number({code(tree)}); }};"})
    found = realm.call("f.js", "f", list(numbers), "2026-03-02T08:00")
    if expected is None or "and" in formula or "or" in formula:
        return
    assert found is not None and math.isclose(found, expected, abs_tol=1e-9)


BILL = {
    "inputs": [
        {"name": "bill", "label": "Bill", "kind": "money", "unit": "$", "default": 48},
        {"name": "people", "label": "People", "unit": "people", "max": 50, "default": 4},
        {
            "name": "size",
            "label": "Size",
            "kind": "choice",
            "default": 1,
            "choices": [{"label": "Small", "value": 0.5}, {"label": "Large", "value": 2}],
        },
        {"name": "tip", "label": "Tip", "kind": "yes_no"},
    ],
    "results": [
        {"name": "all", "label": "All", "formula": "bill * size * (1.1 if tip else 1)", "unit": "$"},
        {"name": "each", "label": "Each", "formula": "all / people", "unit": "$"},
    ],
    "examples": [{"bill": 100, "people": 3, "size": 0, "tip": 1}],
}
GIVEN = {"bill": "48", "people": "4", "size": "1", "tip": False}
SPEC = app_of("calculator", options=BILL)
STAGE = Stage(SPEC)


def worked(**other: Any) -> dict[str, Any]:
    answer: dict[str, Any] = STAGE.ask("calculate", {**GIVEN, **other})
    return answer


def test_the_app_is_proved_and_its_code_says_what_was_said() -> None:
    assert failures(SPEC) == []
    rules = generator.build(SPEC, "web")["public/rules/calculate.js"].decode()
    assert "  const each = all / people;\n" in rules and "  if (people === 0) return byZero" in rules and "eval" not in rules


@pytest.mark.parametrize(
    ("other", "each"), [({}, 24), ({"people": "３"}, 32), ({"bill": " $1,000 "}, 500), ({"size": "0"}, 6), ({"tip": True}, 26.4), ({"bill": "0"}, 0)]
)
def test_the_answer_is_right(other: dict[str, Any], each: float) -> None:
    assert worked(**other)["values"]["each"] == pytest.approx(each)


@pytest.mark.parametrize(
    ("other", "why", "field"),
    [
        ({"bill": ""}, "empty", "bill"), ({"bill": None}, "empty", "bill"), ({"bill": "???"}, "not_a_number", "bill"), ({"bill": "-3"}, "below_zero", "bill"),
        ({"people": "0"}, "by_zero", "people"), ({"people": "51"}, "above_most", "people"), ({"people": "1e999"}, "not_a_number", "people"),
        ({"size": "2"}, "not_a_choice", "size"), ({"size": "__proto__"}, "not_a_number", "size"), ({"tip": "maybe"}, "not_a_choice", "tip"),
        ({"bill": {"a": 1}}, "not_a_number", "bill"), ({"bill": "9" * 20_000}, "not_a_number", "bill"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(other: dict[str, Any], why: str, field: str) -> None:
    answer = worked(**other)
    assert (answer["ok"], answer["why"], answer["field"]) == (False, why, field)


def test_no_answer_is_no_number() -> None:
    options = {"inputs": [{"name": "a", "label": "A", "default": 4}], "results": [{"name": "b", "label": "B", "formula": "sqrt(a) * 10 ** (a * a)"}]}
    stage = Stage(app_of("calculator", options={**options, "examples": []}))
    assert stage.ask("calculate", {"a": "-1"})["why"] == "no_answer"
    assert stage.ask("calculate", {"a": "1000"})["why"] == "no_answer"
    assert stage.ask("calculate", {"a": "1"})["values"]["b"] == 10


def test_an_if_else_may_look_at_what_it_divides_by_first() -> None:
    options = {"inputs": [{"name": "a", "label": "A", "default": 4}], "results": [{"name": "b", "label": "B", "formula": "8 / a if a > 0 else 0"}]}
    stage = Stage(app_of("calculator", options={**options, "examples": []}))
    assert stage.ask("calculate", {"a": "0"})["values"]["b"] == 0
    assert stage.ask("explain", {"a": 0, "b": 0})["b"] == "0" and stage.ask("explain", {"a": 2, "b": 4})["b"] == "8 ÷ {a}"


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        ("a / b ** 2", '"{a} ÷ {b}²"'), ("(a + b) * c", '"({a} + {b}) × {c}"'), ("a - (b - c)", '"{a} − ({b} − {c})"'), ("-a ^ 4", '"−({a} ^ 4)"'),
        ("max(a, b + 1)", '"{word_max}({a}, {b} + 1)"'), ("2 * (a + b if c > 0 else a)", '"2 × " + (v.c > 0 ? "({a} + {b})" : "{a}")'),
    ],
)  # fmt: skip
def test_the_line_above_an_answer_reads_as_in_a_book(formula: str, line: str) -> None:
    assert shown(expression.read(formula, NAMES)) == line


def test_each_step_is_shown_with_its_numbers() -> None:
    values = worked()["values"]
    assert STAGE.ask("explain", values) == {"all": "{bill} × {size} × 1", "each": "{all} ÷ {people}"}
    assert STAGE.ask("work_out", GIVEN)["say"]["with"]["value"] == "$24"


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "text"),
    [
        (1234567.891, 2, "$", "$1,234,567.89"), (48.0, 2, "$", "$48"), (48.5, 2, "$", "$48.50"), (-3.456, 1, "kg", "-3.5 kg"), (1.005, 2, "", "1.01"),
        (0.1 + 0.2, 2, "", "0.3"), (12, 0, "%", "12%"), (-5, 2, "$", "-$5"), (1e15, 2, "", "1,000,000,000,000,000"), (-0.001, 2, "", "0"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_people_write_them(value: float, decimals: int, unit: str, text: str) -> None:
    assert STAGE.ask("written", {"decimals": decimals, "unit": unit}, value) == text


def test_a_result_is_kept_read_back_and_taken_away_by_its_keeper() -> None:
    stage = Stage(SPEC)
    assert stage.act("keep", {**GIVEN, "tip": True, "title": "Friday"})["ok"]
    (row,) = stage.app("b")["rows"]["results"]
    assert (row["title"], row["numbers"], row["answer"]) == ("Friday", "bill=48; people=4; size=1; tip=1", 26.4)
    assert stage.ask("fromText", row["numbers"]) == {**GIVEN, "tip": True}
    assert stage.act("remove", {"id": row["id"]}, "b")["why"] == "not_yours"
    assert stage.act("remove", {"id": row["id"]})["ok"] and stage.ask("kept", stage.app()) == []


@pytest.mark.parametrize("text", ["", "people=99; bill=-1", "gone=3; people", "=;=;", "people=__proto__", None, 5])
def test_numbers_that_no_longer_fit_are_left_out(text: Any) -> None:
    assert STAGE.ask("fromText", text) == {**GIVEN}


def test_two_cases_stand_side_by_side() -> None:
    rows = {row["line"]["name"]: row for row in STAGE.ask("compare", GIVEN, {**GIVEN, "people": "6"})}
    assert (rows["people"]["a"], rows["people"]["b"]) == ("4 people", "6 people")
    assert (rows["each"]["a"], rows["each"]["b"], rows["each"]["more"], rows["each"]["isMore"]) == ("$24", "$16", "$8", False)
    assert {row["line"]["name"]: row["b"] for row in STAGE.ask("compare", GIVEN, {})}["each"] == ""


@settings(max_examples=60, deadline=None)
@given(
    action=st.sampled_from(["work_out", "keep", "remove"]),
    given_=odd_input(*GIVEN, "title"),
)
def test_odd_input_is_answered_never_thrown(action: str, given_: Any) -> None:
    answer = STAGE.act(action, given_)
    assert answer["ok"] or answer["why"] in WORDS


def changed(**other: Any) -> AppSpec:
    return app_of("calculator", options={**BILL, "examples": [], **other})


@pytest.mark.parametrize(
    "other",
    [
        {"results": [{"name": "each", "label": "Each", "formula": "bill / 0"}]}, {"results": [{"name": "each", "label": "E", "formula": "each + 1"}]},
        {"results": [{"name": "bill", "label": "E", "formula": "people"}]}, {"results": []}, {"inputs": []},
        {"results": [{"name": "sum", "label": "E", "formula": "people"}]}, {"results": [{"name": "e", "label": "E", "formula": "sqrt(0 - 1 - people * 0)"}]},
        {"inputs": [{"name": "bill", "label": "B", "min": 5, "max": 1}]}, {"inputs": [{"name": "bill", "label": "B", "kind": "choice"}]},
        {"inputs": [{"name": "bill", "label": "B", "min": 5, "default": 1}]}, {"examples": [{"bill": 1}]},
        {"results": [{"name": "e", "label": "E", "formula": "10 ** 10 ** 10 ** bill"}]}, {"inputs": [{"name": "__proto__", "label": "B"}]},
    ],
)  # fmt: skip
def test_a_calculator_that_cannot_work_is_refused(other: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        changed(**other)


def options_for(said: str, language: Language = "en", fields: tuple[Field, ...] = ()) -> Options:
    screen = blocks.discover()["calculator"].draft(Wish(language=language, brief=Brief(goal=said), fields=fields)).screen
    return Options.model_validate(screen.options)


@pytest.mark.parametrize(
    ("said", "language", "formulas"),
    [
        ("total price = price x number of tickets", "en", ["price * number_of_tickets"]),
        ("we calculate the total cost = bus + food. Each share = total cost divided by friends", "en", ["bus + food", "total_cost / friends"]),
        ("profit equals (price minus 3) times cookies", "en", ["( price - 3 ) * cookies"]),
        ("總數等於人數乘以車費", "zh-Hant", ["people * fee"]), ("每人分擔＝總車費÷（人數＋2）", "zh-Hant", ["total_fee / ( people + 2 )"]),
        ("利润=售价-成本", "zh-Hans", ["price - value"]),
    ],
)  # fmt: skip
def test_a_formula_that_was_said_is_taken(said: str, language: Language, formulas: list[str]) -> None:
    assert [result.formula for result in options_for(said, language).results] == formulas


@pytest.mark.parametrize(
    "said", ["a = b", "x = 1 / 0", "= = =", "1 + 1 = 2", "price = ", "my score is good", "a=(b+c", "__proto__ = a + b", "x = " + "a+" * 70 + "a"]
)
def test_what_is_no_formula_is_left_alone(said: str) -> None:
    found = spoken.formulas(said, "en")
    assert found is None or found.sample()


@pytest.mark.parametrize(
    ("said", "language", "answer"),
    [
        ("my BMI", "en", "bmi"), ("夾錢食飯", "zh-Hant", "each"), ("打折划算吗", "zh-Hans", "pay"), ("how much paint do we need", "en", "litres"),
        ("計碳足印", "zh-Hant", "year"), ("", "zh-Hans", "each"), ("平均分", "zh-Hant", "all"), ("换算汇率", "zh-Hans", "other"),
        ("which pack is cheaper", "en", "saved"), ("convert cups to grams", "en", "is_so_much"), ("邊包廁紙平啲", "zh-Hant", "saved"),
    ],
)  # fmt: skip
def test_what_people_ask_for_most_is_there(said: str, language: Language, answer: str) -> None:
    assert options_for(said, language).results[-1].name == answer


def test_the_learners_numbers_become_questions_and_the_rest_is_kept_with_the_result() -> None:
    fields = (
        Field(name="rent", label="Rent", type="money"), Field(name="players", label="Players and other people", type="number"),
        Field(name="day", label="Day", type="date"), Field(name="plan", label="Name of the plan", required=True),
    )  # fmt: skip
    draft = blocks.discover()["calculator"].draft(Wish(fields=fields))
    options = Options.model_validate(draft.screen.options)
    assert [result.formula for result in options.results] == ["rent / players"]
    assert [text_of(field.label) for field in draft.things[0].fields] == ["Name of the plan", "Numbers", "For each", "Day"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("said", ["", "carbon footprint", "碳足印", "discount", "mean score", "speed"])
def test_every_draft_is_proved(language: Language, said: str) -> None:
    assert failures(app_of("calculator", Wish(language=language, brief=Brief(goal=said)))) == []


@pytest.mark.parametrize("name", ["from", "sum", "answer", "given", "number", "a" * 40])
def test_whatever_the_learners_numbers_are_called_they_can_be_worked_with(name: str) -> None:
    fields = (Field(name=name, label="<b>", type="number"), Field(name="b" * 40, label="`${x}`", type="number"), Field(name="answer", label="A"))
    assert failures(app_of("calculator", Wish(fields=fields[: 2 if name == "answer" else 3]))) == []


@pytest.mark.parametrize(("language", "said", "wanted"), [("zh-Hant", "計要儲幾多個星期", "weeks"), ("zh-Hans", "鱼缸长、宽、高", "litres")])
def test_what_is_worked_out_is_what_was_asked(language: Language, said: str, wanted: str) -> None:
    fields = (Field(name="long", label="鱼缸长"),)
    draft = blocks.discover()["calculator"].draft(Wish(language=language, brief=Brief(keep=said), fields=fields))
    assert draft.screen.options["results"][-1]["name"] == wanted
    assert (draft.things[0].field("long") is None) == (wanted == "litres")
