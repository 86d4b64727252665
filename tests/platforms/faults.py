"""What WeChat's compilers let pass and WeChat then stumbles over: keys, tags and colours that do not exist, files that must be there.

What does exist is listed in `known.toml`.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scaffolds.platforms import Files

MOST_BYTES = 2 * 1024 * 1024
"""A package of a mini program is at most 2 MiB."""
_KNOWN = {kind: frozenset(names) for kind, names in tomllib.loads((Path(__file__).parent / "known.toml").read_text(encoding="utf-8")).items()}
_TAG = re.compile(r"<([a-zA-Z][\w-]*)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_JOINED = re.compile(r"""\s((?:bind|catch)[a-z]+)=""")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def faults(files: Files) -> list[str]:
    """One line for each fault, with the file that it is in; none for an app that WeChat takes."""
    read = {path: _read(content) for path, content in files.items() if path.endswith(".json")}
    app = read.get("app.json")
    found = [f"{path}: is missing" for path in sorted(_KNOWN["files"]) if path not in files]
    found += [f"{path}: is no JSON object" for path, data in read.items() if not isinstance(data, dict)]
    if isinstance(app, dict):
        found += [*_of_app(app, read), *_of_pages(app, files, read)]
    for path, content in files.items():
        found += _of_markup(path, content.decode("utf-8", "replace"), read) if path.endswith(".wxml") else []
    return [*found, *_of_project(read.get("project.config.json")), *_of_size(files)]


def _read(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _of_app(app: Mapping[str, Any], read: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"app.json: there is no key {key}" for key in app if key not in _KNOWN["app"])
    yield from (f"app.json: window has no key {key}" for key in app.get("window", {}) if key not in _KNOWN["page"])
    theme = read.get(app.get("themeLocation", "")) or {}
    tabs = app.get("tabBar")
    if tabs is not None:
        yield from _of_tabs(tabs, app, theme)
    yield from (f"app.json: window.{key}: {value} is no colour" for key, value in _colours(app.get("window", {}), theme))


def _of_tabs(tabs: Mapping[str, Any], app: Mapping[str, Any], theme: Mapping[str, Any]) -> Iterator[str]:
    items = tabs.get("list", [])
    yield from (f"app.json: tabBar has no key {key}" for key in tabs if key not in _KNOWN["tab_bar"])
    yield from (f"app.json: a tab has no key {key}" for item in items for key in item if key not in _KNOWN["tab"])
    yield from (f"app.json: the tab {item.get('pagePath')} is no page" for item in items if item.get("pagePath") not in app.get("pages", []))
    yield from (f"app.json: tabBar.{key}: {value} is no colour" for key, value in _colours(tabs, theme))
    if not 2 <= len(items) <= 5:
        yield f"app.json: a tab bar has 2 to 5 tabs, not {len(items)}"


def _colours(part: Mapping[str, Any], theme: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The keys of a part that want a colour, and have none by day or by night."""
    for key, value in part.items():
        if key.lower().endswith("color") and not all(_is_colour(one) for one in _by_theme(value, theme)):
            yield key, value


def _by_theme(value: Any, theme: Mapping[str, Any]) -> list[Any]:
    """`@ground` is what both themes call so."""
    if isinstance(value, str) and value.startswith("@"):
        return [theme.get(mode, {}).get(value[1:]) for mode in ("light", "dark")]
    return [value]


def _is_colour(value: Any) -> bool:
    return isinstance(value, str) and bool(_COLOUR.fullmatch(value))


def _of_pages(app: Mapping[str, Any], files: Files, read: Mapping[str, Any]) -> Iterator[str]:
    pages = app.get("pages") or []
    if not pages:
        yield "app.json: there are no pages"
    for page in pages:
        yield from (f"{page}.{suffix}: is missing" for suffix in ("js", "json", "wxml", "wxss") if f"{page}.{suffix}" not in files)
        data = read.get(f"{page}.json") or {}
        yield from (f"{page}.json: there is no key {key}" for key in data if key not in _KNOWN["page"])
        for name, path in data.get("usingComponents", {}).items():
            component = read.get(f"{path.lstrip('/')}.json")
            if not (isinstance(component, dict) and component.get("component") is True):
                yield f"{page}.json: {name} is no component"


def _of_markup(path: str, text: str, read: Mapping[str, Any]) -> Iterator[str]:
    own = (read.get(path.replace(".wxml", ".json")) or {}).get("usingComponents", {})
    bare = _COMMENT.sub("", text)
    yield from (f"{path}: there is no tag {tag}" for tag in sorted(set(_TAG.findall(bare))) if tag not in _KNOWN["tags"] and tag not in own)
    yield from (f"{path}: {name} wants a colon" for name in sorted(set(_JOINED.findall(bare))))


def _of_project(project: Any) -> Iterator[str]:
    if isinstance(project, dict) and project.get("compileType") != "miniprogram":
        yield f"project.config.json: compileType {project.get('compileType')} is not miniprogram"


def _of_size(files: Files) -> Iterator[str]:
    size = sum(len(content) for path, content in files.items() if not path.endswith(".md"))
    if size > MOST_BYTES:
        yield f"the app has {size} bytes, more than {MOST_BYTES}"
