"""The words of a spec that comes from outside pass what a message passes: what is private is taken out, what is refused in the chat is refused."""

from __future__ import annotations

import re
from typing import Any

from bot.core.errors import FileError
from bot.core.personal import MASK, Found
from bot.core.safety import Verdict
from bot.services import guard
from scaffolds.blocks import with_checks
from scaffolds.plain import each_text
from scaffolds.spec import AppSpec, SpecError, parse

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_LISTED = "options"
"""What a screen begins with is listed here, and may lack an entry; a screen, a thing or a field is missed by others."""


class InDangerError(FileError):
    """The words in a file say that a child may be in danger: that comes before the file."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__("unsafe")
        self.verdict = verdict


def guarded(spec: AppSpec) -> tuple[AppSpec, tuple[Found, ...]]:
    """The spec without personal data, and what that was. Raises `FileError`, and `InDangerError` where its words say so."""
    found: dict[Found, None] = {}

    def masked(text: str) -> str:
        verdict = _looked_at(text)
        found.update(dict.fromkeys(verdict.found))
        return verdict.masked if verdict.found else text

    data = each_text(spec.model_dump(mode="json", exclude={"checks"}), masked)
    checks = spec.model_dump(mode="json", include={"checks"})
    for check in checks["checks"]:  # their steps hold made-up people and numbers
        if check["id"].startswith("own_"):
            check["says"] = masked(check["says"])
        else:  # made anew from the rest
            _looked_at(check["says"])
    return _whole(data, checks), tuple(found)


def _looked_at(text: str) -> Verdict:
    verdict = guard.look(text)
    if verdict.flag == "crisis":
        raise InDangerError(verdict)
    if verdict.kind:
        raise FileError("unsafe")
    return verdict


def _whole(data: dict[str, Any], checks: dict[str, Any]) -> AppSpec:
    """An entry that is nothing without what was taken out, such as a number to call, goes with it."""
    while True:
        try:
            return with_checks(parse({**data, **checks}))
        except SpecError as fault:
            if not _without_entry(data, fault.place):
                raise FileError("unsafe") from None


def _without_entry(data: dict[str, Any], place: str) -> bool:
    """Take the entry that lacks `place` out of its list; False where it is none that may be missing."""
    steps = [int(index) if index else name for name, index in _STEP.findall(place)]
    within = steps.index(_LISTED) + 1 if _LISTED in steps else len(steps)
    at = next((number for number in range(len(steps) - 1, within, -1) if isinstance(steps[number], int)), None)
    if at is None:
        return False
    holder: Any = data
    for step in steps[:at]:
        holder = holder[step]
    taken = MASK in str(holder[steps[at]])
    if taken:
        del holder[steps[at]]
    return taken
