"""The files that WeChat itself reads: what the project is, its pages, tabs and colours. All are JSON."""

from __future__ import annotations

import json
from typing import Any

from scaffolds import theme
from scaffolds.platforms.weixin.pages import HOME, MOST_TABS, many, page_of
from scaffolds.spec import AppSpec, text_of

LIBRARY = "3.3.4"
"""The version of WeChat's base library that DevTools runs the app with. Nothing here needs more than 2.20.1."""


def files(spec: AppSpec) -> dict[str, str]:
    """The project's configuration, by path."""
    return {
        "project.config.json": _json(_project(spec)),
        "app.json": _json(_app(spec)),
        "theme.json": _json({"light": _theme(theme.light(spec.colour), "black"), "dark": _theme(theme.dark(spec.colour), "white")}),
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
        "setting": {"es6": True, "enhance": True, "postcss": True, "minified": True, "urlCheck": True, "packNpmManually": False},
        "packOptions": {"ignore": [{"type": "suffix", "value": ".md"}, {"type": "file", "value": "sampan.json"}], "include": []},
        "editorSetting": {"tabIndent": "insertSpaces", "tabSize": 2},
    }


def _app(spec: AppSpec) -> dict[str, Any]:
    pages = [page_of(screen.id) for screen in spec.screens]
    app: dict[str, Any] = {
        "pages": [page_of(HOME), *pages] if many(spec) else pages,
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
    }
    return {**app, "tabBar": _tabs(spec)} if 2 <= len(pages) <= MOST_TABS else app


def _tabs(spec: AppSpec) -> dict[str, Any]:
    tabs = [{"pagePath": page_of(screen.id), "text": text_of(screen.label, spec.language)} for screen in spec.screens]
    return {"color": "@second", "selectedColor": "@theme", "backgroundColor": "@surface", "borderStyle": "@border", "list": tabs}


def _theme(colours: theme.Theme, on_ground: str) -> dict[str, str]:
    dark = on_ground == "white"
    return {
        "ground": colours["ground"],
        "onGround": on_ground,
        "pull": "light" if dark else "dark",
        "surface": colours["surface"],
        "second": colours["ink-2"],
        "theme": colours["theme-ink"],
        "border": on_ground,
    }


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
