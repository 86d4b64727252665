"""A learner's code against the hidden cases of a quest: what each was given, what was expected, what the code said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from scaffolds import drill
from scaffolds.drill import Answer, Call, Drilled, Fault
from scaffolds.quests import reading
from scaffolds.quests.making import Quest
from scaffolds.quests.shapes import Case

Verdict = Literal["refuse", "allow", "odd"]


@dataclass(frozen=True)
class Line:
    """One case: what was `expected`, what came (`said`: the sentence, if it refused), or the fault instead."""

    case: Case
    expected: Verdict
    came: Verdict
    said: Any = None
    fault: Fault | None = None

    @property
    def holds(self) -> bool:
        return self.fault is None and self.came == self.expected


@dataclass(frozen=True)
class Checked:
    """`source` is the code as it was tried. A `fault` of the whole leaves no lines."""

    source: str
    fault: Fault | None = None
    lines: tuple[Line, ...] = ()

    @property
    def passed(self) -> bool:
        return self.fault is None and bool(self.lines) and all(line.holds for line in self.lines)

    @property
    def missed(self) -> Line | None:
        """The first case that does not hold."""
        return next((line for line in self.lines if not line.holds), None)


def check(quest: Quest, code: str) -> Checked:
    """Run the code, in whatever form it was written, on every case of the quest."""
    source = reading.as_function(code, quest.function)
    drilled = drill.run(source, _calls(quest, source))
    expected = expectations(quest)
    if drilled.fault is not None:
        return Checked(source, drilled.fault)
    lines = [_line(case, wanted, answer) for case, wanted, answer in zip(quest.cases, expected, drilled.answers, strict=False)]
    return Checked(source, _common_fault(lines), tuple(lines))


def _common_fault(lines: Sequence[Line]) -> Fault | None:
    """A fault that no case escaped is one of the code, told once."""
    if lines and lines[-1].fault is not None and (lines[-1].fault.key != "threw" or all(line.fault == lines[-1].fault for line in lines)):
        return lines[-1].fault
    return None


def solves(quest: Quest, code: str) -> bool:
    """Whether the code passes: what the guard asks of everything that is about to be said."""
    return check(quest, code).passed


def expectations(quest: Quest) -> tuple[Verdict, ...]:
    """What the rule means for each case, by the rule itself, run as learners' code is run. Raises `RuntimeError` where our own rule is broken."""
    return _expected(quest.code(quest.condition), _frozen(quest))


@dataclass(frozen=True)
class _Frozen:
    """A quest as a key: equal to another of the same id and code."""

    key: str
    quest: Quest

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen) and self.key == other.key


def _frozen(quest: Quest) -> _Frozen:
    return _Frozen(f"{quest.id} {quest.steps!r} {quest.about!r}", quest)


@lru_cache(maxsize=512)
def _expected(code: str, frozen: _Frozen) -> tuple[Verdict, ...]:
    drilled = drill.run(code, [frozen.quest.call(case) for case in frozen.quest.cases])
    verdicts = tuple(_verdict(answer) for answer in drilled.answers)
    if drilled.fault or "odd" in verdicts or len(verdicts) != len(frozen.quest.cases):
        raise RuntimeError(f"the rule of {frozen.quest.id} does not run: {drilled}")
    return verdicts


def _calls(quest: Quest, source: str) -> list[Call]:
    """A whole `my_rules.js` is asked as the app asks it."""
    calls = [quest.call(case) for case in quest.cases]
    if "allow" in reading.declared(source) and quest.function not in reading.names(source):
        return [replace(call, name="allow", given=[quest.screen, quest.card.action, *call.given]) for call in calls]
    return calls


def _line(case: Case, expected: Verdict, answer: Answer) -> Line:
    verdict = _verdict(answer)
    return Line(case, expected, verdict, answer.value, answer.fault)


def _verdict(answer: Answer) -> Verdict:
    """`true` lets it happen, words refuse; anything else is no answer that an app understands."""
    if answer.fault is None and answer.value is True:
        return "allow"
    return "refuse" if answer.fault is None and isinstance(answer.value, str) and answer.value.strip() else "odd"


# --- cases of their own, for those who design a rule with its tests


@dataclass(frozen=True)
class OwnTests:
    """`count` cases of the learner's; `wrong` of them do not hold with their own rule (by number, from 1); `escaped`: broken rules that none of them catches."""

    count: int
    wrong: tuple[int, ...] = ()
    escaped: tuple[int, ...] = ()
    readable: bool = True


_TESTS = 'function questTests() {\n  return typeof tests === "undefined" ? null : tests;\n}\n'
FEWEST, _MOST = 3, 30


def own_tests(quest: Quest, code: str) -> OwnTests:
    """Run the learner's `tests` on their rule, and on rules that are nearly right: good cases tell them apart."""
    source = reading.as_function(code, quest.function)
    found = drill.run(f"{source}\n{_TESTS}", [Call("questTests", [])])
    written = found.answers[0].value if found.answers else None
    if not isinstance(written, list) or not all(_readable(one) for one in written) or not written:
        return OwnTests(len(written) if isinstance(written, list) else 0, readable=isinstance(written, list) and not written)
    written = written[:_MOST]
    kept = _outcomes(quest, source, written)
    wrong = tuple(place for place, (one, came) in enumerate(zip(written, kept, strict=True), 1) if came != one["expect"])
    escaped = tuple(place for place, other in enumerate(quest.shape.wrong, 1) if _alike(quest, quest.code(other(quest.about)), written))
    return OwnTests(len(written), wrong, escaped)


def _readable(one: Any) -> bool:
    return isinstance(one, Mapping) and one.get("expect") in ("refuse", "allow") and isinstance(one.get("input", {}), Mapping)


def _alike(quest: Quest, source: str, written: Sequence[Mapping[str, Any]]) -> bool:
    return all(came == one["expect"] for came, one in zip(_outcomes(quest, source, written), written, strict=True))


def _outcomes(quest: Quest, source: str, written: Sequence[Mapping[str, Any]]) -> list[str]:
    drilled: Drilled = drill.run(source, [_own_call(quest, one) for one in written])
    came = [_verdict(answer) for answer in drilled.answers]
    return [*came, *["odd"] * (len(written) - len(came))]


def _own_call(quest: Quest, one: Mapping[str, Any]) -> Call:
    """A case as learners write it: {input: {...}, now: "2026-03-02T22:00", rows: [...], expect: "refuse"}; what is left out is as always."""
    usual = quest.call(Case())
    given, app = usual.given
    rows = {quest.about.thing: list(one["rows"])} if isinstance(one.get("rows"), list) and quest.about.thing else app["rows"]
    now = one["now"] if isinstance(one.get("now"), str) and len(one["now"]) >= 16 else usual.now
    return Call(quest.function, [{**given, **one.get("input", {})}, {**app, "rows": rows, "now": now}], now[:16])
