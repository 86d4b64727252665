"""The first check that fails with a learner's own code, and which of their lines decide it: each is taken out in turn and the check is played again."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from scaffolds import generator, platforms
from scaffolds.learner_code import LearnerCode
from scaffolds.platforms import Files
from scaffolds.proof import Problem, Result, prove
from scaffolds.spec import AppSpec

How = Literal["strict", "lax", "breaks"]
MOST = 4
"""Lines that are offered: more than a screen of buttons is no choice."""
_OWN = ("own_rule_refused", "own_rule_broke")
_STOPS = frozenset(("own_rule_broke", "threw", "took_too_long", "too_much_memory", "no_such_action", "odd_answer", "cannot_read", "not_run"))
_DECIDES = re.compile(r"\breturn\b|\bif\b|\bthrow\b|\bwhile\b|\bfor\b")
_SAYS_YES = re.compile(r"return\s+true\s*;?$")
_CONDITION = re.compile(r"\bif\s*\(.*\)\s*\{\s*$")


class Line(NamedTuple):
    """A line of the learner's; `decides`: without it the check goes as it should."""

    number: int
    text: str
    decides: bool


@dataclass(frozen=True)
class Failing:
    """A check that does not hold with the learner's code, what happened, and where to look. `path` is '' where no file of theirs is to blame."""

    result: Result
    how: How
    path: str = ""
    lines: tuple[Line, ...] = ()


def first_failing(spec: AppSpec, own: LearnerCode, version: int) -> Failing | Problem | None:
    """The first check that fails; a problem that keeps a file from being read comes before all checks. None where all is well."""
    files = generator.build(spec, own.platform, own.files(own.platform), version, own.edits_on(own.platform))
    report = prove(files, spec, own.platform)
    if report.problems:
        return min(report.problems, key=lambda one: not _is_theirs(one.path, own))
    failed = next((one for one in report.results if not one.passed), None)
    return _examined(failed, spec, own, files) if failed else None


def _is_theirs(path: str, own: LearnerCode) -> bool:
    return path in own.edits or path in own.added or path in own.files(own.platform)


def _examined(result: Result, spec: AppSpec, own: LearnerCode, files: Files) -> Failing:
    how: How = "breaks" if result.key in _STOPS else "lax" if result.key == "done_instead" else "strict"
    path = _blamed(result, own)
    if not path:
        return Failing(result, how)
    before = own.edits[path].base.splitlines() if path in own.edits else []
    here = files[path].decode("utf-8", "replace").splitlines()
    one = spec.model_copy(update={"checks": (result.check,)})
    tried = [
        Line(number, here[number - 1].strip(), _goes_well(one, own.platform, files, path, variants)) for number, variants in _variants(before, here)
    ]
    return Failing(result, how, path, _offered(tried, here))


def _blamed(result: Result, own: LearnerCode) -> str:
    """The file of theirs that a failure comes from: their own rules by the failure's name, else what they changed of the screen's."""
    rules = platforms.discover()[own.platform].my_rules
    if result.key in _OWN and own.files(own.platform).get(rules):
        return rules
    likely = (f"rules/{result.check.screen}.js", "rules/fields.js", "rules/")
    return next((path for part in likely for path in own.edits if part in path and path.endswith(".js")), "")


def _variants(before: Sequence[str], here: Sequence[str]) -> Iterator[tuple[int, list[Sequence[str]]]]:
    """For each line that may decide, the file as it would be without it."""
    if not before:
        for number in _that_decide(here):
            bare = here[number - 1].strip()
            if not _SAYS_YES.search(bare):
                without = "if (false) {" if _CONDITION.search(bare) else ""
                yield number, [[*here[: number - 1], without, *here[number:]]]
        return
    for kind, a1, a2, b1, b2 in difflib.SequenceMatcher(None, before, here, autojunk=False).get_opcodes():
        if kind != "equal":
            paired = a2 - a1 == b2 - b1
            back = [*here[:b1], *before[a1:a2], *here[b2:]]
            for number in range(b1 + 1, min(max(b2, b1 + 1), len(here)) + 1):
                alone = [*here[: number - 1], before[a1 + number - 1 - b1], *here[number:]] if paired else back
                if here[number - 1].strip():
                    yield number, [alone]


def _goes_well(spec: AppSpec, platform: str, files: Files, path: str, variants: list[Sequence[str]]) -> bool:
    changed: Iterator[Mapping[str, bytes]] = ({**files, path: "\n".join([*lines, ""]).encode()} for lines in variants)
    return any(prove(one, spec, platform).passed for one in changed)


def _offered(lines: Sequence[Line], here: Sequence[str]) -> tuple[Line, ...]:
    """Those that decide and a few that do not, in the order in which they stand: one line alone would be the answer."""
    if not any(line.decides for line in lines):
        return ()
    chosen = sorted(lines, key=lambda line: not line.decides)[:MOST]
    known = {line.number for line in lines}
    near = sorted((number for number in _that_decide(here) if number not in known), key=lambda number: abs(number - chosen[0].number))
    others = [Line(number, here[number - 1].strip(), False) for number in near[: max(0, 3 - len(chosen))]]
    return tuple(sorted([*chosen, *others], key=lambda line: line.number))


def _that_decide(here: Sequence[str]) -> Iterator[int]:
    for number, line in enumerate(here, 1):
        if _DECIDES.search(line) and not line.strip().startswith("//"):
            yield number
