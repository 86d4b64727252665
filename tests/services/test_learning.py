"""What was learnt, as a learner sees it: their map in the chat and on the web, lessons as evidence, and the lesson that is proposed once a session."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

import prompts
from bot.commands.map import COMMAND
from bot.core.conversation import Conversation
from bot.core.deciding import Speaker, Turn
from bot.core.interpretation import Interpretation
from bot.services import Parts
from bot.services.lesson.proposing import PAUSE, is_same_session
from prompts.lessons import look
from scaffolds.spec import Language
from tests.channels.visiting import text_of_page, visit, web
from tests.chatting import Chatter
from tests.questing import LANGUAGES, at_rule, outcomes, seen, with_app

PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"


async def pass_by_cards(ann: Chatter, id: str = "book.real_name") -> None:
    await at_rule(ann, id)
    for card in ("when", "right", "no", "yes"):
        await ann.press(f"quest:card:{card}")
    assert ("quest", "passed") in await outcomes(ann), ann.text


def lessons_offered(ann: Chatter) -> list[str]:
    return [id for id in ann.ids if id.startswith("lesson:")]


# --- the map


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_map_says_what_it_rests_on_and_offers_one_thing(parts: Parts, language: Language) -> None:
    ann = await with_app(parts, "primary", language)
    await ann.say("/map")
    assert len(ann.ids) == 1 and ann.ids[0].startswith("quest:begin:")
    await pass_by_cards(ann)
    await ann.say("/map")
    rule = prompts.load("learning/concept").render(language, concept="rule")
    name = {"en": "A name to call", "zh-Hant": "「", "zh-Hans": "“"}[language]
    hints = {"en": "without a hint", "zh-Hant": "沒有用提示", "zh-Hans": "没有用提示"}[language]
    assert rule in ann.text and name in ann.text and hints in ann.text
    assert ann.ids == ["quest:solo"], "after the first rule, one without hints"
    assert not re.search(r"\d|%|％", ann.text.replace(name, "")), "words, no numbers"


async def test_the_map_of_who_has_no_app_yet_goes_on_with_the_question(parts: Parts) -> None:
    ann = Chatter(parts, language="en")
    await ann.say(PROBLEM)
    before = ann.last.asks
    await ann.say("/map")
    assert "still empty" in ann.text and ann.last.asks == before
    assert len(ann.last.messages) == 2, "the question stands in a message of its own"


async def test_a_quest_that_was_left_for_the_map_is_the_next_thing(parts: Parts) -> None:
    ann = await with_app(parts, "junior")
    await at_rule(ann)
    await ann.press("quest:hint")
    await ann.say("/map")
    assert ann.ids == ["quest"] and "took a hint for “A name to call”" in ann.text
    await ann.say("/help")
    await ann.say("/map")
    assert ann.ids == ["quest"]


async def test_a_rule_whose_app_is_gone_is_told_without_its_name(parts: Parts) -> None:
    ann = await with_app(parts, "primary")
    await pass_by_cards(ann)
    await ann.say("/new")
    await ann.say("/map")
    assert "“A name to call”" in ann.text, "the app stands in the store, though it is not before them"


def test_in_a_group_nobodys_map_is_shown() -> None:
    decision = COMMAND.run(Turn(Conversation(), Interpretation(), speaker=Speaker(group=True)), "")
    assert decision.effect is None and decision.moves[0].prompt == "tutor/alone_only"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_map_on_the_web_says_the_same(parts: Parts, language: Language) -> None:
    browser = visit(web(parts))
    await browser.say(PROBLEM) if language == "en" else await browser.say("一層樓九戶人得一個浴室，每晚都要排隊")
    page = await browser.get("/map", headers={"Accept-Language": language})
    assert page.status_code == 200 and "<h1" in page.text
    assert (await visit(web(parts)).get("/map")).status_code == 303, "nobody is known there"
    assert text_of_page(page)


# --- lessons


async def test_how_far_somebody_came_in_a_lesson_is_kept(parts: Parts) -> None:
    ann = Chatter(parts, language="en", tier="junior")
    lesson = look().pathway("junior")[0]
    await ann.press(f"lesson:{lesson.id}")
    await ann.press(f"lesson:{lesson.id}:0:next")
    shown = [one.evidence for one in await seen(ann)]
    assert [(one.kind, one.about, one.outcome) for one in shown] == [("lesson", lesson.id, "begun"), ("lesson", lesson.id, "step")]
    assert shown[0].concepts == tuple(lesson.concepts) and shown[0].tier == "junior"


# --- the proposal


async def test_a_lesson_is_proposed_after_an_edit_once_a_session(parts: Parts) -> None:
    ann = Chatter(parts, language="en", tier="junior")
    await ann.to_zip(PROBLEM)
    assert not any(id.startswith("lesson:") for reply in ann.replies for message in reply.messages for id in [one.id for one in message.buttons])
    await _until_proposed(ann)
    assert "there is a lesson" in ann.text and len(lessons_offered(ann)) == 1
    for words in ("make it green", "call it Our Shower", "make it red"):
        await ann.say(words)
        assert not lessons_offered(ann), words


async def _until_proposed(ann: Chatter) -> None:
    for words in ("make it blue", "call it Shower Turns", "make it purple"):
        await ann.say(words)
        if lessons_offered(ann):
            return
    raise AssertionError(ann.text)


async def test_a_rule_that_was_made_is_something_finished(parts: Parts) -> None:
    ann = await with_app(parts, "primary")
    await pass_by_cards(ann)
    assert len(lessons_offered(ann)) == 1 and "quest:solo" in ann.ids


async def test_who_takes_a_lesson_or_a_quest_is_proposed_none(parts: Parts) -> None:
    ann = await with_app(parts, "junior")
    await ann.say("/lesson")
    taken = next(id for id in ann.ids if id.startswith("lesson:"))
    await ann.press(taken)
    await ann.say("make it green")
    assert "For what you are making now" not in ann.text


def test_a_session_ends_with_a_long_silence() -> None:
    now = datetime.now(UTC)
    assert not is_same_session(Conversation(), now)
    assert is_same_session(Conversation(proposed=now - PAUSE + timedelta(minutes=1)), now)
    assert not is_same_session(Conversation(proposed=now - PAUSE), now)
