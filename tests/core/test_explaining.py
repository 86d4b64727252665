"""What is asked about an app's code is found: by its words, its line, its sentence, in three languages; and where nothing fits, three ways on."""

from __future__ import annotations

import re
import time
from functools import cache

import pytest

from bot.brains.offline import OfflineBrain
from bot.core.explaining import Index, offered, place, read, terms
from bot.core.interpretation import Context
from bot.core.reading import read_line
from bot.services import Parts
from bot.services.guard import Simplified
from scaffolds import generator, passages, platforms
from scaffolds.passages import Passages
from scaffolds.showcase import examples
from scaffolds.spec import Language, text_of
from tests.chatting import Chatter

NAMES = tuple(examples())
WHERE: dict[Language, str] = {"en": "where is the {} stored?", "zh-Hant": "「{}」存放在哪裏？", "zh-Hans": "“{}”存在哪里？"}
PAGE: dict[Language, str] = {"en": "what makes the page {}?", "zh-Hant": "「{}」這一頁由甚麼組成？", "zh-Hans": "“{}”这一页由什么组成？"}
WHY: dict[Language, str] = {"en": "why: {}", "zh-Hant": "為甚麼{}", "zh-Hans": "为什么{}"}
SIMPLIFIED = Simplified()


@cache
def book(name: str) -> tuple[Passages, Index]:
    spec = examples()[name]
    found = passages.read(spec, platforms.discover()["web"].files(spec))
    return found, Index(found, SIMPLIFIED)


def answer(name: str, question: str) -> str:
    """The key of the part that a question is about."""
    found = book(name)[1].best(question, read(question))
    return found.key if found else ""


@pytest.mark.parametrize("name", NAMES)
def test_each_field_can_be_asked_for_in_each_language_of_its_app(name: str) -> None:
    spec = examples()[name]
    for thing in spec.things:
        for field in thing.fields:
            for language in spec.languages:
                label = text_of(field.label, language)
                named = label if language != "en" or terms(label, SIMPLIFIED) else f"“{label}”"
                found = book(name)[1].best(question := WHERE[language].format(named), read(question))
                assert found is not None, question
                assert found.kind == "field", (question, found.key)
                assert text_of(found.label, language).casefold() == label.casefold(), (question, found.key)


@pytest.mark.parametrize("name", NAMES)
def test_each_page_can_be_asked_for(name: str) -> None:
    spec = examples()[name]
    for screen in spec.screens:
        for language in spec.languages:
            question = PAGE[language].format(text_of(screen.label, language))
            assert answer(name, question) == f"screen:{screen.id}", question


@pytest.mark.parametrize("name", NAMES)
def test_each_rule_and_each_promise_can_be_asked_for_in_its_own_words(name: str) -> None:
    spec = examples()[name]
    for rule in spec.rules:
        found = book(name)[1].best(question := WHY[spec.language].format(rule.says), read(question))
        assert found is not None
        assert found.said == rule.says
    for check in spec.checks:
        found = book(name)[1].best(question := WHY[spec.language].format(check.says), read(question))
        assert found is not None, question
        assert found.said == check.says, (question, found.key)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("why can't I book twice?", "check:s1_twice"),
        ("why can't I book more than 2 a day?", "rule:two_a_day"),
        ("點解我唔可以一日訂多過兩次？", "check:s1_limit_1"),
        ("why does it refuse an empty name?", "check:s1_empty"),
        ("where is the family name stored?", "field:bookings.name"),
        ("家庭名稱存放喺邊度？", "field:bookings.name"),
        ("who can see the phone number?", "field:bookings.phone"),
        ("電話邊個睇到？", "field:bookings.phone"),
        ("谁能看到电话？", "field:bookings.phone"),
        ("what does overLimit do?", "code:public/rules/book.js:overLimit"),
        ("why can't I fly to the moon?", ""),
        ("點解唔可以飛去月球？", ""),
        ("what does frobnicate do?", ""),
    ],
)
def test_questions_as_people_ask_them(question: str, key: str) -> None:
    assert answer("community-living-room", question) == key


@pytest.mark.parametrize(
    ("question", "shown", "line"),
    [
        ("what does line 12 of rules/book.js do?", "", 12),
        ("rules/book.js 第 12 行做甚麼？", "", 12),
        ("and line 12?", "public/rules/book.js", 12),
        ("book.js:12", "", 12),
        ("第12行係咩", "public/rules/book.js", 12),
        ("what does line 99999 of rules/book.js do?", "", 0),
        ("what does line 12 do?", "", 0),
        ("what does `const DAYS = 9;` do?", "", 0),
    ],
)
def test_a_line_is_found_by_its_number(question: str, shown: str, line: int) -> None:
    span = place(book("community-living-room")[0], read(question), shown)
    assert (span.first if span else 0) == line


def test_a_line_is_found_as_it_was_typed() -> None:
    found = book("community-living-room")[0]
    for question in ("what does `if (!other) return null;` do?", "呢句係咩：if (!other) return null;", "what is this\nif (!other) return null;"):
        span = place(found, read(question), "")
        assert span is not None, question
        assert found.code(span)[0].strip() == "if (!other) return null;"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ('import { a } from "./b.js";', "takes"), ("export function book(input, app) {", "begins"), ("const two = (n) => n;", "begins"),
        ('  if (!isOpen(row.day)) return refuse("closed_day", about(row));', "refuses"), ("  if (!other) return null;", "answers_if"),
        ("if (a) {", "only_if"), ("} else {", "otherwise"), ("for (const one of all) {", "repeats"), ("  return row;", "answers"),
        ("export const MOST = 3;", "setting"), ('  { name: "day", label: "Day" },', "field"), ("const row = checked.row;", "names"),
        ("});", "ends"), ("// a note", "note"), ("", "empty"), ("count += 1;", "step"),
    ],
)  # fmt: skip
def test_the_kind_of_a_line_is_read(line: str, kind: str) -> None:
    assert read_line(line).kind == kind


def test_what_can_be_asked_is_offered_in_different_kinds() -> None:
    for name in NAMES:
        shown = offered(book(name)[0].all)
        assert len(shown) == 3
        assert len({one.kind for one in shown}) >= 2


def test_names_in_code_and_numbers_in_any_writing_are_the_same_words() -> None:
    assert set(terms("limit times", {})) <= set(terms("LIMIT_TIMES limitTimes", {}))
    assert terms("兩次", SIMPLIFIED)[0] == terms("2 次", SIMPLIFIED)[0] == terms("twice", SIMPLIFIED)[0]


# --- what the brain hears

QUESTIONS = (
    "what does this line do?", "where is the name stored?", "why can't I book twice?", "how does the app know who booked?", "what does overLimit do?",
    "who can see the phone number?", "explain the function taken", "第12行做咩", "呢行做咩㗎", "個名存喺邊度？", "點解我唔可以訂兩次？", "為甚麼不可以預約兩次？",
    "名稱存放在哪裏？", "这行代码是干什么的", "为什么不能预约两次？", "名字存在哪里？", "谁能看到电话号码？", "and line 12?", "點解唔俾人訂兩次",
)  # fmt: skip
OTHERS = (
    "why won't it open", "why can't i change the colour?", "make it green", "where is my file", "add a field phone", "點解開唔到", "why are you so slow",
    "what can you do", "what is this", "people cant book twice a day", "加一個電話", "why not", "where is it", "it should not let people book twice",
    "i want people to see where the keys are kept", "why does it not work", "為什麼打不開", "为什么打不开", "how does it work", "rename the page to where is it kept",
    "make the phone number private so nobody can see it", "why did you change it", "ReferenceError: a is not defined at my_rules.js:3",
)  # fmt: skip


@pytest.mark.parametrize("said", QUESTIONS)
def test_questions_about_the_code_are_heard_once_there_is_an_app(said: str) -> None:
    context = Context(language="en", tier="junior", stage="improve", asks="none", spec=examples()["community-living-room"])
    assert OfflineBrain().understand(said, context).intent == "explain"
    assert OfflineBrain().understand(said, Context(language="en", tier="junior", stage="discover", asks="problem")).intent != "explain"


@pytest.mark.parametrize("said", OTHERS)
def test_what_sounds_alike_is_not(said: str) -> None:
    context = Context(language="en", tier="junior", stage="improve", asks="none", spec=examples()["community-living-room"])
    assert OfflineBrain().understand(said, context).intent != "explain"


# --- through the real parts


async def at_app(parts: Parts, name: str, language: Language) -> Chatter:
    chatter = Chatter(parts, language=language)
    spec = examples()[name]
    await chatter.say(file=generator.pack(generator.build(spec), spec.slug))
    return chatter


def fence(chatter: Chatter) -> str:
    found = re.search(r"```\w+ \S+ \d+\n(.*)\n```", chatter.last.messages[0].text, re.DOTALL)
    assert found, chatter.text
    return found[1]


@pytest.mark.parametrize(
    ("language", "question", "said", "code"),
    [
        ("en", "why can't I book twice?", "06:30 is free", "function taken("),
        ("zh-Hant", "點解我唔可以一日訂多過兩次？", "每人每天最多預約 2 次", "function overLimit("),
        ("zh-Hans", "为什么不能一天预约超过 2 次？", "2 次", "function overLimit("),
        ("en", "where is the phone number kept?", "only who wrote it and you", 'name: "phone"'),
        ("zh-Hans", "谁能看到电话？", "只有填写的人和你", 'name: "phone"'),
        ("zh-Hant", "`if (!other) return null;` 係做咩？", "括號裏說的成立", "if (!other) return null;"),
    ],
)
async def test_an_answer_shows_the_code_and_what_the_app_said_just_now(parts: Parts, language: Language, question: str, said: str, code: str) -> None:
    chatter = await at_app(parts, "community-living-room", language)
    reply = await chatter.say(question)
    assert said in chatter.text
    assert code in fence(chatter)
    assert reply.asks == "none"


async def test_the_file_that_was_shown_is_meant_by_a_bare_number(parts: Parts) -> None:
    chatter = await at_app(parts, "community-living-room", "en")
    await chatter.say("what does line 12 of rules/book.js do?")
    await chatter.say("and line 1?")
    assert "Line 1 of `public/rules/book.js`" in chatter.last.messages[0].text


async def test_where_nothing_fits_three_questions_are_offered_and_answered(parts: Parts) -> None:
    chatter = await at_app(parts, "medicine-reminder", "zh-Hant")
    await chatter.say("點解唔可以飛去月球？")
    offers = [id for id in chatter.ids if id.startswith("explain:")]
    assert len(offers) == 3
    for offer in offers:
        await chatter.say("點解唔可以飛去月球？")
        await chatter.press(offer)
        assert fence(chatter)
    await chatter.press("explain:rule:no_such_rule")
    assert len([id for id in chatter.ids if id.startswith("explain:")]) == 3


async def test_the_question_that_was_open_stays_open(parts: Parts) -> None:
    chatter = Chatter(parts, language="en")
    await chatter.to_zip("one shower for 9 families, we want to book a time")
    assert chatter.last.asks == "predict"
    await chatter.say("why can't I book the same time twice?")
    assert chatter.last.asks == "predict"
    assert fence(chatter)


async def test_words_of_a_learner_cannot_break_out_of_the_code(parts: Parts) -> None:
    chatter = Chatter(parts, language="en")
    spec = examples()["going-out-checklist"]
    files = generator.build(spec, learner_files={"public/my_rules.js": b"// ``` **bold** ````\nexport function allow() {\n  return true;\n}\n"})
    await chatter.say(file=generator.pack(files, spec.slug))
    await chatter.say("what does line 1 of my_rules.js do?")
    assert "\n`````js public/my_rules.js 1\n" in chatter.last.messages[0].text


def test_a_question_is_answered_in_a_fraction_of_a_millisecond_once_the_app_was_read() -> None:
    found = book("good-sleep-pillow")[1]
    found.best("为什么不能", read("为什么不能"))
    begun = time.process_time()
    for _ in range(50):
        found.best("为什么压力低于 10 就亮灯？", read("为什么压力低于 10 就亮灯？"))
    assert (time.process_time() - begun) / 50 < 0.02
