"""The drawing of an app as SVG: phones with their scenes, on a ground of the learner's colour."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from scaffolds import blocks, theme
from scaffolds.picture.pixels import SIZES, Size
from scaffolds.screens import screen_values
from scaffolds.spec import AppSpec, Screen
from scaffolds.templates import Code, render

_HERE = Path(__file__).parent
_GENERIC = _HERE / "scene.svg.j2"
MOST_PHONES, MOST_TABS = 3, 5


def drawing(spec: AppSpec, size: Size) -> str:
    """The thumbnail shows the first screen close by, the photo up to three screens with the first one in front."""
    shown = spec.screens[: 1 if size == "thumbnail" else MOST_PHONES]
    phones = [Code(_phone(spec, screen)) for screen in shown]
    width, height = SIZES[size]
    return render(_HERE / f"{size}.svg.j2", phones=phones, colours=theme.light(spec.colour), width=width, height=height)


def _phone(spec: AppSpec, screen: Screen) -> str:
    tabs = [{"icon": _icon(one), "here": one.id == screen.id} for one in spec.screens[:MOST_TABS]]
    return render(_HERE / "phone.svg.j2", scene=Code(_scene(spec, screen)), tabs=tabs)


def _scene(spec: AppSpec, screen: Screen) -> str:
    values: dict[str, Any] = {**screen_values(spec, screen), "icon": _icon(screen)}
    return render(_template_of(screen.block), **values)


def _icon(screen: Screen) -> Code:
    """The path of a block's line drawing, in a square of 24; it is the block's own data, not the learner's."""
    return Code(blocks.of(screen).card["icon"])


@cache
def _template_of(block: str) -> Path:
    own = blocks.discover()[block].folder / "picture.svg.j2"
    return own if own.is_file() else _GENERIC
