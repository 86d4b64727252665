"""The translator of modules: what it turns, what it refuses, and that its bundle runs."""

from __future__ import annotations

import pytest
import quickjs
from hypothesis import given
from hypothesis import strategies as st

from scaffolds.modules import ModuleError, bundle, exports, imports, resolve, to_commonjs, to_module

RULES = """import { one, two } from "./numbers.js";

export const THREE = one() + two();
export function add(a, b) {
  return a + b;
}
"""


def test_the_forms_become_require_and_exports_on_the_same_lines() -> None:
    assert to_commonjs(RULES).split("\n")[:4] == [
        'const { one, two } = require("./numbers.js");',
        "",
        "const THREE = one() + two();",
        "function add(a, b) {",
    ]
    assert to_commonjs(RULES).endswith("exports.THREE = THREE;\nexports.add = add;\n")


@pytest.mark.parametrize(
    "line", ["export default 3;", "export let a = 1;", "import x from './x.js';", "export { a };", 'import { a } from "https://x.test/y.js";']
)
def test_any_other_form_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(ModuleError, match=r"my_rules\.js, line 2"):
        to_commonjs(f"const a = 1;\n{line}\n", "my_rules.js")


LINES = ("", "// exports.add = add;", "  const held = 1;", 'import { one } from "./numbers.js";', 'import * as all from "./all.js";')


@given(
    st.lists(st.sampled_from(LINES) | st.text(st.characters(exclude_characters="\n"), max_size=12).map("// ".__add__), max_size=8), st.integers(0, 3)
)
def test_there_and_back_is_the_same_module(lines: list[str], functions: int) -> None:
    given = [
        text
        for number in range(functions)
        for text in (f"export function f{number}(a) {{", "  return a;", "}", f"export const C{number} = {number};")
    ]
    source = "\n".join([*lines, *given, "const last = 1;"]) + "\n"
    assert to_module(to_commonjs(source)) == source
    assert to_commonjs(to_module(to_commonjs(source))) == to_commonjs(source)


@pytest.mark.parametrize(
    ("written", "turned"),
    [
        ("function allow(a) {\n}\nmodule.exports = { allow };\n", "export function allow(a) {\n}\n"),
        ("exports.allow = function (a) {\n};", "export const allow = function (a) {\n};\n"),
        ("module.exports.allow = (a) => true;\n", "export const allow = (a) => true;\n"),
        ("const { f } = require('./x.js')\r\n", 'import { f } from "./x.js";\n'),
        ("async function allow() {\r\n}\r\nexports.allow = allow;\r\n", "export async function allow() {\r\n}\r\n"),
    ],
)
def test_what_people_write_in_the_other_form_is_turned_too(written: str, turned: str) -> None:
    assert to_module(written) == turned


@pytest.mark.parametrize(
    "line",
    ["module.exports = allow;", "module.exports = { allow: () => true };", "exports.gone = gone;", "let x = require('x');", "exports['a'] = 1;"],
)
def test_what_cannot_be_turned_back_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(ModuleError, match=r"my_rules\.js, line 2"):
        to_module(f"let a = 1;\n{line}\n", "my_rules.js")


def test_what_a_module_takes_and_gives() -> None:
    assert imports(RULES, "rules/book.js") == {"rules/numbers.js": ("one", "two")}
    assert exports(RULES) == ("THREE", "add")
    assert resolve("../vendor/preact.js", "screens/book.js") == "vendor/preact.js"


def test_a_bundle_runs_with_ready_modules_and_later_imports() -> None:
    modules = {
        "rules/book.js": RULES,
        "rules/numbers.js": "export function one() {\n  return 1;\n}\nexport function two() {\n  return 2;\n}\n",
        "app.js": 'import * as book from "./rules/book.js";\nimport { say } from "./vendor/say.js";\nglobalThis.answer = say(book.add(book.THREE, 1));\n'
        'import("./rules/numbers.js").then((found) => (globalThis.later = found.two()));\n'.replace("\nimport(", "\nconst later = () => import("),
    }
    context = quickjs.Context()
    context.eval(bundle(modules, "app.js", {"vendor/say.js": "exports.say = function (x) { return 'it is ' + x; };"}))
    assert context.eval("globalThis.answer") == "it is 4"


def test_a_bundle_cannot_end_its_script_element() -> None:
    text = bundle({"app.js": 'export const A = "</script><!-- </SCRIPT>";\nglobalThis.a = A;\n'}, "app.js")
    assert "</script" not in text.lower() and "<!--" not in text
    context = quickjs.Context()
    context.eval(text)
    assert context.eval("globalThis.a") == "</script><!-- </SCRIPT>"
