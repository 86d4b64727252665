"""The first exchange of an app, from what the learner said."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scaffolds import blocks
from scaffolds.blocks.exchange import reading
from scaffolds.blocks.exchange.options import Options
from scaffolds.spec import Field, Label, Rule, Screen, Thing, text_of
from scaffolds.wish import Draft, Wish

_SAYS_WHAT = re.compile(
    r"\b(?:items?|things?|what|objects?|titles?|products?)\b|^name of|book name|物品|東西|东西|名稱|名称|書名|书名|失物|內容|内容|甚麼|什么",
    re.IGNORECASE,
)
_LAST_DAY = re.compile(r"until|expir|due|deadline|last day|best before|到期|截止|限期|有效|為止|为止", re.IGNORECASE)
_NAME = re.compile(r"(?:^|\b(?:full|first|your|nick|student|user|person) ?)names?$|^(?:姓名|名字|名|稱呼|称呼|暱稱|昵称)$", re.IGNORECASE)
_OF_TYPE = {"person": "name", "place": "place", "time": "time", "photo": "photo"}
_OWN = ("side", "what", "how", "kind", "place", "day", "time", "until", "photo", "note", "name", "done", "thanks")
_SELDOM = ("photo", "note", "name")
"""What the form asks last, after the learner's own fields."""


def draft(wish: Wish) -> Draft:
    """Entries with what the screen needs, worded by the learner where they named it, then their own fields; and reservations."""
    words = blocks.discover()["exchange"].said(wish.language)["labels"]
    lost = reading.is_lost_and_found(wish.brief)
    labels, others = _sorted_out(wish)
    fields = _fields(wish, words, lost, labels)
    own = tuple(_shy(field) for field in others)
    posts = Thing(id="posts", label=words["lost_posts" if lost else "posts"], fields=_in_order(fields, own[:20]))
    options = Options(about="lost" if lost else "things").model_dump(mode="json")
    screen = Screen(id="exchange", label=words["lost_screen" if lost else "screen"], block="exchange", thing="posts", options=options)
    return Draft(things=(posts, _reservations(words)), screen=screen, rules=_rules(wish))


def _sorted_out(wish: Wish) -> tuple[dict[str, Field], tuple[Field, ...]]:
    """The learner's fields that are the screen's own, by its name for them; and the rest."""
    own: dict[str, Field] = {}
    rest: list[Field] = []
    for field in wish.fields:
        name = _stands_for(field, wish)
        if name == "state" or (name and name not in own):
            own.setdefault(name, field)
        else:
            rest.append(field)
    return own, tuple(rest)


def _stands_for(field: Field, wish: Wish) -> str:
    """Which of the screen's own fields this is; `state` for what the screen keeps by itself, empty for one of the learner's own."""
    label = text_of(field.label, wish.language)
    if field.type in ("yes_no", "choice", "text") and reading.STATE[wish.language].search(label):
        return "state"
    if field.type == "choice":
        return "kind"
    if field.type == "date":
        return "until" if _LAST_DAY.search(label) else "day"
    if field.type in ("text", "long_text"):
        return _text_for(field, label)
    return _OF_TYPE.get(field.type, "")


def _text_for(field: Field, label: str) -> str:
    if field.type == "long_text":
        return "note"
    return "name" if _NAME.search(label) else "what" if _SAYS_WHAT.search(label) else ""


def _fields(wish: Wish, words: Mapping[str, str], lost: bool, labels: Mapping[str, Field]) -> dict[str, Field]:
    ways = () if lost else reading.ways(wish.brief, words)
    kinds = _kinds(wish, words, lost, labels)
    made = [
        _side(words, lost), Field(name="what", label=words["lost_what" if lost else "what"], required=True),
        *([Field(name="how", label=words["how"], type="choice", choices=ways)] if ways else []),
        *([Field(name="kind", label=words["kind"], type="choice", choices=kinds)] if kinds else []),
        Field(name="place", label=words["lost_place" if lost else "place"], type="place"),
        Field(name="day", label=words["lost_day" if lost else "day"], type="date"),
        Field(name="time", label=words["time"], type="time"), Field(name="until", label=words["until"], type="date"),
        Field(name="photo", label=words["photo"], type="photo"), Field(name="note", label=words["note"], type="long_text"),
        Field(name="name", label=words["name"], type="person", required=True),
        Field(name="done", label=words["done"], type="yes_no"), Field(name="thanks", label=words["thanks"]),
    ]  # fmt: skip
    return {field.name: _worded(field, labels.get(field.name)) for field in made}


def _side(words: Mapping[str, str], lost: bool) -> Field:
    sides = (words["found"], words["lost"]) if lost else (words["offer"], words["request"])
    return Field(name="side", label=words["side"], type="choice", required=True, choices=sides)


def _worded(field: Field, said: Field | None) -> Field:
    """As the learner calls it, where they named it."""
    return field.model_copy(update={"label": said.label}) if said and field.name != "side" else field


def _kinds(wish: Wish, words: Mapping[str, str], lost: bool, labels: Mapping[str, Field]) -> tuple[Label, ...]:
    """The learner's kinds where they listed some."""
    listed = labels["kind"].choices if "kind" in labels else wish.facts.choices
    told = {text_of(choice): choice for choice in listed}
    return tuple(told.values())[:30] if len(told) > 1 else reading.kinds(wish.brief, words, lost)


def _shy(field: Field) -> Field:
    """A phone number is seen by who wrote it and by the owner: people meet at the place and time that the entry names."""
    name = f"own_{field.name}"[:40] if field.name in _OWN else field.name
    return field.model_copy(update={"name": name} | ({"private": True, "required": False} if field.type == "phone" else {}))


def _in_order(fields: Mapping[str, Field], own: tuple[Field, ...]) -> tuple[Field, ...]:
    last = (*_SELDOM, "done", "thanks")
    return (*(field for name, field in fields.items() if name not in last), *own, *(fields[name] for name in last))


def _reservations(words: Mapping[str, str]) -> Thing:
    fields = (
        Field(name="post", label=words["post"], required=True),
        Field(name="name", label=words["name"], type="person", required=True),
        Field(name="thanks", label=words["thanks"]),
    )
    return Thing(id="reservations", label=words["reservations"], fields=fields)


def _rules(wish: Wish) -> tuple[Rule, ...]:
    limit = next((one for one in wish.facts.limits if one.unit == "times" and 1 <= one.amount <= 100), None)
    if limit is None:
        return ()
    return (Rule(id="exchange_limit", screen="exchange", kind="hold_at_most", options={"amount": limit.amount}, says=limit.says),)
