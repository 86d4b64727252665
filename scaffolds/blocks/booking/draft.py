"""The first booking screen of an app, from what the learner said."""

from __future__ import annotations

from scaffolds.blocks.booking.options import Options, minutes
from scaffolds.spec import Field, Label, Language, Rule, Screen, Thing, text_of
from scaffolds.wish import Draft, Facts, Wish

_WORDS: dict[Language, dict[str, str]] = {
    "en": {"screen": "Book", "thing": "Bookings", "resource": "What", "day": "Day", "start": "Time", "name": "Name", "of": "{} name", "any": "Place"},
    "zh-Hant": {"screen": "預約", "thing": "預約", "resource": "項目", "day": "日期", "start": "時間", "name": "名字", "of": "{}名稱", "any": "位置"},
    "zh-Hans": {"screen": "预约", "thing": "预约", "resource": "项目", "day": "日期", "start": "时间", "name": "名字", "of": "{}名称", "any": "位置"},
}
_OWN = frozenset(("resource", "day", "start", "name"))
_SAME_AS_NAME = frozenset(("person", "family", "student", "who"))


def draft(wish: Wish) -> Draft:
    """One thing, 'bookings', with the four fields that the screen needs and then the learner's own."""
    words = _WORDS[wish.language]
    needed = (
        Field(name="resource", label=words["resource"], type="choice", required=True, choices=_resources(wish)),
        Field(name="day", label=words["day"], type="date", required=True),
        Field(name="start", label=words["start"], type="time", required=True),
        Field(name="name", label=_name_label(wish), type="text", required=True),
    )
    thing = Thing(id="bookings", label=words["thing"], fields=needed + _own_fields(wish))
    screen = Screen(id="book", label=words["screen"], block="booking", thing="bookings", options=_options(wish.facts).model_dump(mode="json"))
    return Draft(things=(thing,), screen=screen, rules=_rules(wish.facts))


def _resources(wish: Wish) -> tuple[Label, ...]:
    """What is booked, each once, by its word in the first language that it has."""
    found = {text_of(one): one for one in map(_first_big, wish.facts.resources)}
    return tuple(found.values())[:30] or (_WORDS[wish.language]["any"],)


def _first_big(label: Label) -> Label:
    """'shower' stands at the head of a column: 'Shower'."""
    return label[:1].upper() + label[1:] if isinstance(label, str) else label


def _name_label(wish: Wish) -> str:
    """The learner's word for a person names the field: 'family' gives 'Family name'."""
    words = _WORDS[wish.language]
    return words["of"].format(wish.person[:1].upper() + wish.person[1:])[:80] if wish.person else words["name"]


def _own_fields(wish: Wish) -> tuple[Field, ...]:
    """What else must be kept; what the screen has already (a day, a time, a name) is not asked twice."""
    had = _OWN | _SAME_AS_NAME
    return tuple(field for field in wish.fields if field.name not in had and field.type not in ("date", "time", "person"))[:30]


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
