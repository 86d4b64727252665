"""What the keys of app.json, of a page's JSON, of sitemap.json and of project.config.json may be. WeChat passes over another value, or refuses the project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scaffolds.platforms import Files
from tests.platforms.faults.configuration import Read, by_theme, pages_of

_YES_NO = (True, False)
_WINDOW: Mapping[str, tuple[Any, ...]] = {
    "navigationBarTextStyle": ("black", "white"), "backgroundTextStyle": ("dark", "light"), "navigationStyle": ("default", "custom"),
    "enablePullDownRefresh": _YES_NO, "disableScroll": _YES_NO, "component": _YES_NO,
}  # fmt: skip
_APPID = re.compile(r"wx[0-9a-f]{16}|touristappid")
_LIBRARY = re.compile(r"\d+\.\d+\.\d+|latest|trial|widelyUsed")
_IGNORED = ("file", "folder", "suffix", "prefix", "regexp", "glob")


def faults(files: Files, read: Read) -> Iterator[str]:
    """Of all of them that are JSON."""
    app = read.get("app.json")
    if isinstance(app, dict):
        theme = read.get(app.get("themeLocation", "")) or {}
        yield from (f"app.json: window.{one}" for one in _of_window(app.get("window", {}), theme))
        yield from (f"app.json: {one}" for one in _of_app(app))
        for page in pages_of(app):
            yield from (f"{page}.json: {one}" for one in _of_window(read.get(f"{page}.json") or {}, theme))
    yield from (f"sitemap.json: {one}" for one in _of_sitemap(read.get("sitemap.json")))
    yield from (f"project.config.json: {one}" for one in _of_project(read.get("project.config.json"), files))


def _of_window(window: Mapping[str, Any], theme: Mapping[str, Any]) -> Iterator[str]:
    for key, values in _WINDOW.items():
        for value in by_theme(window[key], theme) if key in window else ():
            if not any(value is one or (isinstance(one, str) and value == one) for one in values):
                yield f"{key} cannot be {value}"


def _of_app(app: Mapping[str, Any]) -> Iterator[str]:
    tabs = [tab.get("pagePath") for tab in app.get("tabBar", {}).get("list", [])]
    yield from (f"{page} is on the tab bar twice" for page in sorted({page for page in tabs if tabs.count(page) > 1}))
    yield from (f"nobody is told what {name} is for" for name, one in app.get("permission", {}).items() if not one.get("desc", "").strip())
    yield from (f"networkTimeout.{key} is no number" for key, one in app.get("networkTimeout", {}).items() if type(one) is not int)


def _of_sitemap(sitemap: Any) -> Iterator[str]:
    rules = sitemap.get("rules") if isinstance(sitemap, dict) else None
    if not isinstance(rules, list):
        yield "there are no rules"
        return
    yield from (f"an action cannot be {rule.get('action')}" for rule in rules if rule.get("action") not in ("allow", "disallow"))
    yield from ("a rule is for no page" for rule in rules if not rule.get("page"))


def _of_project(project: Any, files: Files) -> Iterator[str]:
    if not isinstance(project, dict):
        return
    if project.get("appid") and not _APPID.fullmatch(str(project["appid"])):
        yield f"{project['appid']} is no appid"
    if not _LIBRARY.fullmatch(str(project.get("libVersion"))):
        yield f"{project.get('libVersion')} is no version of WeChat's library"
    for key in ("miniprogramRoot", "cloudfunctionRoot"):
        root = str(project.get(key, "")).strip("./")
        if root and not any(path.startswith(f"{root}/") for path in files):
            yield f"{key}: there is nothing in {project[key]}"
    yield from (f"setting.{key} is yes or no, not {one}" for key, one in project.get("setting", {}).items() if isinstance(one, str))
    for one in project.get("packOptions", {}).get("ignore", []):
        if one.get("type") not in _IGNORED:
            yield f"packOptions: there is no kind {one.get('type')}"
