"""A checked formula as JavaScript that a student can read: `total = people * price` becomes `people * price`."""

from __future__ import annotations

import ast

from scaffolds.blocks.calculator.expression import is_test

SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Mod: "%", ast.Pow: "**", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Eq: "===", ast.NotEq: "!==", ast.And: "&&", ast.Or: "||",
}  # fmt: skip
_BINDS: dict[type[ast.AST], int] = {ast.Or: 1, ast.And: 2, ast.Add: 5, ast.Sub: 5, ast.Mult: 6, ast.Div: 6, ast.Mod: 6, ast.Pow: 8}
COMPARISON, UNARY, TIGHTEST = 4, 7, 9
OF_MATH = ("min", "max", "floor", "ceil", "abs", "sqrt")
"""What JavaScript has; `sum`, `average` and `round` are functions at the end of the rules."""


def code(node: ast.expr, before: str = "") -> str:
    """The formula, with parentheses only where they are needed; `before` stands before each name (`v.`)."""
    match node:
        case ast.Constant(value=value):
            return number(value)
        case ast.Name(id=id):
            return before + id
        case ast.BinOp(op=op, left=left, right=right):
            return f"{_side(left, node, False, before)} {SIGNS[type(op)]} {_side(right, node, True, before)}"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return f"!{_within(operand, TIGHTEST, before)}"
        case ast.UnaryOp(op=op, operand=operand):
            return ("-" if isinstance(op, ast.USub) else "+") + _within(operand, TIGHTEST, before, as_number=True)
        case ast.BoolOp(op=op, values=values):
            return f" {SIGNS[type(op)]} ".join(_within(one, binds(node) + 1, before) for one in values)
        case ast.Compare():
            return _compared(node, before)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return f"{_within(test, 1, before)} ? {_within(body, 1, before)} : {code(orelse, before)}"
        case ast.Call(func=ast.Name(id=name), args=args):
            given = ", ".join(_as_number(one, before) for one in args)
            return f"{'Math.' if name in OF_MATH else ''}{name}({given})"
    raise TypeError(f"not part of a checked formula: {ast.dump(node)[:80]}")


def binds(node: ast.expr) -> int:
    """How tightly the parts of this hold together, in Python and JavaScript alike."""
    match node:
        case ast.IfExp():
            return 0
        case ast.BoolOp(op=op):
            return _BINDS[type(op)]
        case ast.BinOp(op=op):
            return _BINDS[type(op)]
        case ast.Compare(ops=ops):
            return COMPARISON if len(ops) == 1 else _BINDS[ast.And]
        case ast.UnaryOp():
            return UNARY
    return TIGHTEST


def least(node: ast.BinOp, right: bool) -> int:
    """How tightly a side must hold together to need no parentheses: `a - (b - c)`, `(a ** b) ** c`, and JavaScript's own `(-a) ** b`."""
    if isinstance(node.op, ast.Pow):
        return binds(node) if right else TIGHTEST
    return binds(node) + right


def number(value: object) -> str:
    """`0.5`, and `12` for 12.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else repr(value)


def _side(part: ast.expr, node: ast.BinOp, right: bool, before: str) -> str:
    text = _as_number(part, before)
    return f"({text})" if not is_test(part) and binds(part) < least(node, right) else text


def _compared(node: ast.Compare, before: str) -> str:
    """`0 < a < 9` is two comparisons."""
    values = [_within(one, COMPARISON + 1, before, as_number=True) for one in (node.left, *node.comparators)]
    pairs = zip(values, node.ops, values[1:], strict=False)
    return " && ".join(f"{left} {SIGNS[type(op)]} {right}" for left, op, right in pairs)


def _within(part: ast.expr, least: int, before: str, as_number: bool = False) -> str:
    if as_number and is_test(part):
        return _as_number(part, before)
    return f"({code(part, before)})" if binds(part) < least else code(part, before)


def _as_number(node: ast.expr, before: str) -> str:
    """Where a number is wanted, yes counts as 1 and no as 0."""
    return f"Number({code(node, before)})" if is_test(node) else code(node, before)
