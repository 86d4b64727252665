"""`sampan check --deep`, as a contributor types it: on a good mini program, on one with a fault, and where the tools are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.services import check_zip
from scaffolds import generator
from scaffolds.platforms import Files
from scaffolds.proof import finished
from tests.platforms.planted import PLANTED
from tests.scaffolds.apps import drafted, rich_wish


@pytest.fixture(scope="module")
def good() -> Files:
    return finished(drafted(rich_wish("en"), "records", "checklist"), "weixin")[0]


def zipped(files: Files, folder: Path) -> str:
    path = folder / "app.zip"
    path.write_bytes(generator.pack(files, "app"))
    return str(path)


def test_a_good_one_passes(good: Files, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--deep", zipped(good, tmp_path)]) == 0
    assert "every page runs on WeChat's component framework" in capfd.readouterr().out


def test_what_the_proof_alone_lets_pass_is_told(good: Files, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    spoiled = zipped(PLANTED["something that WeChat does not have"](good), tmp_path)
    assert main(["check", spoiled]) == 0
    assert main(["check", "--deep", spoiled]) == 2
    assert "showTost" in capfd.readouterr().out


def test_without_the_tools_one_line_says_what_to_do(
    good: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check_zip, "_ITS_PACKAGES", ("a_package_that_is_not_there",))
    assert main(["check", "--deep", zipped(good, tmp_path)]) == 2
    said = capfd.readouterr().err
    assert "make install-test" in said and "Traceback" not in said
