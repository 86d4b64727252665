"""The form of a model's answer: the schema that a server may hold to, and the reader that believes none of it.

What an answer must have is an object with an intent and something to say. Of the rest each part is taken or left: an unknown way, a field
without a label, a number where words belong are dropped, and what is too long is cut.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import from_json

from bot.core import places
from bot.core.interpretation import Intent
from scaffolds import blocks, platforms
from scaffolds.spec import FieldType

Asked = Literal["problem", "who", "goal", "keep", "name"]
Op = Literal[
    "rename_app", "recolour", "text_size", "languages", "add_field", "rename_field", "field_type", "field_private", "field_required",
    "field_choices", "remove_field", "rename_thing", "rename_screen", "remove_screen", "set_option", "set_rule", "remove_rule",
]  # fmt: skip
NOT_A_MODELS = frozenset({"empty", "unreadable"})
"""Intents that are seen without a model."""
INTENTS: tuple[Intent, ...] = tuple(one for one in get_args(Intent) if one not in NOT_A_MODELS)
TYPES: tuple[str, ...] = get_args(FieldType)
SAY, QUESTION, NOTE, WORDS = 400, 160, 200, 200
"""Characters."""
WAYS, FIELDS, CHANGES, CHOICES = 3, 12, 8, 20
MOST_SAY = 5 * SAY
"""What is longer than it should be is cut by sentences, not here."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_OPENINGS = 12
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL)


class WrongAnswerError(ValueError):
    """Not of the form; the text says to the model what is wrong."""


def _words(most: int) -> BeforeValidator:
    """One line, cut; what is no text is none."""
    return BeforeValidator(lambda value: _CONTROL.sub(" ", value).strip()[:most].strip() if isinstance(value, str) else "")


def _each(of: type[BaseModel], most: int) -> BeforeValidator:
    """Those of a list that are what they should be, as many as may be."""
    return BeforeValidator(lambda value: _good(of, value)[:most])


def _good(of: type[BaseModel], value: object) -> list[BaseModel]:
    made = []
    for one in value if isinstance(value, list | tuple) else ():
        try:
            made.append(of.model_validate(one))
        except ValidationError:
            continue
    return made


def _one(of: type[BaseModel]) -> BeforeValidator:
    """What it should be, or nothing."""
    return BeforeValidator(lambda value: next(iter(_good(of, [value])), None))


def _sure(value: object) -> float:
    usable = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return min(max(float(value), 0.0), 1.0) if usable and isinstance(value, int | float) else 0.5


def _known(value: object) -> str:
    if not isinstance(value, str) or value not in blocks.discover():
        raise ValueError("no such way")
    return value


def _ids(value: object) -> list[str]:
    found = [one for one in value if isinstance(one, str) and one in blocks.discover()] if isinstance(value, list) else []
    return list(dict.fromkeys(found))[:WAYS]


def _places(value: object) -> tuple[str, ...]:
    return places.elsewhere(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _texts(value: object) -> list[str]:
    found = [_CONTROL.sub(" ", one).strip()[:80].strip() for one in value if isinstance(one, str)] if isinstance(value, list) else []
    return list(dict.fromkeys(filter(None, found)))[:CHOICES]


def _some(value: object) -> object:
    if not value:
        raise ValueError("nothing")
    return value


class _Loose(BaseModel):
    """Frozen; what else stands there is left aside."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Way(_Loose):
    id: Annotated[str, BeforeValidator(_known)]
    sure: Annotated[float, BeforeValidator(_sure)] = 0.5


class AskedField(_Loose):
    label: Annotated[str, BeforeValidator(_some), _words(80)]
    type: Annotated[FieldType, BeforeValidator(lambda value: value if value in TYPES else "text")] = "text"
    private: Annotated[bool, BeforeValidator(lambda value: value is True)] = False
    choices: Annotated[tuple[str, ...], BeforeValidator(_texts)] = ()


class Change(_Loose):
    op: Op
    at: Annotated[str, _words(90)] = ""
    value: Annotated[str, _words(WORDS)] = ""
    field: Annotated[AskedField | None, _one(AskedField)] = None


class Question(_Loose):
    asks: Asked
    text: Annotated[str, BeforeValidator(_some), _words(QUESTION)]


class Answer(_Loose):
    """One answer. Its order is that of the form: what it means comes before what it says, so that words can be shown as they come."""

    intent: Intent
    say: Annotated[str, _words(MOST_SAY)]
    question: Annotated[Question | None, _one(Question)] = None
    blocks: Annotated[tuple[Way, ...], _each(Way, WAYS)] = ()
    screens: Annotated[tuple[str, ...], BeforeValidator(_ids)] = ()
    who: Annotated[str, _words(WORDS)] = ""
    person: Annotated[str, _words(40)] = ""
    goal: Annotated[str, _words(WORDS)] = ""
    title: Annotated[str, _words(80)] = ""
    places: Annotated[tuple[str, ...], BeforeValidator(_places)] = ()
    fields: Annotated[tuple[AskedField, ...], _each(AskedField, FIELDS)] = ()
    changes: Annotated[tuple[Change, ...], _each(Change, CHANGES)] = ()
    note: Annotated[str, _words(NOTE)] = ""


def read(text: str) -> Answer:
    """The answer in a text, fences and chatter around it or not; raises `WrongAnswerError`."""
    found = _object(text)
    if found.get("intent") not in INTENTS:
        raise WrongAnswerError(f"intent must be one of {', '.join(INTENTS)}")
    if not isinstance(found.get("say"), str):
        raise WrongAnswerError("say must be a text")
    try:
        return Answer.model_validate(found)
    except (ValidationError, RecursionError):
        raise WrongAnswerError("it is not of the form") from None


def _object(text: str) -> Mapping[str, Any]:
    text = _THOUGHT.sub("", text).strip()
    if not text:
        raise WrongAnswerError("it is empty")
    whole = _json(text)
    if isinstance(whole, Mapping):
        return whole
    for opening in list(re.finditer(r"\{", text))[:_OPENINGS]:
        part = _first_value(text[opening.start() :])
        if isinstance(part, Mapping) and "say" in part:
            return part
    raise WrongAnswerError("there is no JSON object in it")


def _json(text: str) -> Any:
    try:
        return from_json(text)
    except (ValueError, RecursionError):
        return None


def _first_value(text: str) -> Any:
    """What stands at the beginning of a text, whatever follows."""
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return _json(text[:end])


@cache
def schema(lengths: bool = True) -> Mapping[str, Any]:
    """JSON Schema of an answer in the strict kind: every key required, none besides. `lengths`: with the greatest lengths of texts."""

    def text(most: int) -> dict[str, Any]:
        return {"type": "string", "maxLength": most} if lengths else {"type": "string"}

    def some(of: Mapping[str, Any], most: int) -> dict[str, Any]:
        return {"type": "array", "items": of, "maxItems": most}

    ways = _enum(*blocks.discover())
    asked = _closed(label=text(80), type=_enum(*TYPES), private={"type": "boolean"}, choices=some(text(80), CHOICES))
    return _closed(
        intent=_enum(*INTENTS),
        say=text(SAY),
        question=_or_null(_closed(asks=_enum(*get_args(Asked)), text=text(QUESTION))),
        blocks=some(_closed(id=ways, sure={"type": "number"}), WAYS),
        screens=some(ways, WAYS),
        who=text(WORDS),
        person=text(40),
        goal=text(WORDS),
        title=text(80),
        places=some(_enum(*places.elsewhere(platforms.discover())), WAYS),
        fields=some(asked, FIELDS),
        changes=some(_closed(op=_enum(*get_args(Op)), at=text(90), value=text(WORDS), field=_or_null(asked)), CHANGES),
        note=text(NOTE),
    )


def _enum(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _or_null(of: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [of, {"type": "null"}]}


def _closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
