"""What each kind of file is held to, and what it refers to.

A file read is a *page*: `{"problems": [[key, line, {values}], ...], "references": [[kind, target, line], ...]}`. Lines count from 1,
0 where there is none. Kinds of reference: `file` (a path inside the app), `module` (the same, of a rule or screen),
`name` (`path#exported name`), `screen` (an id), `word` (a key of the blocks' words).
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from scaffolds import modules
from scaffolds.engine import markup, sheets
from scaffolds.engine.realm import JavaScriptError, Realm

Page = dict[str, list[Any]]
Problem = tuple[str, int, dict[str, Any]]
Reference = tuple[str, str, int]

_REQUIRED = re.compile(r"""\brequire\(\s*["'](\.[^"'\n]*)["']\s*\)""")
_SAID = re.compile(r"""(?:\bt\((?:(?:""|[\w.]+),)?|\b(?:why|word)\s*:)\s*"([a-z][a-z0-9_]*)"(?!\s*\+)""")
_SHOWN = re.compile(r"""\bwords\.([a-z][a-z0-9_]*)""")
_REFUSED = re.compile(r"""\brefuse\(\s*"([a-z][a-z0-9_]*)"(?!\s*\+)""")
_WENT_TO = re.compile(r"""\bgoto\(\s*"([^"\n]*)"\s*\)|\bdata-goto="([^"\n$]*)\"""")


def read(path: str, text: str) -> Page:
    """Read one file by its suffix; a kind that nobody knows is taken as it is."""
    reader = _READERS.get(posixpath.splitext(path)[1], _nothing)
    try:
        problems, references = reader(path, text)
    except (RecursionError, MemoryError):
        problems, references = [("too_deep", 0, {})], []
    return {"problems": problems[:50], "references": references[:5000]}


def warm() -> None:
    """Do once what the first file of a kind would pay for, so that no file has to be opened later."""
    for suffix in _READERS:
        read(f"a{suffix}", "")


_Found = tuple[list[Problem], list[Reference]]


def _nothing(path: str, text: str) -> _Found:
    return [], []


def _read_python(path: str, text: str) -> _Found:
    try:
        compile(text, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        return [("python_syntax", error.lineno or 0, {"message": str(error.msg)[:200]})], []
    except ValueError as error:
        return [("python_syntax", 0, {"message": str(error)[:200]})], []
    return [], []


def _read_json(path: str, text: str) -> _Found:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        return [("json_syntax", error.lineno, {"message": error.msg})], []
    except ValueError as error:
        return [("json_syntax", 0, {"message": str(error)[:200]})], []
    of_its_kind = {"app.json": _references_of_app, "theme.json": _references_of_theme}.get(path)
    return [], of_its_kind(found) if of_its_kind else _references_of_page(found, path)


def _references_of_app(app: Any) -> list[Reference]:
    """What a mini program's `app.json` says there is: each page has four files, each tab is a page."""
    if not isinstance(app, dict):
        return []
    pages = [page for page in [*_list(app.get("pages")), *_packed_pages(app)] if isinstance(page, str)]
    found: list[Reference] = [("file", f"{page}.{suffix}", 0) for page in pages for suffix in ("js", "json", "wxml", "wxss")]
    tabs = _list(app.get("tabBar", {}).get("list")) if isinstance(app.get("tabBar"), dict) else []
    for tab in (tab for tab in tabs if isinstance(tab, dict)):
        found += [("tab", str(tab.get("pagePath")), 0)] if tab.get("pagePath") not in pages else []
        found += [_picture(str(tab[key])) for key in ("iconPath", "selectedIconPath") if key in tab]
    return found + ([("file", str(app["sitemapLocation"]), 0)] if "sitemapLocation" in app else [])


def _packed_pages(app: dict[str, Any]) -> list[str]:
    """Those that come in packages of their own."""
    packages = [one for one in _list(app.get("subPackages")) if isinstance(one, dict)]
    return [f"{one.get('root')}/{page}" for one in packages for page in _list(one.get("pages"))]


def _picture(named: str) -> Reference:
    """`@icon` is a name that theme.json gives a picture by day and by night."""
    return ("theme", named[1:], 0) if named.startswith("@") else ("file", named, 0)


def _references_of_theme(theme: Any) -> list[Reference]:
    """The pictures that a mini program has by day and by night."""
    named = [value for mode in theme.values() if isinstance(mode, dict) for value in mode.values()] if isinstance(theme, dict) else []
    return [("file", value, 0) for value in named if isinstance(value, str) and value.endswith((".png", ".jpg"))]


def _references_of_page(page: Any, path: str) -> list[Reference]:
    used = page.get("usingComponents") if isinstance(page, dict) else None
    paths = [str(one) for one in used.values()] if isinstance(used, dict) else []
    return [("file", inside(f"{one}.js", path), 0) for one in paths if "://" not in one]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _read_javascript(path: str, text: str) -> _Found:
    if "/vendor/" in f"/{path}":
        return _syntax(text, Realm().module, Realm().read), []
    try:
        plain = modules.to_commonjs(text, path)
    except modules.ModuleError as error:
        return [("other_module", error.line, {"message": str(error)[:200]})], []
    return _syntax(plain, Realm().read), list(_references_of_javascript(path, text))


def _syntax(text: str, *ways: Callable[[str], None]) -> list[Problem]:
    """No problem where one of the ways of parsing takes the text."""
    problem: list[Problem] = []
    for way in ways:
        try:
            way(text)
        except JavaScriptError as error:
            problem = problem or [("javascript_syntax", error.line, {"message": error.message})]
        else:
            return []
    return problem


def _references_of_javascript(path: str, text: str) -> Iterator[Reference]:
    for target, names in modules.imports(text, path).items():
        yield "module", target, 0
        yield from (("name", f"{target}#{name}", 0) for name in names)
    for target, line in _matches(_REQUIRED, text):
        yield "module", inside(target if target.endswith((".js", ".json")) else f"{target}.js", path), line
    for pattern in (_SAID, _REFUSED):
        yield from (("word", key, line) for key, line in _matches(pattern, text))
    yield from (("screen", id, line) for id, line in _matches(_WENT_TO, text))


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, int]]:
    for match in pattern.finditer(text):
        yield next(group for group in match.groups() if group is not None), text.count("\n", 0, match.start()) + 1


def _read_html(path: str, text: str) -> _Found:
    document = markup.read_html(text)
    problems: list[Problem] = [("html_syntax", line, {"message": message}) for line, message in document.errors]
    for script, line in document.scripts:
        problems += [(key, line + nth - 1 if nth else line, values) for key, nth, values in _syntax(script, Realm().read)]
    return problems, list(_links(document.links, path))


def _read_wxml(path: str, text: str) -> _Found:
    document = markup.read_wxml(text)
    said: list[Reference] = [("word", key, line) for key, line in _matches(_SHOWN, text)]
    return [("wxml_syntax", line, {"message": message}) for line, message in document.errors], [*_links(document.links, path), *said]


def _read_css(path: str, text: str) -> _Found:
    errors, links = sheets.read_css(text)
    return [("css_syntax", line, {"message": message}) for line, message in errors], list(_links((("url", link, line) for link, line in links), path))


def _links(links: Iterable[tuple[str, str, int]], path: str) -> Iterator[Reference]:
    """What a page loads must be in the app; where a person may go is theirs."""
    for kind, target, line in links:
        bare = re.split(r"[?#]", target.strip(), maxsplit=1)[0]
        if kind == "goto":
            yield "screen", target, line
        elif re.match(r"(?:data|blob|about):|#", target.strip(), re.IGNORECASE) or not target.strip() or markup.COMPUTED in target:
            continue
        elif re.match(r"[a-z][a-z0-9+.-]*:|//", target.strip(), re.IGNORECASE):
            yield from [("elsewhere", target[:200], line)] if kind == "url" else []
        elif bare:
            yield "file", inside(bare, path), line


def inside(target: str, path: str) -> str:
    """A target seen from a file, as a path inside the app; what leaves the app keeps its `..` and is found nowhere."""
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


_READERS: dict[str, Callable[[str, str], _Found]] = {
    ".py": _read_python, ".json": _read_json, ".webmanifest": _read_json, ".js": _read_javascript, ".html": _read_html,
    ".css": _read_css, ".wxss": _read_css, ".wxml": _read_wxml,
}  # fmt: skip
