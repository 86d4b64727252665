"""Whether a formula has an answer for some numbers: arithmetic on floats, so that no power of powers keeps anybody waiting."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

LARGEST = 1e15
"""What the rules still show."""

_OF_TWO: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Mod: math.fmod, ast.Pow: math.pow,
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip
_CALLED: dict[str, Callable[..., float]] = {
    "min": min, "max": max, "floor": math.floor, "ceil": math.ceil, "abs": abs, "sqrt": math.sqrt,
    "sum": lambda *all: math.fsum(all), "average": lambda *all: math.fsum(all) / len(all), "round": lambda value, places=0: round(value, int(places)),
}  # fmt: skip


def answer(node: ast.expr, known: Mapping[str, float]) -> float | None:
    """The answer of a checked formula; None where there is none (a division by zero, a root of less than nothing, a number too large)."""
    try:
        found = float(_value(node, known))
    except (ArithmeticError, ValueError):
        return None
    return found if abs(found) <= LARGEST else None


def _value(node: ast.expr, known: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=value):
            return float(str(value))
        case ast.Name(id=id):
            return known[id]
        case ast.BinOp(left=left, op=op, right=right):
            return float(_OF_TWO[type(op)](_value(left, known), _value(right, known)))
        case ast.UnaryOp(op=op, operand=operand):
            found = _value(operand, known)
            return float(not found) if isinstance(op, ast.Not) else -found if isinstance(op, ast.USub) else found
        case ast.BoolOp(op=op, values=values):
            return float((all if isinstance(op, ast.And) else any)(_value(one, known) for one in values))
        case ast.Compare(left=left, ops=ops, comparators=others):
            found_all = [_value(one, known) for one in (left, *others)]
            return float(all(_OF_TWO[type(op)](a, b) for a, op, b in zip(found_all, ops, found_all[1:], strict=False)))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _value(body if _value(test, known) else orelse, known)
        case ast.Call(func=ast.Name(id=name), args=args):
            return float(_CALLED[name](*(_value(one, known) for one in args)))
    raise ValueError("not part of a checked formula")
