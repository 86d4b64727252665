"""Code that passed goes into the learner's `my_rules.js`: as a function of its own, asked first thing in `allow`. All else stays as it was."""

from __future__ import annotations

import re

from scaffolds.quests import reading
from scaffolds.quests.making import Quest

_ALLOW = re.compile(r"^export\s+function\s+allow\s*\(\s*(\w+)\s*,\s*(\w+)\s*,\s*(\w+)\s*,\s*(\w+)\s*\)\s*\{[^\S\n]*\n", re.MULTILINE)
_WHOLE = re.compile(r"^export\s+(?:async\s+)?(?:function|const)\s+allow\b", re.MULTILINE)
_MARKED = re.compile(r"^// quest (\S+):", re.MULTILINE)
_MARK_LINE = re.compile(r"^//[^\S\n]*(?:end of )?quest \w+\.\w+.*\n?", re.MULTILINE)
_MARK = re.compile(r"//([^\S\n]*)(?:end of )?quest (?=\w+\.\w)")
_EXPORT = re.compile(r"^export[^\S\n]+(?:default[^\S\n]+)?", re.MULTILINE)


class PlacingError(ValueError):
    """The rules are written in a way that nothing can be put into without loss: the learner puts the new function in themselves."""


def placed(rules: str, quest: Quest, code: str) -> str:
    """The rules with the quest's function in them, in place of an older one of the same quest. Raises `PlacingError`.

    Code that is a whole `my_rules.js` takes the place of the old one, where it holds all the quests that the old one holds.
    """
    rules, code = _plain(rules), _plain(code)
    if _WHOLE.search(reading.blanked(code)):
        return _whole(rules, quest, code)
    cleared = _without(rules, quest)
    taken = reading.declared(cleared)
    name = next(one for one in (quest.function, *(f"{quest.function}{place}" for place in range(2, 100))) if one not in taken)
    own = reading.renamed(_unmarked(code), quest.function, name)
    return f"{_with_asked(cleared, quest, name).rstrip()}\n\n{_named(quest, name, own, apart=bool(taken & reading.declared(own)))}"


def _plain(text: str) -> str:
    """Lines that end in one way, on every system that they come from."""
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _whole(rules: str, quest: Quest, code: str) -> str:
    if set(_MARKED.findall(rules)) - set(_MARKED.findall(code)) - {quest.id}:
        raise PlacingError(quest.function)
    bare = reading.blanked(code)
    unasked = quest.function in reading.declared(code) and len(re.findall(rf"\b{quest.function}\b", bare)) < 2
    return (_with_asked(code, quest, quest.function) if unasked else code).rstrip() + "\n"


def _with_asked(rules: str, quest: Quest, name: str) -> str:
    """A line at the beginning of `allow`; the mark lets it be found again."""
    head = _ALLOW.search(reading.blanked(rules))
    if head is None:
        raise PlacingError(quest.function)
    screen, action, given, app = head.groups()
    said = f"{name}({given}, {app})"
    asks = f'if ({screen} === "{quest.screen}" && {action} === "{quest.card.action}" && {said} !== true) return {said};'
    return f"{rules[: head.end()]}  {asks} {_mark(quest)}\n{rules[head.end() :]}"


def _named(quest: Quest, name: str, code: str, *, apart: bool) -> str:
    """The function with the sentence that it answers above it. `apart`: a name beside it is another's already, so that all of it keeps to itself."""
    if apart:
        told = f"export const {name} = (() => {{\n{_EXPORT.sub('', code).strip()}\n  return {name};\n}})();"
    else:
        told = re.sub(
            rf"^(?:export[^\S\n]+(?:default[^\S\n]+)?)?(?=(?:async )?(?:function|const)\s+{name}\b)", "export ", code.strip(), count=1, flags=re.M
        )
    return f"{_mark(quest)} {_one_line(quest.words('rule'))}\n{told}\n{_end(quest)}\n"


def _unmarked(code: str) -> str:
    """Code that was copied out of `my_rules.js` without the marks that it stood between: two of the same would be taken for one."""
    return _MARK.sub(r"//\1", _MARK_LINE.sub("", code))


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
