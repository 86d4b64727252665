"""Which example app is most like what a learner wants, and theirs made with the same kinds of screens."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.conversation import Conversation, Looking
from bot.core.deciding import Turn
from bot.core.decision import Ask, Build
from bot.core.interpretation import Intent, Interpretation
from bot.core.likeness import nearest, ranked, resumed, showing
from bot.core.plan import plan
from bot.core.policy import decide
from scaffolds import blocks
from scaffolds.showcase import blocks_of, examples
from scaffolds.spec import Brief, Field, Language
from scaffolds.wish import Facts, Wish

ZONE = "Asia/Hong_Kong"
HOME = "community-living-room"
NUMBER = Field(name="flat", label="flat", type="text")
TOLD = Conversation(
    stage="design",
    asks="confirm",
    asked=("who", "keep", "rule"),
    wish=Wish(brief=Brief(problem="the court is always taken", who="all", keep="flat"), fields=(NUMBER,), facts=Facts(slot_minutes=45)),
    chosen=("booking",),
    ranking=("booking", "board", "records"),
)


def turn(conversation: Conversation, intent: Intent = "tell", text: str = "", press: str = "", **more: Any) -> Turn:
    return Turn(conversation, Interpretation(intent=intent), text, press, **more)


def looking(conversation: Conversation = TOLD, name: str = HOME) -> dict[str, Any]:
    """A turn while an app is before the learner."""
    shown = showing(conversation, name)
    return {"conversation": resumed(shown), "looked": shown.looking}


# ---- which one


def test_screens_in_common_count_before_words() -> None:
    names = ranked(TOLD, {"history-quiz": 99.0})
    assert names[0] == HOME
    assert "history-quiz" not in names[:1]
    assert sorted(names) == list(examples())


def test_of_equals_those_that_one_can_read_come_first_then_the_words_decide() -> None:
    none = Conversation(language="zh-Hans")
    assert ranked(none, {"lost-and-found": 2.0, "history-quiz": 3.0})[0] == "lost-and-found"
    assert ranked(none, {})[0] == "class-library"
    assert "zh-Hans" not in examples()[ranked(none, {})[-1]].languages


def test_before_a_way_is_chosen_words_must_agree_too() -> None:
    open_choice = TOLD.now(chosen=())
    assert nearest(open_choice, {}) is None
    assert nearest(open_choice, {HOME: 0.5}) == HOME
    assert nearest(TOLD, {}) == HOME
    assert nearest(TOLD.now(chosen=(), ranking=()), {HOME: 9.0}) is None


def test_a_way_that_no_app_has_is_near_to_none() -> None:
    used = {block for spec in examples().values() for block in blocks_of(spec)}
    for block in set(blocks.discover()) - used:
        assert nearest(TOLD.now(chosen=(block,)), {HOME: 9.0}) is None


# ---- looking at one


@pytest.mark.parametrize(("intent", "what"), [("look", "look"), ("gallery", "gallery")])
def test_words_ask_for_it(intent: Intent, what: str) -> None:
    effect = decide(turn(TOLD, intent)).effect
    assert isinstance(effect, Ask) and (effect.what, effect.detail) == (what, "")


def test_the_question_before_waits() -> None:
    shown = showing(TOLD.asks_for("clarify", about="rule"), HOME)
    assert (shown.asks, shown.about) == ("clarify", "look")
    assert shown.looking == Looking(name=HOME, asks="clarify", about="rule")
    back = resumed(shown)
    assert (back.asks, back.about, back.looking) == ("clarify", "rule", None)
    assert resumed(TOLD) is TOLD


@pytest.mark.parametrize("intent", ["no", "idk"])
def test_going_on_is_the_question_that_waited(intent: Intent) -> None:
    assert decide(turn(**looking(), intent=intent)).conversation.asks == "confirm"


def test_another_one_is_the_list() -> None:
    for intent in ("look", "back", "gallery"):
        effect = decide(turn(**looking(), intent=intent)).effect
        assert isinstance(effect, Ask) and effect.what == "gallery"


def test_other_words_answer_the_question_that_waited() -> None:
    keep = TOLD.now(asks="keep", asked=("who", "keep"))
    decision = decide(turn(**looking(keep), text="flat number"))
    assert decision.conversation.wish.brief.keep == "flat number"
    assert decision.conversation.looking is None


def test_it_is_offered_until_one_was_looked_at() -> None:
    def offered(conversation: Conversation) -> bool:
        return "look" in (decide(turn(conversation, press="keep_name")).moves[-1].only or ())

    assert offered(TOLD)
    assert not offered(resumed(showing(TOLD, HOME)))


def test_the_choice_between_ways_has_no_other_button_and_says_it_once() -> None:
    decision = decide(turn(TOLD.now(chosen=(), asks="choose"), "back"))
    assert [move.prompt for move in decision.moves] == ["tutor/choose", "tutor/look_hint"]
    assert {button.id.partition(":")[0] for move in decision.moves for button in move.buttons} == {"block"}
    again = decide(turn(TOLD.now(chosen=(), asks="choose", told={"tutor/look_hint": 1}), "back"))
    assert [move.prompt for move in again.moves] == ["tutor/choose"]


# ---- making theirs like one


@pytest.mark.parametrize("said", [{"press": f"like:{HOME}"}, {"intent": "yes", **looking()}], ids=["pressed", "said"])
def test_theirs_gets_its_kinds_of_screens_and_stays_theirs(said: dict[str, Any]) -> None:
    decision = decide(turn(**{"conversation": TOLD, **said}))
    assert decision.conversation.chosen == blocks_of(examples()[HOME])
    assert decision.conversation.asks == "confirm" and decision.conversation.wish == TOLD.wish
    planned, example = plan(decision.conversation, ZONE), examples()[HOME]
    assert [screen.block for screen in planned.screens] == list(blocks_of(example))
    assert planned.brief.problem == "the court is always taken" and planned.title != example.title
    assert "flat" in {field.name for thing in planned.things for field in thing.fields}
    assert not {rule.says for rule in planned.rules} & {rule.says for rule in example.rules}


def test_what_was_chosen_stays_the_main_screen() -> None:
    board = TOLD.now(chosen=("board",))
    assert decide(turn(board, press=f"like:{HOME}")).conversation.chosen == ("board", "booking")
    other = TOLD.now(chosen=("quiz",))
    assert decide(turn(other, press=f"like:{HOME}")).conversation.chosen == ("booking", "board")


def test_at_the_choice_it_is_the_choice() -> None:
    decision = decide(turn(TOLD.now(chosen=(), asks="choose", asked=("who",), wish=Wish(brief=Brief(problem="x", who="all"))), press=f"like:{HOME}"))
    assert decision.conversation.asks == "keep" and decision.conversation.chosen == ("booking", "board")


def test_before_there_is_a_problem_it_is_remembered() -> None:
    first = decide(turn(Conversation(), press=f"like:{HOME}"))
    assert first.conversation.asks == "problem"
    told = decide(turn(first.conversation, text="one court for nine classes"))
    assert told.conversation.chosen == ("booking", "board")


def test_an_app_that_stands_gets_the_screens_that_it_lacks() -> None:
    app = plan(TOLD, ZONE)
    built = TOLD.now(asks="none", version=1, project="p")
    effect = decide(turn(built, press=f"like:{HOME}", spec=app)).effect
    assert isinstance(effect, Build) and effect.before == app
    assert [screen.block for screen in effect.spec.screens] == ["booking", "board"]
    assert effect.spec.title == app.title
    whole = decide(turn(built, press=f"like:{HOME}", spec=effect.spec))
    assert whole.effect is None and whole.moves


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("name", examples())
def test_every_example_can_be_followed(name: str, language: Language) -> None:
    decision = decide(turn(TOLD.now(chosen=(), language=language), press=f"like:{name}"))
    planned = plan(decision.conversation, ZONE)
    assert [screen.block for screen in planned.screens] == list(blocks_of(examples()[name]))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(get_args(Intent)),
    st.sampled_from(("", "like:" + HOME, "look:" + HOME, "look", "like:none", "look:none", "gallery", "again", "build")),
    st.sampled_from(("who", "goal", "choose", "keep", "confirm", "problem", "name")),
    st.sampled_from(((), ("booking",))),
    st.sampled_from((HOME, "")),
    st.booleans(),
)
def test_whatever_is_said_there_is_a_way_on(intent: Intent, press: str, asks: Any, chosen: tuple[str, ...], name: str, built: bool) -> None:
    conversation = TOLD.now(asks=asks, chosen=chosen)
    spec = plan(TOLD, ZONE) if built else None
    decision = decide(turn(**looking(conversation, name), intent=intent, press=press, text="the court", spec=spec))
    assert decision.moves or decision.effect
    assert decision.conversation.looking is None
