"""Rubrics: what ships is whole, and a file that cannot be used is told in a line that says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.classroom.rubric import KINDS, LEVELS, RubricError, chosen, read
from bot.services.classroom.rubrics import FOLDER, rubrics
from tests.combinations import LANGUAGES

GOOD = (FOLDER / "first_app.toml").read_text(encoding="utf-8")


def test_those_that_ship_are_whole_in_three_languages() -> None:
    found = rubrics()
    assert found.faults == () and {"contest", "first_app"} <= found.by_id.keys()
    for rubric in found.by_id.values():
        for line in rubric.lines:
            for language in LANGUAGES:
                says = line.says[language]
                assert len(set(says.levels)) == LEVELS and says.name and says.about
                assert language == "en" or not set("abcdefghijklmnopqrstuvwxyz") & set("".join(says.levels).replace("Sampan", ""))


def test_the_contests_rubric_has_the_lines_of_youth_app_contests() -> None:
    assert tuple(line.evidence for line in rubrics().by_id["contest"].lines) == KINDS


@pytest.mark.parametrize(("tier", "id"), [("primary", "first_app"), ("junior", "contest"), ("senior", "contest"), ("university", "contest")])
def test_each_tier_has_its_own(tier: str, id: str) -> None:
    by_id = rubrics().by_id
    assert chosen(by_id, None, tier).id == id
    assert chosen(by_id, "gone", tier).id == id
    assert chosen(by_id, "contest", tier).id == "contest"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = [", "rubrics/school.toml is not TOML"),
        (GOOD.replace('"Says a problem.",', ""), "rubrics/school.toml: lines[0].says.en.levels"),
        (GOOD.replace('evidence = "app"', 'evidence = "beauty"'), "rubrics/school.toml: lines[1].evidence"),
        (GOOD.replace('id = "changes"', 'id = "app"'), 'the line "app" is there twice'),
        (GOOD.replace("[lines.says.zh-Hans]", "[lines.says.fr]", 1), "rubrics/school.toml: lines[0].says"),
        (GOOD.replace('zh-Hans = "我的第一个小程序"', ""), 'the line "problem" has not the languages'),
        ("", "rubrics/school.toml: name: this is missing"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_line(text: str, says: str) -> None:
    with pytest.raises(RubricError) as told:
        read(text, "school")
    assert says in str(told.value) and "\n" not in str(told.value)


def test_a_bad_file_does_not_take_the_good_ones_along(tmp_path: Path) -> None:
    (tmp_path / "school.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "wrong.toml").write_text("[name]", encoding="utf-8")
    (tmp_path / "other.toml").write_bytes(b"\xff\xfe\x00")
    found = rubrics(tmp_path)
    assert list(found.by_id) == ["school"] and len(found.faults) == 2
    (tmp_path / "wrong.toml").write_text(GOOD, encoding="utf-8")
    assert set(rubrics(tmp_path).by_id) == {"school", "wrong"}, "what is changed is read again"
