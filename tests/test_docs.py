"""Documents under test: every command in them is one that there is, every link leads somewhere, every table is the code's."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

import run
from bot.__main__ import _parser
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
READMES = ("README.md", "README.zh-Hant.md", "README.zh-Hans.md")
SHOWN_ONLY = {"docker", "cd", "cp", "git"}
"""Commands of other programs: they are not ours to run."""


def commands(page: Path) -> Iterator[list[str]]:
    """Each line of each `sh` fence, and each command of ours in backticks, without its comment."""
    text = page.read_text(encoding="utf-8")
    fenced = [line for fence in re.findall(r"```sh\n(.*?)```", text, re.S) for line in fence.splitlines()]
    inline = re.findall(r"`((?:make|sampan|python run\.py)(?: [^`]*)?)`", text)
    for line in fenced + inline:
        words = shlex.split(line, comments=True)
        if words:
            yield words


CASES = [pytest.param(words, id=f"{page.name}: {' '.join(words)}") for page in PAGES for words in commands(page)]


@pytest.mark.parametrize("words", CASES)
def test_every_command_is_one_that_there_is(words: list[str]) -> None:
    program, *rest = words
    if words[:2] == ["python", "run.py"]:
        assert (rest[1:] or ["run"])[0] in {*run.TASKS, "TARGET", "TASK"}
    elif program == "make":
        assert (rest or ["help"])[0] in {*run.TASKS, "TASK"}
    elif program == "sampan":
        assert not rest or _parser().parse_args(rest)
    else:
        assert program in SHOWN_ONLY


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith(("http://", "https://"))]
    for link in links:
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.M)
            assert anchor in [heading.lower().replace(" ", "-") for heading in headings], link


def _sampan(*command: str, cwd: Path) -> str:
    """What the command says; it must end well."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *command], check=False, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def settings_table() -> str:
    lines = ["| setting | default | what it is |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        shown = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        default = f"`{shown}`" if shown != "" else ""
        lines.append(f"| `{field.validation_alias or name.upper()}` | {default} | {field.description} |")
    return "\n".join(lines)


def test_the_readme_lists_the_settings() -> None:
    found = re.search(r"<!-- settings -->\n(.*?)\n<!-- end of settings -->", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    assert found is not None
    assert found[1] == settings_table(), f"README.md should say:\n{settings_table()}"


@pytest.mark.parametrize("name", READMES)
def test_a_readmes_first_screen_has_a_picture_and_the_two_commands(name: str) -> None:
    first = "\n".join((ROOT / name).read_text(encoding="utf-8").splitlines()[:20])
    assert "docs/images/chat.png" in first
    assert re.search(r"^make run", first, re.M) and re.search(r"^make test", first, re.M)


@pytest.mark.parametrize("name", READMES)
def test_the_readmes_name_the_blocks_that_there_are(name: str) -> None:
    blocks = sorted(path.parent.name for path in (ROOT / "scaffolds" / "blocks").glob("*/block.toml"))
    text = (ROOT / name).read_text(encoding="utf-8")
    if name == "README.md":
        assert sorted(re.findall(r"`(\w+)`", text.split("- Blocks:")[1].split(".")[0])) == blocks
    numbers = {"README.zh-Hant.md": "二十種", "README.zh-Hans.md": "二十种"}
    assert name == "README.md" or (numbers[name] in text) == (len(blocks) == 20)


def test_every_dependency_is_explained_and_nothing_else() -> None:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = {re.split(r"[<>=!~\[; ]", one)[0] for one in [*data["dependencies"], *data["optional-dependencies"]["test"]]}
    for path in (*(ROOT / "tests" / "platforms").glob("**/package.json"), *(ROOT / "scaffolds" / "platforms").glob("**/package.json")):
        listed |= set(json.loads(path.read_text(encoding="utf-8"))["dependencies"]) if "node_modules" not in path.parts else set()
    explained = set(re.findall(r"^\| `([\w.@/-]+)` \|", (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"), re.M))
    assert {name for name in explained if not name.startswith("bot/")} == listed


def test_files_that_contributing_names_are_in_the_block_it_copies() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Other places")[0]
    named = re.findall(r"`([\w.]+\.(?:toml|py|j2|css))`", text)
    assert named
    for name in named:
        assert (ROOT / "scaffolds" / "blocks" / "checklist" / name).exists(), name


def test_commands_that_only_tell_do_run(tmp_path: Path) -> None:
    """Those in the README that need nothing: they end well and say something."""
    for command in ("schema", "doctor"):
        assert _sampan(command, cwd=tmp_path).strip()


def test_build_and_check_run_as_the_readme_shows_them(tmp_path: Path) -> None:
    spec = ROOT / "scaffolds" / "examples" / "community-living-room.json"
    for command in (["build", str(spec), "--platform", "web", "--out", "app.zip"], ["check", "app.zip"]):
        _sampan(*command, cwd=tmp_path)
    assert (tmp_path / "app.zip").stat().st_size > 1000
