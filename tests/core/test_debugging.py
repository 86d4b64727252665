"""It does not work: reproduce, read, guess, test. Known messages in three languages; the learner's own code until the case that fails is found."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

import prompts
from bot.core.conversation import Conversation, Debugging, Suspect
from bot.core.debugging import RUNGS, answered, pressed
from bot.core.deciding import Turn
from bot.core.interpretation import Intent, Interpretation
from bot.core.turn import Incoming
from bot.services import Parts
from bot.services.take_turn import take_turn
from prompts import LANGUAGES, faults
from scaffolds import generator
from scaffolds.showcase import examples
from scaffolds.spec import Language, Tier
from tests.chatting import Chatter

APP = "community-living-room"
RULES = """export function allow(screen, action, input, app) {
  if (screen === "board") return true;
  if (input.start < "07:00") return "Too early.";
  if (input.start > "23:30") {
    return "Too late.";
  }
  return true;
}
"""
MESSAGES = {
    "Uncaught ReferenceError: nmae is not defined\n    at allow (my_rules.js:5:3)": "not_defined",
    "ReferenceError: Can't find variable: nmae": "not_defined",
    "Uncaught SyntaxError: Unexpected token ')'": "missing_bracket",
    "SyntaxError: missing ) after argument list": "missing_bracket",
    "Uncaught SyntaxError: Unexpected end of input": "missing_bracket",
    "Uncaught SyntaxError: Invalid or unexpected token  if（a）": "full_width_signs",
    "SyntaxError: illegal character U+201C": "curly_quotes",
    "Uncaught SyntaxError: Unexpected identifier 'x'": "syntax",
    "SyntaxError: await is only valid in async functions": "await_outside",
    "TypeError: Cannot read properties of undefined (reading 'name')": "nothing_there",
    "TypeError: null is not an object (evaluating 'a.b')": "nothing_there",
    "TypeError: input.foo is not a function": "not_a_function",
    "TypeError: Assignment to constant variable.": "unchangeable",
    "RangeError: Maximum call stack size exceeded": "endless",
    "Access to script at 'file:///C:/app/public/app.js' from origin 'null' has been blocked by CORS policy": "module_from_file",
    'Uncaught TypeError: Failed to resolve module specifier "rules"': "import_path",
    "NotAllowedError: Permission denied": "camera",
    "QuotaExceededError: The quota has been exceeded.": "storage_full",
    "409 (Conflict)": "conflict",
    "OSError: [Errno 98] Address already in use": "port_taken",
    "OSError: [WinError 10048] Only one usage of each socket address": "port_taken",
    "'python' is not recognized as an internal or external command": "no_python",
    "zsh: command not found: python": "no_python",
    "python: can't open file '/home/a/app.py': [Errno 2] No such file or directory": "wrong_folder",
    "PermissionError: [Errno 13] Permission denied: 'data.sqlite'": "no_permission",
    "UnicodeDecodeError: 'gbk' codec can't decode byte 0x80": "chinese_letters",
    "SyntaxError: Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON": "data_not_readable",
    "TypeError: Failed to fetch": "no_network",
    "TypeError: undefined ist kein Objekt": "other",
    "IndentationError: unexpected indent": "python_syntax",
}
TOLD = {
    "I opened it on another computer and my list is gone": "data_gone", "資料全部不見了": "data_gone", "换了手机打开，里面是空的": "data_gone",
    "i double click and it opens notepad": "opens_editor", "打開變成記事本": "opens_editor", "双击打开是记事本": "opens_editor",
    "i opened it inside the zip and it does not save": "not_unzipped", "我冇解壓就開": "not_unzipped", "端口被占用": "port_taken", "打開變成亂碼": "chinese_letters",
    "the camera is blocked": "camera", "鏡頭用不了": "camera",
}  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), MESSAGES.items())
def test_messages_of_computers_are_recognised(text: str, fault: str) -> None:
    found = faults.recognise(text)
    assert found is not None
    assert found.fault.id == fault


@pytest.mark.parametrize(("text", "fault"), TOLD.items())
def test_what_people_tell_is_recognised_only_in_what_tells_of_a_fault(text: str, fault: str) -> None:
    found = faults.recognise(text, told=True)
    assert found is not None
    assert found.fault.id == fault
    assert faults.recognise("add a field error and remove bookings that are gone after a day") is None


@pytest.mark.parametrize(
    "text", ["it doesn't work", "add a field phone", "make it green", "加一個電話", "my error list app", "a port for ships", "", "a" * 100_000]
)
def test_other_words_are_no_message(text: str) -> None:
    assert faults.recognise(text) is None


def test_each_fault_is_told_in_three_languages_and_none_gives_a_name_that_its_pattern_has_not() -> None:
    assert len(faults.faults()) >= 20
    simplified, traditional = set("们这个说时间语简单进样让发现应该还没开关"), set("們這個說時間語簡單進樣讓發現應該還沒開關")
    for fault in faults.faults():
        for language in LANGUAGES:
            words = fault.words(language)
            said = words.means + words.look + words.try_this
            assert "!" not in said
            assert "！" not in said
            assert "{name}" not in words.try_this.replace("function {name}", "").replace("`{name}`", "")
            assert not set(said) & (
                simplified - traditional if language == "zh-Hant" else traditional - simplified if language == "zh-Hans" else set("的了")
            )
        if "{name}" in fault.en.means:
            assert all("(?P<name>" in pattern for pattern in fault.patterns), fault.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_prompt_of_the_search_loads(language: Language) -> None:
    for area in ("debug", "explain"):
        for name in prompts.names(area):
            prompt = prompts.load(name)
            assert prompt.wordings[language], name
            assert prompt.purpose[0].isupper()


# --- through the real parts


async def at_app(parts: Parts, language: Language = "en", rules: str = "", tier: Tier = "senior") -> Chatter:
    chatter = Chatter(parts, language=language, tier=tier)
    await send(chatter, rules)
    return chatter


async def send(chatter: Chatter, rules: str = "") -> None:
    spec = examples()[APP]
    own = {"public/my_rules.js": rules.encode()} if rules else {}
    await chatter.say(file=generator.pack(generator.build(spec, learner_files=own), spec.slug))


async def test_changed_code_is_shown_as_one_case_and_the_line_is_theirs_to_find(parts: Parts) -> None:
    chatter = await at_app(parts)
    await chatter.say("it doesn't work")
    assert "broken:code" in chatter.ids
    await send(chatter, RULES)
    assert "Your rule says no: “Too early.”" in chatter.text
    assert [id for id in chatter.ids if id.startswith("case:")] == ["case:3", "case:4", "case:5", "case:hint"]
    await chatter.press("case:4")
    assert "it still says no" in chatter.text
    assert "case:4" not in chatter.ids
    await chatter.say("line 3")
    assert "the promise holds" in chatter.text
    await send(chatter, RULES.replace("07:00", "06:00"))
    assert "comes out as promised" in chatter.text
    assert "without a hint" in chatter.text
    assert chatter.last.asks == "none"


@pytest.mark.parametrize(
    ("language", "ask", "line"), [("en", "hint please", "Line 3"), ("zh-Hant", "給我提示", "第 3 行"), ("zh-Hans", "我不知道", "第 3 行")]
)
async def test_hints_come_one_by_one_and_never_give_the_line_or_the_fix(parts: Parts, language: Language, ask: str, line: str) -> None:
    chatter = await at_app(parts, language, RULES)
    assert line in [button.label for button in chatter.buttons]
    said = []
    for _ in range(RUNGS):
        await chatter.say(ask)
        said.append(chatter.text)
        assert '06:00"' not in chatter.text.replace("06:00 ·", "")
        assert not re.search(r"Too early|lines? 3\b(?! to)|第 3 行", chatter.text)
    assert len(set(said)) == RUNGS
    await chatter.press("case:hint")
    assert "undo" in chatter.ids
    assert chatter.last.asks == "clarify"


@pytest.mark.parametrize(
    ("language", "message", "words"),
    [
        ("en", "Uncaught ReferenceError: ture is not defined at my_rules.js:2:3", ("`ture`", "js public/my_rules.js 1", "letter by letter")),
        ("zh-Hant", "Uncaught ReferenceError: ture is not defined at my_rules.js:2:3", ("`ture`", "第 2 行", "逐個字母")),
        ("zh-Hans", "Uncaught ReferenceError: ture is not defined at my_rules.js:2:3", ("`ture`", "第 2 行", "一个字母一个字母")),
    ],
)
async def test_a_pasted_message_is_read_with_its_line_then_guessed_at_then_tested(
    parts: Parts, language: Language, message: str, words: tuple[str, ...]
) -> None:
    chatter = await at_app(parts, language, "export function allow() {\n  return true;\n}\n")
    await chatter.say(message)
    assert all(word in chatter.last.messages[0].text for word in words), chatter.last.messages[0].text
    await chatter.press("fault:try")
    assert {"fault:works", "fault:same"} <= set(chatter.ids)
    await chatter.press("fault:same")
    assert "17" in chatter.text
    await chatter.say(message)
    await chatter.press("fault:works")
    assert chatter.last.asks == "none"


async def test_a_guess_in_their_own_words_gets_a_test(parts: Parts) -> None:
    chatter = await at_app(parts)
    await chatter.say("TypeError: Failed to fetch")
    await chatter.say("maybe the black window is closed")
    assert "guess that can be tested" in chatter.text
    assert "fault:works" in chatter.ids


async def test_a_picture_of_an_error_is_asked_for_in_words(parts: Parts) -> None:
    chatter = await at_app(parts)
    await chatter.say("it doesn't work")
    picture = Incoming(channel="terminal", chat=chatter.chat, sender=chatter.chat, id=uuid4().hex, unread="picture")
    reply = await take_turn(parts, picture)
    assert reply is not None
    assert "first line of the message" in reply.messages[0].text
    assert reply.asks == "clarify"


async def test_an_edit_meanwhile_is_an_edit(parts: Parts) -> None:
    chatter = await at_app(parts, rules=RULES)
    await chatter.say("where is the day stored?")
    assert "public/rules/book.js" in chatter.last.messages[0].text
    await chatter.say("Uncaught SyntaxError: Unexpected token ')'")
    assert "fault:try" in chatter.ids
    await chatter.say("give me the zip")
    assert any(message.file for message in chatter.last.messages)


async def test_code_that_cannot_be_read_is_shown_at_its_line(parts: Parts) -> None:
    chatter = await at_app(parts, "zh-Hant", 'export function allow(screen, action, input) {\n  if (input.a return "x";\n  return true;\n}\n')
    assert "my_rules.js 第 2 行" in chatter.text
    assert 'if (input.a return "x";' in chatter.last.messages[0].text


# --- the rules of the search


SUSPECTS = (Suspect(line=3, decides=True), Suspect(line=5))
SEARCH = Debugging(check="c", given="g", how="lax", path="public/my_rules.js", suspects=SUSPECTS, version=2, asks="predict", about="")
HERE = Conversation(stage="improve", asks="clarify", about="case", version=2, debugging=SEARCH)


@pytest.mark.parametrize(
    ("text", "intent", "prompt"),
    [
        ("3", "tell", "debug/line_decides"),
        ("第 5 行", "tell", "debug/line_not"),
        ("line 9", "tell", "debug/which"),
        ("idk", "idk", "debug/hint"),
        ("a hint pls", "help", "debug/hint"),
        ("the first one", "tell", "debug/which"),
        ("make it green", "edit", ""),
        ("give me the zip", "zip", ""),
    ],
)
def test_words_at_an_open_case(text: str, intent: Intent, prompt: str) -> None:
    decision = answered(Turn(HERE, Interpretation(intent=intent), text=text, spec=examples()[APP]))
    assert (decision.moves[0].prompt if decision else "") == prompt


def test_a_button_of_an_older_version_is_no_answer() -> None:
    turn = Turn(HERE.now(version=3), Interpretation(), press="case:3", spec=examples()[APP])
    assert pressed(turn, "3").moves[0].prompt == "tutor/suggest"


def test_the_question_that_waited_comes_back() -> None:
    fault = HERE.now(debugging=SEARCH.model_copy(update={"check": "", "fault": "syntax"})).asks_for("clarify", about="fault")
    decision = pressed(Turn(fault, Interpretation(), press="fault:works", spec=examples()[APP]), "works")
    assert decision.conversation.asks == "predict"
    assert decision.conversation.debugging is None
