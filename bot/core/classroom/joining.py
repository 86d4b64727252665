"""Coming into a class by chat: the code, then a name, then what else the class asks for. What a code opens is for a service to see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from bot.core import questions
from bot.core.classroom.naming import LONGEST_CODE, code_of, length_of
from bot.core.conversation import Conversation, Joining
from bot.core.deciding import Turn, again, first
from bot.core.decision import Decision, Join, Move
from bot.core.event.chatting import asked
from bot.core.turn import Button
from bot.core.wanting import greeting

ME, LEAVE = "join:me", "join:leave"
"""To take the name that the channel knows; to go on without a class."""
LONGEST_OFFER = 30


def join(turn: Turn, argument: str) -> Decision:
    """`KBCD 3476 Ka-ho`: the code is the first words that make one, the rest is a name."""
    code, name = _split(argument)
    if turn.speaker.group:
        return asked(turn, "team", code) if code else first(Move(prompt="tutor/alone_only"), again(turn))
    if not code:
        return first(Move(prompt="tutor/join_how"), again(turn))
    return Decision(conversation=turn.conversation, effect=Join(code=code, name=name))


def _split(argument: str) -> tuple[str, str]:
    """A code may be typed in two groups: as many words as make the eight characters that codes have, else the first."""
    words = argument.split()
    for many in (2, 1, 3):
        code = code_of("".join(words[:many]))
        if len(code) == 8 and many <= len(words):
            return code, " ".join(words[many:])
    return (code_of(words[0]) or words[0][:LONGEST_CODE], " ".join(words[1:])) if words else ("", "")


def answers(conversation: Conversation, press: str, text: str) -> Joining | None:
    """What is being joined, if this message goes on with it: words that are no command, or one of its own buttons."""
    if conversation.joining is None or press not in ("", ME, LEAVE):
        return None
    return conversation.joining if press or (text.strip() and not text.startswith("/")) else None


def left_off(conversation: Conversation) -> Conversation:
    """Back at the question that waited."""
    waits = conversation.joining
    return conversation.now(joining=None, asks=waits.asks, about=waits.about) if waits else conversation


def answered(turn: Turn, joining: Joining) -> Decision:
    """What was asked for on the way in."""
    if turn.press == LEAVE:
        return again(turn)
    said = _label(turn.conversation) if turn.press == ME else turn.text
    known = {"code": joining.code, "name": joining.name, joining.needs: said}
    return Decision(conversation=turn.conversation, effect=Join.model_validate(known))


def _label(conversation: Conversation) -> str:
    return next((button.label for button in conversation.buttons if button.id == ME), "")


def ask(turn: Turn, join: Join, needs: Literal["name", "number", "words"], *moves: Move) -> Decision:
    """Say these and wait for what is missing; the question before waits too."""
    before = turn.conversation
    waits = Joining(code=join.code, name=join.name, needs=needs, asks=before.asks, about=before.about)
    return Decision(conversation=before.now(joining=waits).asks_for("clarify", about="join"), moves=moves)


def ask_name(turn: Turn, name: str) -> Move:
    """Ask for a name; the one that the channel knows is a button."""
    me = turn.speaker.nickname[:LONGEST_OFFER]
    buttons = (Button(id=ME, label=me),) if me and length_of(me) > 1 else ()
    return Move(prompt="tutor/join_name", values={"class_name": name}, buttons=buttons)


def go_on(turn: Turn, move: Move) -> Decision:
    """Say why not, then on with the open question, or the greeting."""
    return first(move, _onward(turn))


def welcome(turn: Turn, values: Mapping[str, Any], *, sees: Mapping[str, Any] | None = None) -> Decision:
    """They are in: what the class is at, what their teachers see where that was not said before, and the open question or the greeting."""
    decision = _onward(turn)
    said = (Move(prompt="tutor/joined", values=dict(values)), *([Move(prompt="tutor/class_sees", values=dict(sees))] if sees else []))
    return decision.model_copy(update={"moves": (*said, *decision.moves)})


def _onward(turn: Turn) -> Decision:
    """The open question; where nothing was told yet, the first one with problems to press, and a greeting if there was none."""
    if turn.built or turn.conversation.wish.brief.problem:
        return again(turn)
    greeted = greeting(turn.conversation)
    known = "tutor/greet" in turn.conversation.told
    return greeted.model_copy(update={"moves": questions.ask_problem(turn.conversation).moves}) if known else greeted
