"""The first guides of an app, from what the learner said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks.guide.options import ANSWERS, LEADS
from scaffolds.spec import Field, Language, Screen, Thing, text_of
from scaffolds.wish import Draft, Wish

_EMERGENCY = re.compile(
    r"emergenc|first aid|\bfire\b|earthquake|flood|faint|chok|bleed|burn(?:s|t|ed)?\b|ambulance|unconscious|poison|heart attack|stroke\b|\bsos\b"
    r"|緊急|急救|火警|火災|地震|水浸|暈倒|暈低|鯁|流血|燙傷|救護|中毒|中風|求救|报警|急救|火灾|晕倒|噎|烫伤|救护|中风|紧急",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"\bwhich (?:bin|one|way|kind|type)\b|\bwhether\b|\bdecid|\bdepends?\b|\bshould (?:i|we|they)\b|\byes or no\b|\bwhat kind\b"
    r"|邊個桶|邊種|邊一|點揀|點分|應唔應該|應該點|視乎|哪种|哪種|哪个|哪一|该不该|怎么选|怎么分|怎樣分|判断|判斷|決定|决定",
    re.IGNORECASE,
)
_UNIT = r"(?![\d.:/-]|\s*(?:%|(?:people|persons|students|kids|books|dollars|minutes?|mins?|hours?|days?|times|pages|kg|cm|m|km|steps)\b|[年月日元蚊個个人次分頁页本歲岁度步公]))"
"""What makes a number a count."""
_SHORT = re.compile(r"(?<![\d.:/$-])(?:999|112|110|119|120|122|911|12\d{3})" + _UNIT, re.IGNORECASE)
_LONG = re.compile(
    r"(?<![\d.:/$-])(?!(?:19|20)\d\d[ -]?(?:19|20)\d\d)(?:(?:\+\d{1,3}[ -]?)?[2-9]\d{3}[ -]?\d{4}|1[3-9]\d[ -]?\d{4}[ -]?\d{4})" + _UNIT,
    re.IGNORECASE,
)
_CALLED = re.compile(r"\bcall|\bdial|\bring\b|phone|hotline|helpline|打|撥|拨|致電|致电|電話|电话|熱線|热线|報警|报警", re.IGNORECASE)
_USUAL: dict[Language, tuple[str, ...]] = {"en": ("999",), "zh-Hant": ("999",), "zh-Hans": ("120", "119", "110")}
"""Hong Kong's number, and the mainland's three: where an emergency was spoken of and no number was given."""
_KNOWN = re.compile(
    r"\bsteps?\b|\btitle\b|^names?$|\bguides?\b|instruction|picture|photo|image|emoji|\bnumbers?\b|phone|answer|question|order"
    r"|步驟|步骤|標題|标题|名稱|名称|指南|說明|说明|圖|图|相片|照片|電話|电话|號碼|号码|答案|問題|问题|次序|顺序",
    re.IGNORECASE,
)
_OWN = frozenset(("number", "name", "emergency", "about", "guide"))


def draft(wish: Wish) -> Draft:
    """Guides that the owner writes, their steps, everybody's own ticks, and the numbers to call."""
    words = blocks.discover()["guide"].said(wish.language)["labels"]
    emergency = bool(_EMERGENCY.search(_said(wish)))
    options = {"steps": _steps(wish), "question": _question(wish), "emergency": emergency, "calls": list(_calls(wish, words, emergency))}
    things = {"steps_thing": "guide_step", "ticks_thing": "guide_tick", "calls_thing": "guide_call"}
    screen = Screen(id="guide", label=words["screen"], block="guide", thing="guide", options=options | things)
    return Draft(things=(_guide(wish, words), _step(words), _tick(words), _call(words)), screen=screen)


def _said(wish: Wish) -> str:
    brief = wish.brief
    return "\n".join((brief.problem, brief.goal, brief.keep, brief.who))


def _steps(wish: Wish) -> tuple[str, ...]:
    """What was listed, or was read as something to keep of a guide though steps were asked for."""
    theirs = () if wish.facts.choices else tuple(word for word in wish.kept_in_a_row() if not _KNOWN.search(word))
    return _distinct(wish.facts.items or theirs)[:30]


def _question(wish: Wish) -> tuple[str, ...]:
    """Choices are the answers of a question, where the learner did not list steps or spoke of deciding."""
    choices = _distinct(tuple(text_of(one, wish.language) for one in wish.facts.choices))[:4]
    wanted = not wish.facts.items or _DECIDES.search(_said(wish))
    return choices if len(choices) >= 2 and wanted else ()


def _distinct(words: tuple[str, ...]) -> tuple[str, ...]:
    flat = (" ".join(word.split())[:80].strip() for word in words)
    return tuple({word.casefold(): word for word in flat if word}.values())


def _calls(wish: Wish, words: Any, emergency: bool) -> Iterator[dict[str, str]]:
    """The numbers that were given; the usual ones where an emergency was spoken of without any."""
    found = _numbers(_said(wish), emergency)
    for phone in (found or (_USUAL[wish.language] if emergency else ()))[:8]:
        yield {"name": words.get(f"call_{phone}", words["call"]), "phone": phone}


def _numbers(said: str, emergency: bool) -> tuple[str, ...]:
    """In the order in which they were said. Three digits are a number to call only where somebody calls."""
    short = _SHORT.finditer(said) if emergency or _CALLED.search(said) else ()
    found = sorted((*short, *_LONG.finditer(said)), key=lambda match: match.start())
    return tuple(dict.fromkeys(match[0] for match in found))


def _guide(wish: Wish, words: Any) -> Thing:
    fields = (
        Field(name="number", label=words["number"], type="number", required=True),
        Field(name="name", label=words["name"], required=True),
        Field(name="emergency", label=words["emergency"], type="yes_no"),
        *_others(wish),
    )
    return Thing(id="guide", label=words["thing"], fields=fields, written_by="owner")


def _others(wish: Wish) -> tuple[Field, ...]:
    """What else the learner wants with a guide; what a guide has by itself is not asked twice."""
    left = wish.without((*_steps(wish), *_question(wish))).fields
    own = (field for field in left if field.name not in _OWN and not _KNOWN.search(text_of(field.label, wish.language)))
    return tuple(field.model_copy(update={"required": False}) for field in own)[:20]


def _step(words: Any) -> Thing:
    numbers = ("number", "guide", "place")
    fields = (
        *(Field(name=name, label=words[f"step_{name}"], type="number", required=True) for name in numbers),
        Field(name="title", label=words["step_title"], required=True),
        Field(name="words", label=words["step_words"], type="long_text"),
        Field(name="sign", label=words["step_sign"]),
        Field(name="photo", label=words["step_photo"], type="photo"),
        *(Field(name=name, label=f"{words['answer']} {name[-1]}") for name in ANSWERS),
        *(Field(name=name, label=f"{words['leads']} {name[-1]}", type="number") for name in LEADS),
        Field(name="onward", label=words["onward"], type="number"),
    )
    return Thing(id="guide_step", label=words["steps"], fields=fields, written_by="owner")


def _tick(words: Any) -> Thing:
    fields = (
        Field(name="guide", label=words["thing"], type="number", required=True, private=True),
        Field(name="step", label=words["steps"], type="number", required=True, private=True),
        Field(name="day", label=words["day"], type="date", required=True, private=True),
    )
    return Thing(id="guide_tick", label=words["tick"], fields=fields)


def _call(words: Any) -> Thing:
    fields = (
        Field(name="name", label=words["call_name"], required=True),
        Field(name="phone", label=words["phone"], type="phone", required=True),
    )
    return Thing(id="guide_call", label=words["calls"], fields=fields, written_by="owner")
