"""The first booking screen of an app, from what the learner said."""

from __future__ import annotations

import re

from scaffolds.blocks.booking.options import Options, minutes
from scaffolds.spec import Field, Label, Language, Rule, Screen, Thing, text_of
from scaffolds.wish import Draft, Facts, Wish

_WORDS: dict[Language, dict[str, str]] = {
    "en": {"screen": "Book", "thing": "Bookings", "resource": "What", "day": "Day", "start": "Time", "name": "Name", "of": "{} name", "any": "Place"},
    "zh-Hant": {
        "screen": "預約",
        "thing": "預約",
        "resource": "項目",
        "day": "日期",
        "start": "時間",
        "name": "名字",
        "of": "{}的名字",
        "which": "哪一{}",
        "any": "位置",
    },
    "zh-Hans": {
        "screen": "预约",
        "thing": "预约",
        "resource": "项目",
        "day": "日期",
        "start": "时间",
        "name": "名字",
        "of": "{}的名字",
        "which": "哪一{}",
        "any": "位置",
    },
}
_COUNTED = re.compile(r"[\u3400-\u9fff]")
"""'戶', '班', '隊': one character counts them and names none, so that 'the name of a 戶' is no Chinese; one asks which."""
_OWN = frozenset(("resource", "day", "start", "name"))
_SAME_AS_NAME = frozenset(("person", "family", "student", "who"))
_NAME = re.compile(r"(?:^|\b(?:full|first|your|family|student|user|person) )names?$|^(?:姓名|名字|名|稱呼|称呼)$", re.IGNORECASE)
_LENGTH = re.compile(
    r"\d\s*(?:min|hours?\b|hrs?\b|h\b|am\b|pm\b|分|小時|小时|個?鐘|个?钟|点|點|[:：]\d\d)|half an? hour|半\s*(?:小時|小时|個鐘|个钟)", re.IGNORECASE
)
"""How long, or from when to when: the screen's own hours, not something that each person writes."""
_ANOTHER_DAY = re.compile(r"due|return|end|until|birth|expir|還|归还|歸還|还书|完|結束|结束|到期|截止|生日|出生", re.IGNORECASE)


def draft(wish: Wish) -> Draft:
    """One thing, 'bookings', with the four fields that the screen needs and then the learner's own."""
    words = _WORDS[wish.language]
    needed = (
        Field(name="resource", label=words["resource"], type="choice", required=True, choices=_resources(wish)),
        Field(name="day", label=_said(wish, "date") or words["day"], type="date", required=True),
        Field(name="start", label=_said(wish, "time") or words["start"], type="time", required=True),
        Field(name="name", label=_name_label(wish), type="text", required=True),
    )
    thing = Thing(id="bookings", label=words["thing"], fields=needed + _own_fields(wish, needed))
    screen = Screen(id="book", label=words["screen"], block="booking", thing="bookings", options=_options(wish.facts).model_dump(mode="json"))
    return Draft(things=(thing,), screen=screen, rules=_rules(wish.facts))


def _resources(wish: Wish) -> tuple[Label, ...]:
    """What is booked, each once, by its word in the first language that it has."""
    found = {text_of(one): one for one in map(_first_big, wish.facts.resources)}
    return tuple(found.values())[:30] or (_WORDS[wish.language]["any"],)


def _first_big(label: Label) -> Label:
    """'shower' stands at the head of a column: 'Shower'."""
    return label[:1].upper() + label[1:] if isinstance(label, str) else label


def _name_label(wish: Wish) -> Label:
    """Whoever the learner wants written down names the field: '借書人'; else their word for a person: 'family' gives 'Family name'."""
    words = _WORDS[wish.language]
    said = _said(wish, "person")
    if said and not (wish.person and text_of(said).casefold() == "name"):
        return said
    if not wish.person:
        return words["name"]
    asks = words.get("which", words["of"]) if _COUNTED.fullmatch(wish.person) else words["of"]
    return asks.format(wish.person[:1].upper() + wish.person[1:])[:80]


def _said(wish: Wish, kind: str) -> Label | None:
    """The learner's label for one of the screen's own fields, where they named it."""
    field = _first(wish, kind)
    return _first_big(field.label) if field else None


def _first(wish: Wish, kind: str) -> Field | None:
    return next((field for field in wish.fields if _stands_for(field, wish) == kind), None)


def _stands_for(field: Field, wish: Wish) -> str:
    """Which of the screen's own fields the learner's is: 'person', 'date' or 'time'; empty for one of their own. Another day ('due date') is their own."""
    label = text_of(field.label, wish.language)
    if field.type in ("date", "time"):
        return "" if _ANOTHER_DAY.search(label) else field.type
    return "person" if field.type == "person" or _NAME.search(label) else ""


def _own_fields(wish: Wish, needed: tuple[Field, ...]) -> tuple[Field, ...]:
    """What else must be kept; what the screen has already (a day, a time, a name, how long) is not asked twice."""
    labels = {text_of(field.label, wish.language).casefold() for field in needed}
    return tuple(field for field in wish.fields if field.name not in _OWN | _SAME_AS_NAME and _is_new(field, wish, labels))[:30]


def _is_new(field: Field, wish: Wish, labels: set[str]) -> bool:
    """A second person ('teacher', beside the name) is new, a second word for the day is not."""
    label = text_of(field.label, wish.language)
    stands_for = _stands_for(field, wish)
    another = stands_for == "person" and field is not _first(wish, "person") and not _NAME.search(label)
    return (another or not stands_for) and label.casefold() not in labels and not _LENGTH.search(label)


def _options(facts: Facts) -> Options:
    """Hours and length as said; what cannot be (closing before opening) gives way to a day that can."""
    opens, closes = facts.opens or "08:00", facts.closes or "22:00"
    if closes == "00:00":
        closes = "24:00"
    if minutes(closes) <= minutes(opens):
        opens, closes = (opens, "24:00") if facts.opens and minutes(opens) < 23 * 60 else ("00:00", closes)
    allowed = [limit.amount for limit in facts.limits if limit.unit == "minutes"]
    length = min([facts.slot_minutes or 30, 720, minutes(closes) - minutes(opens), *allowed])
    return Options(opens=opens, closes=closes, slot_minutes=max(length, 5))


def _rules(facts: Facts) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            id=f"limit_{i + 1}",
            screen="book",
            kind="limit_per_person",
            options={"amount": limit.amount, "unit": limit.unit, "per": limit.per},
            says=limit.says,
        )
        for i, limit in enumerate(facts.limits)
        if (5 if limit.unit == "minutes" else 1) <= limit.amount <= 10_000
    )
