"""A page for each screen, from its block's templates, and the same rules as everywhere, as CommonJS."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from scaffolds import blocks
from scaffolds.modules import resolve, to_commonjs
from scaffolds.screens import screen_values
from scaffolds.spec import AppSpec, Screen, text_of
from scaffolds.templates import render

HOME = "all-screens"
"""The page that lists all screens where they are too many or too heavy for tabs. No screen's id has a hyphen."""
MOST_TABS = 5
"""A tab bar has two to five tabs (https://developers.weixin.qq.com/miniprogram/dev/reference/configuration/app.html#tabBar)."""
_SHELL = Path(__file__).parent / "shell"
_TAKES = re.compile(r'["\'](\.[\w./-]+)["\']')
"""Files that a script loads, or that markup and style import."""
Way = Literal["alone", "tabs", "list", "packages"]
"""How one comes to a screen: it is the only one; by its tab; from a page that lists all; from there too, each screen in a package of its own."""


def way_to(spec: AppSpec) -> Way:
    """The way while one package carries everything."""
    count = len(spec.screens)
    return "alone" if count == 1 else "tabs" if count <= MOST_TABS else "list"


def has_list(way: Way) -> bool:
    """Whether the app opens with the page that lists its screens."""
    return way in ("list", "packages")


def page_of(id: str) -> str:
    """Where a page lies, as app.json names it."""
    return f"pages/{id}/{id}"


def files(spec: AppSpec, way: Way) -> dict[str, str]:
    """The pages, rules and parts of all screens, by path."""
    found = _home(spec) if has_list(way) else {}
    for screen in spec.screens:
        found |= _page(spec, screen)
    return {**found, **taken(found, {screen.block for screen in spec.screens})}


def _home(spec: AppSpec) -> dict[str, str]:
    path = page_of(HOME)
    found = {f"{path}.{suffix}": (_SHELL / "home" / f"home.{suffix}").read_text(encoding="utf-8") for suffix in ("wxml", "js")}
    return {**found, f"{path}.wxss": "", f"{path}.json": _page_json(text_of(spec.title, spec.language))}


def _page_json(title: str) -> str:
    return json.dumps({"navigationBarTitleText": title}, ensure_ascii=False, indent=2) + "\n"


def _page(spec: AppSpec, screen: Screen) -> dict[str, str]:
    folder, values = blocks.of(screen).folder, screen_values(spec, screen)
    path = page_of(screen.id)
    style = folder / "weixin.wxss.j2"
    return {
        f"rules/{screen.id}.js": to_commonjs(render(folder / "rules.js.j2", **values), f"rules/{screen.id}.js"),
        f"{path}.wxml": render(folder / "weixin.wxml.j2", **values),
        f"{path}.js": render(folder / "weixin.js.j2", **values),
        f"{path}.wxss": render(style, **values) if style.exists() else "",
        f"{path}.json": _page_json(text_of(screen.label, spec.language)),
    }


def taken(pages: Mapping[str, str], used: Iterable[str]) -> dict[str, str]:
    """The parts of these blocks that the pages take, and what those take: a map of one place does not carry the others."""
    parts = {path: text for block in used for path, text in _parts(block).items()}
    found: dict[str, str] = {}
    waiting = dict(pages)
    while waiting:
        path, text = waiting.popitem()
        new = {resolve(target, path) for target in _TAKES.findall(text)} & parts.keys() - found.keys()
        found |= {one: parts[one] for one in new}
        waiting |= {one: parts[one] for one in new}
    return found


@cache
def _parts(block: str) -> dict[str, str]:
    """What a block has besides its view, the same in every app: `parts/<block>/`."""
    folder = blocks.discover()[block].folder
    own = {path.name: path.read_text(encoding="utf-8") for path in sorted((folder / "weixin").glob("*.*"))}
    shared = {path.name: to_commonjs(path.read_text(encoding="utf-8"), path.name) for path in sorted((folder / "shared").glob("*.js"))}
    return {f"parts/{block}/{name}": text for name, text in {**shared, **own}.items()}
