"""What must hold for a map, as its learner would say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffolds import blocks
from scaffolds.blocks import samples
from scaffolds.blocks.acceptance import LAST, OWNER, acceptance, writer
from scaffolds.spec import AppSpec, Check, Screen, Step, Thing

_MIDDLE: dict[str, tuple[float, float]] = {
    "hong_kong": (114.17, 22.32), "macau": (113.55, 22.16), "delta": (113.4, 22.8), "east_asia": (110.0, 32.0), "world": (20.0, 10.0)
}  # fmt: skip
_GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def checks(spec: AppSpec, screen: Screen) -> tuple[Check, ...]:
    """A place is put and moved; off the map, without a name and twice are refused; others' hands are off; the map's picture is the owner's."""
    thing = blocks.thing_of(spec, screen)
    found = [_moved(spec, screen, thing), _off(spec, screen, thing), _empty(spec, screen, thing), _twice(spec, screen, thing)]
    return (*found, _unplaced(spec, screen, thing), _hands_off(spec, screen, thing), _picture(spec, screen), *_owner_only(spec, screen, thing))


def _spot(screen: Screen) -> dict[str, Any]:
    """A point that lies on the ground which comes with the app; with none, places are in the list alone."""
    outline = str(blocks.options_of(screen).outline)
    x, y = _MIDDLE.get(outline, (50.0, 40.0))
    return {} if outline == "none" else {"x": x, "y": y}


def _add(spec: AppSpec, screen: Screen, thing: Thing, why: str = "", who: str = "", **given: Any) -> Step:
    row = {field.name: samples.value(field, 0, spec.language) for field in thing.fields if field.name not in ("x", "y", "ground")}
    return Step(action="add", who=who or writer(thing), input={**row, **_spot(screen), **given}, expect="refused" if why else "done", why=why)


def _moved(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    spot = _spot(screen)
    if not spot:
        return acceptance(spec, screen, "listed", _add(spec, screen, thing))
    put = Step(action="put", who=writer(thing), input={"id": LAST, "x": spot["x"] + 0.01, "y": spot["y"] + 0.01})
    return acceptance(spec, screen, "moved", _add(spec, screen, thing), put)


def _off(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    why = "off_map" if _spot(screen) else "no_ground"
    return acceptance(spec, screen, "off_map", _add(spec, screen, thing, why, x=999, y=-999), edge=True)


def _empty(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    return acceptance(spec, screen, "empty", _add(spec, screen, thing, "empty", name="   "), edge=True)


def _twice(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    return acceptance(spec, screen, "twice", _add(spec, screen, thing), _add(spec, screen, thing, "there_already"), edge=True)


def _unplaced(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    """With nowhere given it stands in the list, and cannot be 'put' nowhere."""
    nowhere = Step(action="put", who=writer(thing), input={"id": LAST}, expect="refused", why="nowhere")
    return acceptance(spec, screen, "unplaced", _add(spec, screen, thing, x=None, y=None), nowhere, edge=True)


def _hands_off(spec: AppSpec, screen: Screen, thing: Thing) -> Check:
    other = Step(action="remove", who="b", input={"id": LAST}, expect="refused", why="not_yours")
    own = Step(action="remove", who=writer(thing), input={"id": LAST})
    return acceptance(spec, screen, "own_removes", _add(spec, screen, thing), other, own)


def _picture(spec: AppSpec, screen: Screen) -> Check:
    given = {"name": "A", "picture": _GIF}
    visitor = Step(action="add_picture", who="b", input=given, expect="refused", why="only_owner")
    return acceptance(spec, screen, "picture", visitor, Step(action="add_picture", who=OWNER, input=given))


def _owner_only(spec: AppSpec, screen: Screen, thing: Thing) -> Iterator[Check]:
    if thing.written_by == "owner":
        yield acceptance(spec, screen, "owner_adds", _add(spec, screen, thing, "only_owner", who="b"), edge=True)
