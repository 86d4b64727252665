"""Cases, conditions and answers in words of the learner's language."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from scaffolds.plain import clean
from scaffolds.quests.making import Quest, filled
from scaffolds.quests.shapes import DAYS, Case
from scaffolds.quests.wording import words
from scaffolds.spec import Language

_LONG = 24
_RUNGS = ("asks", "look", "idea")


def case_words(quest: Quest, case: Case) -> str:
    """'at 22:00', 'Name is “a”', 'nothing kept yet'."""
    told = words(quest.language)["case"]
    if case.input:
        return value_words(quest.values["field"], next(iter(case.input.values())), quest.language)
    if case.clock:
        return filled(told["clock"], {"clock": case.clock})
    if case.day:
        day = DAYS[(datetime.date.fromisoformat(case.day).weekday() + 1) % 7]
        return filled(told["day"], {"day": words(quest.language)["days"][day]})
    if not quest.shape.counts:
        return str(told["usual"])
    return _kept_words(quest, case, told)


def _kept_words(quest: Quest, case: Case, told: Mapping[str, str]) -> str:
    if not case.mine + case.others:
        return told["none"]
    counts = {"mine": str(case.mine), "others": str(case.others), "field": quest.values["field"]}
    return filled(told["same" if case.same else "kept"], counts)


def value_words(field: str, value: Any, language: Language) -> str:
    """A field with what somebody puts into it, in a form that one can see."""
    told, text = words(language)["case"], str(clean(str(value)))
    key = "nothing" if not str(value) else "spaces" if not str(value).strip() else "many" if len(text) > _LONG else "field"
    return filled(told[key], {"field": field, "value": text, "count": str(len(text))})


def card_words(quest: Quest, card: str) -> str:
    """What stands on a rule card: `when`, `no`, `yes`, or a condition (`right`, `wrong1`, `wrong2`)."""
    told = words(quest.language)["cards"]
    if card in told:
        return filled(told[card], {"doing": quest.words("doing"), "says": quest.words("says")})
    return filled(told["if"], {"condition": condition_words(quest, card)})


def condition_words(quest: Quest, which: str) -> str:
    return filled(words(quest.language)["shapes"][quest.card.shape][which], quest.values)


def hint_words(quest: Quest, rung: int, shown: Callable[[str], str] = str) -> str:
    """The words of a rung from 1: a question back, where to look, the idea. The worked example comes after them (`twin`).

    They are Markdown; `shown` is how the learner's own words are put into it.
    """
    return filled(words(quest.language)["shapes"][quest.card.shape][_RUNGS[rung - 1]], {name: shown(value) for name, value in quest.values.items()})
