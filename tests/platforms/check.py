"""All that can be known of a mini program before WeChat sees it. `sampan check --deep app.zip` runs this on an app, the tests on every block and example.

python -m tests.platforms.check app.zip
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from scaffolds.platforms import Files
from scaffolds.returned import read
from tests.browser import PHONE, chromium, unpack
from tests.platforms import tools
from tests.platforms.faults.configuration import pages_of
from tests.platforms.faults.finding import faults

MOST_PACKED = 300_000
"""Bytes of each package that a phone loads. WeChat takes 2 MiB; an old phone on a school's network should not wait for them."""
Look = Callable[[Sequence[Path]], dict[str, list[str]]]
_LONGEST = 60_000
"""Milliseconds in which a page is open: one that loops without end never is."""
_OPENED = (tools.HERE / "opened.js").read_text(encoding="utf-8")
QUICK: tuple[Look, ...] = (tools.compile_apps, tools.load_pages, tools.check_types)
"""What takes about a second each, for many apps at once."""


def looked_at(folders: Sequence[Path]) -> dict[Path, list[str]]:
    """What our own list of faults, WeChat's compilers, the loading of each page and the types find, by folder."""
    found = {folder: faults(files_of(folder)) for folder in folders}
    for look in QUICK:
        for folder, lines in look(folders).items():
            found[Path(folder)] += lines
    return found


def built(folders: Sequence[Path]) -> dict[Path, list[str]]:
    """What WeChat's builder of whole projects refuses, and packages that are too large, by folder."""
    return {Path(folder): [*made.refused, *_too_large(made)] for folder, made in tools.build_apps(folders).items()}


def _too_large(made: tools.Built) -> list[str]:
    return [
        f"the package {root or 'of the app'} has {size} bytes, more than {MOST_PACKED}" for root, size in made.sizes.items() if size > MOST_PACKED
    ]


def run(browser: Browser, folder: Path, language: str = "en", pages: Sequence[str] = ()) -> list[str]:
    """What goes wrong where each page, or only each of `pages`, is opened on WeChat's component framework: errors, and all that it says in the console."""
    context = browser.new_context(viewport=PHONE, has_touch=True)
    troubles: list[str] = []
    try:
        for path in pages or pages_of(json.loads((folder / "app.json").read_text(encoding="utf-8"))):
            page = context.new_page()
            page.set_default_timeout(_LONGEST)
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
            page.set_content(tools.stage(folder, path, language))
            troubles.extend(page.wait_for_function(_OPENED).json_value())
    except (OSError, ValueError, KeyError, PlaywrightError, tools.ToolError) as error:
        troubles.append(str(error)[:400])
    finally:
        context.close()
    return list(dict.fromkeys(troubles))


def files_of(folder: Path) -> Files:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def main() -> int:
    """Check one zip: a line for each fault; 0 without any, 2 with."""
    returned = read(Path(sys.argv[1]).read_bytes())
    if returned.platform != "weixin":
        print(f"The deeper check is for mini programs; this app is for {returned.platform}.")
        return 0
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        folder = unpack(returned.files, Path(scratch))
        wrong = [*looked_at([folder])[folder], *built([folder])[folder], *run(browser, folder)]
    print("\n".join(wrong) or "WeChat's compilers and builder take it, its types are right, and every page runs on WeChat's component framework.")
    return 2 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
