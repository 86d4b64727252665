"""Code that passed goes into the learner's `my_rules.js`: as a function of its own, asked first thing in `allow`. All else stays as it was."""

from __future__ import annotations

import re

from scaffolds.quests import reading
from scaffolds.quests.making import Quest

_ALLOW = re.compile(r"^export\s+function\s+allow\s*\(\s*(\w+)\s*,\s*(\w+)\s*,\s*(\w+)\s*,\s*(\w+)\s*\)\s*\{[^\S\n]*\n", re.MULTILINE)


class PlacingError(ValueError):
    """The rules have no `allow` that a line can be put into: the learner wrote it another way, and puts the new function in themselves."""


def placed(rules: str, quest: Quest, code: str) -> str:
    """The rules with the quest's function in them, in place of an older one of the same quest. Raises `PlacingError`.

    Code that is a whole `my_rules.js` takes the place of the old one.
    """
    found = reading.names(code)
    if "allow" in found:
        return code.rstrip() + "\n"
    cleared = _without(rules, quest)
    if quest.function in reading.names(cleared) or not (head := _ALLOW.search(cleared)):
        raise PlacingError(quest.function)
    asked = _asked(quest, *head.groups())
    return f"{cleared[: head.end()]}{asked}{cleared[head.end() :].rstrip()}\n\n{_named(quest, code)}"


def _asked(quest: Quest, screen: str, action: str, given: str, app: str) -> str:
    """Two lines at the beginning of `allow`; the mark lets them be found again."""
    said = f"{quest.function}({given}, {app})"
    asks = f'if ({screen} === "{quest.screen}" && {action} === "{quest.card.action}" && {said} !== true) return {said};'
    return f"  {asks} {_mark(quest)}\n"


def _named(quest: Quest, code: str) -> str:
    """The function with the sentence that it answers above it."""
    exported = (
        code.strip() if code.lstrip().startswith("export") else re.sub(r"^(\s*)(?=(?:async )?function|const )", r"\1export ", code.strip(), count=1)
    )
    return f"{_mark(quest)} {_one_line(quest.words('rule'))}\n{exported}\n{_end(quest)}\n"


def _without(rules: str, quest: Quest) -> str:
    """The rules without what this quest put into them before."""
    function = re.compile(rf"\n*^{re.escape(_mark(quest))} .*?^{re.escape(_end(quest))}\n?", re.MULTILINE | re.DOTALL)
    asking = re.compile(rf"^.*{re.escape(_mark(quest))}\n", re.MULTILINE)
    return asking.sub("", function.sub("\n", rules))


def _mark(quest: Quest) -> str:
    return f"// quest {quest.id}:"


def _end(quest: Quest) -> str:
    return f"// end of quest {quest.id}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
