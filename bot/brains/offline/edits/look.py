"""Changes of how the app looks and speaks: colour, text size, languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bot.brains.offline.edits.target import App, Changes
from bot.brains.offline.lexicon import any_of, patterns, table
from bot.brains.offline.normalise import Message
from scaffolds.operations import Recolour, SetLanguages, SetTextSize
from scaffolds.spec import Language

_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b")


def colour(clause: Message, app: App) -> Changes | None:
    """'make it green', '將顏色改做綠色', '#0a5c4a'. A colour within other words ('a green team field') is none."""
    exact = _HEX.search(clause.folded)
    if exact:
        return Changes((Recolour(colour=_six(exact[1])),))
    found = list(re.finditer(any_of(tuple(_colours())), clause.folded))
    if not found or not _speaks_of_look(clause.folded):
        return None
    return Changes((Recolour(colour=_colours()[found[-1][0]]), *_size(clause.folded)))


def _six(figures: str) -> str:
    return "#" + (figures if len(figures) == 6 else "".join(one * 2 for one in figures))


@cache
def _colours() -> Mapping[str, str]:
    """Colour words and their colours, the longest word first."""
    words = {word: code for code, listed in table("colours").items() for word in listed}
    return {word: words[word] for word in sorted(words, key=len, reverse=True)}


@cache
def _look() -> re.Pattern[str]:
    return re.compile(patterns("edits")["look"].source.replace("COLOUR", any_of(tuple(_colours()))))


def _speaks_of_look(folded: str) -> bool:
    rest = re.sub(any_of(tuple(_colours())), " ", folded)
    return bool(_look().search(folded)) and not patterns("edits")["field_word"].search(rest) and len(rest) <= 60


def text_size(clause: Message, app: App) -> Changes | None:
    """'bigger text', '字大啲'; together with a colour the colour's reader takes both."""
    if re.search(any_of(tuple(_colours())), clause.folded) and _speaks_of_look(clause.folded):
        return None
    made = _size(clause.folded)
    return Changes(made) if made else None


def _size(folded: str) -> tuple[SetTextSize, ...]:
    known = patterns("edits")
    if known["larger"].search(folded) or re.search(r"\band (?:bigger|larger)\b", folded):
        return (SetTextSize(large=True),)
    return (SetTextSize(large=False),) if known["smaller"].search(folded) else ()


def languages(clause: Message, app: App) -> Changes | None:
    """'add English', '要有簡體中文'. 'Chinese' alone is the one that the app's main language is nearer to."""
    known = patterns("edits")
    if not known["in_language"].search(clause.folded) or known["field_word"].search(clause.folded) or len(clause.folded) > 50:
        return None
    asked = [language for key, language in _LANGUAGES.items() if known[key].search(clause.folded)]
    if not asked and known["chinese"].search(clause.folded):
        asked = ["zh-Hans"] if app.spec.language == "zh-Hans" else ["zh-Hant"]
    return Changes((SetLanguages(languages=tuple(dict.fromkeys((*app.spec.languages, *asked)))),)) if asked else None


_LANGUAGES: Mapping[str, Language] = {"english": "en", "traditional": "zh-Hant", "simplified": "zh-Hans"}
