"""What becomes of a wish for a place: kept while there is no app, answered by the finished one."""

from __future__ import annotations

import pytest

from bot.core import places, placing
from bot.core.conversation import Conversation
from bot.core.deciding import Turn
from bot.core.decision import Decision
from bot.core.interpretation import Interpretation
from bot.core.policy import decide
from scaffolds.spec import AppSpec, Brief
from tests.brains.test_edits import app


def told_in_wechat(*screens: str) -> AppSpec:
    return app("en", *screens).model_copy(update={"brief": Brief(problem="we talk in WeChat all day and forget things")})


def test_a_later_wish_takes_the_place_of_the_one_before_and_of_what_the_brief_mentions() -> None:
    wished = Conversation(places=("telegram",))
    later = decide(Turn(wished, Interpretation(intent="zip", places=("paper",)), text="on paper")).conversation
    assert later.places == ("paper",)
    also, refused = placing.ready_for(told_in_wechat("checklist"), later)
    assert ([button.id for button in also.buttons], refused) == (["zip:paper"], ())


def test_without_a_wish_the_brief_speaks() -> None:
    also, refused = placing.ready_for(told_in_wechat("checklist"), Conversation())
    assert ([button.id for button in also.buttons], refused) == (["zip:weixin"], ())


def test_what_cannot_be_made_is_said_with_the_screen_and_what_can() -> None:
    spec = app("en", "checklist", "booking")
    also, (refused,) = placing.ready_for(spec, Conversation(places=("paper", "weixin")))
    assert [button.id for button in also.buttons] == ["zip:weixin"]
    assert refused.values == {"name": "Paper", "screen": places.in_the_way("paper", spec, "en")}
    assert refused.values["screen"] and {button.id for button in refused.buttons} == {"zip:weixin", "zip:telegram"}


@pytest.mark.parametrize("intent", ["tell", "idk", "greet", "question", "joke", "no"])
def test_a_place_is_kept_whatever_else_is_said_and_the_question_stays(intent: str) -> None:
    heard = Interpretation.model_validate({"intent": intent, "places": ("weixin",)})
    decision: Decision = decide(Turn(Conversation(asks="problem"), heard, text="they only have WeChat"))
    assert decision.conversation.places == ("weixin",)
    assert decision.moves[0].prompt == "tutor/place_kept"
    assert len(decision.moves) > 1


def test_another_app_does_not_inherit_the_place() -> None:
    old = Conversation(asks="goal", places=("paper",))
    assert decide(Turn(old, Interpretation(intent="new"), text="/new")).conversation.places == ()
    assert decide(Turn(old, Interpretation(intent="new", places=("weixin",)), text="new idea, in WeChat")).conversation.places == ("weixin",)
