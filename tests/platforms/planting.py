"""How a fault is planted in a good mini program: each of these spoils the files of an app."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from scaffolds.platforms import Files

Spoil = Callable[[Files], Files]
PAGE = "pages/list/list"
"""The page that is spoiled: a list of records."""


def gone(path: str) -> Spoil:
    return lambda files: {other: content for other, content in files.items() if other != path}


def instead(path: str, content: str) -> Spoil:
    return lambda files: {**files, path: content.encode()}


def added(path: str, more: str) -> Spoil:
    return lambda files: {**files, path: files[path] + more.encode()}


def replaced(path: str, old: str, new: str) -> Spoil:
    """Raises where the app has no such text: a fault that is not planted would be found by nobody."""

    def spoil(files: Files) -> Files:
        text = files[path].decode()
        if old not in text:
            raise AssertionError(f"{path} has no {old}")
        return {**files, path: text.replace(old, new, 1).encode()}

    return spoil


def changed(path: str, change: Callable[[dict[str, Any]], Any]) -> Spoil:
    def spoil(files: Files) -> Files:
        data = json.loads(files[path])
        change(data)
        return {**files, path: json.dumps(data).encode()}

    return spoil


def both(*spoils: Spoil) -> Spoil:
    """One after another."""

    def spoil(files: Files) -> Files:
        for one in spoils:
            files = one(files)
        return files

    return spoil


def app(change: Callable[[dict[str, Any]], Any]) -> Spoil:
    return changed("app.json", change)


def tabs(change: Callable[[dict[str, Any]], Any]) -> Spoil:
    return app(lambda data: change(data["tabBar"]))


def written(markup: str) -> Spoil:
    """One thing more at the end of the page's WXML."""
    return added(f"{PAGE}.wxml", markup)


def styled(lines: str) -> Spoil:
    return added(f"{PAGE}.wxss", f"\n{lines}")


def done(line: str) -> Spoil:
    """One line more that the page's code would run, in a function of its own."""
    return added(f"{PAGE}.js", f"\nfunction more() {{\n  {line}\n}}\nmore;")


def served(path: str, line: str) -> Spoil:
    """One line more of a cloud function's code, which has its database, in a function of its own."""
    return added(path, f"\nasync function more(db) {{\n  {line}\n}}\nmore;")


def handled(body: str) -> Spoil:
    """The page's own closeForm() does something else."""
    return replaced(f"{PAGE}.js", "  closeForm() {", f"  closeForm(event) {{\n    {body}")


def project(change: Callable[[dict[str, Any]], Any]) -> Spoil:
    return changed("project.config.json", change)


def ignored(kind: str, value: str) -> Spoil:
    return project(lambda data: data["packOptions"]["ignore"].append({"type": kind, "value": value}))
