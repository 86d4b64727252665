"""Rows as a file for spreadsheets: what opens it must neither run nor mangle what people typed."""

from __future__ import annotations

from typing import Any

import pytest

from scaffolds import modules, platforms
from scaffolds.engine.realm import Realm


def csv(lines: list[list[Any]]) -> str:
    source = (platforms.discover()["web"].folder.parent / "shared" / "csv.js").read_text(encoding="utf-8")
    text: str = Realm({"csv.js": modules.to_commonjs(source)}).call("csv.js", "csv", [lines], "2026-03-02T08:00")
    return text


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])  # a formula typed with a Chinese keyboard
def test_a_formula_in_the_file_is_text(formula: str) -> None:
    line = csv([[formula]]).lstrip("\ufeff")
    assert line.strip('"').startswith("'")


def test_the_file_opens_in_spreadsheets() -> None:
    assert csv([["日期", 'a "b", c'], [-1.5, None], ["x\ny", True]]) == '\ufeff日期,"a ""b"", c"\r\n-1.5,\r\n"x\ny",true\r\n'
