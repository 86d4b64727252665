"""Every text that the tutor says: it loads, in three languages, and holds the tone."""

from __future__ import annotations

import re

import pytest

import prompts
from bot.commands import discover

ALL = [name for area in ("tutor", "commands", "classroom_teacher", "explain", "debug") for name in prompts.names(area)]
NEVER = re.compile(
    r"as an ai|great question|amazing|awesome|good job|well done|i'm worried|\b(block|spec|json)s?\b|i don't understand", re.IGNORECASE
)
SIMPLIFIED_ONLY = "们这个说时间语简单进样让发现应该还没"
TRADITIONAL_ONLY = "們這個說時間語簡單進樣讓發現應該還沒"


@pytest.mark.parametrize("name", ALL)
def test_a_prompt_loads_and_holds_the_tone(name: str) -> None:
    prompt = prompts.load(name)
    source = (prompts.ROOT / f"{name}.md.j2").read_text(encoding="utf-8")
    body = source.split("+++", 2)[2].replace("sampan.json", "")  # a file's own name
    assert not NEVER.search(body), NEVER.search(body)
    assert prompt.purpose[0].isupper()


@pytest.mark.parametrize("name", ALL)
def test_each_chinese_is_written_in_its_own_characters(name: str) -> None:
    body = (prompts.ROOT / f"{name}.md.j2").read_text(encoding="utf-8").split("+++", 2)[2]
    sections = dict(zip(*[iter(re.split(r"^\[(\S+?)(?: \d)?\]$", body, flags=re.M)[1:])] * 2, strict=True))
    hant, hans = sections["zh-Hant"].replace("简体中文", ""), sections["zh-Hans"].replace("繁體中文", "")
    assert not [char for char in hant if char in SIMPLIFIED_ONLY and char not in TRADITIONAL_ONLY]
    assert not [char for char in hans if char in TRADITIONAL_ONLY and char not in SIMPLIFIED_ONLY]


@pytest.mark.parametrize("name", [name for name in ALL if name.startswith(("tutor/", "explain/", "debug/"))])
def test_button_ids_are_known_to_the_policy(name: str) -> None:
    from bot.core import lesson, questing
    from bot.core.pressing import PRESSES

    words_of_a_learner = {"who", "problem", questing.NAME, lesson.NAME}
    for button in prompts.load(name).buttons:
        assert button["id"].partition(":")[0] in {*PRESSES, *words_of_a_learner}, button


def test_every_command_has_its_help_and_no_other_has() -> None:
    assert {name.partition("/")[2] for name in prompts.names("commands")} == set(discover())


def test_a_missing_or_unknown_variable_is_an_error() -> None:
    with pytest.raises(prompts.PromptError):
        prompts.load("tutor/ask_who").render("en")
    with pytest.raises(prompts.PromptError):
        prompts.load("tutor/ask_who").render("en", young=True, other=1)


def test_a_learners_words_are_escaped() -> None:
    said = prompts.load("tutor/lead").render("en", feeling="", echo="*<b>[x](y)`", eased=False, cut=False)
    assert "\\*\\<b\\>\\[x\\](y)\\`" in said
