"""A plain sentence about an app that there is: done, or asked about, never guessed in silence."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core import edits, places, questions
from bot.core import plan as planning
from bot.core.deciding import Turn, first, settled, short
from bot.core.decision import Build, Decision, Move
from bot.core.hearing import hear
from bot.core.interpretation import Interpretation
from scaffolds import blocks
from scaffolds.merging import Side
from scaffolds.operations import AddScreen, Operation, apply
from scaffolds.spec import SpecError


def edited(turn: Turn) -> Decision:
    """Change the app as the words want it."""
    operations = turn.heard.operations
    return change_app(turn, operations) if operations else unclear(turn)


def change_app(turn: Turn, operations: Sequence[Operation], lines: Side | None = None) -> Decision:
    """Do all of the operations, or say which cannot be done. `lines`: whose stay where the learner changed the same ones."""
    changed, last = turn.app, operations[0]
    done: list[Operation] = []
    try:
        for last in operations:
            before, changed = changed, apply(changed, [last])
            done += [last] if edits.differs(before, changed) else []
    except SpecError as error:
        return edits.refusal(turn.conversation, error, last, changed)
    if not done:
        return _as_it_was(turn)
    effect = Build(spec=changed, before=turn.app, done=tuple(done), unclear=turn.heard.unclear, lines=lines)
    return Decision(conversation=settled(turn.conversation), effect=effect)


def _as_it_was(turn: Turn) -> Decision:
    """Nothing was done: what was asked for is so already, and what was not understood is asked about."""
    move = Move(prompt="tutor/cannot", values={"reason": "same", "label": ""})
    if turn.heard.unclear:
        return first(move.model_copy(update={"only": ()}), unclear(turn))
    return Decision(conversation=settled(turn.conversation), moves=(move,))


def unclear(turn: Turn) -> Decision:
    text = " · ".join(turn.heard.unclear) or turn.text
    also = places.meant(text, turn.app)
    values = {"unclear": short(text), "done": False, "also": places.names(also, turn.conversation.language)}
    move = Move(prompt="tutor/unclear", values=values, buttons=places.buttons(also, turn.conversation.language))
    return Decision(conversation=turn.conversation.asks_for("clarify", about="edit"), moves=(move,))


def add_ways(turn: Turn, wanted: Sequence[str]) -> Decision:
    """One more screen for each of these blocks."""
    wish = planning.wish_of(turn.conversation).model_copy(update={"fields": turn.heard.fields, "facts": turn.heard.facts})
    screens = [AddScreen(draft=blocks.discover()[id].draft(wish)) for id in wanted]
    return change_app(turn, [*screens, *turn.heard.operations])


def edited_plan(turn: Turn) -> Decision:
    """Change the plan before it is built: each operation must leave it whole."""
    conversation, changed = turn.conversation, False
    for operation in turn.heard.operations:
        as_it_is = planning.plan(conversation, turn.zone)
        if error := planning.stands(conversation, turn.zone, operation):
            refused = edits.refusal(conversation, error, operation, planning.plan(conversation, turn.zone))
            return first(refused.moves[0].model_copy(update={"only": ()}), questions.confirm(conversation, turn.zone, changed=True))
        edited = conversation.now(edits=(*conversation.edits, operation))
        changed = changed or edits.differs(as_it_is, planning.plan(edited, turn.zone))
        conversation = edited
    # the fields that an edit names are in its operations already; what else it told is taken in
    told = hear(conversation, Interpretation(facts=turn.heard.facts), "", is_answer=False)
    plan = questions.confirm(told, turn.zone, changed=True)
    same = Move(prompt="tutor/cannot", values={"reason": "same", "label": ""}, only=())
    return plan if changed or told.wish != turn.conversation.wish else first(same, plan)
