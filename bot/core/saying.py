"""Where a language model said something itself, and it was checked, its words stand in place of the fixed ones for the same."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.decision import Decision, Move
from bot.core.interpretation import Exchange, Interpretation, Words
from bot.core.turn import Asks

REMEMBERED = 4
"""Turns that a model is shown word for word; of those before it has its own note."""
LONGEST = 300
_SMALL_TALK = frozenset({"tutor/lead", "tutor/joke", "tutor/thanks", "tutor/hello_again", "tutor/nonsense"})
_QUESTIONS: Mapping[Asks, frozenset[str]] = {
    "problem": frozenset({"tutor/ask_problem"}),
    "who": frozenset({"tutor/ask_who"}),
    "goal": frozenset({"tutor/ask_goal"}),
}
_SHORT = "tutor/tokens_spent"


def in_own_words(decision: Decision, heard: Interpretation) -> Decision:
    """The decision as the model says it. What a build or a step came to is said by those who know: the fixed words."""
    if not (heard.words.say or heard.words.question or heard.short):
        return decision
    words, moves = heard.words, decision.moves
    if decision.effect is None and words.question and words.asks == decision.conversation.asks:
        moves = tuple(_asked(move, words) for move in moves)
    if decision.effect is None and words.say:
        moves = (Move(prompt="tutor/said", values={"say": words.say}), *(move for move in moves if move.prompt not in _SMALL_TALK))
    if heard.short and _SHORT not in decision.conversation.told:
        moves = (Move(prompt=_SHORT), *moves)
    return decision.model_copy(update={"moves": moves})


def _asked(move: Move, words: Words) -> Move:
    return move.model_copy(update={"said": words.question}) if move.prompt in _QUESTIONS.get(words.asks, ()) else move


def remembered(before: tuple[Exchange, ...], said: str, answered: str) -> tuple[Exchange, ...]:
    """The last turns with this one."""
    return (*before, Exchange(said=cut(said), answered=cut(answered)))[-REMEMBERED:]


def cut(text: str) -> str:
    """A text short enough to be shown to a model again and again: its beginning and its end."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST * 2 // 3]} … {text[-LONGEST // 3 :]}"
