"""An app that is too heavy for one package has one for each screen, which a phone loads when somebody opens that screen.

A package holds what its screen alone needs: the page, the parts of its block, and their words. What two screens of one block need
lies in both: no package may take from another (https://developers.weixin.qq.com/miniprogram/dev/framework/subpackages/basic.html),
and in the main one everybody would have to wait for it. Pages stay where they are in every app.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import Any

from scaffolds.platforms import Files
from scaffolds.platforms.weixin import cloud, words
from scaffolds.platforms.weixin.pages import HOME, page_of, taken
from scaffolds.spec import AppSpec, Screen

MOST_IN_ONE = 300_000
"""Bytes in one package. WeChat takes 2 MiB; an old phone on a school's network should not wait for them."""
_PACKED = (".js", ".json", ".png", ".wxml", ".wxss")
_SAID_TO_READERS = (b"//", b"/*", b"<!--")
BRINGS = """// What this screen says comes with it.
require("../../language.js").bring(require("./parts/words.js").WORDS);

"""


def needed(spec: AppSpec, whole: Files) -> bool:
    """Whether these files of an app, all in one package, are too heavy for it. The screen that an app opens with is always in the main one."""
    return len(spec.screens) > 1 and sum(weight(path, content) for path, content in whole.items()) > MOST_IN_ONE


def weight(path: str, content: bytes) -> int:
    """Bytes that go to a phone, or a few more: WeChat's builder leaves out comments and indents, and shortens names besides."""
    if not _is_packed(path):
        return 0
    lines = (line.strip() for line in content.split(b"\n"))
    return sum(len(line) for line in lines if not line.startswith(_SAID_TO_READERS))


def _is_packed(path: str) -> bool:
    return path.endswith(_PACKED) and not path.startswith(f"{cloud.ROOT}/") and path != "sampan.json"


def listed(spec: AppSpec) -> dict[str, Any]:
    """What app.json says of them. On a network that costs nothing they come while somebody still looks at the list."""
    roots = [root_of(screen) for screen in spec.screens]
    return {
        "subPackages": [{"root": root_of(screen), "pages": [screen.id]} for screen in spec.screens],
        "preloadRule": {page_of(HOME): {"network": "wifi", "packages": roots}},
    }


def files(spec: AppSpec, shown: Mapping[str, str]) -> dict[str, str]:
    """Pages, rules and parts where packages want them; `shown`: the same as in one package."""
    found = {path: text for path, text in shown.items() if not path.startswith("parts/")}
    for screen in spec.screens:
        found |= _package(spec, screen, shown)
    return found


def _package(spec: AppSpec, screen: Screen, shown: Mapping[str, str]) -> dict[str, str]:
    root, page = root_of(screen), page_of(screen.id)
    pages = {path: text for path, text in shown.items() if path.startswith(f"{root}/")}
    parts = taken(pages, [screen.block])
    moved = {path: text.replace(f"../../parts/{screen.block}/", "./parts/") for path, text in pages.items()}
    deeper = {f"{parts_of(screen)}/{PurePosixPath(path).name}": text.replace('"../../', '"../../../') for path, text in parts.items()}
    return {**moved, f"{page}.js": BRINGS + moved[f"{page}.js"], **deeper, words_of(screen): words.script(spec, [screen.block])}


def words_of(screen: Screen) -> str:
    """Where the sentences of a screen's package lie: beside its parts, since the screen itself may be called `words`."""
    return f"{parts_of(screen)}/words.js"


def parts_of(screen: Screen) -> str:
    """The folder in a screen's package where the parts of its block lie."""
    return f"{root_of(screen)}/parts"


def are_in(paths: Collection[str], spec: AppSpec) -> bool:
    """Whether an app of these files has a package for each screen."""
    return any(words_of(screen) in paths for screen in spec.screens)


def weights(spec: AppSpec, made: Files) -> dict[str, dict[str, int]]:
    """The bytes of each file by its path, in each package by its root; the main one's is empty."""
    roots = [root_of(screen) for screen in spec.screens] if are_in(made, spec) else []
    found: dict[str, dict[str, int]] = {root: {} for root in ("", *roots)}
    for path, content in made.items():
        root = next((one for one in roots if path.startswith(f"{one}/")), "")
        found[root][path] = weight(path, content)
    return found


def root_of(screen: Screen) -> str:
    """The folder of a screen's page, which is its package where it has one."""
    return f"pages/{screen.id}"
