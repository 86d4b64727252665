"""`/zip`: an app's file for the places where it is used, and the question where else that may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core import places
from bot.core.conversation import Conversation
from bot.core.decision import Move
from bot.core.turn import File
from scaffolds import platforms
from scaffolds.spec import AppSpec, Language, text_of


def zips(spec: AppSpec, conversation: Conversation, wanted: str) -> tuple[Move, tuple[File, ...]]:
    """What is said, and the files, which may take a moment. `wanted`: ids of platforms, `all`, or nothing for the web; what cannot be made is said, with what can."""
    language, possible = conversation.language, places.possible(spec)
    chosen = possible if wanted == places.ALL else wanted.split() or [places.WEB]
    if not set(chosen) <= set(possible):
        missing = {"name": _named(wanted, language), "screen": places.in_the_way(wanted, spec, language)}
        return _choice("tutor/no_platform", possible, language, missing), ()
    told = [places.told_of(spec, id, language)._asdict() for id in chosen]
    others = [id for id in possible if id not in chosen]
    sent = {"title": text_of(spec.title, language), "version": conversation.version, "places": told, "others": len(others)}
    files = tuple(zip_file(spec, conversation.project or "", conversation.version, id) for id in chosen)
    return _choice("tutor/zip_sent", others, language, sent), files


def zip_file(spec: AppSpec, project: str, version: int, platform: str = places.WEB) -> File:
    """A version's zip as it is sent: made when it is fetched."""
    name = spec.slug if platform == places.WEB else f"{spec.slug}-{platform}"
    return File(name=f"{name}.zip", mime="application/zip", project=project, version=version, platform=platform)


def _named(platform: str, language: Language) -> str:
    """What people call it; what was typed, where there is no such platform."""
    return places.told(platform, language).name if platform in platforms.discover() else platform


def _choice(prompt: str, others: Sequence[str], language: Language, values: Mapping[str, Any]) -> Move:
    """A move that asks where else the app will be used."""
    return Move(prompt=prompt, values=dict(values), buttons=places.buttons(others, language))
