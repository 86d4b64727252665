"""What a learner typed into a gap is run: what of it is code, what it was given, and what it said."""

from __future__ import annotations

import asyncio
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import prompts
from prompts.lessons import Case, Tried
from prompts.lessons.kinds import GAP
from scaffolds import drill
from scaffolds.drill import Call, Drilled, Fault

MOST_WRONG = 3
"""Cases that came out otherwise and are told of."""
_LONGEST = 80
_FENCE = re.compile(r"\A```\w*\n?(.*?)\n?```\Z|\A`([^`\n]+)`\Z", re.DOTALL)
_ALIKE = str.maketrans({
    "＝": "=", "＜": "<", "＞": ">", "！": "!", "（": "(", "）": ")", "；": ";", "，": ",", "＋": "+", "－": "-", "＊": "*", "／": "/", "％": "%", "＆": "&",
    "｜": "|", "［": "[", "］": "]", "｛": "{", "｝": "}", "“": '"', "”": '"', "‘": "'", "’": "'", "「": '"', "」": '"', "≥": ">=", "≤": "<=", "≠": "!==",
    "×": "*", "÷": "/", "\u00a0": " ", "\u3000": " ",
})  # fmt: skip
"""What phones and Chinese keyboards make of signs."""
_PYTHON = re.compile(r"\b(?:def|elif|and|or|not|True|False|None|len)\b|:\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Ran:
    """A case and what came of it. `said` is '' for nothing, and then `threw` may tell why."""

    case: Case
    passed: bool
    said: str = ""
    threw: str = ""


@dataclass(frozen=True)
class Tally:
    """`fault` is of the code as a whole; then nothing was run."""

    ran: tuple[Ran, ...] = ()
    fault: Fault | None = None
    python: bool = False

    @property
    def passed(self) -> bool:
        return self.fault is None and all(one.passed for one in self.ran)


async def tried(step: Tried, typed: str) -> Tally:
    """Run what was typed: as it is, or as it was meant where it cannot be read so. Beside the event loop; never raises on what it holds."""
    first: Tally | None = None
    for source in dict.fromkeys(_sources(step, typed)):
        tally = await asyncio.to_thread(run, step, source)
        if tally.fault is None or tally.fault.key != "syntax":
            return tally
        first = first or tally
    fault = first.fault if first else Fault("syntax")
    return Tally(fault=fault, python=_PYTHON.search(typed) is not None)


def run(step: Tried, source: str) -> Tally:
    """Run the cases of a step on whole code."""
    drilled = drill.run(source, [Call(case.name, list(case.given)) for case in step.cases])
    return Tally(fault=drilled.fault) if drilled.fault else _tally(step, drilled)


def _tally(step: Tried, drilled: Drilled) -> Tally:
    """After a call that took too long there are no more answers: then that is what is told."""
    last = drilled.answers[-1].fault if drilled.answers else None
    if last is not None and last.key != "threw":
        return Tally(fault=last)
    ran = (
        Ran(case, answer.fault is None and same(answer.value, case.wanted), _shown(answer.value), answer.fault.message if answer.fault else "")
        for case, answer in zip(step.cases, drilled.answers, strict=False)
    )
    return Tally(tuple(ran))


def _sources(step: Tried, typed: str) -> Iterator[str]:
    """The whole code that a message may mean: with signs as typed, then as programs write them; the gap, or the line around it too."""
    bare = _FENCE.sub(lambda found: found[1] or found[2] or "", typed.strip())
    for text in (bare, bare.translate(_ALIKE)):
        if _is_whole(step, text):
            yield text
            continue
        yield step.filled(text)
        yield step.filled(text.rstrip("; "))
        if inner := _inside(step, text):
            yield step.filled(inner)


def _is_whole(step: Tried, text: str) -> bool:
    """The functions that are called stand in it."""
    return all(re.search(rf"\b{re.escape(name)}\b\s*(?:=|\()", text) and re.search(r"function\b|=>", text) for name in {c.name for c in step.cases})


def _inside(step: Tried, text: str) -> str:
    """What fills the gap, of a message that also holds what stands around it: '22' of 'hour >= 22' where the code has 'hour >= ____'."""
    line = next(line for line in step.code.split("\n") if GAP in line)
    before, _, after = line.strip().partition(GAP)
    found = text.strip()
    head = next((n for n in range(len(found), 0, -1) if before.rstrip().endswith(found[:n].rstrip())), 0)
    found = found[head:].strip()
    tail = next((n for n in range(len(found), 0, -1) if after.lstrip().startswith(found[-n:].lstrip())), 0)
    return found[: len(found) - tail].strip() if head or tail else ""


def same(said: Any, wanted: Any) -> bool:
    """Equal as JSON is: true is not 1; numbers that differ by rounding are one."""
    if isinstance(said, bool) or isinstance(wanted, bool):
        return said is wanted
    if isinstance(said, (int, float)) and isinstance(wanted, (int, float)):
        return math.isclose(said, wanted, rel_tol=1e-9, abs_tol=1e-12)
    if isinstance(said, list) and isinstance(wanted, list):
        return len(said) == len(wanted) and all(map(same, said, wanted))
    if isinstance(said, dict) and isinstance(wanted, dict):
        return said.keys() == wanted.keys() and all(same(said[key], wanted[key]) for key in wanted)
    return bool(said == wanted)


# --- in words


def told(tally: Tally) -> dict[str, Any]:
    """The values of `lesson_chat/ran`."""
    fault = tally.fault
    wrong = [one for one in tally.ran if not one.passed]
    return {
        "fault": fault.key if fault else "", "line": fault.line if fault else 0, "message": _short(_reason(fault.message)) if fault else "",
        "python": tally.python, "passed": len(tally.ran) - len(wrong), "of": len(tally.ran),
        "wrong": [
            {"given": code(one.case.shown), "wanted": code(_shown(one.case.wanted)), "said": code(one.said) if one.said else "", "threw": code(one.threw) if one.threw else ""}
            for one in _telling(wrong)
        ],
    }  # fmt: skip


def _telling(wrong: list[Ran]) -> list[Ran]:
    """The first few; of those that stopped for one and the same reason, one."""
    first = {one.threw or one.case.shown: one for one in reversed(wrong)}
    return [one for one in wrong if first[one.threw or one.case.shown] is one][:MOST_WRONG]


def code(text: str) -> prompts.Markdown:
    """A value as code, whatever stands in it."""
    text = _short(text)
    ticks = "`" * (1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return prompts.Markdown(f"{ticks}{pad}{text}{pad}{ticks}")


def _shown(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _reason(message: str) -> str:
    """'SyntaxError: unexpected token' without the name of its kind."""
    return message.partition(": ")[2].rstrip(".") or message.rstrip(".")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
