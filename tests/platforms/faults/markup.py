"""WXML: tags that exist, pictures and pages that are there, words that are said; attributes, nesting and expressions in files of their own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

from scaffolds.platforms import Files
from tests.platforms.faults import attributes, expressions, nesting, view_scripts
from tests.platforms.faults.configuration import Read, pages_of
from tests.platforms.faults.known import KNOWN
from tests.platforms.faults.scripts import names_in, on_a_phone
from tests.platforms.faults.walking import Part, bare, place_of, walk

_WORD = re.compile(r"\bwords\.(\w+)")
_KEY = re.compile(r"^      (\w+): ", re.MULTILINE)
_QUOTED = re.compile(r"""["'](\w+)["']""")
_HANDED_ON = re.compile(r"(\w+)\s*:")
_WORDS = "words.js"
_TAKES_IN = ("image", "import", "include", "wxs")
Sheets = Mapping[str, list[Part]]


def faults(files: Files, read: Read) -> Iterator[str]:
    """Of every WXML file."""
    words = words_of(files)
    app = read.get("app.json")
    sheets = {path: list(walk(bare(content))) for path, content in files.items() if path.endswith(".wxml")}
    known, used = _known(files, sheets) | words, _used(files, sheets)
    for path, parts in sheets.items():
        own = _own(path, app, read)
        scripts = view_scripts.given(path, files)
        said = [*_of_tags(parts, own), *_of_words(parts, words), *_of_templates(parts), *_of_places(path, parts, files, app)]
        said += [*attributes.faults(parts, own), *nesting.faults(parts), *view_scripts.faults(path, files)]
        said += expressions.faults(_shown(parts, used), known | view_scripts.names(path, files), scripts)
        yield from (f"{path}: {one}" for one in dict.fromkeys(said))


def words_of(files: Files) -> frozenset[str]:
    """The names of the app's sentences; none for an app that keeps them elsewhere."""
    return frozenset().union(*(_KEY.findall(content.decode("utf-8", "replace")) for path, content in files.items() if _is_words(path)))


def _is_words(path: str) -> bool:
    return posixpath.basename(path) == _WORDS


def _known(files: Files, sheets: Sheets) -> frozenset[str]:
    """All that the scripts name, and what is handed on to templates. Sentences name nothing."""
    scripts = (names_in(text) for path, text in on_a_phone(files) if not _is_words(path))
    handed = (_HANDED_ON.findall(part.attributes.get("data", "")) for parts in sheets.values() for part in parts if part.tag == "template")
    return frozenset().union(*scripts, *handed)


def _used(files: Files, sheets: Sheets) -> frozenset[str]:
    """The templates that are used. Where the data chooses one, a script says its name."""
    used = {part.attributes["is"] for parts in sheets.values() for part in parts if part.tag == "template" and "is" in part.attributes}
    if any("{{" in name for name in used):
        used.update(word for _, text in on_a_phone(files) for word in _QUOTED.findall(text))
    return frozenset(used)


def _shown(parts: list[Part], used: frozenset[str]) -> list[Part]:
    """Without the templates that nothing uses: what would be handed to them is set nowhere."""
    shown, within = [], ""
    for part in parts:
        within = part.attributes.get("name", within) if part.tag == "template" else within
        shown += [part] if "template" not in part.inside or within in used else []
    return shown


def _own(path: str, app: Any, read: Read) -> frozenset[str]:
    """The components that are the app's own."""
    configurations = (app, read.get(path.replace(".wxml", ".json")))
    return frozenset(name for one in configurations if isinstance(one, dict) for name in one.get("usingComponents", {}))


def _of_tags(parts: list[Part], own: frozenset[str]) -> Iterator[str]:
    yield from (f"there is no tag {part.tag}" for part in parts if part.tag and part.tag not in KNOWN["tags"] and part.tag not in own)


def _of_words(parts: list[Part], words: frozenset[str]) -> Iterator[str]:
    said = (word for part in parts for written in part.written for word in _WORD.findall(written))
    yield from (f"no word is called {word}" for word in said if words and word not in words)


def _of_templates(parts: list[Part]) -> Iterator[str]:
    names = [part.attributes["name"] for part in parts if part.tag == "template" and "name" in part.attributes]
    yield from (f"two templates are called {name}" for name in sorted({name for name in names if names.count(name) > 1}))
    within = ""
    for part in parts:
        within = part.attributes.get("name", within) if part.tag == "template" else within
        if part.tag == "template" and part.attributes.get("is") == within and "template" in part.inside:
            yield f"the template {within} stands in itself"


def _of_places(path: str, parts: list[Part], files: Files, app: Any) -> Iterator[str]:
    """What an element shows or leads to must be in the app."""
    for part in parts:
        source = part.attributes.get("src", "")
        if part.tag in _TAKES_IN and _is_here(source) and place_of(path, source) not in files:
            yield f"{source} is missing"
        if part.tag in ("import", "include", "wxs") and "{{" in source:
            yield f"{part.tag} takes {source}, which is chosen too late"
        url = part.attributes.get("url", "")
        if part.tag == "navigator" and url and "{{" not in url:
            yield from _of_way(place_of(path, url.split("?")[0]), part.attributes.get("open-type", "navigate"), app)


def _is_here(source: str) -> bool:
    return bool(source) and "{{" not in source and not source.startswith(("data:", "https:"))


def _of_way(page: str, how: str, app: Any) -> Iterator[str]:
    pages, tabs = pages_and_tabs(app)
    if page not in pages:
        yield f"{page} is no page"
    elif how != "reLaunch" and (how == "switchTab") != (page in tabs):
        yield f"{page} is {'' if page in tabs else 'not '}on the tab bar: {how} does not lead there"


def pages_and_tabs(app: Any) -> tuple[frozenset[str], frozenset[str]]:
    """All pages, and those on the tab bar."""
    if not isinstance(app, dict):
        return frozenset(), frozenset()
    tabs = app.get("tabBar", {}).get("list", [])
    return frozenset(pages_of(app)), frozenset(tab.get("pagePath", "") for tab in tabs)
