"""`bot.py` of an app: what it says, in each of the app's languages, as literals that are Python and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scaffolds.spec import AppSpec, Language, text_of
from scaffolds.templates import render

_SCRIPT = Path(__file__).parent / "shell" / "bot.js.j2"


def script(spec: AppSpec, words: Mapping[str, Mapping[str, str]]) -> str:
    """The program. JSON of texts is Python too, so the template is escaped as one of JavaScript's."""
    says = {str(language): _said(spec, language, words) for language in spec.languages}
    return render(_SCRIPT, title=text_of(spec.title, spec.language), says=says, language=str(spec.language))


def _said(spec: AppSpec, language: Language, words: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    hello = "\n\n".join(filter(None, [text_of(spec.title, language), text_of(spec.tagline, language)]))
    return {"hello": hello, "open": words[language]["bot_open"]}
