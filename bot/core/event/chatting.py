"""An event in the chat: a command or a button asks something of it, and a dialogue of several questions keeps what was answered so far.

A button of an event is `event:<what>:<detail>`, a command gives its argument; both become an `AtEvent`, which a service answers
(`bot.services.event.in_chat`). A question of its own waits as a `Gathering`: the next words are its answer, and the question before waits too.
"""

from __future__ import annotations

from typing import Any

from bot.core.conversation import Conversation, Gathering
from bot.core.deciding import Turn
from bot.core.decision import AtEvent, Decision, Move

PREFIX = "event:"


def answers(conversation: Conversation, press: str, text: str) -> Gathering | None:
    """The question that this message answers: words that are no command, or one of its own buttons."""
    waits = conversation.gathering
    if waits is None:
        return None
    if press:
        return waits if press.startswith(f"{PREFIX}{waits.what}:") else None
    return waits if text.strip() and not text.startswith("/") else None


def left_off(conversation: Conversation) -> Conversation:
    """Back at the question that waited."""
    waits = conversation.gathering
    return conversation.now(gathering=None, asks=waits.asks, about=waits.about) if waits else conversation


def asked(turn: Turn, what: str, argument: str) -> Decision:
    """A command of an event."""
    return Decision(conversation=turn.conversation, effect=AtEvent(what=what, text=argument))


def answered(turn: Turn) -> Decision | None:
    """What is asked of the event by a button, or by words that answer its question; None for everything else."""
    waits, what, detail = turn.gathering, "", ""
    if turn.press.startswith(PREFIX):
        what, _, detail = turn.press.removeprefix(PREFIX).partition(":")
    if waits is not None and what in ("", waits.what):
        values = {"step": waits.step, "values": waits.values}
        return Decision(conversation=turn.conversation, effect=AtEvent(what=waits.what, text=turn.text, press=detail, **values))
    return Decision(conversation=turn.conversation, effect=AtEvent(what=what, press=detail)) if what else None


def ask(turn: Turn, what: str, step: str, *moves: Move, values: dict[str, Any] | None = None) -> Decision:
    """Say these and wait for the answer to one question; `values` is what is known by now."""
    before = turn.conversation
    waits = Gathering(what=what, step=step, values=values or {}, asks=before.asks, about=before.about)
    return Decision(conversation=before.now(gathering=waits).asks_for("clarify", about="event"), moves=moves)
