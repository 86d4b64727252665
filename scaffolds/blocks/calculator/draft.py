"""The first calculator of an app, from what the learner said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from scaffolds import blocks
from scaffolds.blocks.calculator import spoken
from scaffolds.blocks.calculator.options import Input, Options, Result
from scaffolds.blocks.calculator.starters import MONEY, starter
from scaffolds.spec import Field, Label, Language, Screen, Thing, text_of
from scaffolds.wish import Draft, Wish

_COUNTED = ("number", "money")
_TITLE = re.compile(r"title|name|what for|subject|名稱|名称|標題|标题|用途|項目|项目", re.IGNORECASE)
_SHARED_BY = re.compile(r"people|person|students?|members?|friends|人數|人数|幾多人|几个人|多少人", re.IGNORECASE)
_OWN = ("title", "numbers", "answer")
_MOST = 8


def draft(wish: Wish) -> Draft:
    """A formula that was said, else one of the usual ones, else what the learner's numbers make together; and a place to keep results."""
    words = blocks.discover()["calculator"].said(wish.language)["labels"]
    options = _options(wish, words)
    asked = {text_of(one.label, wish.language).casefold() for one in options.inputs}
    theirs = _less_numbers(wish) if options == starter(_said(wish), wish.language, otherwise=False) else wish.fields
    own = tuple(field for field in theirs if not _is_asked(text_of(field.label, wish.language).casefold(), asked))
    titles = [field for field in own if field.type == "text" and _TITLE.search(text_of(field.label, wish.language))]
    title = titles[0].label if titles else words["title"]
    kept = tuple(_beside(field) for field in own if field not in titles[:1])[:20]
    thing = Thing(id="results", label=words["results"], fields=(*_fields(words, title, options), *kept))
    screen = Screen(id="calculate", label=words["screen"], block="calculator", thing="results", options=options.model_dump(mode="json"))
    return Draft(things=(thing,), screen=screen)


def _said(wish: Wish) -> str:
    return " ".join((wish.brief.goal, wish.brief.problem, wish.brief.keep))


def _less_numbers(wish: Wish) -> tuple[Field, ...]:
    """A usual calculator asks for the numbers that they named, in words of its own: they are not kept beside it once more."""
    return tuple(field for field in wish.fields if field.type not in _COUNTED)


def _is_asked(label: str, asked: set[str]) -> bool:
    """'魚缸長' is the '長' that is asked for already."""
    return any(label == one or label.endswith(f" {one}") or (not one.isascii() and label.endswith(one)) for one in asked)


def _options(wish: Wish, words: Mapping[str, str]) -> Options:
    said = _said(wish)
    found = spoken.formulas(said, wish.language) or starter(said, wish.language, otherwise=False) or _of_fields(wish, words)
    return found or _usual(wish.language)


def _usual(language: Language) -> Options:
    """To share a cost."""
    found = starter("", language)
    assert found is not None, "the last starter fits always"
    return found


def _of_fields(wish: Wish, words: Mapping[str, str]) -> Options | None:
    """Two numbers or more to keep: money shared by people, money times a number, else their sum."""
    numbers = [field for field in wish.fields if field.type in _COUNTED][:_MOST]
    if len(numbers) < 2:
        return None
    names: dict[str, str] = {}
    for field in numbers:
        names[field.name] = spoken.free_name(field.name[:18], names.values())
    inputs = tuple(_input(field, names[field.name], wish.language) for field in numbers)
    money = [field for field in numbers if field.type == "money"]
    sign = " + "
    if len(numbers) == 2 and len(money) == 1:
        other = next(field for field in numbers if field not in money)
        sign = " / " if _SHARED_BY.search(text_of(other.label, wish.language)) else " * "
        names = {field.name: names[field.name] for field in (*money, other)}
    unit = MONEY[wish.language] if money else ""
    result = Result(
        name=spoken.free_name("answer", names.values()),
        label=words["each" if sign == " / " else "total"],
        formula=sign.join(names.values()),
        unit=unit,
    )
    return Options(inputs=inputs, results=(result,))


def _input(field: Field, name: str, language: Language) -> Input:
    made: dict[str, Any] = {"kind": "money", "unit": field.unit or MONEY[language], "default": 20} if field.type == "money" else {"default": 4}
    return Input(name=name, label=field.label, **({"unit": field.unit} | made))


def _fields(words: Mapping[str, str], title: Label, options: Options) -> tuple[Field, ...]:
    answer = options.results[-1]
    return (
        Field(name="title", label=title),
        Field(name="numbers", label=words["numbers"], type="long_text"),
        Field(name="answer", label=answer.label, type="number", unit=answer.unit),
    )


def _beside(field: Field) -> Field:
    """One of the learner's own: nobody need fill it in to keep a result."""
    return field.model_copy(update={"required": False, "name": f"own_{field.name}"[:40] if field.name in _OWN else field.name})
