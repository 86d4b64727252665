"""The first device of an app, from what the learner said."""

from __future__ import annotations

import re
from typing import Any

from scaffolds import blocks
from scaffolds.blocks.device.known import Known, actuators_in, sensor_in, sensors
from scaffolds.blocks.device.limits import limit_in
from scaffolds.blocks.device.options import OWN, Actuator, Alarm
from scaffolds.spec import Field, Rule, Screen, Thing
from scaffolds.wish import Draft, Wish

_ALONE = re.compile(
    r"\bprivate|only (?:i|me)\b|nobody else|secret|\bpillow|\bsleep|\btoilet|\bbed\b|fever"
    r"|只有我|私隱|隱私|隐私|保密|唔想人知|不想别人|枕頭|枕头|瞓|睡|廁所|厕所|床",
    re.IGNORECASE,
)
"""What is nobody else's business."""
_DAY = re.compile(r"^(?:date|day|when|time|日期|日子|日|時間|时间)$", re.IGNORECASE)
_ABOUT = re.compile(r"\bnames?\b|\btypes?\b|\bkinds?\b|\bnotes?\b|\bwhere\b|\bwho\b|名|種類|种类|類別|类别|備註|备注|哪|邊", re.IGNORECASE)
"""'Kind of soil' is nothing that a sensor says."""
_EVERY = re.compile(r"every\s+(\d{1,3})?\s*(minute|min|hour)|每\s*(\d{1,3})?\s*(分鐘|分钟|小時|小时|個鐘)", re.IGNORECASE)


def draft(wish: Wish) -> Draft:
    """A sensor with its limit, what can be moved, and readings with the learner's other fields."""
    said = "\n".join((wish.brief.problem, wish.brief.goal, wish.brief.keep))
    words = blocks.discover()["device"].said(wish.language)["labels"]
    moved = actuators_in(said, wish.language)
    found = sensor_in(said)
    known = found or sensors()["temperature"]
    private = bool(_ALONE.search(said))
    thing, value = _thing(wish, words, known, private)
    options = {
        "sensor": "none" if moved and not found else known.id, "value": value, **known.ends(), "shared": not private,
        "actuators": [one.model_dump(mode="json") for one in moved], "log_minutes": _pace(said),
    }  # fmt: skip
    screen = Screen(id="device", label=words["screen"], block="device", thing="reading", options=options)
    rules = () if options["sensor"] == "none" else (_alarm(said, known, moved),)
    return Draft(things=(thing,), screen=screen, rules=rules)


def _thing(wish: Wish, words: Any, known: Known, private: bool) -> tuple[Thing, str]:
    """A reading, and the name of the field that holds its value: the learner's own number where they named one."""
    own = _measured(wish, known)
    usual = Field(name="value", label=known.label(wish.language), type="number", unit=known.unit(wish.language))
    value = (own or usual).model_copy(update={"type": "number", "required": False, "private": private, "choices": ()})
    fields = (
        Field(name="day", label=words["day"], type="date", required=True, private=private),
        Field(name="time", label=words["time"], type="time", private=private),
        value,
        Field(name="event", label=words["event"], private=private),
        *_others(wish, value.name, private),
    )
    return Thing(id="reading", label=words["thing"], fields=fields), value.name


def _measured(wish: Wish, known: Known) -> Field | None:
    """The field that is named as what the sensor measures; else a number that no other sensor measures."""
    left = [field for field in wish.fields if field.name not in OWN and field.type in ("number", "text")]
    named = (field for field in left if sensor_in(_word(field)) is known and not _ABOUT.search(_word(field)))
    numbers = (field for field in left if field.type == "number" and sensor_in(_word(field)) in (None, known))
    return next(named, None) or next(numbers, None)


def _others(wish: Wish, value: str, private: bool) -> tuple[Field, ...]:
    """What else they wanted kept, once the day, the time and the value are there already."""
    left = (field for field in wish.fields if field.name not in (*OWN, value) and not _DAY.search(_word(field).strip()))
    return tuple(field.model_copy(update={"required": False, "private": private or field.private}) for field in left)[:20]


def _alarm(said: str, known: Known, moved: tuple[Actuator, ...]) -> Rule:
    """The limit that was named, or the sensor's usual one; it moves the first thing that can be moved."""
    limit, usual = limit_in(said, **known.ends()), known.alarm()
    named = {"sense": limit.sense, "value": limit.value} if limit else {}
    moves = {"actuator": moved[0].id, "amount": 90 if moved[0].kind == "servo" else 1} if moved else {}
    alarm = Alarm.model_validate({**usual.model_dump(), **named, **moves})
    return Rule(id="device_alarm", screen="device", kind="alarm", options=alarm.model_dump(mode="json"), says=limit.says if limit else "")


def _pace(said: str) -> int:
    match = _EVERY.search(said)
    if match is None:
        return 1
    amount, unit = match[1] or match[3] or "1", match[2] or match[4]
    hours = unit.lower() in ("hour", "小時", "小时", "個鐘")
    return min(max(int(amount), 1) * (60 if hours else 1), 1440)


def _word(field: Field) -> str:
    return field.label if isinstance(field.label, str) else " ".join(field.label.values())
