"""An app that a group makes together: everyone changes it, and what takes it away from the others is asked of whoever began it."""

from __future__ import annotations

from bot.core.conversation import Held
from bot.core.deciding import Turn, again, first
from bot.core.decision import Decision, Move, Step
from bot.core.turn import Button
from bot.core.wanting import greeting

ALLOW, REFUSE = "team:allow", "team:refuse"


def let_in(turn: Turn, name: str) -> Decision:
    """The first words in a group, which calls Sampan by that name."""
    begun = turn.built or bool(turn.conversation.wish.brief.problem)
    move = Move(prompt="tutor/in_group", values={"name": name, "begun": begun}, only=() if begun else None)
    return first(move, again(turn)) if begun else greeting(turn.conversation).model_copy(update={"moves": (move,)})


def held_back(turn: Turn, decision: Decision) -> Decision:
    """The decision, or the question to whoever began the app where a member wants to go to another version."""
    team, step = turn.team, decision.effect
    if team is None or team.may or not isinstance(step, Step):
        return decision
    move = Move(prompt="tutor/team_asks", values={"speaker": team.speaker, "began": team.began, "version": step.to or 0})
    held = Held(to=step.to, by=team.speaker, version=turn.conversation.version)
    return Decision(conversation=turn.conversation.now(held=held), moves=(move,))


def pressed(turn: Turn, detail: str) -> Decision | None:
    """Their answer; None where nothing is asked of them (any more)."""
    held, team = turn.conversation.held, turn.team
    if held is None or team is None or held.version != turn.conversation.version:
        return None
    if not team.may:
        return Decision(conversation=turn.conversation, moves=(Move(prompt="tutor/team_only", values={"began": team.began}, buttons=_open(turn)),))
    freed = turn.conversation.now(held=None)
    if detail == "allow":
        return Decision(conversation=freed, effect=Step(to=held.to))
    return Decision(conversation=freed, moves=(Move(prompt="tutor/team_refused", values={"speaker": held.by}),))


def _open(turn: Turn) -> tuple[Button, ...]:
    """The two buttons stay, for the one whom they are for."""
    return tuple(button for button in turn.conversation.buttons if button.id in (ALLOW, REFUSE))
