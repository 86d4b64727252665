"""A quest beside everything else: it waits, is taken back, its old buttons; and the hunt for an odd case."""

from __future__ import annotations

import json

import pytest

from bot.services import Parts
from scaffolds.quests import cardplay
from scaffolds.quests.making import quest
from tests.chatting import Chatter
from tests.questing import an_app, at_rule, outcomes, rules_now, rules_of, with_app

# --- other wishes


async def test_the_quest_waits_while_something_else_is_done(parts: Parts) -> None:
    ann = await with_app(parts)
    made = await at_rule(ann)
    await ann.say("make it green")
    assert "quest" in ann.ids and any(message.file for message in ann.last.messages)
    await ann.press("quest")
    assert "hasRealName" in ann.text
    await ann.say("/versions")
    await ann.say(made.code(made.condition))
    assert "Your rule holds" in ann.text, "a whole function finds its quest"


async def test_going_back_takes_the_rule_out_and_forth_brings_it(parts: Parts) -> None:
    ann = await with_app(parts)
    made = await at_rule(ann)
    await ann.say(made.code(made.condition))
    await ann.say("/undo")
    assert "hasRealName" not in await rules_now(ann)
    await ann.say("/quest")
    assert "quest:begin:book.real_name" in ann.ids, "it can be made again"
    await ann.press("version:2")
    assert "hasRealName" in await rules_now(ann)


async def test_without_an_app_there_is_no_quest(parts: Parts) -> None:
    ann = Chatter(parts, language="en")
    for sent in ("/quest", "/hint"):
        await ann.say(sent)
        assert "there is none yet" in ann.text
    await ann.press("quest:begin:book.real_name")
    assert "there is none yet" in ann.text


@pytest.mark.parametrize(
    "press",
    ["quest", "quest:nothing", "quest:begin:gone", "quest:card:when", "quest:guess:allow", "quest:value:x", "quest:should:refuse", "quest:fix"],
)
async def test_an_old_button_gets_an_ordinary_answer(parts: Parts, press: str) -> None:
    ann = await with_app(parts)
    await ann.press(press)
    assert ann.text and "quest:hunt" in ann.ids


# --- the odd case


async def test_an_odd_case_that_the_app_meets_becomes_one_of_its_checks(parts: Parts) -> None:
    ann = await with_app(parts)
    await ann.press("quest:hunt")
    await ann.press(next(id for id in ann.ids if id.startswith("quest:field:")))
    await ann.say("😀😀")
    assert "“😀😀”" in ann.text
    await ann.press("quest:should:allow")
    spec = await ann.spec()
    assert spec is not None
    (check,) = [one for one in spec.checks if one.id.startswith("own_odd")]
    assert check.edge and "😀😀" in check.says and any(message.file for message in ann.last.messages)
    assert await outcomes(ann) == [("edge", "agreed")]


async def test_an_odd_case_that_the_app_lets_through_is_stopped_by_a_rule_of_ones_own(parts: Parts) -> None:
    ann = await with_app(parts)
    await ann.press("quest:hunt")
    await ann.say(next(button.label for button in ann.buttons if button.id.startswith("quest:field:")))
    await ann.press("quest:value:code")
    await ann.press("quest:should:refuse")
    assert "You found something" in ann.text
    await ann.press("quest:fix")
    await ann.say('function refusesOdd(input) { return input.name !== "<b>1</b>" || "Please write a name."; }')
    assert "refusesOdd" in await rules_of(ann), ann.text
    assert ("edge", "found") in await outcomes(ann)


def test_cards_compile_to_what_they_say() -> None:
    made = quest(an_app(), "book.real_name", "en")
    assert made is not None
    for laid in (("when", "right", "no", "yes"), ("when", "yes", "right", "no"), ("when", "no", "right", "yes")):
        assert json.dumps(made.words("says")) in cardplay.code(made, laid)
        assert set(cardplay.left(made, laid)) <= set(cardplay.CARDS)
