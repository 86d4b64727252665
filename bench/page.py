"""The generated pages as a phone meets them: what the first view of each block and example sends over the wire, and what Lighthouse says of the examples.

Every request of the first view counts, as the browser received it. Lighthouse is kept in `bench/lighthouse` and runs under the Node of a wheel.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Request

from bench.first_view import LIMIT
from bench.measure import row
from scaffolds import generator
from scaffolds.spec import read
from tests.browser import ARGS, PHONE, chromium, executable, served
from tests.platforms.tools import NODE, ToolError, installed

TRIES = 2
"""Chromium does not always start on a busy machine."""
PERFECT = ("accessibility", "best-practices")
HERE = Path(__file__).parent / "lighthouse"
SCAFFOLDS = Path(__file__).parent.parent / "scaffolds"
EXAMPLES, BLOCKS = sorted(SCAFFOLDS.glob("examples/*.json")), sorted(SCAFFOLDS.glob("blocks/*/example.json"))


def first_view(browser: Browser, url: str) -> int:
    """Bytes of all bodies that a new visitor receives until the first screen stands and the network is quiet."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    finished: list[Request] = []

    def note(request: Request) -> None:  # Playwright marks its handlers, which a bound method of a list does not bear
        finished.append(request)

    page.on("requestfinished", note)
    page.goto(url)
    page.wait_for_selector("main:not([aria-busy])")
    page.wait_for_timeout(500)
    total = sum(request.sizes()["responseBodySize"] for request in finished)
    context.close()
    return total


def lighthouse(url: str) -> dict[str, float]:
    """Scores of 0 to 100 by category, on Lighthouse's own slow phone."""
    environment = {**os.environ, "CHROME_PATH": executable() or ""}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            str(NODE), str(installed(HERE) / "node_modules/lighthouse/cli/index.js"), url, "--quiet", "--output=json", f"--output-path={report}",
            f"--only-categories={','.join((*PERFECT, 'performance'))}", f"--chrome-flags=--headless=new {' '.join(ARGS)}",
        ]  # fmt: skip
        for _ in range(TRIES):
            done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True, timeout=180)
            if done.returncode == 0:
                break
        else:
            raise ToolError(done.stderr[-1000:])
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return {name: 100 * category["score"] for name, category in found["categories"].items()}


def run(times: int = 5) -> bool:
    held = [_block(path) for path in BLOCKS] + [_example(path, times) for path in EXAMPLES]
    return all(held)


def _block(path: Path) -> bool:
    """A block's own example."""
    with served(generator.build(read(path.read_bytes()))) as app, chromium() as browser:
        sent = first_view(browser, app.url)
    print(row(f"{path.parent.name}: first view, compressed", f"{sent:,} bytes", f"at most {LIMIT:,}", sent <= LIMIT), flush=True)
    return sent <= LIMIT


def _example(path: Path, times: int) -> bool:
    """Accessibility and best practices once, for they do not vary; performance, which does, as a median."""
    with served(generator.build(read(path.read_bytes()))) as app:
        with chromium() as browser:
            sent = first_view(browser, app.url)
        scores = [lighthouse(app.url) for _ in range(times)]
    perfect = {name: min(one[name] for one in scores) for name in PERFECT}
    fast = statistics.median(one["performance"] for one in scores)
    print(row(f"{path.stem}: first view, compressed", f"{sent:,} bytes", f"at most {LIMIT:,}", sent <= LIMIT))
    for name, score in perfect.items():
        print(row(f"{path.stem}: Lighthouse {name}, worst of {times}", f"{score:.0f}", "100", score == 100))
    print(row(f"{path.stem}: Lighthouse performance, median of {times}", f"{fast:.0f}"), flush=True)
    return sent <= LIMIT and all(score == 100 for score in perfect.values())


if __name__ == "__main__":
    raise SystemExit(0 if run(*map(int, sys.argv[1:2])) else 1)
