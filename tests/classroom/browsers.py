"""A teacher's browser, signed in, as the page tests of a class want it."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Browser, BrowserContext, ViewportSize


def teachers_browser(
    browser: Browser, url: str, cookies: Mapping[str, str], language: str, width: ViewportSize, *, dark: bool, script: bool
) -> BrowserContext:
    """A context of its own, in a language, at a width."""
    context = browser.new_context(
        viewport=width, color_scheme="dark" if dark else "light", java_script_enabled=script, reduced_motion="reduce"
    )  # fmt: skip
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in (dict(cookies) | {"language": language}).items()])
    return context
