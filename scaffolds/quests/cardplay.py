"""Rule cards: a rule laid out of cards in an order is code, and runs like any other."""

from __future__ import annotations

from collections.abc import Sequence

from scaffolds.quests.making import Quest
from scaffolds.quests.shapes import js

CARDS = ("when", "right", "wrong1", "wrong2", "no", "yes")
NEEDED = 4
"""When, if, no, yes."""


def dealt(quest: Quest) -> tuple[str, ...]:
    """All cards in the order in which they lie on the table: not the one in which they belong, and not the same for every quest."""
    turn = sum(map(ord, quest.id)) % 3
    conditions = ("right", "wrong1", "wrong2")
    return ("no", *conditions[turn:], "when", *conditions[:turn], "yes")


def left(quest: Quest, laid: Sequence[str]) -> tuple[str, ...]:
    """Cards that can still be laid: of the conditions one is enough."""
    has_condition = any(card in laid for card in CARDS[1:4])
    return tuple(card for card in dealt(quest) if card not in laid and not (has_condition and card in CARDS[1:4]))


def code(quest: Quest, laid: Sequence[str]) -> str:
    """The cards as they lie, as JavaScript: what comes after an answer is never reached, as in the order of the cards."""
    lines = [line for card in laid if card != "when" for line in _lines(quest, card)]
    return f"export function {quest.function}(input, app) {{\n" + "\n".join(f"  {line}" for line in [*lines, "return true;"]) + "\n}\n"


def _lines(quest: Quest, card: str) -> tuple[str, ...]:
    if card == "no":
        return (f"return {js(quest.words('says'))};",)
    if card == "yes":
        return ("return true;",)
    place = CARDS.index(card) - 2
    return (f"if ({quest.condition if place < 0 else quest.shape.wrong[place](quest.about)})",)


def begins_right(laid: Sequence[str]) -> bool:
    """A rule begins with when it is asked."""
    return not laid or laid[0] == "when"
