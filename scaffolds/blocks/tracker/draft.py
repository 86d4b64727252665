"""The first tracker of an app, from what the learner said."""

from __future__ import annotations

import re
from typing import Any

from scaffolds import blocks
from scaffolds.blocks.tracker.aims import aim_in
from scaffolds.blocks.tracker.known import Known, found_in
from scaffolds.blocks.tracker.options import MEASURED, MOST_MEASURED, Measure
from scaffolds.plain import trimmed
from scaffolds.spec import Field, Label, Rule, Screen, Thing
from scaffolds.wish import Draft, Wish

_SEVERAL = re.compile(
    r"(?:several|many|two|three|[2-9]) times a day|(?:twice|thrice) a day|morning and (?:evening|night)|after each meal|every (?:hour|meal)"
    r"|每日[兩二三四五]次|每天[两二三四五]次|早晚|一日幾次|每餐|每小時|每小时|每個鐘",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:our|whole) (?:class|family|team|school|club|group)\b|\bcompare|everyone sees|together|each of us|we (?:all )?(?:measure|track|record)"
    r"|全班|全家|全組|全队|全隊|小組|小组|一齊(?:度|記|量|計)|一起(?:量|记|測|测)|大家都|比較|比较",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\bprivate|only (?:i|me)\b|nobody else|secret|只有我|私隱|隱私|隐私|保密|唔想人知|不想别人", re.IGNORECASE)
_PERSONAL = frozenset(("pressure", "sugar", "pulse", "weight", "fever", "mood", "pain", "money", "sleep"))
"""What is nobody else's business, whoever uses the app together."""
_DAY = re.compile(r"^(?:date|day|when|which day|日期|日子|日|哪天|幾時)$", re.IGNORECASE)


def draft(wish: Wish) -> Draft:
    """Entries with their day, what is measured, who or which it is of, and the learner's other fields."""
    words = blocks.discover()["tracker"].said(wish.language)["labels"]
    said = _said(wish)
    fields, ways = _measured(wish, said, words)
    shared = bool(_TOGETHER.search(said)) and not _ALONE.search(said) and not any(one.id in _PERSONAL for one in ways.values())
    by = _by(wish, words, shared, fields)
    several = _several(said, tuple(ways.values()))
    whole = _thing(wish, words, fields, by, several, private=not shared)
    options = {"several": several, "shared": shared, "by": by.name if by else None, "measures": _measures(whole, ways)}
    screen = Screen(id="tracker", label=words["screen"], block="tracker", thing="entry", options=options)
    return Draft(things=(whole,), screen=screen, rules=_goal(wish, said, fields, ways))


def _said(wish: Wish) -> str:
    return " ".join((wish.brief.problem, wish.brief.goal, wish.brief.keep))


def _measured(wish: Wish, said: str, words: Any) -> tuple[tuple[Field, ...], dict[str, Known]]:
    """The learner's own numbers; else what their list or their words name; else a value. With what is known of each."""
    own = tuple(field for field in wish.fields if field.type in MEASURED and field.name != "day")[:MOST_MEASURED]
    if own:
        return own, {field.name: one for field in own if (one := _known_of(field, said, alone=len(own) == 1))}
    named = [next(found_in(item), None) for item in wish.facts.items]
    several = named if named and all(named) else list(found_in(said))[:1]
    kinds = tuple(dict.fromkeys(one for one in several if one))[:3]
    if not kinds:
        name = "amount" if any(field.name == "value" for field in wish.fields) else "value"
        return (Field(name=name, label=words["value"], type="number"),), {}
    made = [(field, one) for one in kinds for field in one.fields(wish.language)][:MOST_MEASURED]
    return tuple(field for field, _ in made), {field.name: one for field, one in made}


def _known_of(field: Field, said: str, alone: bool) -> Known | None:
    """What the label says of itself, or, of an only field, what the learner said of it."""
    texts = [f"{_word(field)} {field.unit}", *([said] if alone else [])]
    return next((one for text in texts for one in found_in(text) if one.fits(field)), None)


def _by(wish: Wish, words: Any, shared: bool, measured: tuple[Field, ...]) -> Field | None:
    """What tells the lines apart: a choice or a person among the learner's fields, what they listed, or the name of whoever measures."""
    free = (field for field in wish.fields if field.name not in ("day", "time"))
    named = next((field for field in free if field.type == "choice" or (field.type == "person" and shared)), None)
    if named:
        return named.model_copy(update={"required": True, "private": not shared})
    listed = _listed(wish)
    if len(listed) > 1 and not all(next(found_in(str(item)), None) for item in wish.facts.items):
        return Field(
            name="which" if all(field.name != "which" for field in measured) else "which_one",
            label=words["which"],
            type="choice",
            choices=listed,
            required=True,
            private=not shared,
        )
    return Field(name="who", label=words["who"], type="person", required=True) if shared and wish.person and len(measured) == 1 else None


def _listed(wish: Wish) -> tuple[Label, ...]:
    """Choices, or things listed one after another, each once and short enough to be tapped; a list of what to keep tells no lines apart."""
    items: tuple[Label, ...] = wish.facts.choices or wish.facts.items
    if any(str(item).casefold() in {_word(field).casefold() for field in wish.fields} for item in items):
        return ()
    clean = (item if isinstance(item, dict) else str(trimmed(item)) for item in items)
    found = {str(item).casefold(): item for item in clean if isinstance(item, dict) or 0 < len(item) <= 40}
    return tuple(found.values())[:30]


def _several(said: str, ways: tuple[Known, ...]) -> str:
    """As the measures are kept, where they agree; else one value a day, or as many as the words say."""
    usual = {one.several for one in ways}
    if len(usual) == 1 and "one" not in usual:
        return usual.pop()
    return "average" if _SEVERAL.search(said) else "one"


def _thing(wish: Wish, words: Any, measured: tuple[Field, ...], by: Field | None, several: str, private: bool) -> Thing:
    only = len(measured) == 1 and measured[0].type != "yes_no"
    day = next((field.label for field in wish.fields if field.type == "date" and _DAY.search(_word(field).strip())), words["day"])
    values = tuple(field.model_copy(update={"required": only, "private": private}) for field in measured)
    timed = several != "one" and not any(field.name == "time" for field in values)
    time = (Field(name="time", label=words["time"], type="time", private=private),) if timed else ()
    first = Field(name="day", label=day, type="date", required=True, private=private)
    mine = (first, *([by] if by else []), *values, *time)
    return Thing(id="entry", label=words["thing"], fields=(*mine, *_others(wish, mine, private)))


def _others(wish: Wish, mine: tuple[Field, ...], private: bool) -> tuple[Field, ...]:
    """What else they wanted kept, once the day, the time and the person are there already."""
    taken = {field.name for field in mine}
    left = (field for field in wish.fields if field.name not in taken and not _DAY.search(_word(field).strip()))
    return tuple(field.model_copy(update={"required": False, "private": private or field.private}) for field in left)[:20]


def _measures(thing: Thing, ways: dict[str, Known]) -> dict[str, Any]:
    found = {name: one.measure for name, one in ways.items() if thing.field(name)}
    stars = {field.name: Measure(low=1, high=5) for field in thing.fields if field.type == "rating" and field.name not in found}
    return {name: measure.model_dump(mode="json") for name, measure in (found | stars).items()}


def _goal(wish: Wish, said: str, fields: tuple[Field, ...], ways: dict[str, Known]) -> tuple[Rule, ...]:
    """A number that the learner named, for the first thing measured, where it can be reached at all."""
    first = next((field for field in fields if field.type != "yes_no"), None)
    way = ways.get(first.name) if first else None
    aim = aim_in(said, way.goal if way else None, way.unit(wish.language) if way else (first.unit if first else ""))
    if first is None or aim is None:
        return ()
    bounds = way.measure if way else Measure(low=1, high=5) if first.type == "rating" else Measure()
    if not all(bounds.low <= end <= bounds.high for end in (aim.amount, aim.upto) if end is not None):
        return ()
    options = {"fields": [first.name], "sense": aim.sense, "amount": aim.amount, "upto": aim.upto}
    return (Rule(id="tracker_goal", screen="tracker", kind="goal", options=options, says=aim.says),)


def _word(field: Field) -> str:
    return field.label if isinstance(field.label, str) else " ".join(field.label.values())
