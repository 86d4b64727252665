"""Of the things that an answer to 'what must be kept?' names, most become fields with a fitting type; floors a little under what was measured."""

from __future__ import annotations

import pytest

from tests.brains.fields_found import DATA, found, read, share

FLOORS = {"fields.jsonl": 0.95, "own.en.jsonl": 0.86, "own.zh-Hant.jsonl": 0.87, "own.zh-Hans.jsonl": 0.92}


@pytest.mark.parametrize("name", sorted(name for name in FLOORS if (DATA / name).exists()))
def test_what_must_be_kept_is_kept(name: str) -> None:
    got, wanted = share(read(DATA / name))
    assert got >= FLOORS[name] * wanted


@pytest.mark.parametrize(
    ("language", "info", "fields"),
    [("en", "name, is it broken, how deep, nothing else", ["name text", "is it broken yes_no", "how deep number"]), ("en", "if someone fixed it, what time it starts, pain from 1 to 10", ["if someone fixed it yes_no", "what time it starts time", "pain from 1 to 10 rating"]),
     ("zh-Hant", "有冇壞、第幾號、幾多片、時薪，其他唔使", ["有冇壞 yes_no", "第幾號 number", "幾多片 number", "時薪 money"]), ("zh-Hans", "大概就 学号 几片 领走没，别的不用", ["学号 text", "几片 number", "领走没 yes_no"])],
)  # fmt: skip
def test_how_a_label_is_put_tells_its_type(language: str, info: str, fields: list[str]) -> None:
    assert [f"{field.label} {field.type}" for field in found({"lang": language, "info": info})] == fields
