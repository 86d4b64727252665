"""How big a rule is, said in numbers that do not change from run to run: for those who tidy it up."""

from __future__ import annotations

import re

from scaffolds.quests.making import Quest

_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|`[^`]*`|[A-Za-z_$][\w$]*|\d+(?:\.\d+)?|=>|[=!<>]=?=?|&&|\|\||[^\s\w]')
_ASIDE = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_TESTS = re.compile(r"^export const tests\b.*?^\];?", re.MULTILINE | re.DOTALL)


def measure(source: str, quest: Quest) -> dict[str, int]:
    """`words` (names, numbers and signs) and `ways` (branches) of the rule, and `ours`: the words of the shortest that we know."""
    return {**_measured(_TESTS.sub("", source)), "ours": _measured(quest.code(quest.condition))["words"]}


def _measured(source: str) -> dict[str, int]:
    bare = _ASIDE.sub("", source)
    return {"words": len(_TOKEN.findall(bare)), "ways": len(re.findall(r"\bif\b|&&|\|\||\?", bare)) + 1}
