"""Our checks find what is wrong: each of the planted faults, in a package that was good before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scaffolds import generator
from scaffolds.platforms import Files
from tests.browser import browser, unpack
from tests.platforms import check
from tests.platforms.faults.finding import faults
from tests.platforms.planted import PLANTED
from tests.platforms.planting import PAGE
from tests.scaffolds.apps import drafted, rich_wish

__all__ = ["browser"]
Found = dict[str, list[str]]


def good() -> Files:
    return generator.build(drafted(rich_wish("en"), "records", "checklist"), "weixin")


@pytest.fixture(scope="module")
def found(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    """What is said of each spoiled package. Each slower look is only at those of which the quicker ones say nothing."""
    root, files = tmp_path_factory.mktemp("planted"), good()
    folders = {name: unpack(spoil(files), root / str(number)) for number, (name, spoil) in enumerate(PLANTED.items())}
    lines = {str(folder): faults(check.files_of(folder)) for folder in folders.values()}
    for look in check.QUICK:
        lines |= look([Path(folder) for folder, said in lines.items() if not said])
    yield {name: lines[str(folder)] or check.run(browser, folder, pages=[PAGE]) for name, folder in folders.items()}


def test_the_package_was_good(browser: Browser, tmp_path: Path) -> None:
    folder = unpack(good(), tmp_path)
    assert check.looked_at([folder]) == {folder: []}
    assert check.built([folder]) == {folder: []}
    assert check.run(browser, folder) == []


def test_there_are_enough_of_them() -> None:
    assert len(PLANTED) >= 190


@pytest.mark.parametrize("name", PLANTED)
def test_it_is_found(name: str, found: Found) -> None:
    assert found[name], name
