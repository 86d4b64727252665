"""The package as a whole: names of files that every phone and WeChat's servers take, nothing left out that is needed, no keys."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from scaffolds.platforms import Files

_PLAIN = re.compile(r"[\w@./-]+", re.ASCII)
_LEFT_BEHIND = re.compile(r"(^|/)(\.(?!cloudbase)[^/]+|node_modules|Thumbs\.db|project\.private\.config\.json)(/|$)")
_SECRET = re.compile(r"(?i)(?:secret|private_?key|access_?token|api_?key)\w*[\"']?\s*[:=]\s*[\"'][\w-]{24,}[\"']|-----BEGIN [A-Z ]*PRIVATE KEY-----")
_PROJECT = "project.config.json"
_TEXTS = (".js", ".json", ".wxml", ".wxss", ".wxs")
_IGNORES: Mapping[str, Callable[[str, str], bool]] = {
    "file": lambda path, value: path == value.lstrip("./"),
    "folder": lambda path, value: path.startswith(f"{value.strip('./')}/"),
    "suffix": lambda path, value: path.endswith(value),
    "prefix": lambda path, value: path.rsplit("/", 1)[-1].startswith(value),
}


def packed(files: Files) -> Files:
    """What WeChat's uploader sends of them: what `packOptions.ignore` of project.config.json names stays behind."""
    try:
        ignored = json.loads(files[_PROJECT])["packOptions"]["ignore"]
        return {path: content for path, content in files.items() if path == _PROJECT or not any(_is_ignored(path, one) for one in ignored)}
    except (KeyError, TypeError, ValueError):
        return files


def _is_ignored(path: str, one: Mapping[str, Any]) -> bool:
    names = _IGNORES.get(one["type"])
    return names is not None and names(path, str(one["value"]))


def faults(files: Files) -> Iterator[str]:
    """Of all files that are sent."""
    sent = packed(files)
    yield from (f"{path}: a name of plain letters, digits, - and _ is taken everywhere" for path in sent if not _PLAIN.fullmatch(path))
    yield from (f"{path}: does not belong in the package" for path in sent if _LEFT_BEHIND.search(path))
    twins: dict[str, str] = {}
    for path in sent:
        if twins.setdefault(path.lower(), path) != path:
            yield f"{path}: many computers take it for {twins[path.lower()]}"
    for path in (path for path in sent if path.endswith(_TEXTS)):
        yield from _of_text(path, sent[path])


def _of_text(path: str, content: bytes) -> Iterator[str]:
    if content.startswith(b"\xef\xbb\xbf"):
        yield f"{path}: begins with a mark that WeChat takes for a letter"
    try:
        text = content.decode()
    except UnicodeDecodeError:
        yield f"{path}: is not UTF-8"
        return
    if _SECRET.search(text):
        yield f"{path}: everybody can read the key that stands in it"
