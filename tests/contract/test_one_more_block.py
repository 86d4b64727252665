"""A block is a folder and nothing else: the one that CONTRIBUTING.md shows, put into a copy of the project, passes the contract there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.platforms import tools
from tests.platforms.inside_telegram import MOCK

ROOT = Path(__file__).parents[2]
NEEDED = ("bot", "prompts", "scaffolds", "storage", "tests", "pyproject.toml")
_FILE = re.compile(r"^`(scaffolds/blocks/tally/[\w./]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLE = """
import json, sys
from scaffolds.blocks import discover
from tests.scaffolds.apps import drafted, plain_wish
spec = drafted(plain_wish("en"), "tally")
print(json.dumps(spec.model_dump(mode="json")))
"""


def test_the_block_in_contributing_is_a_block(tmp_path: Path) -> None:
    for name in NEEDED:
        copy(ROOT / name, tmp_path / name)
    own = MOCK.relative_to(ROOT) / "node_modules"
    (tmp_path / own).symlink_to(tools.installed(MOCK) / "node_modules", target_is_directory=True)  # installed once is enough
    files = dict(_FILE.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
    assert len(files) == 6
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    example = python(tmp_path, "-c", EXAMPLE)
    assert json.loads(example)["screens"][0]["block"] == "tally"
    (tmp_path / "scaffolds/blocks/tally/example.json").write_text(example, encoding="utf-8")
    wanted = [f"tests/contract/{name}.py" for name in ("test_blocks", "test_in_a_browser", "test_served")]
    closing = python(tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "tally", *wanted).strip().splitlines()[-1]
    assert re.match(r"\d+ passed", closing) and "failed" not in closing
    assert not (ROOT / "scaffolds/blocks/tally").exists()


def copy(source: Path, target: Path) -> None:
    left = shutil.ignore_patterns("node_modules", "__pycache__", "*.pyc")
    shutil.copytree(source, target, ignore=left) if source.is_dir() else shutil.copy(source, target)


def python(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder), "SAMPAN_TEST_ALL": "1"}
    done = subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    return done.stdout
