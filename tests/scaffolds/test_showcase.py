"""The example apps as the chat finds them."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from scaffolds import showcase
from scaffolds.showcase import FOLDER, blocks_of, examples, main_blocks


def test_every_example_is_found_by_its_name() -> None:
    assert list(examples()) == sorted(path.stem for path in FOLDER.glob("*.json"))


def test_one_that_does_not_stand_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "good.json").write_bytes((FOLDER / "history-quiz.json").read_bytes())
    (tmp_path / "bad.json").write_text('{"title": "x", "screens": [{"id": "a", "label": "A", "block": "no_such"}]}', encoding="utf-8")
    (tmp_path / "half.json").write_text('{"title": ', encoding="utf-8")
    monkeypatch.setattr(showcase, "FOLDER", tmp_path)
    with caplog.at_level(logging.WARNING):
        assert list(examples.__wrapped__()) == ["good"]
    assert "bad.json" in caplog.text and "half.json" in caplog.text
    assert main_blocks.__wrapped__() == {"quiz", "no_such"}


def test_their_main_blocks_are_known_without_checking_them() -> None:
    assert main_blocks() == {blocks_of(spec)[0] for spec in examples().values()}


def test_the_main_screen_comes_first_and_each_block_once() -> None:
    assert blocks_of(examples()["community-living-room"])[0] == "booking"
    assert all(len(set(blocks_of(spec))) == len(blocks_of(spec)) for spec in examples().values())
