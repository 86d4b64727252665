"""How an answer was worked out, as the line above it: `4 people × $12`. Names stand as `{people}`, to be filled with what was given."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from scaffolds.blocks.calculator.javascript import SIGNS, TIGHTEST, binds, code, least, number
from scaffolds.templates import js

_SHOWN: dict[type[ast.AST], str] = SIGNS | {
    ast.Sub: "−", ast.Mult: "×", ast.Div: "÷", ast.Mod: "{word_mod}", ast.Pow: "^", ast.LtE: "≤", ast.GtE: "≥", ast.Eq: "=", ast.NotEq: "≠",
    ast.And: "{word_and}", ast.Or: "{word_or}",
}  # fmt: skip
_Part = tuple[bool, str]
"""Whether it is code, and the text."""


def shown(node: ast.expr, needed: int = 0) -> str:
    """The line as a JavaScript expression of `v`, all that is known: of an if-else it shows the way that was taken.

    `needed`: how tightly it must hold together to need no parentheses.
    """
    return " + ".join(text if is_code else js(text) for is_code, text in _joined(_wrapped(node, needed))) or '""'


def divisors(node: ast.expr) -> Iterator[ast.expr]:
    """What is divided by on every way through the formula; what stands behind an `if`, `and`, `or` may have been looked at first."""
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, (ast.Div, ast.Mod)) and not isinstance(node.right, ast.Constant):
            yield node.right
        yield from divisors(node.left)
        yield from divisors(node.right)
    elif isinstance(node, ast.UnaryOp):
        yield from divisors(node.operand)
    elif isinstance(node, ast.Call):
        for one in node.args:
            yield from divisors(one)


def _parts(node: ast.expr) -> Iterator[_Part]:
    match node:
        case ast.Constant(value=value):
            yield False, number(value)
        case ast.Name(id=id):
            yield False, f"{{{id}}}"
        case ast.BinOp(op=ast.Pow(), left=left, right=ast.Constant(value=2 | 3 as power)):
            yield from _wrapped(left, TIGHTEST)
            yield False, "²" if power == 2 else "³"
        case ast.BinOp(op=op, left=left, right=right):
            yield from _wrapped(left, least(node, right=False))
            yield False, f" {_SHOWN[type(op)]} "
            yield from _wrapped(right, least(node, right=True))
        case ast.UnaryOp(op=op, operand=operand):
            yield False, {ast.Not: "{word_not} ", ast.USub: "−"}.get(type(op), "")
            yield from _wrapped(operand, TIGHTEST)
        case ast.BoolOp(op=op, values=values):
            yield from _between(values, f" {_SHOWN[type(op)]} ", binds(node) + 1)
        case ast.Compare(left=left, ops=ops, comparators=others):
            yield from _wrapped(left, binds(node) + 1)
            for comparison, other in zip(ops, others, strict=True):
                yield False, f" {_SHOWN[type(comparison)]} "
                yield from _wrapped(other, binds(node) + 1)
        case ast.Call(func=ast.Name(id=name), args=args):
            yield False, f"{{word_{name}}}("
            yield from _between(args, ", ", 0)
            yield False, ")"


def _between(nodes: list[ast.expr], sign: str, needed: int) -> Iterator[_Part]:
    for n, node in enumerate(nodes):
        yield False, sign if n else ""
        yield from _wrapped(node, needed)


def _wrapped(node: ast.expr, needed: int) -> Iterator[_Part]:
    """In parentheses where they are needed; of an if-else each way has its own."""
    if isinstance(node, ast.IfExp):
        yield True, f"({code(node.test, 'v.')} ? {shown(node.body, needed)} : {shown(node.orelse, needed)})"
        return
    yield False, "(" if binds(node) < needed else ""
    yield from _parts(node)
    yield False, ")" if binds(node) < needed else ""


def _joined(parts: Iterator[_Part]) -> Iterator[_Part]:
    """Neighbouring texts as one."""
    text = ""
    for is_code, one in parts:
        if is_code and text:
            yield False, text
        if is_code:
            yield True, one
        text = "" if is_code else text + one
    if text:
        yield False, text
