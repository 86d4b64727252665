"""A learner asks for what is kept of them, or that it goes. Both are theirs at any time, and never done in a group."""

from __future__ import annotations

from bot.core.deciding import Turn, again, first
from bot.core.decision import Decision, Move, Own

YES, NO = "forget:yes", "forget:no"


def my_data(turn: Turn) -> Decision:
    """All of theirs as a file."""
    return _alone(turn) or Decision(conversation=turn.conversation, effect=Own(what="mydata"))


def forget(turn: Turn) -> Decision:
    """Asked once: what goes does not come back. The open question waits."""
    move = Move(prompt="tutor/forget_ask", values={"in_class": turn.in_class})
    return _alone(turn) or Decision(conversation=turn.conversation, moves=(move,))


def pressed(turn: Turn, detail: str) -> Decision:
    """Their answer. Only 'yes' to the question that stands there is one."""
    asked = any(button.id == YES for button in turn.conversation.buttons)
    if detail == "yes" and asked:
        return _alone(turn) or Decision(conversation=turn.conversation, effect=Own(what="forget"))
    return first(Move(prompt="tutor/forget_not"), again(turn)) if asked else again(turn)


def _alone(turn: Turn) -> Decision | None:
    return first(Move(prompt="tutor/alone_only"), again(turn)) if turn.speaker.group else None
