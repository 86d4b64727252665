"""Moves into words: each move is a text of `prompts/`, in the conversation's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import prompts
from bot.core.brain import Phrased
from bot.core.conversation import Conversation
from bot.core.decision import Move
from bot.core.turn import Button, Message
from prompts import Markdown, escape
from scaffolds.spec import Language

MOST_BUTTONS = 8


def phrase(moves: Sequence[Move], conversation: Conversation) -> Phrased:
    """One message of paragraphs, and one more for each move that stands apart. Never the same wording twice in a row."""
    told = dict(conversation.told)
    messages: list[Message] = []
    for group in _grouped(moves):
        paragraphs = [_paragraph(move, conversation.language, told) for move in group]
        buttons = [button for move in group for button in _buttons(move, conversation.language)]
        picture, alt = next(((move.picture, move.alt) for move in group if move.picture), ("", ""))
        messages.append(Message(text="\n\n".join(filter(None, paragraphs)), buttons=_each_once(buttons, messages), picture=picture, alt=alt))
    shown = tuple(button for message in reversed(messages) for button in message.buttons)  # what is asked last comes first
    return Phrased(messages=tuple(messages), conversation=conversation.now(told=told, buttons=shown or conversation.buttons))


def _grouped(moves: Sequence[Move]) -> list[list[Move]]:
    groups: list[list[Move]] = []
    for move in moves:
        if move.apart or not groups:
            groups.append([])
        groups[-1].append(move)
    return groups


def _paragraph(move: Move, language: Language, told: dict[str, int]) -> str:
    said = told.get(move.prompt, 0)
    told[move.prompt] = said + 1
    return _rendered(move, language, said)


def _rendered(move: Move, language: Language, wording: int = 0) -> str:
    if move.said:
        return escape(move.said)
    values = {key: _value(value, language) for key, value in move.values.items()}
    return prompts.load(move.prompt).render(language, wording, **values)


def _value(value: Any, language: Language) -> Any:
    """A move inside a move is put into words first."""
    if isinstance(value, Move):
        return Markdown(_rendered(value, language))
    return [_value(one, language) for one in value] if isinstance(value, list) else value


def _buttons(move: Move, language: Language) -> list[Button]:
    own = [Button(id=id, label=label) for id, label in prompts.load(move.prompt).labels(language) if move.only is None or id in move.only]
    return [*move.buttons, *own]


def _each_once(buttons: Sequence[Button], before: Sequence[Message]) -> tuple[Button, ...]:
    """Ids are unique within a reply; what is asked last is what its buttons answer."""
    taken = {button.id for message in before for button in message.buttons}
    each = {button.id: button for button in buttons if button.id not in taken}
    return tuple(each.values())[-MOST_BUTTONS:]
