"""The first album of an app, from what the learner said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks.photo.options import Options
from scaffolds.spec import Field, Label, Screen, Thing, text_of
from scaffolds.wish import Draft, Wish

_APPROVED = re.compile(
    r"approv|moderat|allow(?:s|ed)? (?:it|them) first|check(?:s|ed)? (?:it|them|every \w+|each \w+|all \w+) (?:first|before)|before (?:it|they|everyone|others?) (?:is|are|can see|sees?)|"
    r"審批|审批|審核|审核|批准|先(?:睇過|看過|看过|檢查|检查)|老師批|老师批|批咗|過目|过目",
    re.IGNORECASE,
)
_PAIRS = re.compile(
    r"before\s*(?:and|&|/|-|n)\s*after|compare|how (?:it|they|\w+) changed|前後|前后|對比|对比|比較|比较|變化|变化|變咗", re.IGNORECASE
)
_NOBODY = re.compile(
    r"insects?|birds?|plants?|flowers?|trees?|\bcats?\b|\bdogs?\b|food|dish|cook|building|street|litter|rubbish|cloud|stone|shell|昆蟲|昆虫|雀鳥|鸟|植物|花|樹|树|貓|猫|狗|食物|餸|菜|街|垃圾|雲|云|石",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"class|student|friend|people|famil|faces?\b|kids?\b|child|baby|grand|portrait|team|trip|party|event|visit|同學|同学|朋友|家|人|班|小朋友|孩子|團|团|活動|活动|旅行|派對|合照",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"caption|title|\bnames?\b|words|what|說明|说明|標題|标题|名|文字|字", re.IGNORECASE)
_TAGS = re.compile(r"\btags?\b|keywords?|labels?|標籤|标签|關鍵字|关键字|分類|分类", re.IGNORECASE)
_OWN = ("photo", "after", "caption", "day", "tags")


def draft(wish: Wish) -> Draft:
    """Pictures with words, a day and tags, then the learner's own fields; where they are approved first, the place where they wait."""
    words = blocks.discover()["photo"].said(wish.language)["labels"]
    said = " ".join((wish.brief.problem, wish.brief.who, wish.brief.goal, wish.brief.keep))
    waits, pairs = bool(_APPROVED.search(said)), bool(_PAIRS.search(said))
    fields = _fields(wish, words, pairs)
    album = Thing(id="photo", label=words["thing"], fields=fields, written_by="owner" if waits else "everyone")
    unseen = tuple(field.model_copy(update={"private": True}) for field in fields)
    waiting = (Thing(id="waiting", label=words["waiting"], fields=unseen),) if waits else ()
    options = Options(waiting_thing="waiting" if waits else None, consent=_shows_people(said), pairs=pairs, tags=_tags(wish))
    screen = Screen(id="album", label=words["screen"], block="photo", thing="photo", options=options.model_dump(mode="json"))
    return Draft(things=(album, *waiting), screen=screen)


def _shows_people(said: str) -> bool:
    """Pictures of insects need nobody's yes; in doubt, people are asked."""
    return bool(_PEOPLE.search(said)) or not _NOBODY.search(said)


def _tags(wish: Wish) -> tuple[str, ...]:
    """What was listed; the names of fields sort nothing."""
    kept = {text_of(field.label, wish.language).casefold() for field in wish.fields}
    found: dict[str, str] = {}
    for word in (*(text_of(one, wish.language) for one in wish.facts.choices), *wish.facts.items):
        plain = re.sub(r"[,，、;；#]", " ", word)
        tag = " ".join(plain.split())[:30].strip()
        if tag and word.casefold() not in kept:
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())[:20]


def _fields(wish: Wish, words: Any, pairs: bool) -> tuple[Field, ...]:
    photos = [field for field in wish.fields if field.type == "photo"]
    caption = _first(wish, ("text", "long_text"), _CAPTION)
    tags = _first(wish, ("text", "long_text"), _TAGS)
    day = next((field for field in wish.fields if field.type == "date"), None)
    needed = (
        Field(name="photo", label=_label(photos[0] if photos else None, words["before" if pairs else "photo"]), type="photo", required=True),
        *((Field(name="after", label=_label(photos[1] if photos[1:] else None, words["after"]), type="photo"),) if pairs else ()),
        Field(name="caption", label=_label(caption, words["caption"])),
        Field(name="day", label=_label(day, words["day"]), type="date"),
        Field(name="tags", label=_label(tags, words["tags"])),
    )
    taken = {id(one) for one in (caption, tags, day, *photos[: 2 if pairs else 1]) if one}
    return (*needed, *_own(wish, taken))[:35]


def _first(wish: Wish, types: tuple[str, ...], pattern: re.Pattern[str]) -> Field | None:
    """The learner's own field for something that the album has. What is private stays a field of theirs."""
    return next((field for field in wish.fields if field.type in types and not field.private and pattern.search(text_of(field.label))), None)


def _label(field: Field | None, usual: str) -> Label:
    return field.label if field else usual


def _own(wish: Wish, taken: set[int]) -> Iterator[Field]:
    names = set(_OWN)
    for field in wish.fields:
        if id(field) in taken:
            continue
        name = next(one for one in (field.name, *(f"{field.name[:36]}_{n}" for n in range(2, 99))) if one not in names)
        names.add(name)
        yield field.model_copy(update={"name": name, "required": False})
