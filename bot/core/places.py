"""Where an app will be used: the platforms that it can be made for, and those that somebody speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from bot.core.turn import Button
from scaffolds import platforms
from scaffolds.blocks import of
from scaffolds.spec import AppSpec, Language, text_of

WEB = "web"
ALL = "all"


class Place(NamedTuple):
    """A platform as people are told of it."""

    id: str
    name: str
    says: str
    """How it is opened, and what it needs; of an app, also where its screens are found, where that is otherwise than people expect."""


def possible(spec: AppSpec) -> list[str]:
    """The platforms that all of an app's blocks support, web first."""
    order = {id: (id != WEB, platform.card["order"]) for id, platform in platforms.discover().items()}
    return [id for id in sorted(order, key=order.__getitem__) if all(of(screen).supports(id) for screen in spec.screens)]


def told(id: str, language: Language) -> Place:
    """A platform in a language."""
    said = _said(id, language)
    return Place(id, said["name"], said["says"])


def told_of(spec: AppSpec, id: str, language: Language) -> Place:
    """The same of an app, which may take a moment: it is made for it."""
    place, opens = told(id, language), platforms.discover()[id].opens(spec, language)
    joint = " " if language == "en" else ""
    return place._replace(says=f"{place.says}{joint}{opens}") if opens else place


def meant(text: str, spec: AppSpec) -> list[str]:
    """The platforms that an app can be made for and that a text names, in any language, those that every app has anyway left out."""
    folded = text.casefold()
    return [id for id in possible(spec) if id != WEB and any(phrase in folded for phrase in _phrases(id))]


def asked_for(text: str, spec: AppSpec) -> str:
    """The ids of the platforms that somebody who wants the file names, as `best_of` has them."""
    return best_of(named(text), spec)


def best_of(ids: Sequence[str], spec: AppSpec) -> str:
    """Of the platforms that are wished for those that the app can be made for; one that it cannot be made for where there is no other."""
    can = possible(spec)
    return " ".join([id for id in ids if id in can] or ids[:1])


def elsewhere(ids: Iterable[str]) -> tuple[str, ...]:
    """Those that are platforms, each once, without the web: every app has that anyway."""
    return tuple(dict.fromkeys(id for id in ids if id in platforms.discover() and id != WEB))


def named(text: str) -> list[str]:
    """The platforms that a text names by their ids or as people speak of them, whatever the app."""
    folded = text.casefold()
    return [id for id in platforms.discover() if any(phrase in folded for phrase in (id, *_phrases(id)))]


def in_the_way(id: str, spec: AppSpec, language: Language) -> str:
    """The first screen for which a platform has no view, by its label; '' where there is no such platform."""
    if id not in platforms.discover():
        return ""
    return next((text_of(screen.label, language) for screen in spec.screens if not of(screen).supports(id)), "")


def names(ids: Sequence[str], language: Language) -> list[str]:
    return [told(id, language).name for id in ids]


def buttons(ids: Sequence[str], language: Language) -> tuple[Button, ...]:
    """One for each platform: the app's file for it."""
    return tuple(Button(id=f"zip:{id}", label=told(id, language).name) for id in ids)


def _phrases(id: str) -> list[str]:
    card = platforms.discover()[id].card
    return [phrase for said in card.values() if isinstance(said, Mapping) for phrase in said.get("phrases", ())]


def _said(id: str, language: Language) -> Mapping[str, Any]:
    card = platforms.discover()[id].card
    said: Mapping[str, Any] = card.get(language) or card["en"]
    return said
