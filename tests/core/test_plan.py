"""What a plan is called, what it says that stands on a list, and which of the learner's fields it keeps."""

from __future__ import annotations

import pytest

from bot.core.plan import is_heading, listed, suggest_title
from scaffolds import blocks
from scaffolds.spec import Brief, Field, Language, text_of
from scaffolds.wish import Wish

USUAL: dict[str, dict[Language, str]] = {
    "exchange": {"en": "Give and Take", "zh-Hant": "互通有無", "zh-Hans": "互通有无"},
    "scan": {"en": "Our Scanner", "zh-Hant": "我們的掃描器", "zh-Hans": "我们的扫码器"},
    "queue": {"en": "Our Queue", "zh-Hant": "我們的籌號", "zh-Hans": "我们的叫号"},
    "calculator": {"en": "Work It Out", "zh-Hant": "計一計", "zh-Hans": "算一算"},
}


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
@pytest.mark.parametrize("block", USUAL)
def test_a_title_is_not_made_of_our_own_words(block: str, language: Language) -> None:
    """'Person Scanner', 'Offers And Requests Exchange' and '保存的结果计算器' were."""
    found = blocks.discover()[block]
    wish = Wish(language=language)
    assert text_of(suggest_title(found, found.draft(wish), wish)) == USUAL[block][language]


def test_what_stands_on_a_list_is_said_by_its_name() -> None:
    screen = blocks.discover()["points"].draft(Wish()).screen
    assert listed(screen) == ("Helped somebody", "Tidied up", "Was on time")


def test_what_will_be_reminded_of_is_said_with_its_times() -> None:
    wish = Wish(language="zh-Hant", brief=Brief(problem="阿嫲唔記得食藥", keep="血壓藥朝早八點，糖尿藥夜晚九點"))
    assert listed(blocks.discover()["reminder"].draft(wish).screen) == ("血壓藥 08:00", "糖尿藥 21:00")


@pytest.mark.parametrize(
    ("line", "block", "language", "heading"),
    [("steps", "guide", "en", True), ("photos", "guide", "en", True), ("答案", "quiz", "zh-Hant", True), ("图片", "communicator", "zh-Hans", True), ("wash the pot", "guide", "en", False),
     ("pizza", "poll", "en", False), ("鎖匙", "checklist", "zh-Hant", False), ("拖地", "points", "zh-Hans", False)],
)  # fmt: skip
def test_what_a_block_keeps_of_each_line_is_no_line(line: str, block: str, language: Language, heading: bool) -> None:
    """Asked what should be on the list, students say 'steps, photos'; a guide whose first step is 'photos' helps nobody."""
    assert is_heading(line, block, language) is heading


@pytest.mark.parametrize(
    ("block", "label", "name", "type"),
    [("queue", "room number", "room_number", "text"), ("queue", "座位號碼", "zuo_wei", "text"), ("map", "姓名", "name", "person")],
)  # fmt: skip
def test_what_sounds_like_a_field_of_the_block_and_is_another_is_kept(block: str, label: str, name: str, type: str) -> None:
    """A room's number is not the number of a ticket; who stood at a place is not the place."""
    language: Language = "en" if label.isascii() else "zh-Hant"
    drafted = blocks.discover()[block].draft(Wish(language=language, fields=(Field.model_validate({"name": name, "label": label, "type": type}),)))
    assert label in [text_of(field.label, language) for field in drafted.things[0].fields if field.name != "number"]
