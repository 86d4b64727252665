"""How near the example apps are to what was said: words of any of the three languages find them."""

from __future__ import annotations

import pytest

from bot.brains.offline.likeness import nearness
from scaffolds.showcase import examples


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("families queue every night for one shower", "community-living-room"),
        ("成層樓爭一個沖涼房，晚晚排隊", "community-living-room"),
        ("全层楼抢一个浴室，每天晚上排队", "community-living-room"),
        ("grandpa takes three kinds of medicine", "medicine-reminder"),
        ("爷爷的药总是吃错", "medicine-reminder"),
        ("the lost property box at school is full", "lost-and-found"),
        ("回收箱入面一半嘢都放錯咗", "recycling-guide"),
    ],
)
def test_words_find_the_app(said: str, name: str) -> None:
    found = nearness([said])
    assert max(found, key=lambda one: found[one]) == name


def test_what_shares_no_word_is_near_to_none() -> None:
    assert not nearness(["xylophone"]) and not nearness([]) and not nearness([""])


def test_all_that_was_said_counts() -> None:
    alone, both = nearness(["shower"]), nearness(["shower", "queue"])
    assert set(alone) <= set(both) <= set(examples())
    assert both["community-living-room"] > alone["community-living-room"]
