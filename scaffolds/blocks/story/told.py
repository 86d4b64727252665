"""A story of the learner's own, with which a new app begins: scenes, and what leads from one to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic import Field as Having

from scaffolds.blocks.story import scenery
from scaffolds.plain import clean
from scaffolds.spec import Id, Label, Language, Part, Words, text_of


class Way(Part):
    """A choice; `to` is the id of a scene. What it gives is carried along, what it needs must have been."""

    label: Label
    to: Id
    needs: Label | None = None
    gives: Label | None = None


class Scene(Part):
    """One scene. `background` and `sound` are ids of `scenery.toml`; the first scene of a story is its beginning."""

    id: Id
    name: Label
    text: Words | dict[Language, Words]
    picture: Annotated[str, BeforeValidator(clean), Having(max_length=40)] = ""
    background: str = ""
    sound: str = ""
    ending: bool = False
    ways: Annotated[tuple[Way, ...], Having(max_length=6)] = ()


def check_told(scenes: Sequence[Scene]) -> None:
    """Raises `ValueError` where a way leads nowhere, an id stands twice, or nothing is drawn or heard by such a name."""
    ids = [scene.id for scene in scenes]
    if len(set(ids)) < len(ids):
        raise ValueError("two scenes have one id")
    for scene in scenes:
        lost = next((way.to for way in scene.ways if way.to not in ids), None)
        if lost:
            raise ValueError(f'no scene is called "{lost}"')
        for name, kind in scenery.KINDS.items():
            id = getattr(scene, name)
            if id and id not in scenery.ids(kind):
                raise ValueError(f'there is no "{id[:40]}" among the {kind}')


def scene_rows(scenes: Sequence[Scene], language: Language) -> list[dict[str, Any]]:
    return [
        {"name": text_of(one.name, language), "text": text_of(one.text, language), **one.model_dump(include={"picture", "background", "sound", "ending"})}
        for one in scenes
    ]  # fmt: skip


def way_rows(scenes: Sequence[Scene], language: Language) -> Iterator[dict[str, Any]]:
    """Choices as they are kept: they name their scenes."""
    names = {scene.id: text_of(scene.name, language) for scene in scenes}
    for scene in scenes:
        for way in scene.ways:
            carried = {"needs": text_of(way.needs, language), "gives": text_of(way.gives, language)}
            row = {"scene": names[scene.id], "label": text_of(way.label, language), "to": names[way.to]}
            yield row | {name: word for name, word in carried.items() if word}
