"""A model's own words, checked, stand where the fixed ones would; what was done is told by those who did it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.conversation import Conversation
from bot.core.decision import Build, Decision, Move, Step
from bot.core.interpretation import Exchange, Interpretation, Words
from bot.core.saying import LONGEST, REMEMBERED, cut, in_own_words, remembered
from tests.scaffolds.apps import drafted, plain_wish

SAID = Words(say="Nine families and one shower: that is a long queue.", asks="who", question="Which of them would use it first?")


def decided(asks: Any = "who", *prompts: str, effect: Any = None) -> Decision:
    moves = tuple(Move(prompt=f"tutor/{name}") for name in prompts or ("lead", "ask_who"))
    return Decision(conversation=Conversation(language="en", tier="junior").asks_for(asks), moves=moves, effect=effect)


def spoken(decision: Decision, words: Words = SAID, **more: Any) -> list[tuple[str, str]]:
    moves = in_own_words(decision, Interpretation(words=words, **more)).moves
    return [(move.prompt, move.said or move.values.get("say", "")) for move in moves]


def test_its_words_take_the_place_of_the_half_sentence_and_of_the_same_question() -> None:
    assert spoken(decided()) == [("tutor/said", SAID.say), ("tutor/ask_who", SAID.question)]


def test_another_question_than_the_policy_asks_is_not_asked() -> None:
    assert spoken(decided("goal", "lead", "ask_goal")) == [("tutor/said", SAID.say), ("tutor/ask_goal", "")]


def test_without_words_nothing_changes() -> None:
    assert spoken(decided(), Words()) == [("tutor/lead", ""), ("tutor/ask_who", "")]


@pytest.mark.parametrize("effect", [Step(), Build(spec=drafted(plain_wish("en"), "records"))])
def test_what_a_build_or_a_step_came_to_is_not_its_to_say(effect: Any) -> None:
    assert spoken(decided(effect=effect)) == [("tutor/lead", ""), ("tutor/ask_who", "")]


def test_that_the_tokens_are_spent_is_said_once() -> None:
    assert spoken(decided(), Words(), short=True)[0] == ("tutor/tokens_spent", "")
    told = decided().conversation.now(told={"tutor/tokens_spent": 1})
    assert spoken(decided().model_copy(update={"conversation": told}), Words(), short=True) == [("tutor/lead", ""), ("tutor/ask_who", "")]


def test_so_many_turns_are_remembered_however_long_they_were() -> None:
    recent: tuple[Exchange, ...] = ()
    for n in range(200):
        recent = remembered(recent, f"{n} said " * 500, f"{n} answered " * 500)
    assert len(recent) == REMEMBERED and recent[-1].said.startswith("199 said")
    assert all(len(text) <= LONGEST + 3 for one in recent for text in (one.said, one.answered))
    assert cut("begin " + "x" * 1000 + " end").endswith("end")
