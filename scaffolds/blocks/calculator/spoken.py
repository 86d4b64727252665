"""Formulas in what somebody said: 'total price = price x number', '總數等於人數乘以車費'."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from slugify import slugify

from scaffolds.blocks.calculator.expression import TAKEN
from scaffolds.blocks.calculator.options import Options
from scaffolds.blocks.calculator.starters import MONEY
from scaffolds.spec import Language

_EQUATION = re.compile(
    r"([^=＝.,;:!?\n，。；：！？、]{1,50}?)\s*(?:=|＝|\bis equal to\b|\bequals?\b|等於|等于)\s*([^=＝,;!?\n，。；！？]{3,160}?)(?=[,;!?\n，。；！？=＝]|\.(?:\s|$)|$)",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"\s*(\+|＋|-|－|−|×|\*|＊|÷|/|／|\(|\)|（|）|\btimes\b|\bmultiplied by\b|\bdivided by\b|\bplus\b|\bminus\b|(?<=\s)x(?=\s)|乘以|除以|加上|減去|减去|乘|除|加|減|减)\s*",
    re.IGNORECASE,
)
_MEANS = {
    "+": ("+", "＋", "plus", "加", "加上"), "-": ("-", "－", "−", "minus", "減", "减", "減去", "减去"),
    "*": ("×", "*", "＊", "x", "times", "multiplied by", "乘", "乘以"), "/": ("÷", "/", "／", "divided by", "除", "除以"),
    "(": ("(", "（"), ")": (")", "）"),
}  # fmt: skip
_OPERATOR = {word: sign for sign, words in _MEANS.items() for word in words}
_NUMBER = re.compile(r"[$¥€£]?\s*(\d+(?:\.\d+)?)\s*(%|％)?$")
_LITTLE = re.compile(
    r"^(?:(?:so|and|then|that|we|i|want|calculate|work out|find|show|the|a|an|my|our|their|where|because|計|计|計算|计算|用|即係|即是|就是|想|要)\s*)+",
    re.IGNORECASE,
)
_MONEY = re.compile(r"price|cost|money|fee|\bpay|budget|fare|rent|income|wage|salary|bill|價|价|錢|钱|費|费|元|成本|收入|租", re.IGNORECASE)
_ENGLISH: Mapping[str, str] = {
    "每人": "each", "人數": "people", "人数": "people", "價": "price", "价": "price", "錢": "money", "钱": "money", "費": "fee", "费": "fee", "數量": "pieces", "数量": "pieces",
    "時": "time", "时": "time", "距": "distance", "重": "weight", "高": "height", "長": "length", "长": "length", "寬": "width", "宽": "width",
    "分數": "marks", "分数": "marks", "日": "days", "天": "days", "總": "total", "总": "total",
}  # fmt: skip
_RESERVED = TAKEN | {"id", "mine", "by"}
_MOST = 4


@dataclass
class _Heard:
    """What was understood so far: labels by name, in the order in which they came."""

    language: Language
    names: dict[str, str] = field(default_factory=dict)
    inputs: list[dict[str, Any]] = field(default_factory=list)
    results: list[dict[str, Any]] = field(default_factory=list)

    def name(self, label: str) -> str:
        """A new name for a label, or the one that it has."""
        key = label.casefold()
        if key not in self.names:
            self.names[key] = free_name(_name_of(label), set(self.names.values()))
        return self.names[key]


def formulas(said: str, language: Language) -> Options | None:
    """The calculator that was said, or None where no formula was, or none that can be worked out."""
    heard = _Heard(language)
    for label, right in _EQUATION.findall(said)[:_MOST]:
        _hear(heard, _LITTLE.sub("", label.strip()).strip(), right)
    if not heard.results or not heard.inputs:
        return None
    try:
        return Options.model_validate({"inputs": heard.inputs, "results": heard.results})
    except ValidationError:
        return None


def _hear(heard: _Heard, label: str, right: str) -> None:
    parts = [part.strip() for part in _SIGN.split(right)]
    signs = sum(part.lower() in _OPERATOR for part in parts)
    if not signs or not 1 <= len(label) <= 40:
        return
    before = len(heard.inputs)
    formula = " ".join(filter(None, (_part(heard, part) for part in parts)))
    if label.casefold() in heard.names:
        del heard.inputs[before:]
        return
    unit = MONEY[heard.language] if _MONEY.search(label) or _is_of_money(heard, formula) else ""
    heard.results.append({"name": heard.name(label), "label": _first_big(label), "formula": formula, "unit": unit})


def _is_of_money(heard: _Heard, formula: str) -> bool:
    """Money shared or added up is money; money divided by money is not."""
    money = {one["name"] for one in (*heard.inputs, *heard.results) if one["unit"]}
    below = re.findall(r"/ \(? ?(\w+)", formula)
    return any(name in money for name in re.findall(r"\w+", formula)) and not any(name in money for name in below)


def _part(heard: _Heard, part: str) -> str:
    """An operator, a number, or something to ask for."""
    if not part or part.lower() in _OPERATOR:
        return _OPERATOR.get(part.lower(), "")
    if number := _NUMBER.fullmatch(part):
        return f"({number[1]} / 100)" if number[2] else number[1]
    label = _LITTLE.sub("", part).strip()[:40] or part[:40]
    known = label.casefold() in heard.names
    name = heard.name(label)
    if not known:
        heard.inputs.append(_input(name, label, heard.language))
    return name


def _input(name: str, label: str, language: Language) -> dict[str, Any]:
    money = {"kind": "money", "unit": MONEY[language], "default": 20} if _MONEY.search(label) else {"kind": "number", "unit": "", "default": 4}
    return {"name": name, "label": _first_big(label), **money}


def _name_of(label: str) -> str:
    """'Price per person' is `price_per_person`; of a Chinese label the English for what is known of it ('總車費' is `total_fee`)."""
    if re.search(r"[\u3400-\u9fff]", label):
        found = sorted((label.find(sign), word) for sign, word in _ENGLISH.items() if sign in label)
        return "_".join(dict.fromkeys(word for _, word in found[:2])) or "value"
    slug = re.sub(r"^[^a-z]+", "", slugify(label, separator="_"))[:24].strip("_")
    return slug or "value"


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or with a number behind it where it is taken."""
    n, found = 2, name
    while found in taken or found in _RESERVED:
        found, n = f"{name}_{n}", n + 1
    return found


def _first_big(label: str) -> str:
    return label[:1].upper() + label[1:]
