"""How a report is said: sentences of `words.toml` and of the blocks, filled with what happened."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds import blocks, screens
from scaffolds.plain import clean
from scaffolds.spec import AppSpec, Language
from scaffolds.templates import Code, turned_shown

_WORDS = Path(__file__).parent / "words.toml"
_QUOTES: dict[Language, str] = {"en": "“”‘’", "zh-Hant": "「」『』", "zh-Hans": "“”‘’"}
"""Opening and closing, outside and inside another pair."""
_LINE: dict[Language, str] = {"en": ", line {}: ", "zh-Hant": " 第 {} 行：", "zh-Hans": " 第 {} 行："}
_NO_LINE: dict[Language, str] = {"en": ": ", "zh-Hant": "：", "zh-Hans": "："}
_SIGNS = re.compile(r"[\\`*\[\]]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)|(?<!\w)_|_(?!\w)")
_LONGEST = 400


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


def sentence(part: str, key: str, language: Language, values: Mapping[str, Any]) -> str:
    """A sentence of `words.toml`, its `{places}` filled; an unknown key is said as something that went wrong."""
    told = _words()[language][part]
    return filled(told.get(key) or told["unknown"], values, language)


def filled(words: str, values: Mapping[str, Any], language: Language) -> str:
    """`{name}` becomes the value of that name as people read it; a place that nothing fills stays."""
    return re.sub(r"\{(\w+)\}", lambda place: _spoken(values[place[1]], language) if place[1] in values else place[0], words)


def _spoken(value: Any, language: Language) -> str:
    """A label may come in several languages; whatever came out of somebody's code is cut and cleaned."""
    if isinstance(value, Mapping):
        value = value.get(language) or next(iter(value.values()), "")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(clean(str(value)))
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def answered(answer: Mapping[str, Any] | None, spec: AppSpec, screen: str, language: Language) -> str:
    """What the app would say to the person: the refusal, or the confirmation, in its own words."""
    if answer is None:
        return ""
    if "own" in answer:
        return _spoken(answer["own"], language)
    say = answer.get("say") if answer["ok"] else {"word": answer.get("why"), "with": answer.get("with")}
    word = say.get("word") if isinstance(say, Mapping) else None
    if not isinstance(say, Mapping) or not isinstance(word, str):
        return ""
    values = say.get("with")
    return filled(_app_word(word, spec, screen, language), values if isinstance(values, Mapping) else {}, language)


def refusal(why: str, spec: AppSpec, screen: str, language: Language) -> str:
    """What the app says for the key of a refusal; places that its rules would fill stay as they are. '' for a key that has no words."""
    said = _app_word(why, spec, screen, language)
    return "" if said == why else re.sub(r"\{\w+\}", "…", said)


def _app_word(key: str, spec: AppSpec, screen: str, language: Language) -> str:
    shown = spec.screen(screen)
    own = blocks.of(shown).words if shown else {}
    for words in (own, screens.shared_words()):
        for wanted in (language, "en"):
            if found := words.get(wanted, {}).get(key):
                return found
    return _spoken(key, language)


def quoted(text: str, language: Language) -> str:
    """Words as typed, between quotes; words that hold quotes already stand for themselves."""
    quotes = _QUOTES[language]
    return text if quotes[0] in text else f"{quotes[0]}{text}{quotes[1]}"


def inside_quotes(text: str, language: Language) -> str:
    """Quotes of a text that will stand between quotes."""
    outer, inner = _QUOTES[language][:2], _QUOTES[language][2:]
    return text.translate(str.maketrans(outer, inner))


def placed(path: str, line: int, said: str, language: Language) -> str:
    """A sentence after its place: the file, and its line where there is one."""
    place = path + (_LINE if line else _NO_LINE)[language].format(line) if path else ""
    return place + said


def verbatim(text: str) -> Code:
    """Words in the middle of a Markdown line as they were typed: only signs that would turn into something else get a backslash."""
    return Code(turned_shown(_SIGNS.sub(lambda sign: "\\" + sign[0], " ".join(str(clean(text)).split()))))
