"""The first reminder screen of an app, from what the learner said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from scaffolds.blocks import discover
from scaffolds.blocks.reminder.each import each
from scaffolds.blocks.reminder.options import MARK, PLAN, Options, Starter
from scaffolds.blocks.reminder.said import CARED_FOR, OWN, clocks, silent, snooze
from scaffolds.spec import Field, Language, Screen, Thing, text_of
from scaffolds.wish import Draft, Wish

_NAMES_IT = re.compile(
    r"what|name|title|task|thing|item|to-?do|remind|medicine|pill|drug|homework|事|名|項目|项目|藥|药|提醒|任務|任务|功課|作业|做什么|做甚麼",
    re.IGNORECASE,
)
_SAYS_WHEN = re.compile(
    r"\b(?:time|times|when|day|date|deadline|due|hour|repeat|how often|frequency|weekday)\b|時間|时间|幾點|几点|日期|日子|幾時|何時|限期|期限|截止|重複|重复|次數|次数|頻率|频率",
    re.IGNORECASE,
)
_TICKED = re.compile(r"\b(?:done|taken|tick(?:ed)?|status|finished|completed?)\b|完成|剔|打勾|狀態|状态|食咗|吃了|做咗|做了", re.IGNORECASE)
_BY_WHOM = re.compile(r"\bwho (?:did|gave|took)|\bby whom|done by|誰做|谁做|邊個做|由誰|由谁", re.IGNORECASE)
_SUBJECTS: dict[Language, tuple[tuple[str, str], ...]] = {
    "en": (
        (r"medic|pills?\b|tablet|drug|insulin", "Medicine"),
        (r"drink|water (?!the)|hydrat", "Drink water"),
        (r"feed|dog|cat\b|pet", "Feed the pet"),
        (r"plant|flower|garden", "Water the plants"),
        (r"homework|assignment|hand in", "Homework"),
    ),
    "zh-Hant": ((r"藥|胰島素", "吃藥"), (r"飲水|喝水", "喝水"), (r"餵|狗|貓|寵物", "餵寵物"), (r"淋花|植物|澆", "淋花"), (r"功課|交回條", "交功課")),
    "zh-Hans": ((r"药|胰岛素", "吃药"), (r"喝水", "喝水"), (r"喂|狗|猫|宠物", "喂宠物"), (r"浇花|植物|浇水", "浇花"), (r"作业|回执", "交作业")),
}


def draft(wish: Wish) -> Draft:
    """Reminders with the learner's own fields beside what says when, marks of what was done, and the times that were named already."""
    words: Mapping[str, str] = discover()["reminder"].said(wish.language)["labels"]
    said = " ".join((wish.brief.problem, wish.brief.who, wish.brief.goal, wish.brief.keep))
    options = _options(wish, said, words)
    own = not options.shared
    things = (Thing(id="reminder", label=words["thing"], fields=_fields(wish, words, own)), _marks(words, own))
    screen = Screen(id="remind", label=words["screen"], block="reminder", thing="reminder", options=options.model_dump(mode="json"))
    return Draft(things=things, screen=screen)


def _options(wish: Wish, said: str, words: Mapping[str, str]) -> Options:
    given: dict[str, Any] = {"shared": not OWN.search(said), "starters": _starters(wish, said, words)}
    given["signed"] = bool(given["shared"] and CARED_FOR.search(said))
    if quiet := silent(said):
        given |= {"quiet_from": quiet[0], "quiet_to": quiet[1]}
    return Options(**given, later_minutes=snooze(said) or 10)


def _starters(wish: Wish, said: str, words: Mapping[str, str]) -> tuple[Starter, ...]:
    """What was said with times of its own; else what was listed, at the times that were said; times alone are of what the brief is about. Nobody's times are made up for one thing alone."""
    heard = each(wish.brief.keep)
    if heard:
        return tuple(one.starter for one in heard)
    times = clocks(said)
    listed: dict[str, str] = {}
    for item in wish.facts.items:
        listed.setdefault(" ".join(item.split()).casefold(), " ".join(item.split())[:80].strip())
    names = [name for name in listed.values() if name]
    if not names and times:
        names = [next((name for pattern, name in _SUBJECTS[wish.language] if re.search(pattern, said, re.IGNORECASE)), words["thing"])]
    return tuple(Starter(what=name, times=times or ("08:00",)) for name in names[:20])


def _fields(wish: Wish, words: Mapping[str, str], own: bool) -> tuple[Field, ...]:
    """Its name first, then the learner's others, then what says when."""
    listed = (*wish.facts.items, *(one.text for one in each(wish.brief.keep)))
    theirs = [field for field in wish.without(listed).fields if field.name not in PLAN and not _is_ours(field, wish.language)]
    named = next((field for field in theirs if field.type in ("text", "long_text") and _NAMES_IT.search(text_of(field.label, wish.language))), None)
    what = Field(name="what", label=named.label if named else words["what"], required=True, private=own)
    others = [_beside(field, own) for field in theirs if field is not named and field.name != "what"]
    plan = (Field(name=name, label=words[name], type=type, required=name in ("repeat", "times"), private=own) for name, type in PLAN.items())
    return (what, *others[:30], *plan)


def _beside(field: Field, own: bool) -> Field:
    return field.model_copy(update={"required": False, "private": own or field.private})


def _is_ours(field: Field, language: Language) -> bool:
    """When it is, whether it is done and who did it are the screen's own to keep."""
    label = f"{field.name.replace('_', ' ')} {text_of(field.label, language)}"
    if field.type in ("date", "time"):
        return True
    return bool(_TICKED.search(label) or _BY_WHOM.search(label) or (field.type in ("text", "number") and _SAYS_WHEN.search(label)))


def _marks(words: Mapping[str, str], own: bool) -> Thing:
    needed = ("reminder", "day", "time", "state")
    fields = tuple(Field(name=name, label=words[f"mark_{name}"], type=type, required=name in needed, private=own) for name, type in MARK.items())
    return Thing(id="mark", label=words["mark"], fields=fields)
