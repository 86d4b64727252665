"""The page on adding a platform shows the files as they are, and its commands do what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from bot.__main__ import main

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "add-a-platform.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^`(scaffolds/[\w./-]+)`\n\n```\w+\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("path", "shown"), SHOWN, ids=[path for path, _ in SHOWN])
def test_what_it_shows_of_a_file_stands_in_that_file(path: str, shown: str) -> None:
    assert shown in (ROOT / path).read_text(encoding="utf-8")


def test_it_shows_each_part_of_the_folder_that_it_speaks_of() -> None:
    assert len(SHOWN) == PAGE.count("```") // 2 - 1, "a fence without the path of its file is held to nothing"
    named = set(re.findall(r"`((?:scaffolds|tests|docs)/[\w./-]+)`", PAGE))
    assert named and [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_its_commands_do_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = [shlex.split(line) for line in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)[0].splitlines()]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scaffolds").symlink_to(ROOT / "scaffolds")
    assert [main(words[1:]) for words in commands] == [0, 0]
    assert (tmp_path / "sheets.zip").stat().st_size > 1000
