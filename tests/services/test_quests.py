"""Quests as they are gone through: a guess, the rule made in the tier's own way, hints, what cannot be code, an odd case, and the app that holds the rule."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from bot.core.turn import Incoming
from bot.services import Parts
from bot.services.take_turn import take_turn
from scaffolds import blocks, generator
from scaffolds.quests import cardplay, checking, twin
from scaffolds.quests.making import Quest, quest, quests_of
from scaffolds.returned import read as read_zip
from scaffolds.spec import AppSpec, Brief, Language, Tier, read
from scaffolds.wish import Wish
from storage.learning.records import Seen
from tests.chatting import Chatter
from tests.combinations import chosen
from tests.scaffolds.stage import app_of

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
TIERS: tuple[Tier, ...] = get_args(Tier)
TESTS = 'export const tests = [\n  { input: { name: "a" }, expect: "refuse" },\n  { input: { name: " b  " }, expect: "refuse" },\n  { input: { name: "ab" }, expect: "allow" },\n];\n'


def an_app(block: str = "booking", language: Language = "en") -> AppSpec:
    if block == "guide":  # its example has the numbers of offices, which nobody's zip brings back
        return app_of(block, Wish(language=language, brief=Brief(problem="first aid at school")))
    spec = read((blocks.discover()[block].folder / "example.json").read_text(encoding="utf-8"))
    return blocks.with_checks(spec.model_copy(update={"languages": (language,)}))


async def with_app(parts: Parts, tier: Tier = "senior", language: Language = "en", block: str = "booking") -> Chatter:
    """A learner whose app came back as a zip."""
    ann = Chatter(parts, language=language, tier=tier)
    spec = an_app(block, language)
    await ann.say(file=generator.pack(generator.build(spec), spec.slug))
    assert await ann.spec() is not None, ann.text
    return ann


async def at_rule(ann: Chatter, id: str = "book.real_name") -> Quest:
    """The quest is begun, the guess is over, the rule is to be made."""
    await ann.press(f"quest:begin:{id}")
    if "quest:guess" in ann.ids:
        await ann.press("quest:guess")
    spec = await ann.spec()
    assert spec is not None and ann.language is not None
    found = quest(spec, id, ann.language)
    assert found is not None
    return found


async def seen(ann: Chatter) -> list[Seen]:
    loaded = await ann.parts.store.load_turn(f"terminal:{ann.chat}")
    assert loaded is not None
    return await ann.parts.store.learning.of(loaded.learner.id)


async def outcomes(ann: Chatter) -> list[tuple[str, str]]:
    return [(one.evidence.kind, one.evidence.outcome) for one in await seen(ann)]


async def rules_of(ann: Chatter) -> str:
    zipped = await ann.zip()
    assert zipped is not None, ann.text
    return read_zip(zipped).files["public/my_rules.js"].decode()


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


def answers(made: Quest, tier: Tier) -> tuple[list[str], list[str]]:
    """What a learner does who fails, and what one does who passes; buttons begin with `@`."""
    if tier == "primary":
        lay = [[f"@quest:card:{card}" for card in ("when", condition, "no", "yes")] for condition in ("wrong1", "right")]
        return lay[0], lay[1]
    if tier == "junior":
        return ["!=="] if made.shape.gap != "!==" else ["==="], [made.shape.gap]
    right = made.code(made.condition)
    if tier == "university":
        app = [made.call(case).given for case in made.cases]
        cases = [
            {"input": given, "now": one["now"], "rows": one["rows"].get(made.about.thing, []), "expect": verdict}
            for (given, one), verdict in zip(app, checking.expectations(made), strict=True)
        ]
        return [right], [f"{right}\nexport const tests = {json.dumps(cases)};\n"]
    return [made.code(made.shape.wrong[0](made.about))], [right]


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


async def test_a_version_taken_back_says_that_the_rule_stays(parts: Parts) -> None:
    ann = await with_app(parts)
    await ann.say("make it green")
    await ann.say("/undo")
    assert "my_rules.js" not in ann.text
    made = await at_rule(ann)
    await ann.say(made.code(made.condition))
    await ann.say("/undo")
    assert "my_rules.js" in ann.text


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


# --- what is no answer


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("def has_real_name(input, app):\n    return len(input['name']) > 1", "looks like Python"),
        ("function hasRealName(input, app) {\n  return “no”;\n}", "In line 2 stands “"),
        ("function hasRealName（input, app) {\n  return true;\n}", "In line 1 stands （"),
        ("function hаsRealName(input, app) {\n  return true;\n}", "In line 1 stands а"),
        ("function hasRealName(input, app) {\n  return tru e;\n}", "at line 2"),
        ("function hasRealName(input, app) {\n  while (true) {}\n}", "did not come to an end"),
        ("function hasRealName(input, app) {\n  return fetch('x');\n}", "fetch"),
        ("function one() {}\nfunction two() {}", "did not find a function called hasRealName"),
        ("function hasRealName(input, app) {\n}", "neither true nor a sentence"),
        (
            "function sharesOut(input, app) { return app.rows.bookings.filter((row) => row.mine).length < 3 || 'x'; }",
            "the rule of “Some for everyone”",
        ),
        ("x=1;" * 20_000, "too long"),
    ],
)
async def test_what_cannot_be_the_rule_is_told_with_the_next_step(parts: Parts, sent: str, told: str) -> None:
    ann = await with_app(parts)
    await at_rule(ann)
    await ann.say(file=sent.encode()) if len(sent) > 4000 else await ann.say(sent)  # a message is cut, a file is not
    assert told in ann.text, ann.text


async def test_code_comes_as_a_file_and_in_the_apps_zip(parts: Parts) -> None:
    ann = await with_app(parts)
    made = await at_rule(ann)
    await ann.say(file=b"\xff\xfe\x00nothing")
    assert "cannot read that file" in ann.text
    other = an_app("queue")
    await ann.say(file=generator.pack(generator.build(other), other.slug))
    assert "another app" in ann.text and "quest:leave" in ann.ids
    spec = await ann.spec()
    assert spec is not None
    rules = 'export function allow(screen, action, input, app) {\n  return action !== "book" || String(input.name || "").trim().length >= 2 || "Who?";\n}\n'
    await ann.say(file=generator.pack(generator.build(spec) | {"public/my_rules.js": rules.encode()}, spec.slug))
    assert (await rules_of(ann)) == rules
    await at_rule(ann, "book.share_out")
    await ann.say(file=made.code("true").replace("hasRealName", "sharesOut").encode())
    assert "I ran it" in ann.text


async def test_a_picture_of_code_is_told_kindly(parts: Parts) -> None:
    ann = await with_app(parts)
    await at_rule(ann)
    reply = await take_turn(parts, Incoming(channel="terminal", chat=ann.chat, sender=ann.chat, id="picture", unread="picture"))
    assert reply is not None and "from a picture" in reply.messages[0].text


async def test_a_rule_that_breaks_what_the_app_promises_stays_out(parts: Parts) -> None:
    ann = await with_app(parts)
    await at_rule(ann)
    await ann.say('function hasRealName(input, app) { return app.now > "2026-03-03" && String(input.name || "").trim().length >= 2 || "no"; }')
    assert not any(message.file for message in ann.last.messages)
    spec = await ann.spec()
    assert spec is not None and not [one for one in spec.checks if one.id.startswith("own_quest")]


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
