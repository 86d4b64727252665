"""The first scanning screen of an app, from what the learner said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks.scan.options import Options, Purpose
from scaffolds.blocks.scan.purpose import both_ways, lends, purpose_of
from scaffolds.spec import Field, Label, Screen, Thing, text_of
from scaffolds.wish import Draft, Wish

_CODE = re.compile(r"\b(?:bar|qr)?[ _-]?codes?\b|\bISBN\b|\btags?\b|條碼|条码|條形碼|二維碼|二维码|QR ?碼|編號|编号|代碼|代码", re.IGNORECASE)
_NAME = re.compile(r"\bnames?\b|\bitem\b|\bwhat\b|\btitle\b|名|物品|東西|东西|嘢|稱呼|称呼", re.IGNORECASE)
_PASSING = re.compile(r"\bin\b|\bout\b|came|arriv|left\b|present|status|到|離|离|出席|狀態|状态|簽|签", re.IGNORECASE)
_OWN = ("code", "name", "photo")


def draft(wish: Wish) -> Draft:
    """What has a code, with the learner's own fields, and the scans of it."""
    words = blocks.discover()["scan"].said(wish.language)["labels"]
    purpose = purpose_of(wish)
    options = {"purpose": purpose, "scans_thing": "scan", "day_by_day": not lends(wish), "starters": _starters(wish)}
    screen = Screen(
        id="scan", label=words[f"screen_{purpose}"], block="scan", thing="item", options=Options.model_validate(options).model_dump(mode="json")
    )
    return Draft(things=(_items(wish, words, purpose), _scans(wish, words, purpose)), screen=screen)


def _starters(wish: Wish) -> tuple[str, ...]:
    """What was listed, each once; where nothing was, what is shared or lent."""
    kept: dict[str, str] = {}
    for item in wish.facts.items or tuple(text_of(one, wish.language) for one in wish.facts.resources):
        word = " ".join(item.split())[:80]
        if word:
            kept.setdefault(word.casefold(), word)
    return tuple(kept.values())[:60]


def _items(wish: Wish, words: Any, purpose: Purpose) -> Thing:
    kind = _kind(wish, purpose)
    named, code = _said_name(wish, kind), _first(wish, _CODE)
    photo = next((field for field in wish.fields if field.type == "photo"), None)
    needed = (
        Field(name="name", label=named.label if named else words[f"name_{kind}"], type="person" if kind == "person" else "text", required=True),
        Field(name="code", label=code.label if code else words["code"], required=True),
        Field(name="photo", label=photo.label if photo else words["photo"], type="photo"),
    )
    own = tuple(_own_fields(wish, {id(field) for field in (named, code, photo) if field}, purpose))[:30]
    if not own and purpose == "lookup":
        own = (Field(name="note", label=words["note"], type="long_text"),)
    return Thing(id="item", label=words[f"thing_{kind}"], fields=needed + own)


def _kind(wish: Wish, purpose: Purpose) -> str:
    """Whether people carry the codes, or things."""
    return "person" if purpose == "check_in" and not lends(wish) else "thing"


def _said_name(wish: Wish, kind: str) -> Field | None:
    """The learner's own field for the name of what has a code; where things are lent, a person is who takes them, and what they named first is what is lent."""
    if kind == "person":
        return next((field for field in wish.fields if field.type == "person"), None) or _first(wish, _NAME)
    texts = [field for field in wish.fields if field.type == "text" and not _CODE.search(text_of(field.label))]
    plain = next(iter(texts[:1] if wish.fields[:1] == tuple(texts[:1]) and lends(wish) else ()), None)
    return next((field for field in texts if _NAME.search(text_of(field.label))), plain)


def _first(wish: Wish, pattern: re.Pattern[str]) -> Field | None:
    return next((field for field in wish.fields if field.type in ("text", "number") and pattern.search(text_of(field.label))), None)


def _own_fields(wish: Wish, taken: set[int], purpose: Purpose) -> Iterator[Field]:
    """The rest, under names that the screen's own fields leave free. When somebody passed is kept with the scan, not here."""
    names = set(_OWN)
    for field in wish.fields:
        if id(field) in taken or (purpose == "check_in" and _is_passing(field)):
            continue
        name = next(one for one in (field.name, *(f"{field.name[:36]}_{n}" for n in range(2, 99))) if one not in names)
        names.add(name)
        yield field.model_copy(update={"name": name, "required": False})


def _is_passing(field: Field) -> bool:
    return field.type in ("date", "time") or (field.type in ("yes_no", "choice") and bool(_PASSING.search(text_of(field.label))))


def _scans(wish: Wish, words: Any, purpose: Purpose) -> Thing:
    fields: tuple[Field, ...] = (
        Field(name="code", label=words["code"], required=True),
        Field(name="name", label=words[f"name_{_kind(wish, purpose)}"], required=True),
        Field(name="day", label=words["day"], type="date", required=True),
        Field(name="time", label=words["time"], type="time", required=True),
    )
    if purpose == "check_in" and both_ways(wish):
        fields += (Field(name="way", label=words["way"], type="choice", choices=_ways(wish, words)),)
    return Thing(id="scan", label=words["scans"], fields=fields)


def _ways(wish: Wish, words: Any) -> tuple[Label, ...]:
    return (words["taken"], words["back"]) if lends(wish) else (words["came"], words["left"])
