"""Planted personal data is found and masked whole, and the numbers that an app is made of are left alone."""

from __future__ import annotations

import pytest

from bot.core.personal import MASK, is_card, is_hkid, is_mainland_id
from bot.services import guard
from tests.safety.planted import CARRIERS, SECRETS, Planted, clean, planted

COUNT = 1000
SEEDS = (11, 2026)


@pytest.mark.parametrize("seed", SEEDS)
def test_planted_data_is_masked_whole(seed: int) -> None:
    made = list(planted(COUNT, seed))
    missed = [(one.text, masked) for one in made if one.left(masked := guard.look(one.text).masked)]
    assert len(made) == COUNT
    assert len(missed) <= 0.01 * COUNT, missed


@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_of_an_app_are_left_alone(seed: int) -> None:
    lines = list(clean(COUNT, seed))
    touched = [(one, masked) for one in lines if (masked := guard.look(one).masked) != one]
    assert len(lines) == COUNT
    assert len(touched) < 0.01 * COUNT, touched


def test_every_kind_is_planted_in_every_language() -> None:
    assert {(one.kind, one.language) for one in planted(COUNT, 1)} == {(kind, language) for kind in SECRETS for language in CARRIERS}


def test_what_is_planted_has_right_check_digits() -> None:
    checks = {"hkid": is_hkid, "mainland_id": is_mainland_id, "card": is_card}
    assert not [one.secret for one in planted(COUNT, 3) if one.kind in checks and not checks[one.kind](one.secret)]


def test_a_part_that_is_left_is_seen() -> None:
    """The measure itself: half a number is a secret told."""
    one = Planted("at 9:00 call 6123 4567", "phone", "6123 4567", "en")
    assert one.left(f"at 9:00 call {MASK} 4567") == ["4567"]
    assert one.left(f"at 9:00 call {MASK}") == []


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("we open at 9:00 to 17:30, call 6123 4567", ["9:00 to 17:30"]),
        ("Flat 12B, 8/F, Block 3, Lei Tung Estate. Each slot is 20 minutes and costs $40", ["20 minutes", "$40"]),
        ("room 302, 3rd floor is open 9:00-17:00, password: fluffy2012", ["room 302, 3rd floor", "9:00-17:00"]),
        ("我住翠屏邨翠榕樓12樓1205室，每節 20 分鐘，9:00 至 17:30 開放", ["20 分鐘", "9:00 至 17:30"]),
        ("我家在建国路88号3号楼502室，每段20分钟，一张票40元", ["20分钟", "40元"]),
    ],
)
def test_what_stands_beside_it_stays(text: str, needed: list[str]) -> None:
    masked = guard.look(text).masked
    assert MASK in masked
    assert all(one in masked for one in needed), masked


@pytest.mark.parametrize(
    "text",
    [
        "去沙田3號球場找我",
        "搬到302室上課",
        "one two three four five six seven eight nine ten, a counting game",
        "unit 12 of the textbook, page 34",
        "flat 3 tyres at the bike shop, repair $80",
        "2345 6789 9876 are the codes of the lockers",
        "password must be 8-12 characters",
        "我住嘅大廈有12座，每座40層",
        "my sister has asthma, and English is my class with Mr Ho",
    ],
)
def test_rooms_courts_lengths_and_counting_are_no_personal_data(text: str) -> None:
    assert guard.look(text).masked == text
