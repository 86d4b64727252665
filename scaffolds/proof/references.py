"""What files refer to, held against what there is."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from scaffolds import blocks, modules, platforms, screens
from scaffolds.proof.report import Problem
from scaffolds.spec import AppSpec, Language

_PART = re.compile(r"parts/(\w+)/.+")
_MOST = 200
"""Problems that are told; somebody who made more has understood by then."""


@dataclass(frozen=True)
class _App:
    texts: Mapping[str, str]
    files: Mapping[str, bytes]
    spec: AppSpec
    root: str
    platform: str
    given: dict[str, frozenset[str]] = field(default_factory=dict)
    """The names that each module gives, once looked up."""

    def gives(self, module: str) -> frozenset[str]:
        """A library gives its names in a form of its own; that it speaks of one must do."""
        if module not in self.given:
            text = self.texts[module]
            names = re.findall(r"[\w$]+", text) if "/vendor/" in f"/{module}" else modules.exports(text)
            self.given[module] = frozenset(names)
        return self.given[module]


def problems(
    pages: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str], files: Mapping[str, bytes], spec: AppSpec, root: str, platform: str
) -> list[Problem]:
    """Files that must be there and are not, then each page's own problems and those of its references that lead nowhere."""
    app = _App(texts, files, spec, root, platform)
    found: list[Problem] = []
    for path, page in pages.items():
        found += [Problem(key, path, line, values) for key, line, values in page["problems"]]
        for kind, target, line in page["references"]:
            found += [Problem(key, path, line, values) for key, values in _CHECKS[kind](app, path, target)]
    wanted = ["sampan.json", *(f"{root}rules/{screen.id}.js" for screen in spec.screens)]
    return [*(Problem("missing", path) for path in wanted if path not in files), *found][:_MOST]


_Missing = Iterator[tuple[str, dict[str, Any]]]


def _file(app: _App, path: str, target: str) -> _Missing:
    """Addresses that begin with `/` are seen from where the server looks, which may be a folder of the app's."""
    if target in app.files or f"{app.root}{target}" in app.files or target in (".", ""):
        return
    if not any(one.startswith(f"{target}/") for one in app.files):
        yield "leads_nowhere", {"target": target}


def _module(app: _App, path: str, target: str) -> _Missing:
    if target not in app.files:
        yield "leads_nowhere", {"target": target}


def _name(app: _App, path: str, target: str) -> _Missing:
    module, _, name = target.partition("#")
    if module in app.texts and name not in app.gives(module):
        yield "gives_no_name", {"target": module, "name": name}


def _screen(app: _App, path: str, target: str) -> _Missing:
    if app.spec.screen(target) is None:
        yield "no_such_screen", {"target": target}


def _word(app: _App, path: str, target: str) -> _Missing:
    """A word must be there in all of the app's languages, from the screen's own block or from what all apps of its platform say."""
    if path == f"{app.root}my_rules.js":
        return
    for language in app.spec.languages:
        if target not in _keys(_blocks_of(app, path), language, app.platform):
            yield "no_such_word", {"target": target, "language": language}


def _blocks_of(app: _App, path: str) -> tuple[str, ...]:
    """Whose words a file may say: those of its screen's block, of the block that it is a part of, else of all."""
    if part := _PART.fullmatch(path.removeprefix(app.root)):
        return (part[1],)
    screen = app.spec.screen(posixpath.splitext(posixpath.basename(path))[0])
    return (screen.block,) if screen else tuple(sorted({one.block for one in app.spec.screens}))


@cache
def _keys(block_ids: tuple[str, ...], language: Language, platform: str) -> frozenset[str]:
    """A language that a block does not speak yet falls back to English. A word of one platform (`weixin_full`) is said without its mark."""
    own: Mapping[Any, Mapping[str, str]] = {
        tag: said.get("words", {}) for tag, said in platforms.discover()[platform].card.items() if isinstance(said, Mapping)
    }
    known = [screens.shared_words(), own, *(blocks.discover()[id].words for id in block_ids)]
    keys = frozenset(key for words in known for wanted in (language, "en") for key in words.get(wanted, {}))
    marks = tuple(f"{id}_" for id in platforms.discover())
    return keys | {key.removeprefix(mark) for key in keys for mark in marks}


def _elsewhere(app: _App, path: str, target: str) -> _Missing:
    yield "from_elsewhere", {"target": target}


def _theme(app: _App, path: str, target: str) -> _Missing:
    """A name that a mini program's theme gives by day and by night."""
    try:
        modes = json.loads(app.texts.get("theme.json", "{}"))
        given = all(target in modes[mode] for mode in ("light", "dark"))
    except (ValueError, KeyError, TypeError):
        given = False
    if not given:
        yield "leads_nowhere", {"target": f"@{target}"}


def _tab(app: _App, path: str, target: str) -> _Missing:
    yield "tab_without_page", {"target": target}


_CHECKS: dict[str, Callable[[_App, str, str], Iterable[tuple[str, dict[str, Any]]]]] = {
    "file": _file, "module": _module, "name": _name, "screen": _screen, "word": _word, "elsewhere": _elsewhere, "tab": _tab, "theme": _theme,
}  # fmt: skip
