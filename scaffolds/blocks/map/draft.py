"""The first map of an app, from what the learner said."""

from __future__ import annotations

import re
from typing import Any

from scaffolds import blocks
from scaffolds.spec import Field, Label, Screen, Thing, text_of
from scaffolds.wish import Draft, Wish

_OUTLINES: tuple[tuple[str, str], ...] = (
    ("classroom", r"\bclass ?rooms?\b|\bdesks?\b|\bseating\b|課室|教室|課室座位|座位表|座位"),
    ("flat", r"\bflat\b|\bapartment\b|\bat home\b|\bmy home\b|\bhouse\b|subdivided|劏房|屋企|家裡|家裏|家中|单元|單位|房间里|家里|客廳|客厅"),
    ("school", r"\bschool\b|\bcampus\b|\bcorridor\b|\bcanteen\b|學校|校園|学校|校园|走廊|飯堂|食堂"),
    ("macau", r"\bmaca[uo]\b|澳門|澳门"),
    ("hong_kong", r"\bhong ?kong\b|\bhk\b|\b18 districts\b|\bkowloon\b|香港|全港|十八區|十八区|九龍|新界|九龙"),
    ("delta", r"\bgreater bay\b|\bguangdong\b|\bpearl river\b|大灣區|大湾区|廣東|广东|珠三角"),
    ("world", r"\bworld\b|\bcountries\b|\bcontinents?\b|\boverseas\b|世界|各國|各国|全球|國家|国家|外國|外国"),
    ("east_asia", r"\bchina\b|\bcities\b|全國|全国|中國|中国|省份|各省"),
)
"""Tried in this order: the smaller ground is meant where two are named."""
_OPEN = re.compile(
    r"\bopen(?:s|ing)?\b|\bhours\b|\bshops?\b|\brestaurants?\b|\bclinics?\b|\blibrar|\btoilets?\b|\bmarkets?\b|\bstores?\b"
    r"|開放|開門|幾點|店|舖|餐廳|診所|圖書館|廁所|洗手間|街市|开放|开门|几点|餐厅|诊所|图书馆|厕所|超市|菜市场",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"^(?:the )?(?:place |location |spot )?names?$|^place$|^location$|^where$|地點|地点|位置|名稱|名称|地名|^名字$|^場所$|^场所$", re.IGNORECASE
)
_KIND = re.compile(r"\bkind|\btype|categor|種類|种类|類別|类别|類型|类型|分類|分类", re.IGNORECASE)
_NOTE = re.compile(r"\bnotes?\b|descri|remark|comment|備註|备注|描述|說明|说明|簡介|简介", re.IGNORECASE)
_HOURS = re.compile(r"hours|open|clos|開放|開門|關門|营业|營業|开放|开门|关门", re.IGNORECASE)
_OWN = frozenset(("name", "kind", "note", "photo", "opens", "closes", "x", "y", "ground"))


def draft(wish: Wish) -> Draft:
    """Places with the learner's own fields, the pictures of the ground, and the outline that their words call for."""
    words = blocks.discover()["map"].said(wish.language)["labels"]
    screen = Screen(
        id="map", label=words["screen"], block="map", thing="place", options={"outline": outline_of(wish), "pictures_thing": "map_picture"}
    )
    return Draft(things=(_places(wish, words), _pictures(words)), screen=screen)


def outline_of(wish: Wish) -> str:
    said = _said(wish)
    return next((outline for outline, words in _OUTLINES if re.search(words, said, re.IGNORECASE)), "street")


def _said(wish: Wish) -> str:
    brief = wish.brief
    return " ".join((brief.problem, brief.goal, brief.keep, brief.who))


def _places(wish: Wish, words: Any) -> Thing:
    fields = (_name(wish, words), *_kind(wish, words), *_usual(wish, words), *_own(wish), *_where(words))
    return Thing(id="place", label=words["thing"], fields=fields)


def _name(wish: Wish, words: Any) -> Field:
    named = _first(wish, _NAME, ("text", "place"))
    return Field(name="name", label=named.label if named else words["name"], required=True)


def _kind(wish: Wish, words: Any) -> tuple[Field, ...]:
    """The learner's own choices are the kinds of place; words that they only listed are so too."""
    chosen = next((field for field in wish.fields if field.type == "choice" and not field.private), None)
    if chosen:
        return (chosen.model_copy(update={"name": "kind", "required": False}),)
    named = _first(wish, _KIND, ("text",))
    kinds = _distinct(wish.facts.choices)
    if len(kinds) >= 2:
        return (Field(name="kind", label=named.label if named else words["kind"], type="choice", choices=kinds),)
    return (Field(name="kind", label=named.label),) if named else ()


def _distinct(labels: tuple[Label, ...]) -> tuple[Label, ...]:
    return tuple({text_of(label): label for label in labels}.values())[:30]


def _usual(wish: Wish, words: Any) -> tuple[Field, ...]:
    note = _first(wish, _NOTE, ("text", "long_text"))
    photo = next((field for field in wish.fields if field.type == "photo" and not field.private), None)
    hours = _OPEN.search(_said(wish)) or _first(wish, _HOURS, ("time", "text"))
    clock = (Field(name="opens", label=words["opens"], type="time"), Field(name="closes", label=words["closes"], type="time")) if hours else ()
    return (
        Field(name="note", label=note.label if note else words["note"], type="long_text"),
        Field(name="photo", label=photo.label if photo else words["photo"], type="photo"),
        *clock,
    )


def _own(wish: Wish) -> tuple[Field, ...]:
    """The learner's other fields, each once and none of them in the way of a place that has only a name."""
    taken = [_first(wish, _NAME, ("text", "place")), _first(wish, _KIND, ("text",)), _first(wish, _NOTE, ("text", "long_text"))]
    once = [next((field for field in wish.fields if field.type == type and not field.private), None) for type in ("choice", "photo")]
    known = [field for field in (*taken, *once) if field]
    left = (field for field in wish.fields if field not in known and not _HOURS.search(_label(field)))
    return tuple(field.model_copy(update={"required": False, "name": _apart(field.name)}) for field in left)[:20]


def _apart(name: str) -> str:
    """The name of who stood there is not the name of the place."""
    return f"{name}_of_theirs" if name in _OWN else name


def _where(words: Any) -> tuple[Field, ...]:
    """Where a place is on which ground: the map writes them, no form asks for them."""
    return (
        Field(name="x", label=words["x"], type="number"),
        Field(name="y", label=words["y"], type="number"),
        Field(name="ground", label=words["ground"]),
    )


def _pictures(words: Any) -> Thing:
    fields = (
        Field(name="name", label=words["picture_name"], required=True),
        Field(name="picture", label=words["picture"], type="photo", required=True),
    )
    return Thing(id="map_picture", label=words["pictures"], fields=fields, written_by="owner")


def _first(wish: Wish, pattern: re.Pattern[str], types: tuple[str, ...]) -> Field | None:
    return next((field for field in wish.fields if field.type in types and not field.private and pattern.search(_label(field))), None)


def _label(field: Field) -> str:
    return field.label if isinstance(field.label, str) else " ".join(field.label.values())
