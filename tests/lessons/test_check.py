"""`sampan lesson check`: every fault on a line of its own, with its place; and what only a run shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.core.errors import SettingsError
from bot.doctor import examine
from bot.services.lesson.checking import check
from bot.settings import Settings, load
from tests.lessons.sample import ID, spoil, write


def run(capsys: pytest.CaptureFixture[str], *folders: Path) -> tuple[int, list[str]]:
    code = main(["lesson", "check", *map(str, folders)])
    said = capsys.readouterr()
    return code, (said.out + said.err).splitlines()


def test_a_right_lesson_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = run(capsys, write(tmp_path))
    assert code == 0 and len(lines) == 1 and lines[0].startswith("1 lesson checked")


def test_a_folder_of_lessons_is_checked_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("first-one", "second-one"):
        write(tmp_path, name)
    spoil(tmp_path / "first-one", "en.md", "needs = []", 'needs = ["second-one"]')
    spoil(tmp_path / "first-one", "zh-Hant.md", "needs = []", 'needs = ["second-one"]')
    spoil(tmp_path / "first-one", "zh-Hans.md", "needs = []", 'needs = ["second-one"]')
    assert run(capsys, tmp_path) == (0, ["2 lessons checked, each in three languages: steps, pictures, and the code of what is tried"])


def test_every_fault_is_one_line_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path)
    spoil(folder, "en.md", "- [ ] Answer A", "- [x] Answer A")
    spoil(folder, "zh-Hant.md", "minutes = 20", "minutes = 2")
    code, lines = run(capsys, folder)
    assert code == 2
    assert f"{folder}/en.md:20: a question has two right answers" in lines
    assert any(line.startswith(f"{folder}/zh-Hant.md:6: minutes is a whole number") for line in lines)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("```answer\n>=\n```", "```answer\n>\n```", "en.md:38: with the answer filled in mayBook(22) gives true"),
        ("```answer\n>=\n```", "```answer\nthen\n```", "en.md:38: with the answer filled in the code does not run: syntax"),
        ("return true;", "while (true) {}", "en.md:38: with the answer filled in the code does not run: took_too_long"),
        ("  if (hour ____ 22) return \"late\";", "  const gap = ____;\n  if (hour >= 22) return \"late\";", "en.md:38: the cases hold without the answer too"),
        ('suits = ["queue"]', 'suits = ["rocket"]', "en.md:1: suits names no way to build: 'rocket'"),
    ],
)  # fmt: skip
def test_what_only_a_run_shows_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = write(tmp_path)
    for name in ("en.md", "zh-Hant.md", "zh-Hans.md"):
        spoil(folder, name, old, new)
    if "const gap" in new:
        for name in ("en.md", "zh-Hant.md", "zh-Hans.md"):
            spoil(folder, name, "```answer\n>=\n```", "```answer\n12\n```")
    faults = [str(fault) for fault in check([folder]).faults]
    assert any(said in fault for fault in faults), faults


def test_an_id_of_ours_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = run(capsys, write(tmp_path, "whose-problem"))
    assert code == 2 and "has this id" in lines[0]


def test_a_folder_that_there_is_not_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = run(capsys, tmp_path / "none")
    assert code == 2 and len(lines) == 1 and "no such folder" in lines[0]


def test_a_folder_without_a_lesson_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = run(capsys, tmp_path)
    assert code == 2 and "no lesson is in this folder" in lines[0]


def test_the_schools_folder_is_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "lessons")
    monkeypatch.setenv("LESSONS_DIR", str(tmp_path / "lessons"))
    assert any(line.endswith(f"lessons of your own: 1 in {tmp_path / 'lessons'}") for line in examine(load()))
    assert not [fault for fault in check(own=tmp_path / "lessons").faults if ID in fault.place]
    monkeypatch.setenv("LESSONS_DIR", str(tmp_path / "none"))
    with pytest.raises(SettingsError, match=r"LESSONS_DIR .* there is no such folder"):
        load()


def test_without_the_setting_doctor_says_what_it_would_add() -> None:
    assert any("LESSONS_DIR" in line for line in examine(Settings()))
