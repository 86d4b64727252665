"""Cloud functions: what WeChat's servers install and call. Only they run them, so that a fault shows first on somebody's phone."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

from scaffolds.platforms import Files
from tests.platforms.faults.configuration import Read
from tests.platforms.faults.scripts import bared, on_a_phone

_LOADED = re.compile(r"""\brequire\(["']([^"']+)["']\)""")
_CALLED = re.compile(r"""\bcallFunction\(\{\s*name:\s*["'](\w+)["']""")
_MAIN = re.compile(r"\bexports\.main\s*=")
_SDK = "wx-server-sdk"
_BEGINS = re.compile(r"\.init\(")
_BUILT_IN = frozenset(
    ("assert", "buffer", "crypto", "events", "fs", "http", "https", "os", "path", "querystring", "stream", "timers", "url", "util", "zlib")
)


def faults(files: Files, read: Read) -> Iterator[str]:
    """Of each folder of cloudFunctionRoot, and of the calls of them."""
    project = read.get("project.config.json")
    root = str(project.get("cloudfunctionRoot", "")).strip("./") if isinstance(project, dict) else ""
    if not root:
        return
    functions = sorted({path.split("/")[1] for path in files if path.startswith(f"{root}/") and path.count("/") > 1})
    for name in functions:
        own = {path: content for path, content in files.items() if path.startswith(f"{root}/{name}/")}
        yield from (f"{root}/{name}: {one}" for one in _of_function(f"{root}/{name}", own))
    for path, text in on_a_phone(files):
        yield from (f"{path}: there is no cloud function {name}" for name in _CALLED.findall(text) if name not in functions)


def _of_function(folder: str, own: Files) -> Iterator[str]:
    for path, content in own.items():
        if path.endswith(".json") and _json(content) is None:
            yield f"{posixpath.basename(path)} is no JSON"
    package = _json(own.get(f"{folder}/package.json", b""))
    if not isinstance(package, dict):
        yield "has no package.json, so nothing that it needs is installed"
        return
    main = f"{folder}/{package.get('main', 'index.js')}"
    if not _MAIN.search(bared(own.get(main, b""))):
        yield f"{package.get('main', 'index.js')} gives no exports.main"
    yield from _of_scripts(folder, own, package)


def _of_scripts(folder: str, own: Files, package: Mapping[str, Any]) -> Iterator[str]:
    texts = {path: bared(content) for path, content in own.items() if path.endswith(".js")}
    for path, text in texts.items():
        for target in _LOADED.findall(text):
            if target.startswith("."):
                place = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
                if not any(one in own for one in (place, f"{place}.js", f"{place}.json", f"{place}/index.js")):
                    yield f"{target} is not in its folder"
            elif target.removeprefix("node:") not in _BUILT_IN and target not in package.get("dependencies", {}):
                yield f"{target} is not in the dependencies of package.json"
    whole = "\n".join(texts.values())
    if _SDK in whole and not _BEGINS.search(whole):
        yield f"never begins {_SDK} with init()"
    if re.search(r"\bwx\.cloud\b", whole):
        yield f"there is no wx on a server: use {_SDK}"


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None
