"""An answer that is put right later replaces what was said; it is not added to it, and nothing is taken for a correction that is none."""

from __future__ import annotations

import pytest

from bot.brains.offline import OfflineBrain
from bot.core.conversation import Conversation
from bot.core.deciding import Turn
from bot.core.interpretation import Context, Interpretation
from bot.core.policy import decide
from bot.core.turn import Asks
from scaffolds.spec import Brief, Language
from scaffolds.wish import Wish

BRAIN = OfflineBrain()


def heard(text: str, language: Language, asks: Asks = "goal") -> Interpretation:
    said = ("we lose our keys", "the students", "see who took them", "name")
    return BRAIN.understand(text, Context(language=language, tier="junior", stage="define", asks=asks, said=said))


@pytest.mark.parametrize(
    ("language", "text", "now"),
    [("en", "no wait, I meant the teacher", "the teacher"), ("en", "sorry i mean my grandma", "my grandma"), ("en", "not the students, the teachers", "the teachers"), ("en", "oops, it's the parents", "the parents"),
     ("zh-Hant", "唔係，係老師", "老師"), ("zh-Hant", "錯咗，應該係家長", "家長"), ("zh-Hant", "我係話老師唔係同學", "老師"), ("zh-Hans", "不对，是老师", "老师"), ("zh-Hans", "说错了，是家长", "家长"),
     ("zh-Hans", "不是同学，是老师", "老师")],
)  # fmt: skip
def test_who_was_meant(language: Language, text: str, now: str) -> None:
    found = heard(text, language)
    assert (found.intent, found.corrects) == ("tell", "who")
    assert now in found.instead and found.who == found.instead


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "i mean it should remind us"), ("en", "see who took them"), ("en", "not lose them any more"), ("en", "actually just a list"), ("en", "no idea"), ("en", "not a quiz, more like a list"),
     ("zh-Hant", "唔好再唔見鎖匙"), ("zh-Hant", "係時候要記低"), ("zh-Hant", "唔係好知"), ("zh-Hans", "不是很清楚"), ("zh-Hans", "知道谁拿了"), ("zh-Hans", "不要测验，想要清单")],
)  # fmt: skip
def test_what_is_no_correction(language: Language, text: str) -> None:
    assert heard(text, language).corrects == "none"


@pytest.mark.parametrize(
    ("language", "text", "now"),
    [("en", "no wait, I meant the teacher", "the teacher"), ("zh-Hant", "唔係，係老師", "老師"), ("zh-Hans", "不对，是老师", "老师")],
)
def test_the_old_answer_gives_way_and_the_question_stays(language: Language, text: str, now: str) -> None:
    brief = Brief(problem="we lose our keys", who="the students")
    conversation = Conversation(language=language, stage="define", asks="goal", asked=("who", "goal"), wish=Wish(language=language, brief=brief))
    decision = decide(Turn(conversation=conversation, heard=heard(text, language), text=text))
    assert (decision.conversation.wish.brief.who, decision.conversation.wish.brief.goal) == (now, "")
    assert decision.conversation.asks == "goal"


def test_labels_that_are_put_right_are_not_added_up() -> None:
    brief = Brief(problem="we lose our keys", who="the students", goal="see who took them", keep="name and phone")
    first = BRAIN.understand("name and phone", Context(language="en", tier="junior", stage="design", asks="keep")).fields
    conversation = Conversation(
        stage="design", asks="clarify", about="rule", chosen=("booking",), asked=("who", "goal", "keep"), wish=Wish(brief=brief, fields=first)
    )
    text = "no sorry, i meant name and email"
    decision = decide(Turn(conversation=conversation, heard=heard(text, "en", "clarify"), text=text))
    assert [field.label for field in decision.conversation.wish.fields] == ["name", "email"]
