"""An app that a group makes together: everyone changes it, and what takes it away from the others is asked of whoever began it."""

from __future__ import annotations

from bot.core.conversation import Decision, Held, Move, Step
from bot.core.deciding import Turn
from bot.core.turn import Button

ALLOW, REFUSE = "team:allow", "team:refuse"


def held_back(turn: Turn, decision: Decision) -> Decision:
    """The decision, or the question to whoever began the app where a member wants to go to another version."""
    team, step = turn.team, decision.effect
    if team is None or team.may or not isinstance(step, Step):
        return decision
    move = Move(prompt="tutor/team_asks", values={"speaker": team.speaker, "began": team.began, "version": step.to or 0})
    held = Held(to=step.to, by=team.speaker)
    return Decision(conversation=turn.conversation.now(held=held), moves=(move,))


def pressed(turn: Turn, detail: str) -> Decision | None:
    """Their answer; None where nothing is asked of them (any more)."""
    held, team = turn.conversation.held, turn.team
    if held is None or team is None:
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
