"""The JSON files: app.json, its theme and tabs, each page's own, and the project's."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from scaffolds.platforms import Files
from tests.platforms.faults.known import KNOWN

Read = Mapping[str, Any]
"""The JSON files by path, None for one that is no JSON."""
MOST_BYTES = 2 * 1024 * 1024
"""A package of a mini program is at most 2 MiB."""
MOST_ICON_BYTES = 40 * 1024
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_NOT_PACKED = (".md",)
_CLOUD = "cloudfunctions/"


def read(files: Files) -> Read:
    """All JSON files but those of the cloud."""
    return {path: _json(content) for path, content in files.items() if path.endswith(".json") and not path.startswith(_CLOUD)}


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def faults(files: Files, read: Read) -> Iterator[str]:
    """Of all configuration, and of the app's size."""
    yield from (f"{path}: is missing" for path in sorted(KNOWN["files"]) if path not in files)
    yield from (f"{path}: is no JSON object" for path, data in read.items() if not isinstance(data, dict))
    app = read.get("app.json")
    if isinstance(app, dict):
        yield from _of_app(app, files, read)
        yield from _of_pages(app, files, read)
    yield from _of_project(read.get("project.config.json"))
    size = sum(len(content) for path, content in files.items() if not path.endswith(_NOT_PACKED) and not path.startswith(_CLOUD))
    if size > MOST_BYTES:
        yield f"the app has {size} bytes, more than {MOST_BYTES}"


def _of_app(app: Mapping[str, Any], files: Files, read: Read) -> Iterator[str]:
    yield from (f"app.json: there is no key {key}" for key in app if key not in KNOWN["app"])
    window, theme = app.get("window", {}), read.get(app.get("themeLocation", "")) or {}
    yield from (f"app.json: window has no key {key}" for key in window if key not in KNOWN["page"])
    yield from (f"app.json: window.{key}: {value} is no colour" for key, value in _colours(window, theme))
    yield from (f"app.json: {key}: {app[key]} is missing" for key in ("themeLocation", "sitemapLocation") if key in app and app[key] not in files)
    yield from (f"app.json: {key} cannot be {app[key]}" for key, values in _VALUES.items() if key in app and app[key] not in values)
    yield from (f"app.json: there is no private information {name}" for name in app.get("requiredPrivateInfos", []) if name not in KNOWN["private"])
    yield from (f"app.json: there is no permission {name}" for name in app.get("permission", {}) if name not in KNOWN["scopes"])
    yield from (
        f"app.json: what {name} is for takes more than 30 characters"
        for name, one in app.get("permission", {}).items()
        if len(one.get("desc", "")) > 30
    )
    if "tabBar" in app:
        yield from _of_tabs(app["tabBar"], app, files, theme)


_VALUES: Mapping[str, tuple[Any, ...]] = {"style": ("v2",), "lazyCodeLoading": ("requiredComponents",), "darkmode": (True, False)}


def _of_tabs(tabs: Mapping[str, Any], app: Mapping[str, Any], files: Files, theme: Mapping[str, Any]) -> Iterator[str]:
    items = tabs.get("list", [])
    yield from (f"app.json: tabBar has no key {key}" for key in tabs if key not in KNOWN["tab_bar"])
    yield from (f"app.json: a tab has no key {key}" for item in items for key in item if key not in KNOWN["tab"])
    yield from (f"app.json: the tab {item.get('pagePath')} is no page" for item in items if item.get("pagePath") not in app.get("pages", []))
    yield from (f"app.json: the tab {item.get('pagePath')} has no words" for item in items if not str(item.get("text", "")).strip())
    yield from (f"app.json: tabBar.{key}: {value} is no colour" for key, value in _colours(tabs, theme))
    yield from (
        f"app.json: tabBar.borderStyle cannot be {one}" for one in by_theme(tabs.get("borderStyle", "black"), theme) if one not in ("black", "white")
    )
    for item in items:
        yield from _of_icons(item, files, theme)
    if not 2 <= len(items) <= 5:
        yield f"app.json: a tab bar has 2 to 5 tabs, not {len(items)}"


def _of_icons(item: Mapping[str, Any], files: Files, theme: Mapping[str, Any]) -> Iterator[str]:
    for key in ("iconPath", "selectedIconPath"):
        for path in by_theme(item[key], theme) if key in item else ():
            if path not in files:
                yield f"app.json: {key}: {path} is missing"
            elif len(files[path]) > MOST_ICON_BYTES or not files[path].startswith(b"\x89PNG"):
                yield f"app.json: {key}: {path} is no small PNG"


def _colours(part: Mapping[str, Any], theme: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The keys of a part that want a colour, and have none by day or by night."""
    for key, value in part.items():
        if key.lower().endswith("color") and not all(_is_colour(one) for one in by_theme(value, theme)):
            yield key, value


def by_theme(value: Any, theme: Mapping[str, Any]) -> list[Any]:
    """`@ground` is what both themes call so."""
    if isinstance(value, str) and value.startswith("@"):
        return [theme.get(mode, {}).get(value[1:]) for mode in ("light", "dark")]
    return [value]


def _is_colour(value: Any) -> bool:
    return isinstance(value, str) and bool(_COLOUR.fullmatch(value))


def pages_of(app: Mapping[str, Any]) -> list[str]:
    """All pages, those of packages too."""
    return [*(app.get("pages") or []), *(f"{one['root']}/{page}" for one in app.get("subPackages", []) for page in one["pages"])]


def _of_pages(app: Mapping[str, Any], files: Files, read: Read) -> Iterator[str]:
    pages = pages_of(app)
    if not app.get("pages"):
        yield "app.json: there are no pages"
    yield from _of_components("app.json", app, read)
    yield from (f"app.json: the page {page} is named twice" for page, times in Counter(pages).items() if times > 1)
    for page in pages:
        yield from (f"{page}.{suffix}: is missing" for suffix in ("js", "json", "wxml", "wxss") if f"{page}.{suffix}" not in files)
        data = read.get(f"{page}.json") or {}
        yield from (f"{page}.json: there is no key {key}" for key in data if key not in KNOWN["page"])
        yield from _of_components(f"{page}.json", data, read)


def _of_components(path: str, data: Mapping[str, Any], read: Read) -> Iterator[str]:
    for name, place in data.get("usingComponents", {}).items():
        target = place.lstrip("/") if place.startswith("/") else posixpath.join(posixpath.dirname(path), place)
        component = read.get(f"{posixpath.normpath(target)}.json")
        if not (isinstance(component, dict) and component.get("component") is True):
            yield f"{path}: {name} is no component"


def _of_project(project: Any) -> Iterator[str]:
    if not isinstance(project, dict):
        return
    if project.get("compileType") != "miniprogram":
        yield f"project.config.json: compileType {project.get('compileType')} is not miniprogram"
    yield from (f"project.config.json: there is no {key}" for key in ("appid", "libVersion", "projectname") if not project.get(key))
