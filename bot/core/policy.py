"""What happens next: a pure function from where the conversation stands and what was understood to a `Decision`.

Nothing here reads a clock, a store or a model. Every path ends in something said and a way on; no question blocks the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.core import debugging, edits, questions
from bot.core.conversation import Conversation, Waiting
from bot.core.deciding import Turn, first
from bot.core.decision import Build, Decision, Move
from bot.core.likeness import answered
from bot.core.placing import kept, ready_for
from bot.core.pressing import pressed
from bot.core.trying import prediction
from bot.core.wanting import INTENTS
from scaffolds.spec import text_of


class Clash(NamedTuple):
    """A place in a file: what the file is, its lines as the learner wrote them and as they would be made now."""

    label: str
    mine: tuple[str, ...]
    new: tuple[str, ...]


def decide(turn: Turn) -> Decision:
    """One turn: a press first, then what the words want."""
    if turn.press:
        return pressed(turn)
    return _placed(turn, _scoped(turn, answered(turn) or debugging.answered(turn) or INTENTS[turn.heard.intent](turn)))


def _placed(turn: Turn, decision: Decision) -> Decision:
    """A place that is named among other things, before there is an app, is kept beside them."""
    fresh = not turn.built or turn.heard.intent == "new"
    return kept(turn, decision, turn.heard.places) if turn.heard.places and fresh and turn.heard.intent != "zip" else decision


def _scoped(turn: Turn, decision: Decision) -> Decision:
    """Where a first message wishes for what no mini-app can do, that is said before what can be done is offered."""
    kind = turn.heard.beyond
    asking = turn.conversation.asks in ("none", "problem") and not turn.built
    return first(Move(prompt="tutor/beyond", values={"kind": kind}), decision) if kind and asking else decision


def after_build(decision: Decision, effect: Build, checked: int, version: int) -> Decision:
    """What is said when a build has passed its proof: the app for the first time, or what an edit did."""
    conversation = decision.conversation.now(version=version)
    if effect.before is None:
        moves: tuple[Move, ...] = (*_ready(effect, checked, conversation), _guess(effect, conversation))
        return decision.model_copy(update={"conversation": conversation.asks_for("predict"), "moves": moves})
    moves = (_edited(effect, version),)
    if effect.unclear:
        moves = (*moves, Move(prompt="tutor/unclear", values={"unclear": " · ".join(effect.unclear)[:120], "done": True, "also": []}))
        conversation = conversation.asks_for("clarify", about="edit")
    return decision.model_copy(update={"conversation": conversation, "moves": moves})


def after_failure(decision: Decision, before: Conversation, failed: list[str]) -> Decision:
    """A build that failed its proof is never handed over: say what is wrong; all stays as it was."""
    move = Move(prompt="tutor/not_ready", values={"failed": failed})
    return decision.model_copy(update={"conversation": before.asks_for("none" if before.version else "confirm"), "moves": (move,)})


def whose_lines(decision: Decision, effect: Build, clashes: Sequence[Clash]) -> Decision:
    """What an edit would make anew the learner has changed by hand: both are shown, and they say which stays."""
    conversation = decision.conversation.now(waiting=Waiting(operations=effect.done, version=decision.conversation.version))
    shown = [{"label": one.label, "mine": one.mine, "new": one.new} for one in clashes[:2]]
    move = Move(prompt="tutor/whose_lines", values={"clashes": shown, "more": len(clashes) - len(shown)})
    return decision.model_copy(update={"conversation": conversation.asks_for("clarify", about="lines"), "moves": (move,), "effect": None})


def _ready(effect: Build, checked: int, conversation: Conversation) -> tuple[Move, ...]:
    """With a button for each other place where they said that they would use it, and a word about one that it cannot be made for."""
    title = text_of(effect.spec.title, conversation.language)
    also, not_for = ready_for(effect.spec, conversation)
    values = {"title": title, "count": checked, "young": questions.young(conversation), "also": also.names}
    return (Move(prompt="tutor/ready", values=values, buttons=also.buttons), *not_for)


def _guess(effect: Build, conversation: Conversation) -> Move:
    """The guess about their own app: beside the zip, never before it."""
    card = prediction(effect.spec, conversation)
    values = {"question": card["question"], "young": questions.young(conversation)}
    return Move(prompt="tutor/predict", values=values, buttons=questions.numbered("predict", card["choices"]), apart=True)


def _edited(effect: Build, version: int) -> Move:
    before = effect.before or effect.spec
    done = [Move(prompt="tutor/done", values=edits.described(one, before)) for one in effect.done]
    private = edits.new_private(effect.done)
    label = text_of(private.label, before.language) if private else ""
    return Move(prompt="tutor/edited", values={"done": done, "version": version, "private": bool(private), "private_label": label})
