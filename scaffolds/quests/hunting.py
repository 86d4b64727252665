"""Odd inputs: where in an app somebody types, what odd things people type, and how the app is asked what it does with one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scaffolds import blocks
from scaffolds.quests.card import Card, Said
from scaffolds.quests.making import Quest
from scaffolds.quests.shapes import About
from scaffolds.quests.telling import value_words
from scaffolds.quests.wording import words
from scaffolds.spec import AppSpec, Check, Language, Step, text_of

ODD: Mapping[str, str] = {"nothing": "", "spaces": "   ", "long": "m" * 120, "minus": "-1", "picture": "😀", "code": "<b>1</b>"}
"""What people type whom nobody thought of, by its name in `words.toml`."""
_TYPED = frozenset({"text", "long_text", "person", "place", "number", "money", "phone"})


@dataclass(frozen=True)
class Place:
    """A field into which people type, and the way of the app's own checks to the step that takes it."""

    screen: str
    field: str
    label: str
    steps: tuple[Step, ...]


def places(spec: AppSpec, language: Language) -> tuple[Place, ...]:
    """All fields of an app that somebody types into and that a check reaches, those that must be filled first."""
    whole = spec if spec.checks else blocks.with_checks(spec)
    found = list(_places(whole, language))
    return tuple({f"{one.screen}.{one.field}": one for one in reversed(found)}.values())[::-1]


def _places(spec: AppSpec, language: Language) -> Iterator[Place]:
    for check in spec.checks:
        screen = spec.screen(check.screen)
        thing = spec.thing(screen.thing) if screen else None
        step = check.steps[0]
        if thing is None or step.expect != "done":
            continue
        for field in thing.fields:
            if field.name in step.input and field.type in _TYPED and not field.choices and isinstance(step.input[field.name], str):
                yield Place(check.screen, field.name, text_of(field.label, language), (step,))


def check_for(spec: AppSpec, place: Place, value: str, language: Language) -> Check:
    """The app asked with that value; it expects that it goes through."""
    *before, last = place.steps
    given: dict[str, Any] = {**last.input, place.field: value}
    steps = (*before, last.model_copy(update={"input": given, "expect": "done", "why": ""}))
    return Check(id=f"own_odd_{_key(place, value)}", screen=place.screen, says=value_words(place.label, value, language), edge=True, steps=steps)


def quest_for(spec: AppSpec, place: Place, value: str, language: Language) -> Quest:
    """The rule that refuses just this, as a quest like any other."""
    screen = spec.screen(place.screen)
    told = words(language)["odd"]
    said = Said(name=told["name"], scene=told["scene"], rule=told["rule"], says=told["says"], doing=told["doing"], word=value)
    action = place.steps[-1].action
    card = Card(
        id=f"odd_{_key(place, value)}",
        action=action,
        shape="exactly",
        field=(place.field,),
        function="refusesOdd",
        said=dict.fromkeys(("en", "zh-Hant", "zh-Hans"), said),
    )
    about = About(field=place.field, thing=(screen.thing if screen else "") or "", word=value)
    values = {"title": text_of(spec.title, language), "screen": text_of(screen.label, language) if screen else "", "thing": "", "field": place.label,
              "n": "", "word": value, "day": ""}  # fmt: skip
    return Quest(f"{place.screen}.{card.id}", place.screen, screen.block if screen else "", card, about, language, values, place.steps)


def odd_words(kind: str, language: Language) -> str:
    """How an odd input is called on its button."""
    return str(words(language)["odd_inputs"][kind])


def _key(place: Place, value: str) -> str:
    return hashlib.blake2b(f"{place.screen}\0{place.field}\0{value}".encode(), digest_size=4).hexdigest()
