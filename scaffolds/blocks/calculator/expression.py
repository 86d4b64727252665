"""Formulas as people write them, read into a tree of what is allowed and nothing else. A formula is never run by Python.

`read("people × price", {"people", "price"})` gives Python's own syntax tree of it, checked node by node: + - * / ** % and parentheses,
comparisons, and / or / not, `a if b else c`, and the functions of `FUNCTIONS`. `^` is a power; ×, ÷, ² and full-width signs are taken; `10%` is a
tenth, `7 % 3` a remainder. What is not allowed raises `FormulaError`, whose text is one sentence.
"""

from __future__ import annotations

import ast
import keyword
import re
import unicodedata
from collections.abc import Collection

LONGEST, DEEPEST, MOST_NODES = 200, 12, 100
LARGEST = 1e12
FUNCTIONS: dict[str, tuple[int, int]] = {
    "min": (2, 12), "max": (2, 12), "sum": (2, 12), "average": (2, 12), "round": (1, 2), "floor": (1, 1), "ceil": (1, 1), "abs": (1, 1), "sqrt": (1, 1),
}  # fmt: skip
"""How many values each takes, at least and at most."""
TAKEN = frozenset((*FUNCTIONS, *keyword.kwlist, "given"))
"""What neither an input nor a result can be called."""

_SIGNS = str.maketrans(
    {"×": "*", "✕": "*", "⋅": "*", "·": "*", "÷": "/", "∕": "/", "−": "-", "–": "-", "—": "-", "≤": "<", "≥": ">", "≠": "!", "√": "@"}
)
_TWO_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!=", "²": "**2", "³": "**3", "^": "**", "√": "sqrt", "。": ".", "、": ","}
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%(?!\s*[\w(.])")
_BETWEEN = re.compile(r"(?<=[\w)])\s+[xX]\s+(?=[\w(])")
_BEFORE = re.compile(r"^\s*[^\s=<>!]*\s*=(?!=)")
_BINARY = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.Mod)
_COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)


class FormulaError(ValueError):
    """A formula that cannot be worked out, or asks for more than arithmetic."""


def plain(formula: str) -> str:
    """The formula in the signs of a keyboard; `total = ` before it is taken away."""
    for sign, written in _TWO_SIGNS.items():
        formula = formula.replace(sign, written)
    text = unicodedata.normalize("NFKC", formula.translate(_SIGNS)).replace("^", "**")
    return _PERCENT.sub(r"(\1 / 100)", _BETWEEN.sub(" * ", _BEFORE.sub("", text))).strip()


def read(formula: str, names: Collection[str]) -> ast.expr:
    """The checked tree of a formula that may speak of these names alone. Raises `FormulaError`."""
    if len(formula) > LONGEST:
        raise FormulaError(f"a formula has at most {LONGEST} signs")
    text = plain(formula)
    if not text:
        raise FormulaError("the formula is empty")
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(f'"{" ".join(formula.split())[:60]}" is not a formula') from None
    if sum(1 for _ in ast.walk(tree)) > MOST_NODES * 2:
        raise FormulaError("the formula has too many parts: work it out in several results")
    _check(tree, frozenset(names), DEEPEST)
    return tree


def _check(node: ast.expr, names: frozenset[str], deep: int) -> None:
    if deep == 0:
        raise FormulaError("the formula has too many parentheses inside one another")
    for part in _parts(node, names):
        _check(part, names, deep - 1)


def _parts(node: ast.expr, names: frozenset[str]) -> list[ast.expr]:
    """The parts of a node that is allowed. Raises `FormulaError` where it is not."""
    match node:
        case ast.Constant():
            return _number(node)
        case ast.Name(id=id):
            return _name(id, names)
        case ast.BinOp(left=left, op=op, right=right) if isinstance(op, _BINARY):
            return _divided(node, left, right)
        case ast.UnaryOp(op=ast.UAdd() | ast.USub() | ast.Not(), operand=operand):
            return [operand]
        case ast.BoolOp(values=values):
            return values
        case ast.Compare(left=left, ops=ops, comparators=others) if all(isinstance(op, _COMPARISONS) for op in ops):
            return [left, *others]
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return [test, body, orelse]
        case ast.Call():
            return _called(node)
    raise FormulaError("only numbers, names, + - * / ** %, comparisons, if-else and a few functions belong in a formula")


def _number(node: ast.Constant) -> list[ast.expr]:
    if type(node.value) not in (int, float) or not abs(node.value) <= LARGEST:  # type: ignore[arg-type]  # the first half says that it is a number
        raise FormulaError("a formula holds plain numbers up to a million million")
    return []


def _name(id: str, names: frozenset[str]) -> list[ast.expr]:
    if id not in names:
        raise FormulaError(f'nothing before this formula is called "{id[:40]}"')
    return []


def _divided(node: ast.BinOp, left: ast.expr, right: ast.expr) -> list[ast.expr]:
    """`1/0` can be seen before anybody gives a number."""
    if isinstance(node.op, (ast.Div, ast.Mod)) and isinstance(right, ast.Constant) and right.value == 0:
        raise FormulaError("nothing can be divided by zero")
    return [left, right]


def _called(node: ast.Call) -> list[ast.expr]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in FUNCTIONS or node.keywords or any(isinstance(one, ast.Starred) for one in node.args):
        raise FormulaError(f"a formula knows these functions: {', '.join(FUNCTIONS)}")
    fewest, most = FUNCTIONS[name]
    if not fewest <= len(node.args) <= most:
        raise FormulaError(f"{name} takes {fewest} value{'s' * (fewest > 1)}" + (f" to {most}" if most > fewest else ""))
    if name == "round" and len(node.args) == 2 and not (isinstance(node.args[1], ast.Constant) and node.args[1].value in range(7)):
        raise FormulaError("round takes a number of decimals from 0 to 6")
    return list(node.args)


def is_test(node: ast.expr) -> bool:
    """Whether the answer is yes or no, not a number."""
    match node:
        case ast.Compare() | ast.UnaryOp(op=ast.Not()):
            return True
        case ast.BoolOp(values=values):
            return all(map(is_test, values))
        case ast.IfExp(body=body, orelse=orelse):
            return is_test(body) and is_test(orelse)
    return False


def functions(node: ast.expr) -> frozenset[str]:
    """The functions that a formula calls."""
    return frozenset(one.func.id for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name))


def names_in(node: ast.expr) -> frozenset[str]:
    called = {id(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}
    return frozenset(one.id for one in ast.walk(node) if isinstance(one, ast.Name) and id(one) not in called)
