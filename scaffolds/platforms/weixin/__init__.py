"""WeChat mini programs: the same rules as on the web, in pages of WXML, with the rows in the phone's own storage.

A learner's words never stand in WXML, where `{{` begins an expression and no entity is decoded: they are literals in
JavaScript and pages bind them (`{{words.save}}`). So the escaping of one language, JavaScript, is all that matters.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from scaffolds import blocks
from scaffolds.platforms import Files, Platform
from scaffolds.platforms.weixin import asking, cloud, icons, moving, packages, pages, project, reading, shell, too_large
from scaffolds.spec import AppSpec, Language

_NOTHING_VENDORED = "This app holds no library of anybody else. What Sampan made for you is yours.\n"


def files(spec: AppSpec) -> Files:
    """Everything that WeChat DevTools needs to open the app, and what the learner reads first."""
    whole = _made(spec, pages.way_to(spec))
    return _made(spec, "packages") if packages.needed(spec, whole) else whole


def _like(spec: AppSpec, paths: Collection[str]) -> Files:
    """The same, in packages or in one as an app of these paths is, whatever is made of its spec today."""
    return _made(spec, "packages" if packages.are_in(paths, spec) else pages.way_to(spec))


def _opens(spec: AppSpec, language: Language) -> str:
    """People look for tabs where there are a few screens, or were before; and they send it to WeChat, which does not take everything."""
    made, card = files(spec), asking.card()[language]
    found: str = too_large.told(spec, made, language)
    if not found and pages.way_to(spec) == "list":
        found = card["list_many"]
    elif not found and packages.are_in(made, spec):
        found = card["list_heavy"]
    return found


def _made(spec: AppSpec, way: pages.Way) -> Files:
    shown = pages.files(spec, way)
    placed = packages.files(spec, shown) if way == "packages" else shown
    always = shell.files(spec, way, shown)
    made = {**project.files(spec, way, shown), **always, **cloud.files(spec), **shell.taken({**always, **shown}), **placed}
    texts = {**made, **reading.files(spec, made)}
    more = _extras(spec)
    if not any(path.startswith("LICENSES/") for path in more):
        more |= {"LICENSES/README.txt": _NOTHING_VENDORED.encode()}
    return {path: text.encode() for path, text in texts.items()} | more | icons.card(spec) | (icons.files(spec) if way == "tabs" else {})


def _extras(spec: AppSpec) -> Files:
    """What blocks bring besides their views: a library, with its licence."""
    found: Files = {}
    for screen in spec.screens:
        found |= blocks.of(screen).extras(spec, screen, "weixin")
    return found


PLATFORM = Platform(folder=Path(__file__).parent, files=files, my_rules="my_rules.js", moved=moving.moved, like=_like, opens=_opens)
