"""The spoken quiz: what such an app carries besides, and what it asks of the browser."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds import blocks
from scaffolds.spec import AppSpec, Language, Screen
from scaffolds.templates import js

_HERE = Path(__file__).parent
_PLACE = "public/parts/quiz"
FIRST_VOICES: Mapping[Language, str] = {"en": "en", "zh-Hant": "yue", "zh-Hans": "cmn"}
"""What is spoken where a language is written, as long as nobody said otherwise."""


def extras(spec: AppSpec, screen: Screen, platform: str) -> Mapping[str, bytes]:
    """The part that listens, its words in the app's languages, and which characters are the same: only where answers are spoken."""
    if platform != "web" or not is_spoken(screen):
        return {}
    made = {f"{_PLACE}/{path.name}": path.read_bytes() for path in sorted(_HERE.glob("*.js"))}
    return {**made, f"{_PLACE}/sayings.js": _sayings(spec.languages)}


def permissions(spec: AppSpec, screen: Screen) -> tuple[str, ...]:
    """An answer is heard after the person has said yes."""
    return ("microphone",) if is_spoken(screen) else ()


def is_spoken(screen: Screen) -> bool:
    return bool(blocks.options_of(screen).mode == "speak")


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """What such a quiz says, by language and key."""
    read: dict[str, Any] = tomllib.loads((_HERE / "words.toml").read_text(encoding="utf-8"))
    return read


def _sayings(languages: tuple[Language, ...]) -> bytes:
    said = {language: words().get(language) or words()["en"] for language in languages}
    return f"export const SAYINGS = {js(said)};\n".encode()
