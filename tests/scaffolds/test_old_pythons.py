"""What runs on a learner's own Python: the syntax and the calls that 3.9 has, said by a tool, and tried on the Pythons of this machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from scaffolds import generator
from tests.browser import started, unpack
from tests.scaffolds.test_generator import SPEC

SCAFFOLDS = Path(generator.__file__).parent
SERVERS = (SCAFFOLDS / "platforms" / "web" / "app.py", *sorted(SCAFFOLDS.glob("blocks/*/server/*.py")))
OLDEST = (3, 9)
TRIED = "import importlib.util, sys; spec = importlib.util.spec_from_file_location('tried', sys.argv[1]); " + (
    "module = importlib.util.module_from_spec(spec); sys.modules['tried'] = module; spec.loader.exec_module(module)"
)


def vermin(path: Path) -> subprocess.CompletedProcess[str]:
    tool = shutil.which("vermin", path=str(Path(sys.executable).parent))
    assert tool, "it lies beside the Python of the tests"
    command = [tool, "--target=3.9-", "--no-tips", "--eval-annotations", "--violations", str(path)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def pythons() -> list[Path]:
    """The oldest that is promised, and every later one that is here."""
    places = sorted(Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser().glob("versions/3.*/bin/python"))
    found = [place for place in places if tuple(int(part) for part in place.parts[-3].split(".")[:2]) >= OLDEST]
    return found or [Path(sys.executable)]


@pytest.mark.parametrize("path", SERVERS, ids=lambda path: path.name)
def test_nothing_in_it_is_newer_than_3_9(path: Path) -> None:
    found = vermin(path)
    assert found.returncode == 0, found.stdout + found.stderr


def test_the_tool_would_say_so(tmp_path: Path) -> None:
    new = tmp_path / "new.py"
    new.write_text("import tomllib\n\ndef f(x):\n    match x:\n        case _:\n            return zip(x, x, strict=True)\n", encoding="utf-8")
    found = vermin(new)
    assert found.returncode != 0 and "3.11" in found.stdout


@pytest.mark.parametrize("python", pythons(), ids=lambda python: python.parts[-3])
def test_it_serves_and_keeps_on_each_python_that_is_here(python: Path, tmp_path: Path) -> None:
    with started(unpack(generator.build(SPEC), tmp_path), python=python) as app, urlopen(app.url + "api/rows?since=-1") as answer:
        assert json.loads(answer.read())["rev"] == 1


@pytest.mark.parametrize("python", pythons(), ids=lambda python: python.parts[-3])
@pytest.mark.parametrize("path", SERVERS, ids=lambda path: path.name)
def test_each_file_loads_on_each_python_that_is_here(path: Path, python: Path) -> None:
    done = subprocess.run([str(python), "-B", "-I", "-W", "error", "-c", TRIED, str(path)], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
