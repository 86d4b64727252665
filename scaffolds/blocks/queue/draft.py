"""The first queue of an app, from what the learner said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from scaffolds.blocks import discover
from scaffolds.blocks.queue.options import GIVEN, MOST_LINES, TICKET, Options
from scaffolds.spec import Field, Label, Language, Screen, Thing, text_of
from scaffolds.wish import Draft, Facts, Wish

_NO_COUNTER = re.compile(
    r"\b(?:famil(?:y|ies)|flatmates?|roommates?|dorm|hostel|our flat|at home|siblings?|brothers?|sisters?)\b|劏房|屋企|家人|一家|宿舍|室友|同屋|合租|兄弟|姊妹|姐妹|兄妹",
    re.IGNORECASE,
)
"""People who share a place, where nobody sits at a counter."""
_COUNTERS = re.compile(
    r"\b(two|three|four|five|[2-9]) (?:counters?|windows?|desks?|doctors?|cashiers?|tills?|nurses?|teachers|chairs|stalls)\b"
    r"|([兩两二三四五2-9])\s*(?:個|个|位|名)?\s*(?:櫃位|櫃檯|柜台|窗口|醫生|医生|護士|护士|收銀|收银|老師|老师|師傅|师傅)",
    re.IGNORECASE,
)
_MANY = {"two": 2, "three": 3, "four": 4, "five": 5, "兩": 2, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_AT_MOST = re.compile(
    r"(?:at most|no more than|max(?:imum)?(?: of)?|up to|only) (\d{1,3}) (?:people|persons|customers|patients)|最多\s*(\d{1,3})\s*(?:個|个|位|名)?人",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:^|\b(?:full|first|your|student|customer|patient|person) )names?$|^(?:姓名|名字|名|稱呼|称呼)$", re.IGNORECASE)
_KEPT_ANYWAY = re.compile(
    r"\b(?:number|queue|ticket|time|when|date|day|wait(?:ing)?|position|status|order number|counter)\b|號碼|号码|籌號|时间|時間|日期|幾時|狀態|状态|位置|等候|等多久",
    re.IGNORECASE,
)

_OF_SOMETHING_ELSE = re.compile(
    r"\b(?!(?:queue|ticket|waiting|order|next|current|turn|my|your|their|the|a)\b)[a-z]+ numbers?$|(?<![籌筹票叫等])[房間间室屋座位枱台檯桌學学生車车床門门病證证會会員员][^、,]{0,2}(?:號碼|号码)$",
    re.IGNORECASE,
)
"""'Room number', '座位號碼': a number that no queue gives."""


def draft(wish: Wish) -> Draft:
    """Tickets with what the screen keeps, an optional name that others do not see, and the learner's own fields."""
    words: Mapping[str, str] = discover()["queue"].said(wish.language)["labels"]
    screen = Screen(id="queue", label=words["screen"], block="queue", thing="ticket", options=_options(wish).model_dump(mode="json"))
    return Draft(things=(Thing(id="ticket", label=words["thing"], fields=_fields(wish, words)),), screen=screen)


def _fields(wish: Wish, words: Mapping[str, str]) -> tuple[Field, ...]:
    lines = _lines(wish.facts)
    line = (Field(name="line", label=words["line"], type="choice", required=True, choices=lines),) if lines else ()
    kept = (Field(name=name, label=words[name], type=type, required=name in GIVEN) for name, type in TICKET.items())
    return (*line, _name(wish, words), *_theirs(wish), *kept)


def _lines(facts: Facts) -> tuple[Label, ...]:
    """What people queue for, where there is more than one thing."""
    for named in (facts.choices, facts.resources):
        found = {text_of(one).casefold(): one for one in reversed(named)}
        if len(found) > 1:
            return tuple(reversed(tuple(found.values())))[:MOST_LINES]
    return ()


def _name(wish: Wish, words: Mapping[str, str]) -> Field:
    """Their word for the name, where they asked for one; nobody has to give it, and others never see it."""
    said = next((field for field in wish.fields if _is_name(field, wish.language)), None)
    return Field(name="name", label=said.label if said else words["name"], type="person", private=True)


def _is_name(field: Field, language: Language) -> bool:
    return field.type == "person" or bool(_NAME.search(text_of(field.label, language)))


def _theirs(wish: Wish) -> tuple[Field, ...]:
    """What else was asked for: told to the counter, not to the others who wait."""
    taken = {"line", "name", *TICKET}
    others = [field for field in wish.fields if field.name not in taken and not _is_ours(field, wish.language)]
    return tuple(field.model_copy(update={"private": True, "required": False}) for field in others[:20])


def _is_ours(field: Field, language: Language) -> bool:
    if _OF_SOMETHING_ELSE.search(text_of(field.label, language)):
        return False
    label = f"{field.name.replace('_', ' ')} {text_of(field.label, language)}"
    return _is_name(field, language) or field.type in ("date", "time") or (field.type in ("text", "number") and bool(_KEPT_ANYWAY.search(label)))


def _options(wish: Wish) -> Options:
    said = " ".join((wish.brief.problem, wish.brief.who, wish.brief.goal, wish.brief.keep))
    counters = _counters(said)
    given: dict[str, Any] = {**_hours(wish.facts), "counters": counters}
    given["called_by"] = "everyone" if counters == 1 and _NO_COUNTER.search(f"{said} {wish.person}") else "owner"
    if found := _AT_MOST.search(said):
        given["most_waiting"] = min(max(int(found[1] or found[2]), 1), 500)
    held = [limit.amount for limit in wish.facts.limits if limit.unit == "times" and 1 <= limit.amount <= 10]
    return Options(**given, per_person=held[0] if held else 1)


def _counters(said: str) -> int:
    found = _COUNTERS.search(said)
    word = (found[1] or found[2]).lower() if found else "1"
    return int(word) if word.isdecimal() else _MANY[word]


def _hours(facts: Facts) -> dict[str, str]:
    """As said; what cannot be (closing before opening) is left aside."""
    opens, closes = facts.opens or "00:00", facts.closes or "24:00"
    closes = "24:00" if closes == "00:00" else closes
    return {"opens": opens, "closes": closes} if opens < closes else {}
