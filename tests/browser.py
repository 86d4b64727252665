"""A real browser and a running app, for tests of generated pages.

    with served(files) as app, chromium() as browser:
        page = open_page(browser, app.url)

`chromium` starts one Chromium of the machine (or Playwright's own); `open_page` fails a test in whose page anything went wrong.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000
"""Milliseconds that a page may take: machines that test are slow and busy."""
LONGEST = 120
"""Seconds that an app may take to start, and to end."""
_ASK_AGAIN = "status of 409"
"""Somebody else wrote first: by contract the page decides again, and a browser notes it in its console."""
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}


@dataclass
class App:
    """A running `app.py`: where it is, where its folder is, what it printed."""

    url: str
    folder: Path
    printed: list[str] = field(default_factory=list)
    process: Any = None

    @property
    def owner_url(self) -> str:
        return next(line.strip() for line in self.printed if "/owner/" in line)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """One headless browser, closed at the end."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGS)
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a module; import it where it is used."""
    with chromium() as found:
        yield found


def unpack(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write a build's files below `folder`."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


@contextlib.contextmanager
def served(files: Mapping[str, bytes], *options: str) -> Iterator[App]:
    """The app of these files, unpacked into a folder of its own and run by `python app.py` on a free port."""
    with tempfile.TemporaryDirectory() as temporary, started(unpack(files, Path(temporary) / "app"), *options) as app:
        yield app


@contextlib.contextmanager
def started(folder: Path, *options: str, python: str | Path = sys.executable, settings: Mapping[str, str] = MappingProxyType({})) -> Iterator[App]:
    """The app of a folder, running until the block ends, under any Python; `settings` are more of its environment."""
    command = [str(python), "-I", "app.py", "--port", "0", *options]
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env={**_environment(), **settings}
    )
    try:
        yield _ready(process, folder)
    finally:
        process.terminate()
        process.communicate(timeout=LONGEST)


def open_page(
    browser: Browser,
    url: str,
    viewport: ViewportSize = PHONE,
    scheme: Literal["light", "dark"] = "light",
    clock: str | None = None,
    context: BrowserContext | None = None,
    zone: str | None = None,
) -> Page:
    """A page whose errors are collected in `page.troubles`; `clock` such as `2026-03-02T08:00:00+08:00` stops its time there. `zone`: where the
    browser is, for journeys that tell the time."""
    place = context or browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce", timezone_id=zone)
    page = place.new_page()
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "console", lambda message: found.append(message.text) if message.type in ("error", "warning") and _ASK_AGAIN not in message.text else None
    )
    page.troubles = found  # type: ignore[attr-defined]  # read by `troubles`
    if clock:
        page.clock.install(time=clock)
    page.goto(url)
    page.wait_for_selector("main:not([aria-busy])")
    return page


def troubles(page: Page) -> list[str]:
    """What a page of `open_page` complained about so far."""
    return list(getattr(page, "troubles", []))


def _ready(process: subprocess.Popen[str], folder: Path) -> App:
    assert process.stdout is not None
    printed: list[str] = []
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline:
        line = process.stdout.readline()
        printed.append(line.rstrip("\n"))
        if not line or "Ctrl" in line:
            break
    found = re.search(r"http://[\w.:]+/", "\n".join(printed))
    assert found, printed
    return App(found[0], folder, printed, process)


def _environment() -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONIOENCODING": "utf-8",
        **{k: v for k, v in os.environ.items() if k in ("SYSTEMROOT", "TEMP", "HOME")},
    }


def executable() -> str | None:
    """The machine's own Chromium, if there is one."""
    return next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
