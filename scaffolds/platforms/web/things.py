"""`things.json`: what the store of an app holds to, for `app.py`, Sampan's own preview, and the page."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from scaffolds import blocks
from scaffolds.screens import label_of, shared_words
from scaffolds.spec import AppSpec, Thing, text_of


def things(spec: AppSpec, own: Mapping[str, Mapping[str, str]] = MappingProxyType({})) -> dict[str, Any]:
    """Things with their fields, guards, first rows, and what `app.py` says in the terminal. Plain data. `own`: a platform's own words, by language."""
    return {
        "slug": spec.slug,
        "title": text_of(spec.title, spec.language),
        "zone": spec.zone,
        "things": [_thing(thing, spec) for thing in spec.things],
        "guards": list(_guards(spec)),
        "seeds": list(_seeds(spec)),
        "permissions": _named(spec, "permissions"),
        "sources": _named(spec, "sources"),
        "words": _server_words(spec, own),
    }


def _thing(thing: Thing, spec: AppSpec) -> dict[str, Any]:
    shared = any(thing.id in blocks.of(screen).shared(spec, screen) for screen in spec.screens)
    fields = [
        {"name": field.name, "label": label_of(field.label, spec), "type": field.type, "private": field.private, "required": field.required}
        for field in thing.fields
    ]
    return {"id": thing.id, "label": label_of(thing.label, spec), "written_by": thing.written_by, "shared": shared, "fields": fields}


def _guards(spec: AppSpec) -> Iterator[dict[str, Any]]:
    """Guards without what says nothing; `fields` stays, being empty means something in a limit."""
    for screen in spec.screens:
        for guard in blocks.of(screen).guards(spec, screen):
            yield {
                key: value for key, value in dataclasses.asdict(guard).items() if value or key == "fields" or (key == "limit" and value is not None)
            }


def _named(spec: AppSpec, what: str) -> list[str]:
    return sorted({name for screen in spec.screens for name in getattr(blocks.of(screen), what)(spec, screen)})


def _seeds(spec: AppSpec) -> Iterator[dict[str, Any]]:
    rows = [seed for screen in spec.screens for seed in blocks.of(screen).seeds(spec, screen)]
    for number, (thing, row) in enumerate(rows, 1):
        yield {"thing": thing, "id": f"seed{number:04d}", "row": row}


def _server_words(spec: AppSpec, own: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    words = {**shared_words()["en"], **shared_words().get(spec.language, {}), **own.get(spec.language, {})}
    return {key.removeprefix("server_"): text for key, text in words.items() if key.startswith("server_")}
