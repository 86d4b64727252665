"""What must hold for a calculator, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds.blocks import options_of, samples
from scaffolds.blocks.acceptance import LAST, OWNER, acceptance
from scaffolds.blocks.calculator.options import Input, Options
from scaffolds.spec import AppSpec, Check, Label, Screen, Step, text_of

_TYPED = ("number", "money")


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """It gives an answer; odd and missing numbers are refused; what lies outside; division by zero; whose the kept results are."""
    options: Options = options_of(screen)
    made = (_answers, _odd, _empty, _outside, _zero)
    return (*(check for make in made for check in make(spec, screen, options)), *_kept(spec, screen, options))


def _given(options: Options, **other: Any) -> dict[str, Any]:
    """Numbers that give an answer, as somebody types them."""
    sample = options.sample() or {}
    return {one.name: sample[one.name] == 1 if one.kind == "yes_no" else f"{sample[one.name]:.12g}" for one in options.inputs} | other


def _work(given: dict[str, Any], refused: str = "") -> Step:
    return Step(action="work_out", input=given, expect="refused" if refused else "done", why=refused)


def _word(label: Label, spec: AppSpec) -> str:
    return text_of(label, spec.language)


def _answers(spec: AppSpec, screen: Screen, options: Options) -> Iterator[Check]:
    yield acceptance(spec, screen, "answers", _work(_given(options)), result=_word(options.results[-1].label, spec))


def _odd(spec: AppSpec, screen: Screen, options: Options) -> Iterator[Check]:
    first = next((one for one in options.inputs if one.kind in _TYPED), None)
    if first is not None:
        step = _work(_given(options, **{first.name: "???"}), "not_a_number")
        yield acceptance(spec, screen, "odd", step, edge=True, field=_word(first.label, spec))


def _empty(spec: AppSpec, screen: Screen, options: Options) -> Iterator[Check]:
    """A yes/no left alone means no, so that it cannot be empty."""
    first = next((one for one in options.inputs if one.kind != "yes_no"), None)
    if first is not None:
        step = _work(_given(options, **{first.name: "  "}), "empty")
        yield acceptance(spec, screen, "empty", step, edge=True, field=_word(first.label, spec))
    else:
        one = options.inputs[0]
        yield acceptance(spec, screen, "odd", _work(_given(options, **{one.name: "???"}), "not_a_choice"), edge=True, field=_word(one.label, spec))


def _outside(spec: AppSpec, screen: Screen, options: Options) -> Iterator[Check]:
    one = next((one for one in options.inputs if one.kind in _TYPED and one.high is not None), None)
    if one is not None and one.high is not None and one.high < 1e12:
        step = _work(_given(options, **{one.name: f"{one.high + 1:.15g}"}), "above_most")
        yield acceptance(spec, screen, "outside", step, edge=True, field=_word(one.label, spec), most=f"{one.high:.15g}")


def _zero(spec: AppSpec, screen: Screen, options: Options) -> Iterator[Check]:
    """The first input that something is divided by and that may be 0, the others being as they were."""
    for step in options.steps():
        for _, name in step.zero:
            one = next((one for one in options.inputs if one.name == name), None)
            if one is not None and one.kind in _TYPED and _may_be_zero(one):
                refused = Step(action="work_out", input=_given(options, **{name: "0"}), expect="refused", why="by_zero")
                yield acceptance(spec, screen, "zero", refused, edge=True, field=_word(one.label, spec))
                return


def _may_be_zero(one: Input) -> bool:
    return (one.low is None or one.low <= 0) and (one.high is None or one.high >= 0)


def _kept(spec: AppSpec, screen: Screen, options: Options) -> Iterator[Check]:
    thing = spec.thing(screen.thing)
    if thing is None:
        return
    who = OWNER if thing.written_by == "owner" else "a"
    own = {name: value for name, value in samples.row(thing, 0, spec.language).items() if name not in ("numbers", "answer")}
    keep = Step(action="keep", who=who, input=own | _given(options))
    other = Step(action="remove", who="b", input={"id": LAST}, expect="refused", why="not_yours")
    yield acceptance(spec, screen, "kept", keep, other, Step(action="remove", who=who, input={"id": LAST}), thing=_word(thing.label, spec))
