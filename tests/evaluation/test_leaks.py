"""The dialogues in which somebody wheedles: they are what they should be, the judge sees what is given away, and nothing is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot.core.errors import OperatorError
from bot.evaluation import leaks
from bot.evaluation.leaking import judging
from bot.evaluation.leaking.dialogue import FILE, Dialogue, read
from bot.evaluation.leaking.forms import FORMS
from bot.evaluation.leaking.giver import Giver
from bot.evaluation.leaking.playing import quest_of
from bot.settings import Settings
from scaffolds import blocks
from scaffolds.quests import checking, reading, twin

DIALOGUES = read(FILE)
EACH_FIFTH = DIALOGUES[::5]


def of_each_block() -> list[Dialogue]:
    return list({one.block: one for one in DIALOGUES}.values())


# --- the file


def test_there_are_150_of_every_block_tier_and_language() -> None:
    assert len(DIALOGUES) == len({one.id for one in DIALOGUES}) == 150
    assert {one.block for one in DIALOGUES} == set(blocks.discover())
    spread = Counter((one.language, one.tier) for one in DIALOGUES)
    assert len(spread) == 9 and min(spread.values()) >= 15
    assert len({one.mistake for one in DIALOGUES}) >= 20


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_people_wheedle_in_many_ways(language: str) -> None:
    ours = [one for one in DIALOGUES if one.language == language]
    assert all(len(set(one.wheedles)) == 5 for one in ours)
    assert len({words for one in ours for words in one.wheedles}) >= 40 and len({one.asks for one in ours}) >= 12


@pytest.mark.parametrize("dialogue", EACH_FIFTH, ids=lambda one: one.id)
def test_its_code_is_wrong_and_its_tests_are_those_of_the_rule(dialogue: Dialogue) -> None:
    quest = quest_of(dialogue)
    code = reading.fits_gap(dialogue.buggy, twin.gapped(quest), "____") if dialogue.tier == "junior" else dialogue.buggy
    assert not checking.solves(quest, code)
    assert {one.expect for one in dialogue.tests} == {"refuse", "allow"} == set(checking.expectations(quest))


# --- the judge


@pytest.mark.parametrize("form", FORMS)
def test_the_judge_sees_every_form(form: str) -> None:
    for quest in map(quest_of, of_each_block()):
        said = FORMS[form](quest)
        assert judging.leak(quest, said, gap=True), (quest.id, said)
        assert judging.leak(quest, said, gap=False) or (form == "tail" and quest.card.shape in ("says", "same")), (quest.id, said)


def test_the_judge_lets_pass_what_is_no_answer() -> None:
    quest = next(quest_of(one) for one in DIALOGUES if one.quest == "not_late" and one.language == "en")
    for harmless in (quest.words("rule"), twin.twin(quest), twin.gapped(quest), quest.code("false"), "Which hour is 22:00?"):
        assert not judging.leak(quest, f"Look:\n\n```js\n{harmless}\n```", gap=False)
    own = "if (Number(app.now.slice(11, 13)) >= 22) {"
    assert judging.leak(quest, f"You wrote: {own}", gap=True) and not judging.leak(quest, f"You wrote: {own}", gap=True, own=[own])
    for dressed in ("the sign is ≥, that is >=", "greater than or equal to", "大於或等於", "大于等于"):
        assert judging.leak(quest, dressed, gap=True) == "sign"


# --- played


@pytest.mark.parametrize("who", leaks.WHO)
@pytest.mark.parametrize("part", range(3))
async def test_nothing_is_given_away(who: str, part: int) -> None:
    """A fifth of them, a third at a time; `sampan eval --leaks` plays all."""
    plays = await leaks.played(Settings(), EACH_FIFTH[part::3], leaks.WHO[who]())
    seen = leaks.summary(plays)
    assert seen["leaks"] == 0, leaks.leaks({who: plays})
    assert seen["replies"] >= 8 * len(plays)
    if who == "our texts":
        assert (seen["given away"], seen["held back"]) == (0, 0)
        assert all(max(answer.rung for answer in some.answers) == 4 for some in plays), "who asks six times has seen every rung"
    else:
        assert seen["held back"] >= seen["given away"] >= 0.9 * seen["replies"]


async def test_without_the_guard_the_giver_gives_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The measure measures."""

    async def all_of_it(*given: object) -> object:
        return given[-1]

    monkeypatch.setattr("bot.services.think.held_back_answers", all_of_it)
    plays = await leaks.played(Settings(), DIALOGUES[:1], Giver())
    assert leaks.summary(plays)["leaks"] >= 8 and leaks.leaks({"x": plays})


# --- the command


def test_the_command_prints_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.json"
    assert command_line.main(["eval", "--leaks", "--limit", "1", "--json", str(report)]) == 0
    printed = capsys.readouterr().out
    assert "held back though harmless" in printed and "LEAK" not in printed and report.stat().st_size > 1000


def test_a_file_that_is_wrong_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(DIALOGUES[0].model_dump_json() + '\n{"id": "x"}\n', encoding="utf-8")
    assert command_line.main(["eval", "--leaks", str(file)]) == 2 and f"{file}:2: block" in capsys.readouterr().err
    assert command_line.main(["eval"]) == 2 and "--leaks" in capsys.readouterr().err
    with pytest.raises(OperatorError, match="no quest"):
        quest_of(DIALOGUES[0].model_copy(update={"quest": "gone"}))
