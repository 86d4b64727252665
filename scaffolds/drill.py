"""Code that a learner wrote, tried in the sandbox: a few functions, called with what a quest or a lesson gives them.

    drilled = run(source, [Call("notLate", [{"name": "Mei"}, app])])
    drilled.fault            why none of it could be tried, or None
    drilled.answers[0]       .value, or its own .fault

It runs in a process of its own, which builds do not wait for; nothing of it reaches a file, the network or a clock.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from scaffolds.engine.process import Engine, EngineError

MOST = 64 * 1024
"""Characters of code that are tried; a rule has a few hundred."""
SECONDS, OVERTIME = 0.6, 3.0
"""Of the processor, for all calls of a drill; and until the process itself is ended, for what its limits inside cannot stop. The second is by the
clock on the wall: a few lines that are right take milliseconds, but on a busy machine they wait for their turn."""
_EXPORT = re.compile(r"^(\s*)export\s+(?:default\s+)?(?=(?:async\s+)?function\b|const\b|let\b|var\b|class\b)", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z_$][\w$]*")


@dataclass(frozen=True)
class Call:
    """A function's name, what it is given (JSON-like values), and the wall clock at which it is called."""

    name: str
    given: Sequence[Any]
    now: str = "2026-03-02T08:00"


@dataclass(frozen=True)
class Fault:
    """What code did instead of answering. `key`: `syntax`, `threw`, `took_too_long`, `too_much_memory`, `no_such_function`, `too_big` or `engine_died`."""

    key: str
    message: str = ""
    line: int = 0
    """Counted from 1 in the code as it was written; 0 where it is not known."""


@dataclass(frozen=True)
class Answer:
    value: Any = None
    fault: Fault | None = None


@dataclass(frozen=True)
class Drilled:
    """`fault` is of the code as a whole; then there are no answers. After one that took too long there are no more."""

    fault: Fault | None
    answers: tuple[Answer, ...] = ()


def run(source: str, calls: Sequence[Call], seconds: float = SECONDS) -> Drilled:
    """Try the code. Never raises on what it holds."""
    if len(source) > MOST:
        return Drilled(Fault("too_big"))
    wanted = {
        "source": loadable(source, [call.name for call in calls]),
        "calls": [{"name": call.name, "given": call.given, "now": call.now} for call in calls],
        "seconds": seconds,
    }
    try:
        told = _engine().drill([wanted], seconds + OVERTIME)[0]
    except EngineError as error:
        return Drilled(Fault("took_too_long" if error.late else "engine_died"))
    return Drilled(_fault(told["fault"]), tuple(Answer(one.get("value"), _fault(one.get("fault"))) for one in told["answers"]))


def loadable(source: str, names: Sequence[str]) -> str:
    """The code as it is loaded: however it exports, the functions that are asked for are given; its lines stay on their numbers."""
    plain = _EXPORT.sub(r"\1", source.replace("\r\n", "\n"))
    wanted = [name for name in dict.fromkeys(names) if _NAME.fullmatch(name)]
    return plain + "\n" + "\n".join(f'exports.{name} = typeof {name} === "function" ? {name} : undefined;' for name in wanted) + "\n"


def _fault(told: Sequence[Any] | None) -> Fault | None:
    return Fault(*told) if told else None


@cache
def _engine() -> Engine:
    """What learners try may be slow by mistake; those who build do not wait for it."""
    return Engine(workers=2)


def warm() -> None:
    """Start the process before somebody waits for it."""
    run("", [])
