"""What is said about an edit is what it did: nothing is claimed that did not happen, and a wish out of reach is told so first."""

from __future__ import annotations

import pytest

from bot.core.conversation import Conversation
from bot.core.deciding import Turn
from bot.core.decision import Build, Decision
from bot.core.edits import described
from bot.core.interpretation import Interpretation
from bot.core.policy import decide
from scaffolds import blocks, operations
from scaffolds.operations import AddField, AddScreen, ChangeField, Operation, Recolour, RemoveScreen, SetOption, SetRule
from scaffolds.spec import AppSpec, Brief, Field
from scaffolds.wish import Wish


def app(*ids: str) -> AppSpec:
    first, *others = (blocks.discover()[id].draft(Wish()) for id in ids)
    spec = AppSpec(title="App", languages=("en",), things=first.things, screens=(first.screen,), rules=first.rules, roles=first.roles)
    return operations.apply(spec, [AddScreen(draft=draft) for draft in others])


def after(spec: AppSpec, *done: Operation, unclear: tuple[str, ...] = (), wanted: tuple[str, ...] = ()) -> Decision:
    heard = Interpretation(intent="add_screen" if wanted else "edit", operations=done, unclear=unclear, wanted=wanted)
    conversation = Conversation(stage="improve", chosen=(spec.screens[0].block,), version=1, wish=Wish(brief=Brief(problem="a problem")))
    return decide(Turn(conversation=conversation, heard=heard, text="change it", spec=spec))


def prompts_of(decision: Decision) -> list[str]:
    return [move.prompt for move in decision.moves]


def test_only_what_changed_is_told() -> None:
    spec = app("booking")
    thing = spec.things[0]
    decision = after(spec, Recolour(colour=spec.colour), AddField(thing=thing.id, field=Field(name="mood", label="mood")))
    assert isinstance(decision.effect, Build)
    assert [one.op for one in decision.effect.done] == ["add_field"]


def test_a_rule_in_other_words_is_the_same_rule() -> None:
    spec = app("tracker")
    goal = SetRule(screen=spec.screens[0].id, kind="goal", options={"fields": ["value"], "sense": "at_most", "amount": 72}, says="at most 72")
    once = operations.apply(spec, [goal])
    decision = after(once, goal.model_copy(update={"says": "set the goal to at most 72 kg"}))
    assert (decision.effect, prompts_of(decision)) == (None, ["tutor/cannot"])
    assert decision.moves[0].values["reason"] == "same"


def test_what_was_not_understood_is_asked_about_though_the_rest_is_so_already() -> None:
    spec = app("booking")
    decision = after(spec, Recolour(colour=spec.colour), unclear=("make the birds sing",))
    assert (decision.effect, prompts_of(decision)) == (None, ["tutor/cannot", "tutor/unclear"])


def test_one_page_for_another_leaves_an_app() -> None:
    spec = app("quiz")
    decision = after(spec, RemoveScreen(screen=spec.screens[0].id), wanted=("records",))
    assert isinstance(decision.effect, Build)
    assert [screen.block for screen in decision.effect.spec.screens] == ["records"]


def test_the_plan_says_what_is_so_already() -> None:
    wish = Wish(brief=Brief(problem="p", who="w", goal="g", keep="name"))
    conversation = Conversation(stage="design", asks="confirm", chosen=("booking",), asked=("who", "goal", "keep", "rule"), wish=wish)
    heard = Interpretation(intent="edit", operations=(SetOption(screen="book", option="slot_minutes", value=30),))
    decision = decide(Turn(conversation=conversation, heard=heard, text="half an hour"))
    assert prompts_of(decision)[0] == "tutor/cannot" and decision.conversation.asks == "confirm"


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("starters", [{"what": "eye drops", "times": ["15:00"]}], ["eye drops 15:00"]),
        ("steps", ["call home"], ["call home"]),
        ("starters", [{"name": "wash up", "points": 2}], ["wash up 2"]),
    ],
)
def test_lines_are_told_in_words(option: str, value: list[object], told: list[str]) -> None:
    spec = app("quiz")
    said = described(SetOption(screen=spec.screens[0].id, option=option, value=value), spec)
    assert (said["label"], said["value"]) == ("starters", told)


@pytest.mark.parametrize(("asks", "said"), [("problem", True), ("none", True), ("goal", False)])
def test_a_wish_out_of_reach_is_told_before_the_question(asks: str, said: bool) -> None:
    conversation = Conversation.model_validate({"asks": asks, "wish": {"brief": {"problem": "" if said else "p", "who": "" if said else "w"}}})
    heard = Interpretation(beyond="faces", echo="face recognition")
    decision = decide(Turn(conversation=conversation, heard=heard, text="face recognition for our class"))
    assert (prompts_of(decision)[0] == "tutor/beyond") is said
    assert decision.conversation.asks != "none"


def test_a_field_that_becomes_required_is_told_once() -> None:
    spec = app("booking")
    name = spec.things[0].fields[-1]
    decision = after(spec, ChangeField(thing=spec.things[0].id, name=name.name, required=name.required))
    assert decision.effect is None
