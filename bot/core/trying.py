"""What a learner finds out about an app that there is: a guess before trying it, and what really happens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.conversation import Conversation
from bot.core.deciding import Turn, again, settled
from bot.core.decision import Decision, Move
from bot.core.guessing import nearest
from scaffolds import blocks
from scaffolds.spec import AppSpec, text_of


def guessed(turn: Turn) -> Decision:
    """A guess in words: the choice that they are nearest to, if any."""
    return predicted(turn, nearest(turn.text, prediction(turn.app, turn.conversation)["choices"]))


def predicted(turn: Turn, guess: int | None) -> Decision:
    """Say what really happens; a guess is not marked."""
    if not turn.built:
        return again(turn)
    card = prediction(turn.app, turn.conversation)
    choices = list(card["choices"])
    if guess is not None and guess >= len(choices):
        return again(turn)
    values = {
        "right": guess == card["right"],
        "guess": choices[guess] if guess is not None else "",
        "truth": choices[card["right"]],
        "why": card["why"],
        "unsure": guess is None,
    }
    return Decision(conversation=settled(turn.conversation), moves=(Move(prompt="tutor/predicted", values=values),))


def prediction(spec: AppSpec, conversation: Conversation) -> Mapping[str, Any]:
    """The predict-then-run question of the app's main screen, in the chat's language."""
    card = blocks.of(spec.screens[0]).said(conversation.language)["predict"]
    return {**card, "question": str(card["question"]).replace("{title}", text_of(spec.title, conversation.language))}
