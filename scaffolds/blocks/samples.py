"""Values that somebody could really give, one for each type of field: what acceptance checks and previews fill forms with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from scaffolds.spec import Field, Language, Thing, text_of

_NAMES: dict[Language, tuple[str, ...]] = {
    "en": ("Ming", "Mrs Chan", "Aisha"),
    "zh-Hant": ("小明", "陳太", "阿怡"),
    "zh-Hans": ("小明", "陈老师", "小雨"),
}
_PLACES: dict[Language, tuple[str, ...]] = {
    "en": ("Room 203", "The library", "Ground floor"),
    "zh-Hant": ("203 室", "圖書館", "地下大堂"),
    "zh-Hans": ("203 室", "图书馆", "一楼大厅"),
}
_MONDAY = date(2026, 3, 2)
_PHOTO = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
"""One transparent point: the smallest picture that every browser shows."""


def value(field: Field, n: int = 0, language: Language = "en") -> Any:
    """The `n`th sample value of a field, in the form in which a row keeps it. Texts of different `n` differ."""
    if field.choices:
        return text_of(field.choices[n % len(field.choices)], language)
    made = {
        "person": _one_of(_NAMES[language], n), "place": _one_of(_PLACES[language], n), "date": (_MONDAY + timedelta(n)).isoformat(),
        "time": f"{9 + n % 12:02}:00", "phone": f"2345 {6789 + n % 3000}", "number": n + 1, "money": 10 * (n + 1), "rating": 5 - n % 5,
        "yes_no": n % 2 == 0, "photo": _PHOTO,
    }  # fmt: skip
    return made.get(field.type, f"{text_of(field.label, language)} {n + 1}"[:120])


def _one_of(words: tuple[str, ...], n: int) -> str:
    return words[n % len(words)] + (f" {n // len(words) + 1}" if n >= len(words) else "")


def row(thing: Thing, n: int = 0, language: Language = "en") -> dict[str, Any]:
    """The `n`th sample row of a thing: every field given."""
    return {field.name: value(field, n, language) for field in thing.fields}
