"""Three questions about themselves, asked on the first and on the last day. They are answered or left; nobody is measured by them.

A button's id is `survey:<question>:<answer>:<moment>`; the words are prompts, `classroom/survey_<question>`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Moment = Literal["first", "last"]
Question = Literal["find", "decides", "make"]
QUESTIONS: tuple[Question, ...] = get_args(Question)
"""I can find a problem that an app could help with; I can tell how an app decides; I could make or change one."""
MOMENTS: tuple[Moment, ...] = get_args(Moment)
ANSWERS = (1, 2, 3, 4)
"""From 'not yet' to 'yes'."""
LEAVE = 0
"""They would rather not say."""


@dataclass(frozen=True)
class Given:
    """What a press says."""

    moment: Moment
    question: Question
    answer: int


@dataclass(frozen=True)
class Change:
    """One question: how often each answer was given at first and at last, by those who answered it both times."""

    question: Question
    first: Sequence[int]
    last: Sequence[int]

    @property
    def both(self) -> int:
        return sum(self.first)

    @property
    def sure_at_first(self) -> int:
        """Who said 'yes' or 'mostly'."""
        return sum(self.first[2:])

    @property
    def sure_at_last(self) -> int:
        return sum(self.last[2:])


def given_by(press: str) -> Given | None:
    """None for any other button."""
    kind, _, rest = press.partition(":")
    question, _, rest = rest.partition(":")
    answer, _, moment = rest.partition(":")
    known = next((one for one in QUESTIONS if one == question), None)
    when = next((one for one in MOMENTS if one == moment), None)
    if kind != "survey" or known is None or when is None or answer not in map(str, (LEAVE, *ANSWERS)):
        return None
    return Given(when, known, int(answer))


def following(question: Question) -> Question | None:
    """The question after this one."""
    place = QUESTIONS.index(question) + 1
    return QUESTIONS[place] if place < len(QUESTIONS) else None


def changes(answers: Mapping[tuple[str, str, str], int]) -> list[Change]:
    """From (learner, moment, question) to the answer: what moved between the two days."""
    learners = {learner for learner, _, _ in answers}
    return [_change(question, learners, answers) for question in QUESTIONS]


def _change(question: Question, learners: set[str], answers: Mapping[tuple[str, str, str], int]) -> Change:
    both = [one for one in learners if all((one, moment, question) in answers for moment in MOMENTS)]
    counts = {moment: [sum(answers[one, moment, question] == answer for one in both) for answer in ANSWERS] for moment in MOMENTS}
    return Change(question, counts["first"], counts["last"])
