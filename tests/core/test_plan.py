"""What a plan is called, and what it says that stands on a list."""

from __future__ import annotations

import pytest

from bot.core.plan import listed, suggest_title
from scaffolds import blocks
from scaffolds.spec import Brief, Language, text_of
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
