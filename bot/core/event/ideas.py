"""Three problems before one: what a team told so far, whether another one is new, and what helps to choose. Nothing here decides for a team.

board.near(text, way)        the problem that a new one is about the same as, or None
board.leading                those with most votes; () without a vote
board.findings               what tells the problems apart: "only problem 2 has somebody who can be asked today"
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, get_args

from bot.core.classroom.sameness import alike, marks
from bot.core.deciding import Turn
from bot.core.guessing import has_words
from scaffolds.spec import Part

WANTED, ENOUGH, MOST = 3, 2, 9
"""So many are asked for; after so many a team may say that they are sure; more than the last are not kept."""
LONGEST = 500
Question = Literal["ask", "often", "show"]
QUESTIONS: tuple[Question, ...] = get_args(Question)
"""Who has it, and can we ask one of them today? How often? Can we show it working by the freeze?"""
CHOICES: Mapping[Question, tuple[str, ...]] = {
    "ask": ("today", "later", "nobody"),
    "often": ("daily", "weekly", "rarely"),
    "show": ("yes", "part", "no"),
}
"""The short answers to each, the one that speaks most for a problem first."""
WAY = "way"
"""Beside the answers: the kinds of screens that would answer the problem, as it was understood."""
_APP = re.compile(
    r"\b(?:an?|the|make|build|create|code)\b[^.]{0,24}\b(?:app|website|web ?site|game|bot|programme?)\b"
    r"|(?:做|整|寫|写|設計|设计|開發|开发)[^，。]{0,8}(?:app|應用|应用|程式|程序|網站|网站|網頁|网页|遊戲|游戏)",
    re.IGNORECASE,
)
_WORD, _HAN = re.compile(r"[a-z]{4,}"), re.compile(r"[\u3400-\u9fff]+")
_STEM = 5
_COMMON = frozenset(
    [
        "after", "always", "because", "before", "cannot", "class", "does", "every", "everyone", "forget", "forgets", "from", "have", "know",
        "knows", "long", "many", "much", "need", "never", "nobody", "often", "people", "school", "somebody", "someone", "sometimes", "that",
        "their", "there", "they", "this", "time", "times", "want", "what", "when", "which", "with",
    ]
)  # fmt: skip
_COMMON_HAN = re.compile(
    "成日|日日|每天|每日|經常|经常|總是|总是|有時|有时|有人|沒有|没有|冇人|我們|我们|我哋|大家|同學|同学|不知道|唔知|不記得|唔記得|忘記|忘记|學校|学校|時候|时候|好多|很多"
)


class Problem(Part):
    """A problem that one of a team told."""

    id: str
    text: str
    by: str = ""
    """The learner who told it; '' once they were forgotten."""
    way: str = ""
    answers: Mapping[str, str] = {}

    @property
    def is_weighed(self) -> bool:
        """All three questions were answered."""
        return all(self.answers.get(one) for one in QUESTIONS)


class Finding(Part):
    """A question that tells the problems apart: those, by number, of which the best can be said."""

    question: Question
    numbers: tuple[int, ...]


class Board(Part):
    """What a team told, in that order, and who voted for what."""

    problems: tuple[Problem, ...] = ()
    votes: Mapping[str, str] = {}
    """{learner: problem}"""
    members: int = 1
    chosen: str | None = None

    def find(self, id: str) -> Problem | None:
        return next((one for one in self.problems if one.id == id), None)

    def number(self, id: str | None) -> int:
        """1 for the first one told; 0 for none."""
        return next((n for n, one in enumerate(self.problems, 1) if one.id == id), 0)

    def votes_for(self, id: str) -> int:
        return sum(1 for voted in self.votes.values() if voted == id)

    @property
    def leading(self) -> tuple[str, ...]:
        """Those with most votes: several where they are level, () without a vote."""
        most = max((self.votes_for(one.id) for one in self.problems), default=0)
        return tuple(one.id for one in self.problems if most and self.votes_for(one.id) == most)

    @property
    def state(self) -> Literal["none", "level", "one"]:
        """How the votes stand."""
        if not self.leading:
            return "none"
        return "one" if len(self.leading) == 1 else "level"

    @property
    def all_voted(self) -> bool:
        return len(self.votes) >= self.members

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Only what tells them apart: some have the answer that speaks most for a problem, and some were answered otherwise."""
        return tuple(found for question in QUESTIONS if (found := self._finding(question)))

    def _finding(self, question: Question) -> Finding | None:
        best, known = CHOICES[question][0], [one.answers.get(question, "") for one in self.problems]
        numbers = tuple(n for n, answer in enumerate(known, 1) if answer == best)
        return Finding(question=question, numbers=numbers) if numbers and any(answer and answer != best for answer in known) else None

    def unanswered(self) -> tuple[Problem, Question] | None:
        """The next question that nobody answered: of one problem after the other."""
        return next(((one, question) for one in self.problems for question in QUESTIONS if not one.answers.get(question)), None)

    def near(self, text: str, way: str) -> Problem | None:
        """The problem that this one is about the same as: nearly its words, or one of them and the same kind of screen."""
        return next((one for one in self.problems if alike(marks(one.text), marks(text)) or _same_kind(one, text, way)), None)


def _same_kind(one: Problem, text: str, way: str) -> bool:
    """A word in common, and a kind of screen that would answer both."""
    return bool(set(one.way.split()) & set(way.split()) and _telling(one.text) & _telling(text))


def _telling(text: str) -> set[str]:
    """The words that a problem has of its own; in Chinese pairs of characters."""
    text = text.casefold()
    words = {word[:_STEM] for word in _WORD.findall(text) if word not in _COMMON}
    runs = _HAN.findall(_COMMON_HAN.sub(" ", text))
    return words | {run[i : i + 2] for run in runs for i in range(len(run) - 1)}


def names_an_app(text: str) -> bool:
    """It says what to build, and not yet what goes wrong without it."""
    return bool(_APP.search(text))


def is_told(turn: Turn) -> bool:
    """A turn that tells a problem where none was told in this chat: words that are neither an answer nor a command, and no app yet."""
    conversation = turn.conversation
    asking = conversation.asks in ("none", "problem") and not conversation.wish.brief.problem and not turn.built
    answers = turn.press or turn.gathering or turn.joining or turn.taking or turn.text.startswith("/") or turn.heard.foreign
    return asking and not answers and has_words(turn.text) and (turn.ours or turn.heard.intent in ("tell", "edit", "add_screen"))


def is_enough(turn: Turn) -> bool:
    """'No more' where another problem was asked for."""
    return turn.heard.intent == "no" and "event/idea_kept" in turn.conversation.told and turn.conversation.asks in ("none", "problem")
