"""The worked example of a hint: the same shape of rule about something else, so that one sees how and not what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scaffolds.quests.making import Quest, filled
from scaffolds.quests.shapes import DAYS, SHAPES, About, Shape, js
from scaffolds.quests.wording import words

_TURNED: Mapping[str, str] = {
    "crowd": "(app.rows.players || []).length < 5",
    "mine": "(app.rows.laps || []).filter((row) => row.mine).length < 2",
    "weekday": 'new Date(app.now.slice(0, 10) + "T00:00:00Z").getUTCDay() !== 6',
    "says": 'String(input.title || "").toLowerCase().indexOf("news") < 0',
    "exactly": 'String(input.title || "") !== "open"',
    "same": "(app.rows.tickets || []).every((row) => row.seat !== input.seat)",
}
_OTHER: Mapping[str, str] = {"short": "long", "long": "short", "over": "under", "under": "over", "late": "early", "early": "late"}
"""Who has to find a sign would read it off the same rule about something else: they see one that compares the other way round."""


def twin(quest: Quest, *, gap: bool = False) -> str:
    """Its code. It never passes the quest: its field, its thing and its numbers are others. `gap`: nor is its sign the one that is missing."""
    says = filled(_told(quest, gap)["twin_says"], _values(quest, gap))
    return f"export function example(input, app) {{\n  if ({_condition(quest, gap)}) {{\n    return {js(says)};\n  }}\n  return true;\n}}"


def twin_words(quest: Quest, *, gap: bool = False) -> str:
    """The rule of the worked example in a sentence."""
    return filled(_told(quest, gap)["twin"], _values(quest, gap))


def _condition(quest: Quest, gap: bool) -> str:
    kind = quest.card.shape
    return _TURNED[kind] if gap and kind in _TURNED else _shape(quest, gap).right(_about(quest, gap))


def _shape(quest: Quest, gap: bool) -> Shape:
    return SHAPES[_OTHER.get(quest.card.shape, quest.card.shape)] if gap else quest.shape


def _about(quest: Quest, gap: bool) -> About:
    """What the example is about: never the field, the number or the word of the quest itself."""
    usual, asked = _shape(quest, gap).twin, quest.about
    return replace(
        usual,
        n=usual.n + 1 if usual.n and usual.n == asked.n else usual.n,
        field="label" if usual.field and usual.field == asked.field else usual.field,
        word="unfinished" if usual.word and usual.word == asked.word.lower() else usual.word,
    )


def _values(quest: Quest, gap: bool) -> dict[str, str]:
    about = _about(quest, gap)
    return {"n": str(about.n), "word": about.word, "day": words(quest.language)["days"][DAYS[about.n % 7]]}


def _told(quest: Quest, gap: bool) -> Mapping[str, str]:
    told, kind = words(quest.language), quest.card.shape
    if gap and kind in _TURNED:
        return dict(told["turned"][kind])
    return dict(told["shapes"][_OTHER[kind] if gap else kind])


def gapped(quest: Quest, gap: str = "____") -> str:
    """The quest's own function with one piece cut out."""
    head, _, tail = quest.condition.rpartition(f" {quest.shape.gap} ")
    return quest.code(f"{head} {gap} {tail}").rstrip()


def signature(quest: Quest) -> str:
    """Where somebody begins who writes it all."""
    return f"export function {quest.function}(input, app) {{\n  \n  return true;\n}}"
