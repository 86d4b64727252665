"""What a team is shown of its ideas in the chat: all of them side by side, how the votes stand, and the buttons that lead on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.core.deciding import Turn
from bot.core.decision import Decision, Move
from bot.core.event.ideas import CHOICES, QUESTIONS, WANTED, Problem, Question
from bot.core.turn import Button
from bot.locales import Locale
from bot.services import Parts
from bot.services.event import ideas
from bot.services.event.ideas import ASK, Standing
from storage.records import Loaded


@dataclass(frozen=True)
class Talk:
    """One turn about the ideas of the team that speaks in its chat."""

    parts: Parts
    turn: Turn
    loaded: Loaded
    here: Standing
    t: Locale

    @property
    def me(self) -> str:
        return self.turn.speaker.learner

    async def anew(self) -> Talk:
        """The same after something was kept."""
        return replace(self, here=await ideas.standing(self.parts, self.here.event, self.here.team))

    def says(self, prompt: str, *buttons: Button, **values: Any) -> Decision:
        """Say this and wait for a problem, or a button."""
        waits = self.turn.conversation.now(stage="discover").asks_for("problem")
        return Decision(conversation=waits, moves=(Move(prompt=f"event/{prompt}", values=values, buttons=buttons),))

    def press(self, verb: str, key: str, id: str = "", **values: object) -> Button:
        """A button about the ideas, named by a sentence."""
        return Button(id=f"event:{ASK}:{verb}:{id}" if id else f"event:{ASK}:{verb}", label=self.t(key, **values))


def shown(talk: Talk) -> Decision:
    """All of them side by side, with what tells them apart and how the votes stand; nothing is decided."""
    board = talk.here.board
    if not board.problems:
        return talk.says("idea_none", wanted=WANTED)
    values = {
        "problems": [_row(talk, one) for one in board.problems],
        "findings": [talk.t(f"ev_ideas.finding_{one.question}", n=_numbers(talk.t, one.numbers)) for one in board.findings],
        "votes": board.state if board.members > 1 else "alone",
        "leading": leading(talk),
        "chosen": board.number(board.chosen),
    }
    return talk.says("idea_choose", *_to_choose(talk), **values)


def _row(talk: Talk, problem: Problem) -> dict[str, Any]:
    board = talk.here.board
    facts = [_said(talk.t, question, problem.answers[question]) for question in QUESTIONS if problem.answers.get(question)]
    votes = board.votes_for(problem.id)
    facts += [talk.t("ev_ideas.vote_one" if votes == 1 else "ev_ideas.votes", n=votes)] if votes else []
    return {"n": board.number(problem.id), "text": problem.text, "who": talk.here.name(problem.by), "facts": " · ".join(facts)}


def _said(t: Locale, question: Question, answer: str) -> str:
    """An answer as it is shown: the words of a short one, or what was typed."""
    return t(f"ev_ideas.{question}_{answer}") if answer in CHOICES[question] else answer


def _numbers(t: Locale, numbers: tuple[int, ...]) -> str:
    """`1 and 3`, as the language joins them."""
    return t("ev_ideas.joined").join(map(str, numbers))


def leading(talk: Talk) -> str:
    """The numbers of those with the most votes."""
    return _numbers(talk.t, tuple(talk.here.board.number(one) for one in talk.here.board.leading))


def _to_choose(talk: Talk) -> list[Button]:
    """Votes where there are several to vote, the questions while some are open, and always a way on."""
    board = talk.here.board
    voting = board.members > 1
    buttons = [talk.press("vote", "ev_ideas.vote_for", one.id, n=board.number(one.id)) for one in board.problems] if voting else []
    ready = [board.find(one) for one in board.leading] if voting and board.leading else list(board.problems)
    buttons += [go(talk, one) for one in ready if one is not None]
    return buttons + ([talk.press("ask", "ev_ideas.ask_three")] if board.unanswered() else [])


def go(talk: Talk, problem: Problem) -> Button:
    """The way on with this one."""
    return talk.press("go", "ev_ideas.go_on", problem.id, n=talk.here.board.number(problem.id))
