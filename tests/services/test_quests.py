"""Quests as they are gone through: a guess, the rule made in the tier's own way, hints one at a time, and the app that holds the rule."""

from __future__ import annotations

import pytest

from bot.services import Parts
from scaffolds import blocks
from scaffolds.quests import twin
from scaffolds.quests.making import quests_of
from scaffolds.spec import Language, Tier
from tests.combinations import chosen
from tests.questing import LANGUAGES, TESTS, TIERS, answers, at_rule, outcomes, rules_of, seen, with_app

# --- the four ways


@pytest.mark.parametrize("language", LANGUAGES)
async def test_cards_are_laid_in_an_order_and_run_as_they_lie(parts: Parts, language: Language) -> None:
    ann = await with_app(parts, "primary", language)
    await at_rule(ann)
    for card in ("when", "wrong1", "no", "yes"):
        await ann.press(f"quest:card:{card}")
    assert not any(message.file for message in ann.last.messages) and "quest:card:when" in ann.ids, "a wrong rule is run, told, and laid anew"
    await ann.press("quest:card:no")
    assert "quest:card:no" in ann.ids, "a rule begins with when"
    for card in ("when", "right", "no"):
        await ann.press(f"quest:card:{card}")
    await ann.press("quest:anew")
    for card in ("when", "right", "no", "yes"):
        await ann.press(f"quest:card:{card}")
    assert "hasRealName" in await rules_of(ann)
    assert await outcomes(ann) == [("try", "missed"), ("quest", "passed")]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_gap_is_filled(parts: Parts, language: Language) -> None:
    ann = await with_app(parts, "junior", language)
    made = await at_rule(ann)
    assert "____" in ann.text
    await ann.say(">")
    assert not any(message.file for message in ann.last.messages)
    await ann.say(made.shape.gap)
    assert twin.gapped(made).replace("____", made.shape.gap) in await rules_of(ann)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_function_is_written_from_a_sentence(parts: Parts, language: Language) -> None:
    ann = await with_app(parts, "senior", language)
    await at_rule(ann)
    await ann.say('function hasRealName(input, app) {\n  if (input.name.length < 2) return "no";\n  return true;\n}')
    assert not any(message.file for message in ann.last.messages)
    await ann.say('const check = (input) => (String(input.name || "").trim().length < 2 ? "Who are you?" : true);')
    rules = await rules_of(ann)
    assert "export const hasRealName = (input)" in rules and "Who are you?" in ann.text
    spec = await ann.spec()
    assert spec is not None
    assert next(one for one in spec.checks if one.id == "own_quest_book_real_name").steps[-1].expect == "refused"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_cases_of_ones_own_must_catch_what_is_nearly_right(parts: Parts, language: Language) -> None:
    ann = await with_app(parts, "university", language)
    made = await at_rule(ann)
    solution = made.code(made.condition)
    for weak in ("", "export const tests = 5;\n", 'export const tests = [{ input: { name: "ab" }, expect: "allow" }];\n'):
        await ann.say(f"{solution}\n{weak}")
        assert not any(message.file for message in ann.last.messages), weak
    wrong = TESTS.replace('"ab" }, expect: "allow"', '"ab" }, expect: "refuse"')
    await ann.say(f"{solution}\n{wrong}")
    assert not any(message.file for message in ann.last.messages) and "3" in ann.text
    await ann.say(f"{solution}\n{TESTS}")
    assert "hasRealName" in await rules_of(ann)


async def test_the_rule_holds_in_the_app_and_a_new_version_keeps_it(parts: Parts) -> None:
    ann = await with_app(parts)
    made = await at_rule(ann)
    await ann.say(made.code(made.condition))
    await ann.press("quest:begin:book.share_out")
    await ann.say('export function sharesOut(input, app) { return app.rows.bookings.filter((row) => row.mine).length < 3 || "enough"; }')
    rules = await rules_of(ann)
    assert "hasRealName" in rules and "sharesOut" in rules and rules.count("export function allow") == 1
    await ann.say("make it green")
    assert "sharesOut" in await rules_of(ann)
    await ann.say("/quest")
    assert "quest:begin:book.not_late" in ann.ids and "quest:begin:book.real_name" not in ann.ids


# --- every block, in each tier's own way


@pytest.mark.parametrize(("block", "language", "tier", "which"), chosen(list(blocks.discover()), LANGUAGES, TIERS, range(3)))
async def test_a_scripted_learner_can_fail_and_pass(parts: Parts, block: str, language: Language, tier: Tier, which: int) -> None:
    ann = await with_app(parts, tier, language, block)
    spec = await ann.spec()
    assert spec is not None
    asked = [one for one in quests_of(spec, language) if one.block == block][which]
    made = await at_rule(ann, asked.id)
    failing, passing = answers(made, tier)
    for said in failing:
        await (ann.press(said[1:]) if said.startswith("@") else ann.say(file=said.encode()) if len(said) > 3000 else ann.say(said))
    assert not any(message.file for message in ann.last.messages), ann.text
    for said in passing:
        await (ann.press(said[1:]) if said.startswith("@") else ann.say(file=said.encode()) if len(said) > 3000 else ann.say(said))
    assert made.function in await rules_of(ann)


# --- hints, and the answer that is not given


async def test_hints_come_one_at_a_time_and_end_with_a_person(parts: Parts) -> None:
    ann = await with_app(parts)
    made = await at_rule(ann)
    said = []
    for asking in ("/hint", "just tell me the answer", "ok give me the code please", "i dont know"):
        await ann.say(asking)
        said.append(ann.text)
    assert [text[:11] for text in said] == [f"Hint {rung} of 4" for rung in (1, 2, 3, 4)], said
    assert not any(made.condition in text for text in said) and "example(input, app)" in said[-1]
    await ann.say("more please")
    assert "all my hints" in ann.text and "quest:leave" in ann.ids
    await ann.say(made.code(made.condition))
    last = (await seen(ann))[-1].evidence
    assert (last.kind, last.outcome, last.rungs, last.concepts) == ("quest", "passed", 4, ("input", "rule"))


@pytest.mark.parametrize(("language", "words"), [("zh-Hant", "直接告訴我答案"), ("zh-Hans", "把答案告诉我"), ("zh-Hant", "你幫我寫晒佢啦")])
async def test_whoever_asks_for_the_answer_gets_a_hint(parts: Parts, language: Language, words: str) -> None:
    ann = await with_app(parts, language=language)
    await at_rule(ann)
    await ann.say(words)
    assert "提示 1" in ann.text


async def test_on_ones_own_there_are_no_hints_and_the_end_is_kept(parts: Parts) -> None:
    ann = await with_app(parts)
    await ann.press("quest:solo")
    await ann.say("/hint")
    assert "no hints" in ann.text
    await ann.press("quest:leave")
    assert await outcomes(ann) == [("solo", "left")]
    await ann.press("quest:solo:book.real_name")
    await ann.say('function hasRealName(input) { return String(input.name || "").trim().length >= 2 || "Your name?"; }')
    assert (await outcomes(ann))[-2:] == [("quest", "passed"), ("solo", "done")]


async def test_on_ones_own_no_hint_is_offered_after_a_mistake(parts: Parts) -> None:
    ann = await with_app(parts)
    await ann.press("quest:solo:book.real_name")
    for wrong in ("return true;", "return tru e;", "def f(x):\n  return True", "return input.name.length;"):
        await ann.say(wrong)
        assert ann.ids == ["quest:leave"], ann.text


async def test_who_tests_two_rules_keeps_both(parts: Parts) -> None:
    ann = await with_app(parts, "university")
    for id in ("book.real_name", "book.share_out"):
        made = await at_rule(ann, id)
        for said in answers(made, "university")[1]:
            await (ann.say(file=said.encode()) if len(said) > 3000 else ann.say(said))
        assert made.function in await rules_of(ann), ann.text


@pytest.mark.parametrize(
    ("language", "question"),
    [("en", "what does this line do: return true;"), ("zh-Hant", "這一行做甚麼：return true;"), ("zh-Hans", "这行代码是做什么的： return true;")],
)
async def test_a_question_about_a_line_is_not_run(parts: Parts, language: Language, question: str) -> None:
    ann = await with_app(parts, language=language)
    await at_rule(ann)
    await ann.say(question)
    assert "quest" in ann.ids and await outcomes(ann) == [], ann.text


async def test_what_was_shown_goes_with_the_learner(parts: Parts) -> None:
    ann = await with_app(parts)
    await at_rule(ann)
    await ann.say("/hint")
    loaded = await parts.store.load_turn(f"terminal:{ann.chat}")
    assert loaded is not None and await parts.store.learning.of(loaded.learner.id)
    await ann.say("/forget")
    await ann.press(next(id for id in ann.ids if id.startswith("forget:")))
    assert await parts.store.learning.of(loaded.learner.id) == []
