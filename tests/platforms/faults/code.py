"""JavaScript: what WeChat forbids or no longer has, what it gives only to an app that said so in app.json, and where an app goes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

from scaffolds.platforms import Files
from tests.platforms.faults.configuration import Read
from tests.platforms.faults.known import KNOWN
from tests.platforms.faults.markup import pages_and_tabs, words_of
from tests.platforms.faults.scripts import on_a_phone

_MADE_CODE = re.compile(r"\beval\(|\bnew Function\b")
_ASKED = re.compile(r"\bwx\.(\w+)\(")
_LOADED = re.compile(r"""\brequire\(["']([^"']+)["']\)""")
_LOADED_LATER = re.compile(r"""\brequire\((?!["'][^"']+["']\))([^)]*)\)""")
_GOES = re.compile(r"""\bwx\.(navigateTo|redirectTo|switchTab|reLaunch)\(\{\s*url:\s*["'`]([\w./-]+)(\??)[^"'`$]*["'`]""")
_PLUGIN = re.compile(r"""\brequirePlugin\(["']([\w-]+)["']\)""")
_SAID = re.compile(r"""\bt\("(\w+)"[,)]""")
_ACTS = re.compile(r"""\bact\(this, "(\w+)\"""")
_SELECTED = re.compile(r"""\bselect\(["']#([\w-]+)["']\)""")
_GIVEN = re.compile(r"module\.exports = \{([^}]*)\}|\bexports\.(\w+) =")
# Each with what is wrong with it: found by reading code of others, since no tool of WeChat's says so.
_TRAPS: Mapping[str, re.Pattern[str]] = {
    "the element that was touched may be one within: its data is in currentTarget": re.compile(r"\bevent\.target\.dataset"),
    "an older iPhone cannot read this date; put a T between day and time": re.compile(r"""new Date\(["'`]\d{4}-\d\d?-\d\d? [^"'`]*["'`]\)"""),
    "an older iPhone knows no lookbehind in a pattern, and stops at the file": re.compile(r"\(\?<[=!]"),
    "WeChat asks only https": re.compile(r"""\burl:\s*["'`]http://"""),
    "a page shows what setData was given, not what its data is": re.compile(r"""\bthis\.data(?:\.\w+|\[[^\]]+\])+ = """),
}


def faults(files: Files, read: Read) -> Iterator[str]:
    """Of every script that goes to a phone."""
    found = read.get("app.json")
    app = found if isinstance(found, dict) else {}
    words = words_of(files)
    for path, text in on_a_phone(files):
        said = [*_of_calls(text, app), *_of_ways(path, text, app), *_of_loading(path, text, app, files)]
        said += [trouble for trouble, pattern in _TRAPS.items() if pattern.search(text)]
        if "/" in path:  # what lies at the top serves other apps too, with other words
            said += [f"no word is called {word}" for word in _SAID.findall(text) if words and word not in words]
        said += [*_left_undone(text, files), *_of_actions(path, text, files)]
        yield from (f"{path}: {one}" for one in dict.fromkeys(said))


def _of_calls(text: str, app: Mapping[str, Any]) -> Iterator[str]:
    private, plugins = app.get("requiredPrivateInfos", []), app.get("plugins", {})
    asked = _ASKED.findall(text)
    yield from (f"WeChat runs no {made.strip('(')}" for made in _MADE_CODE.findall(text))
    yield from (f"{name} is not in requiredPrivateInfos" for name in asked if name in KNOWN["private"] and name not in private)
    yield from (f"WeChat answers no {name} any more" for name in asked if name in KNOWN["gone"])
    yield from (f"the plugin {name} is not in app.json" for name in _PLUGIN.findall(text) if name not in plugins)


def _of_ways(path: str, text: str, app: Mapping[str, Any]) -> Iterator[str]:
    pages, tabs = pages_and_tabs(app)
    for how, url, asks in _GOES.findall(text):
        page = posixpath.normpath(posixpath.join("/" + posixpath.dirname(path), url)).lstrip("/")
        if page not in pages:
            yield f"{page} is no page"
        elif how != "reLaunch" and (how == "switchTab") != (page in tabs):
            yield f"{how} does not lead to {page}, which is {'' if page in tabs else 'not '}on the tab bar"
        elif how == "switchTab" and asks:
            yield f"switchTab hands nothing on to {page}"


def _of_loading(path: str, text: str, app: Mapping[str, Any], files: Files) -> Iterator[str]:
    yield from (f"{target} is loaded from nowhere" for target in _LOADED.findall(text) if not target.startswith("."))
    yield from (f"require({target}): WeChat packs only what is named as it is" for target in _LOADED_LATER.findall(text))
    roots = [one.get("root", "").strip("/") for one in app.get("subPackages", [])]
    for target in _LOADED.findall(text):
        place = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        if any(place.startswith(f"{root}/") and not path.startswith(f"{root}/") for root in roots):
            yield f"{target} is in another package, which may not be there yet"
        if target.startswith(".") and not any(one in files for one in (place, f"{place}.js", f"{place}/index.js")):
            yield f"{target} is missing"


def _left_undone(text: str, files: Files) -> Iterator[str]:
    """What is begun and never ended, or asked and never sent."""
    if "setInterval(" in text and "clearInterval(" not in text:
        yield "setInterval goes on for ever: nothing calls clearInterval"
    if "createSelectorQuery(" in text and ".exec(" not in text:
        yield "createSelectorQuery asks nothing without exec()"
    markup = b"\n".join(content for path, content in files.items() if path.endswith(".wxml")).decode("utf-8", "replace")
    yield from (f"no element has the id {id}" for id in _SELECTED.findall(text) if f'id="{id}"' not in markup)


def _of_actions(path: str, text: str, files: Files) -> Iterator[str]:
    """What a page asks of its rules, they decide."""
    rules = [posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) for target in _LOADED.findall(text) if "/rules/" in target]
    if rules and all(rule in files for rule in rules):
        given = {
            name for rule in rules for names in _GIVEN.findall(files[rule].decode("utf-8", "replace")) for name in re.findall(r"\w+", " ".join(names))
        }
        yield from (f"no rule decides {action}" for action in _ACTS.findall(text) if action not in given)
