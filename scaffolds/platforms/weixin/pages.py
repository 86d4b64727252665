"""A page for each screen, from its block's templates, and the same rules as everywhere, as CommonJS."""

from __future__ import annotations

import json

from scaffolds import blocks
from scaffolds.modules import to_commonjs
from scaffolds.screens import screen_values
from scaffolds.spec import AppSpec, Screen, text_of
from scaffolds.templates import render

HOME = "all-screens"
"""The page that lists all screens where they are too many for tabs. No screen's id has a hyphen."""


def page_of(id: str) -> str:
    """Where a page lies, as app.json names it."""
    return f"pages/{id}/{id}"


def files(spec: AppSpec) -> dict[str, str]:
    """The pages and rules of all screens, by path."""
    found: dict[str, str] = {}
    for screen in spec.screens:
        found |= _page(spec, screen)
    return found


def _page(spec: AppSpec, screen: Screen) -> dict[str, str]:
    folder, values = blocks.of(screen).folder, screen_values(spec, screen)
    path = page_of(screen.id)
    style = folder / "weixin.wxss.j2"
    return {
        f"rules/{screen.id}.js": to_commonjs(render(folder / "rules.js.j2", **values), f"rules/{screen.id}.js"),
        f"{path}.wxml": render(folder / "weixin.wxml.j2", **values),
        f"{path}.js": render(folder / "weixin.js.j2", **values),
        f"{path}.wxss": render(style, **values) if style.exists() else "",
        f"{path}.json": json.dumps({"navigationBarTitleText": text_of(screen.label, spec.language)}, ensure_ascii=False, indent=2) + "\n",
    }
