"""A lesson in the chat: chosen, walked, tried wrong and right, left and gone on with, while all other wishes still work."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.bootstrap import make_parts
from bot.services import Parts
from bot.settings import Settings
from tests.chatting import Chatter
from tests.lessons.sample import ID, write
from tests.lessons.walking import standing, walk

TOLD, CHOICE, OPEN, TRIED, BUILT = 1, 2, 4, 5, 6
PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[Parts]:
    """The real parts of a school with a lesson of its own."""
    write(tmp_path / "lessons")
    made = make_parts(Settings(database_url=f"sqlite:///{(tmp_path / 'own.sqlite3').as_posix()}", lessons_dir=str(tmp_path / "lessons")))
    yield made
    await made.close()


async def at(parts: Parts, step: int, *, app: bool = False, language: str = "en") -> Chatter:
    """Somebody who came to this step of it."""
    who = Chatter(parts, "en" if language == "en" else "zh-Hant")
    if app:
        await who.to_zip(PROBLEM)
    await who.say(f"/lesson {ID}")
    while (taking := (await standing(parts, who)).lesson) and taking.step < step:
        match taking.waits:
            case "choice":
                await who.press(f"lesson:{ID}:{taking.step}:pick:1")
            case "open":
                await who.say("whoever waits longest")
            case _:
                await who.press(f"lesson:{ID}:{taking.step}:next")
    return who


# --- choosing


async def test_lesson_offers_three_of_the_tiers_pathway(parts: Parts) -> None:
    who = Chatter(parts, "en", "junior")
    await who.say("/lesson")
    offered = [id for id in who.ids if id.startswith("lesson:")]
    assert len(offered) == 3 and who.last.asks == "none"
    assert all(button.label in who.text for button in who.buttons if button.id in offered)
    await who.press(offered[0])
    assert (await standing(parts, who)).lesson is not None


async def test_a_lesson_is_found_by_words_of_its_title(school: Parts) -> None:
    who = Chatter(school, "en")
    await who.say("/lesson fair turns")
    assert "Fair turns" in who.text and "Make a rule 1" in who.text
    assert who.last.asks == "clarify"


async def test_words_that_name_no_lesson_are_said_back_with_what_there_is(school: Parts) -> None:
    who = Chatter(school, "en")
    await who.say("/lesson **zzz** qqq")
    assert "**zzz** qqq" in who.text and any(id.startswith("lesson:") for id in who.ids)


async def test_a_schools_own_lesson_is_walked_to_its_end(school: Parts) -> None:
    from prompts.lessons import look

    who = Chatter(school, "zh-Hans", "primary")
    assert school.own_lessons is not None
    said = await walk(school, who, look(school.own_lessons).lessons[ID], "zh-Hans")
    assert "公平排队" in said[0]


# --- trying


@pytest.mark.parametrize(
    "typed",
    [">=", "`>=`", ">= ;", "≥", "＞＝", "hour >= 22", 'if (hour >= 22) return "late";', "```js\n>=\n```",
     'function mayBook(hour) { return hour >= 22 ? "late" : true; }', 'export const mayBook = (hour) => hour < 22 || "late";',
     "function mayBook（hour）｛ return hour >= 22 ？ 'late' : true; ｝".replace("？", "?")],
)  # fmt: skip
async def test_what_fills_the_gap_rightly_goes_on(school: Parts, typed: str) -> None:
    who = await at(school, TRIED)
    await who.say(typed)
    assert "all 2 came out as expected" in who.text, who.text
    taking = (await standing(school, who)).lesson
    assert taking is not None and taking.step == BUILT


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (">", 'I gave it mayBook(22), expected "late", it said true.'),
        ("> 5 && hour <", 'I gave it mayBook(21), expected true, it said "late".'),
        ("> nobody && hour >", "it stopped: ReferenceError: nobody is not defined"),
        ("if then", "cannot read this yet"),
        ("def mayBook(hour):\n    return hour >= 22 and 'late' or True", "looks like Python"),
        ("function mayBook(hour) { while (true) {} }", "did not come to an end"),
        ("function mayBook(hour) { const all = []; for (;;) all.push('x'.repeat(1e6)); }", "I stopped it"),
        ("function mayBook(hour) { return fetch('http://127.0.0.1/'); }", "it stopped: ReferenceError"),
        ("x" * 3000, "it stopped"),
        ("大於或等於", "cannot read this yet"),
    ],
)
async def test_what_fills_it_wrongly_is_told_in_plain_words(school: Parts, typed: str, said: str) -> None:
    who = await at(school, TRIED)
    await who.say(typed)
    assert said in who.text, who.text
    assert f"lesson:{ID}:{TRIED}:hint" in who.ids
    taking = (await standing(school, who)).lesson
    assert taking is not None and (taking.step, taking.at) == (TRIED, "here")


async def test_code_may_come_as_a_file(school: Parts) -> None:
    who = await at(school, TRIED)
    await who.say(file=b"\xff\xfe\x00")
    taking = (await standing(school, who)).lesson
    assert taking is not None and taking.step == TRIED
    await who.press("lesson")
    await who.say(file=b"\xef\xbb\xbffunction mayBook(hour) {\r\n  return hour >= 22 ? 'late' : true;\r\n}")
    assert "all 2 came out as expected" in who.text, who.text


async def test_hints_come_one_a_request_and_then_the_way_on(school: Parts) -> None:
    who = await at(school, TRIED)
    for rung in (1, 2, 3):
        assert f"lesson:{ID}:{TRIED}:next" not in who.ids
        await who.say("Hint")
        assert f"Hint {rung}: Where is the edge {rung}" in who.text
    await who.say("no idea")
    assert "last hint" in who.text and ">=" not in "".join(message.text for reply in who.replies[-4:] for message in reply.messages)
    await who.press(f"lesson:{ID}:{TRIED}:next")
    assert "Step 6" in who.text


async def test_code_does_not_change_the_language_of_the_chat(school: Parts) -> None:
    who = await at(school, TRIED, language="zh-Hant")
    await who.say("hour > 22 && something")
    assert "電腦還讀不懂" in who.text


# --- answering


async def test_an_answer_may_be_typed(school: Parts) -> None:
    who = await at(school, CHOICE)
    await who.say("Answer C")
    assert "Reply C" in who.text and "Which of the others" in who.text
    await who.say("the second")
    assert "Reply B" in who.text and "Step 3" in who.text


async def test_words_that_are_no_answer_are_asked_again(school: Parts) -> None:
    who = await at(school, CHOICE)
    await who.say("the moon is far away")
    assert "comes nearest" in who.text and f"lesson:{ID}:{CHOICE}:pick:0" in who.ids


async def test_an_open_question_takes_any_words(school: Parts) -> None:
    who = await at(school, OPEN)
    await who.say("my grandmother, because she cannot read the small text on it")
    assert "Reply D" in who.text and "Step 5" in who.text


# --- other wishes


@pytest.mark.parametrize("step", [TOLD, CHOICE, OPEN, TRIED, BUILT])
async def test_an_edit_still_works_at_every_step(school: Parts, step: int) -> None:
    who = await at(school, step, app=True)
    before = await who.spec()
    await who.say("make it green")
    after = await who.spec()
    assert before is not None and after is not None and after.colour != before.colour
    assert "lesson" in who.ids and "waits where you were" in who.text
    await who.press("lesson")
    taking = (await standing(school, who)).lesson
    assert taking is not None and (taking.step, taking.at) == (step, "here")


@pytest.mark.parametrize("said", ["/versions", "undo", "/help"])
async def test_a_command_still_works_and_the_question_before_stands(school: Parts, said: str) -> None:
    who = await at(school, TRIED, app=True)
    await who.say(said)
    assert who.last.asks != "clarify" and (await standing(school, who)).about != "lesson"
    assert "lesson" in who.ids


async def test_the_open_question_of_the_chat_waits(school: Parts) -> None:
    who = Chatter(school, "en")
    await who.say(PROBLEM)
    asked = who.last.asks
    await who.say(f"/lesson {ID}")
    await who.press(f"lesson:{ID}:0:leave")
    assert who.last.asks == asked and "put aside" in who.text


async def test_who_leaves_can_come_back(school: Parts) -> None:
    who = await at(school, OPEN, app=True)
    await who.say("Leave it")
    assert "step 4 of 6" in who.text
    await who.say("make it green")
    assert "lesson" not in who.ids
    await who.say("/lesson")
    assert "**Fair turns** waits" in who.last.messages[0].text and who.ids[0] == f"lesson:{ID}"
    await who.press(f"lesson:{ID}")
    assert "Step 4" in who.text and who.last.asks == "clarify"


async def test_an_old_button_shows_the_step_that_there_is(school: Parts) -> None:
    who = await at(school, CHOICE)
    await who.press(f"lesson:{ID}:1:next")
    assert "Step 2" in who.text
    for odd in ("lesson:nothing", "lesson::::", "lesson:" + ID + ":2:pick:99", "lesson:" + ID + ":2:dance"):
        await who.press(odd)
        assert who.last.messages[0].text


async def test_a_lesson_that_is_taken_away_meanwhile_is_said(school: Parts) -> None:
    who = await at(school, TRIED)
    without = dataclasses.replace(school, own_lessons=None)
    other = dataclasses.replace(who, parts=without)
    await other.say(">=")
    assert "not here any more" in other.text and (await standing(school, other)).lesson is None


async def test_a_new_problem_keeps_what_was_taken(school: Parts) -> None:
    who = await at(school, BUILT)
    await who.press(f"lesson:{ID}:{BUILT}:next")
    await who.say("/new")
    assert (await standing(school, who)).lessons == (ID,)
