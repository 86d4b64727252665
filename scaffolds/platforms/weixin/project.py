"""The files that WeChat itself reads: what the project is, its pages, tabs and colours. All are JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from scaffolds import theme
from scaffolds.platforms.weixin import asking, cloud, icons, packages, tabs
from scaffolds.platforms.weixin.pages import HOME, Way, has_list, page_of
from scaffolds.spec import AppSpec, Screen, text_of

Mode = Literal["light", "dark"]

LIBRARY = "3.3.4"
"""The version of WeChat's base library that DevTools runs the app with. Nothing here needs more than 2.26.0, which makes a picture smaller."""

_NOT_PACKED = (
    {"type": "suffix", "value": ".md"},
    {"type": "suffix", "value": ".ts"},
    {"type": "suffix", "value": ".txt"},
    {"type": "file", "value": "sampan.json"},
    {"type": "folder", "value": "readme"},
    {"type": "folder", "value": cloud.ROOT},
)
"""What is for people, for a board and for the cloud, and does not go to phones."""


_PLACES = ("getFuzzyLocation", "getLocation", "onLocationChange", "chooseLocation", "choosePoi", "chooseAddress")
"""What WeChat gives only to an app that says so beforehand (https://developers.weixin.qq.com/miniprogram/dev/reference/configuration/app.html#requiredPrivateInfos)."""


def files(spec: AppSpec, way: Way, shown: Mapping[str, str]) -> dict[str, str]:
    """The project's configuration, by path; `shown`: the pages and their parts."""
    return {
        "project.config.json": _json(_project(spec)),
        "app.json": _json({**_app(spec, way), **_asks(spec, shown)}),
        "theme.json": _json({"light": _theme(spec, way, "light"), "dark": _theme(spec, way, "dark")}),
        "sitemap.json": _json({"desc": "What is kept here is nobody else's to search.", "rules": [{"action": "disallow", "page": "*"}]}),
    }


def _project(spec: AppSpec) -> dict[str, Any]:
    """The tourist appid opens without an account; the learner puts their own in its place to publish."""
    return {
        "description": text_of(spec.title, spec.language),
        "projectname": spec.slug,
        "appid": "touristappid",
        "compileType": "miniprogram",
        "libVersion": LIBRARY,
        "setting": {
            "es6": True,
            "enhance": True,
            "postcss": True,
            "minified": True,
            "minifyWXML": True,
            "minifyWXSS": True,
            "urlCheck": True,
            "packNpmManually": False,
        },
        "cloudfunctionRoot": f"{cloud.ROOT}/",
        "packOptions": {"ignore": list(_NOT_PACKED), "include": []},
        "editorSetting": {"tabIndent": "insertSpaces", "tabSize": 2},
    }


def _app(spec: AppSpec, way: Way) -> dict[str, Any]:
    return {
        **_pages(spec, way),
        "window": {
            "navigationBarTitleText": text_of(spec.title, spec.language),
            "navigationBarBackgroundColor": "@ground",
            "navigationBarTextStyle": "@onGround",
            "backgroundColor": "@ground",
            "backgroundTextStyle": "@pull",
        },
        "style": "v2",
        "lazyCodeLoading": "requiredComponents",
        "darkmode": True,
        "themeLocation": "theme.json",
        "sitemapLocation": "sitemap.json",
        **({"tabBar": _tabs(spec)} if way == "tabs" else {}),
    }


def _pages(spec: AppSpec, way: Way) -> dict[str, Any]:
    """The app opens with the first."""
    home = [page_of(HOME)] if has_list(way) else []
    return {"pages": home, **packages.listed(spec)} if way == "packages" else {"pages": [*home, *(page_of(screen.id) for screen in spec.screens)]}


def _asks(spec: AppSpec, shown: Mapping[str, str]) -> dict[str, Any]:
    """That the app asks where the phone is, and what for."""
    code = "".join(text for path, text in shown.items() if path.endswith(".js"))
    places = [name for name in _PLACES if f"wx.{name}(" in code]
    if not places:
        return {}
    return {"requiredPrivateInfos": places, "permission": {"scope.userLocation": {"desc": asking.card()[spec.language]["place"]}}}


def _tabs(spec: AppSpec) -> dict[str, Any]:
    found = [_tab(screen, name) for screen, name in zip(spec.screens, tabs.names(spec, spec.language), strict=True)]
    return {"color": "@second", "selectedColor": "@theme", "backgroundColor": "@surface", "borderStyle": "@border", "list": found}


def _tab(screen: Screen, name: str) -> dict[str, str]:
    icon = f"@icon_{screen.block}"
    return {"pagePath": page_of(screen.id), "text": name, "iconPath": icon, "selectedIconPath": f"{icon}_open"}


def _theme(spec: AppSpec, way: Way, mode: Mode) -> dict[str, str]:
    dark = mode == "dark"
    colours = theme.dark(spec.colour) if dark else theme.light(spec.colour)
    on_ground = "white" if dark else "black"
    return {
        "ground": colours["ground"],
        "onGround": on_ground,
        "pull": "light" if dark else "dark",
        "surface": colours["surface"],
        "second": colours["ink-2"],
        "theme": colours["theme-ink"],
        "border": on_ground,
        **(_icons(spec, mode) if way == "tabs" else {}),
    }


def _icons(spec: AppSpec, mode: Mode) -> dict[str, str]:
    used = dict.fromkeys(screen.block for screen in spec.screens)
    closed = {f"icon_{block}": icons.path_of(block, mode, open=False) for block in used}
    return closed | {f"icon_{block}_open": icons.path_of(block, mode, open=True) for block in used}


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
