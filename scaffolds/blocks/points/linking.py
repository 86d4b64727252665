"""What a screen of points finds beside it: a list, a tracker and a quiz whose deeds count."""

from __future__ import annotations

from scaffolds.blocks.points.options import Options
from scaffolds.spec import AppSpec, Screen

SOURCES = ("checklist", "tracker", "quiz")


def link(spec: AppSpec, screen: Screen) -> Screen:
    """The first screen of each kind counts, as long as it is there and the learner wants it."""
    options = Options.model_validate(screen.options)
    found = {f"{kind}_screen": _beside(spec, kind, getattr(options, f"{kind}_screen")) if options.counts else None for kind in SOURCES}
    same = all(getattr(options, key) == id for key, id in found.items())
    return screen if same else screen.model_copy(update={"options": {**screen.options, **found}})


def _beside(spec: AppSpec, kind: str, now: str | None) -> str | None:
    there = [one.id for one in spec.screens if one.block == kind]
    return now if now in there else next(iter(there), None)
