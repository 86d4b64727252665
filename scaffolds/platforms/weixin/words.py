"""The sentences that the app says: in one file, or of each screen in its own package where it has one."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from scaffolds.screens import page_words
from scaffolds.spec import AppSpec, Language
from scaffolds.templates import render

EVERYWHERE = ""
"""The group of what every screen may say; each other group is of a block."""
Words = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Language, group, key, sentence."""
_HERE = Path(__file__).parent
_OF_THE_WEB = frozenset(("forgetful", "keeps_where_local", "keeps_who", "made_with", "skip", "language", "offline_writes", "lost_all"))
"""Words that only a page in a browser says."""


def script(spec: AppSpec, groups: Collection[str]) -> str:
    """The module that holds these groups' words."""
    return _script(spec.languages, _used(spec), _types(spec), tuple(groups))


def everywhere(spec: AppSpec) -> Mapping[str, Mapping[str, str]]:
    """What every screen may say, by language."""
    return {language: groups[EVERYWHERE] for language, groups in _words(spec.languages, _used(spec), _types(spec)).items()}


@lru_cache(maxsize=64)
def _script(languages: tuple[Language, ...], used: tuple[str, ...], types: frozenset[str], groups: tuple[str, ...]) -> str:
    """Kept between builds, since the words of a block are the same in all apps."""
    words = _words(languages, used, types)
    return render(_HERE / "shell" / "words.js.j2", words={language: {group: all_[group] for group in groups} for language, all_ in words.items()})


@lru_cache(maxsize=64)
def _words(languages: tuple[Language, ...], used: tuple[str, ...], types: frozenset[str]) -> Words:
    words = page_words(languages, used, types, "weixin")
    for language, groups in words.items():
        groups[EVERYWHERE] = {key: text for key, text in groups[EVERYWHERE].items() if key not in _OF_THE_WEB} | _own()[language]["words"]
    return words


def _used(spec: AppSpec) -> tuple[str, ...]:
    return tuple(dict.fromkeys(screen.block for screen in spec.screens))


def _types(spec: AppSpec) -> frozenset[str]:
    return frozenset(field.type for thing in spec.things for field in thing.fields)


@cache
def _own() -> dict[str, Any]:
    """What this platform says otherwise than the shared words do."""
    return tomllib.loads((_HERE / "platform.toml").read_text(encoding="utf-8"))
