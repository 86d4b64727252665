"""JavaScript: what WeChat forbids, and what it gives only to an app that said so in app.json."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scaffolds.platforms import Files
from tests.platforms.faults.configuration import Read
from tests.platforms.faults.known import KNOWN

_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
_MADE_CODE = re.compile(r"\beval\(|\bnew Function\b")
_ASKED = re.compile(r"\bwx\.(\w+)\(")
_LOADED = re.compile(r"""\brequire\(["']([^"']+)["']\)""")
_GOES = re.compile(r"""\bwx\.(?:navigateTo|redirectTo|switchTab|reLaunch)\(\{\s*url:\s*["'`]/?([\w/-]+)["'?]""")
_PLUGIN = re.compile(r"""\brequirePlugin\(["']([\w-]+)["']\)""")


def faults(files: Files, read: Read) -> Iterator[str]:
    """Of every script that goes to a phone."""
    app = read.get("app.json") or {}
    private, plugins = app.get("requiredPrivateInfos", []), app.get("plugins", {})
    for path, content in files.items():
        if not path.endswith(".js") or path.startswith("cloudfunctions/"):
            continue
        text = _COMMENT.sub("", content.decode("utf-8", "replace"))
        yield from (f"{path}: WeChat runs no {made.strip('(')}" for made in _MADE_CODE.findall(text))
        yield from (
            f"{path}: {name} is not in requiredPrivateInfos" for name in _ASKED.findall(text) if name in KNOWN["private"] and name not in private
        )
        yield from (f"{path}: {target} is loaded from nowhere" for target in _LOADED.findall(text) if not target.startswith("."))
        yield from (f"{path}: {page} is no page" for page in _GOES.findall(text) if page not in app.get("pages", []))
        yield from (f"{path}: the plugin {name} is not in app.json" for name in _PLUGIN.findall(text) if name not in plugins)
