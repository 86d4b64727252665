"""From files and a spec to a report: which files are read, which modules are loaded, which checks are played."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from scaffolds import blocks, modules, platforms
from scaffolds.engine.process import Engine, EngineError
from scaffolds.proof import references
from scaffolds.proof.report import Problem, Report, Result
from scaffolds.spec import AppSpec, Check

_READ = frozenset((".py", ".json", ".js", ".html", ".css", ".wxss", ".wxml", ".webmanifest"))
_TEXT = _READ | {".md", ".txt", ".svg", ".toml"}
_SECONDS = 5.0
"""For all checks of an app together; each call has a limit of its own."""

Page = dict[str, list[Any]]
_pages: dict[bytes, Page] = {}
"""What was read before, by path and content: most files of most builds are the same."""
_MOST_PAGES = 4000


@cache
def _engine() -> Engine:
    return Engine()


def warm() -> None:
    """Start the engine before somebody waits for it; a server does so when it starts."""
    _engine().run({})


def prove(files: Mapping[str, bytes], spec: AppSpec, platform: str, engine: Engine | None = None) -> Report:
    """Read every file, resolve every reference, play every check of the spec. Never raises on what the files hold."""
    texts, problems = _texts(files)
    root = _root(platform)
    loaded = _modules(texts, root)
    plays = [_play(check, spec, loaded, root) for check in spec.checks]
    asked = engine or _engine()
    try:
        pages, happened = _asked(asked, texts, loaded, plays)
    except EngineError as error:
        happened = [{"passed": False, "key": "not_run", "step": 0, "answer": None, "values": {}} for _ in plays]
        problems.append(Problem("too_slow" if error.late else "engine_died"))
        pages = _read_alone(asked, texts)
    problems += references.problems(pages, texts, files, spec, root, platform)
    results = tuple(Result(check, **one) for check, one in zip(spec.checks, happened, strict=True))
    return Report(spec, platform, results, tuple(problems), len(files))


def _texts(files: Mapping[str, bytes]) -> tuple[dict[str, str], list[Problem]]:
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(files):
        if posixpath.splitext(path)[1] in _TEXT:
            try:
                texts[path] = files[path].decode("utf-8-sig")
            except UnicodeDecodeError:
                problems.append(Problem("not_utf8", path))
    return texts, problems


def _root(platform: str) -> str:
    """Where rules and my_rules lie: `public/` on the web, the app's folder in a mini program."""
    parent = str(PurePosixPath(platforms.discover()[platform].my_rules).parent)
    return "" if parent == "." else f"{parent}/"


def _modules(texts: Mapping[str, str], root: str) -> dict[str, str]:
    """All that rules may load, as CommonJS; a module that cannot be translated is left to its own problem."""
    loaded: dict[str, str] = {}
    for path, text in texts.items():
        if path == f"{root}my_rules.js" or (path.startswith(f"{root}rules/") and path.endswith(".js")):
            try:
                loaded[path] = modules.to_commonjs(text, path)
            except modules.ModuleError:
                continue
    return loaded


def _play(check: Check, spec: AppSpec, loaded: Mapping[str, str], root: str) -> dict[str, Any]:
    """A check as the engine plays it (`scaffolds/engine/play.py`)."""
    return {
        "screen": check.screen, "module": f"{root}rules/{check.screen}.js",
        "allow": f"{root}my_rules.js" if f"{root}my_rules.js" in loaded else None, "things": _things(spec), "seeds": _seeds(spec),
        "steps": [step.model_dump(mode="json") for step in check.steps],
    }  # fmt: skip


def _things(spec: AppSpec) -> dict[str, Any]:
    shared = {id for screen in spec.screens for id in blocks.of(screen).shared(spec, screen)}
    return {
        thing.id: {
            "fields": [field.name for field in thing.fields], "private": [field.name for field in thing.fields if field.private],
            "shared": thing.id in shared, "owners": thing.written_by == "owner",
        }
        for thing in spec.things
    }  # fmt: skip


def _seeds(spec: AppSpec) -> list[dict[str, Any]]:
    """The rows that a new app starts with, numbered as every store numbers them."""
    rows = [seed for screen in spec.screens for seed in blocks.of(screen).seeds(spec, screen)]
    return [{"thing": thing, "id": f"seed{number:04d}", "row": row} for number, (thing, row) in enumerate(rows, 1)]


def _asked(engine: Engine, texts: Mapping[str, str], loaded: Mapping[str, str], plays: list[dict[str, Any]]) -> tuple[dict[str, Page], list[Any]]:
    """One request for all that was not read before and all checks."""
    keys = {path: _key(path, text) for path, text in texts.items() if posixpath.splitext(path)[1] in _READ}
    known = {path: page for path, key in keys.items() if (page := _pages.get(key)) is not None}  # held from here on: others may clear them meanwhile
    new = {path: texts[path] for path in keys if path not in known}
    answer = engine.run(new, loaded, plays, _SECONDS)
    if len(_pages) > _MOST_PAGES:
        _pages.clear()
    _pages.update({keys[path]: page for path, page in answer["files"].items()})
    return known | answer["files"], answer["plays"]


def _read_alone(engine: Engine, texts: Mapping[str, str]) -> dict[str, Page]:
    """The files without the checks that broke the engine off, so that what is wrong with a file is told all the same."""
    try:
        return _asked(engine, texts, {}, [])[0]
    except EngineError:
        return {}


def _key(path: str, text: str) -> bytes:
    return hashlib.blake2b(f"{path}\0{text}".encode(), digest_size=16).digest()
