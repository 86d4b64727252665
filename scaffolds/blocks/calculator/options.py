"""What can be set on a calculator: what is asked, what is worked out of it, and what its kept results must hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, model_validator
from pydantic import Field as Having

from scaffolds.blocks.calculator import expression, trial
from scaffolds.blocks.calculator.explained import divisors, shown
from scaffolds.blocks.calculator.javascript import code
from scaffolds.plain import clean
from scaffolds.spec import AppSpec, Id, Label, Language, Part, Screen, Sentence, SpecError
from scaffolds.templates import Code

Number = Annotated[int, Having(ge=-(10**12), le=10**12)] | Annotated[float, Having(ge=-1e12, le=1e12, allow_inf_nan=False)]
"""Whole numbers stay whole, so that the code says `4` and not `4.0`."""
Unit = Annotated[str, BeforeValidator(clean), Having(max_length=20)]
_TRIED = (1.0, 2.0, 10.0, 0.5, 100.0)
"""Numbers to try a formula with where its defaults have no answer."""


def _between(number: float, low: float | None, high: float | None) -> bool:
    return (low is None or number >= low) and (high is None or number <= high)


class Choice(Part):
    """One of several, and the number that it counts for."""

    label: Label
    value: Number


class Input(Part):
    """Something that is asked. A yes/no counts as 1 or 0."""

    name: Id
    label: Label
    kind: Literal["number", "money", "choice", "yes_no"] = "number"
    unit: Unit = ""
    min: Number | None = None
    max: Number | None = None
    step: Annotated[int, Having(gt=0, le=10**9)] | Annotated[float, Having(gt=0, le=1e9, allow_inf_nan=False)] | None = None
    default: Number | None = None
    """What it begins with; for a choice its place in the list, counted from 0."""
    slider: bool = False
    """A slider beside the number, where it has a least and a most."""
    choices: Annotated[tuple[Choice, ...], Having(max_length=12)] = ()

    @model_validator(mode="after")
    def _fits(self) -> Input:
        low, high = self.low, self.high
        if low is not None and high is not None and low >= high:
            raise ValueError(f'the least of "{self.name}" must be less than its most')
        if self.kind == "choice" and not self.choices:
            raise ValueError(f'"{self.name}" has nothing to choose from')
        if self.default is not None and not _between(self.default, low, high):
            raise ValueError(f'"{self.name}" cannot begin with {self.default:g}')
        return self

    @property
    def low(self) -> float | None:
        if self.kind in ("choice", "yes_no"):
            return 0
        return max(self.min or 0, 0) if self.kind == "money" else self.min

    @property
    def high(self) -> float | None:
        if self.kind in ("choice", "yes_no"):
            return max(len(self.choices) - 1, 1)
        return self.max

    def counts(self, given: float) -> float:
        """The number that goes into a formula: a choice's own."""
        return self.choices[min(int(given), len(self.choices) - 1)].value if self.kind == "choice" else given


class Result(Part):
    """Something that is worked out, from what is asked and from earlier results. The last one is the answer."""

    name: Id
    label: Label
    formula: Annotated[str, Having(min_length=1, max_length=expression.LONGEST)]
    unit: Unit = ""
    decimals: Annotated[int, Having(ge=0, le=6)] = 2
    says: Sentence | dict[Language, Sentence] = ""
    """A sentence beside the answer: what it means, and what it does not."""


@dataclass(frozen=True)
class Step:
    """A result as the rules write it. `zero`: what must not be 0, as code, and the name of the input where it is one."""

    result: Result
    code: Code
    shown: Code
    zero: tuple[tuple[Code, str], ...]
    yes_no: bool


class Options(Part):
    """Inputs, formulas, and examples to begin from."""

    inputs: Annotated[tuple[Input, ...], Having(min_length=1, max_length=12)] = (Input(name="amount", label="Amount", default=1),)
    results: Annotated[tuple[Result, ...], Having(min_length=1, max_length=8)] = (Result(name="double", label="Double", formula="amount * 2"),)
    examples: Annotated[tuple[dict[Id, Number], ...], Having(max_length=6)] = ()

    @model_validator(mode="after")
    def _can_be_worked_out(self) -> Options:
        names = [*(one.name for one in self.inputs), *(one.name for one in self.results)]
        for name in names:
            if name in expression.TAKEN or names.count(name) > 1:
                raise ValueError(f'"{name}" cannot be the name of this one: it is used already')
        self.trees()
        for example in self.examples:
            if set(example) != {one.name for one in self.inputs}:
                raise ValueError("an example needs a number for each input, and no others")
        if self.sample() is None:
            raise ValueError("no usual numbers give an answer")
        return self

    def trees(self) -> tuple[ast.expr, ...]:
        """The formulas, read; raises `FormulaError`, a `ValueError`."""
        known = [one.name for one in self.inputs]
        found = []
        for result in self.results:
            found.append(expression.read(result.formula, known))
            known.append(result.name)
        return tuple(found)

    def steps(self) -> Iterator[Step]:
        """Each result with its formula as code."""
        asked = {one.name for one in self.inputs}
        for result, tree in zip(self.results, self.trees(), strict=True):
            zero = {code(one): one.id if isinstance(one, ast.Name) and one.id in asked else "" for one in divisors(tree)}
            known = tuple((Code(text), name) for text, name in zero.items())
            yield Step(result, Code(code(tree)), Code(shown(tree)), known, expression.is_test(tree))

    def functions(self) -> frozenset[str]:
        return frozenset().union(*map(expression.functions, self.trees()))

    def works(self, given: Mapping[str, float]) -> bool:
        """Whether every result has an answer for these inputs (a choice by its place)."""
        known = {one.name: one.counts(given[one.name]) for one in self.inputs}
        for result, tree in zip(self.results, self.trees(), strict=True):
            found = trial.answer(tree, known)
            if found is None:
                return False
            known[result.name] = found
        return True

    def sample(self) -> dict[str, float] | None:
        """Numbers that give an answer: what the inputs begin with, an example, else some usual ones."""
        usual = ({one.name: _near(number, one) for one in self.inputs} for number in _TRIED)
        mixed = {one.name: _near(n + 2.0, one) for n, one in enumerate(self.inputs)}
        first = {one.name: _near(1.0, one) if one.default is None else one.default for one in self.inputs}
        return next((one for one in (first, *self.examples, mixed, *usual) if self.works(one)), None)


def _near(number: float, one: Input) -> float:
    """The nearest that the input takes."""
    low, high = one.low, one.high
    inside = max(number, low) if low is not None else number
    inside = min(inside, high) if high is not None else inside
    return float(int(inside)) if one.kind in ("choice", "yes_no") else inside


def validate(spec: AppSpec, screen: Screen) -> None:
    """Where results are kept, the thing has room for the numbers and the answer."""
    thing = spec.thing(screen.thing)
    if thing is None:
        return
    for name, type in (("title", "text"), ("numbers", "long_text"), ("answer", "number")):
        field = thing.field(name)
        if field is None or field.type != type:
            raise SpecError("thing", f'"{thing.id}" needs a field "{name}" of type {type}')
        if field.private != thing.fields[0].private:
            raise SpecError("thing", f'the fields of "{thing.id}" that say what was worked out are private together or not at all')
