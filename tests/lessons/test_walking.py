"""Every lesson is walked to its end in each language by a scripted learner, through the real parts; and each is without a fault."""

from __future__ import annotations

import pytest

from bot.services import Parts
from bot.services.lesson.checking import check
from prompts.lessons import ROOT, TIERS, folders, look
from scaffolds.spec import Language
from tests.chatting import Chatter
from tests.combinations import LANGUAGES
from tests.lessons.walking import walk

IDS = [folder.name for folder in folders(ROOT)]


def test_our_lessons_are_without_a_fault() -> None:
    checked = check()
    assert not checked.faults, "\n".join(map(str, checked.faults))
    assert checked.lessons == len(IDS) >= 12


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", IDS)
async def test_a_lesson_can_be_walked_to_its_end(parts: Parts, id: str, language: Language) -> None:
    lesson = look().lessons[id]
    who = Chatter(parts, language, lesson.tiers[0])
    said = await walk(parts, who, lesson, language)
    page = lesson.said(language)
    assert page.title in said[0] and page.title in said[-1]


@pytest.mark.parametrize("tier", TIERS)
def test_a_pathway_of_a_tier_has_what_is_needed_before_what_needs_it(tier: str) -> None:
    way = look().pathway(next(one for one in TIERS if one == tier))
    assert len(way) >= 3
    ids = [one.id for one in way]
    assert all(tier in one.tiers for one in way)
    assert all(ids.index(need) < place for place, one in enumerate(way) for need in one.needs if need in ids)
