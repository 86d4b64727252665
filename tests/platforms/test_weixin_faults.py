"""Our checks find what is wrong: each of the planted faults, in a package that was good before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scaffolds import blocks, generator
from scaffolds.platforms import Files
from scaffolds.spec import AppSpec
from tests.browser import browser, unpack
from tests.platforms import check, tools
from tests.platforms.faults.finding import faults
from tests.platforms.planted import PLANTED
from tests.platforms.planted_taken_in import RIGHT
from tests.platforms.planting import PAGE
from tests.scaffolds.apps import drafted, plain_wish, rich_wish

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


def test_what_is_taken_in_rightly_is_not_told_of(browser: Browser, tmp_path: Path) -> None:
    folders = {name: unpack(change(good()), tmp_path / str(number)) for number, (name, change) in enumerate(RIGHT.items())}
    told = check.looked_at(list(folders.values()))
    assert {name: told[folder] + check.run(browser, folder, pages=[PAGE]) for name, folder in folders.items()} == {name: [] for name in RIGHT}


def test_in_every_block_a_name_that_its_page_does_not_give_is_found(tmp_path: Path) -> None:
    ids = [id for id, block in blocks.discover().items() if block.supports("weixin")]
    folders = {id: unpack(asking_for_nothing(drafted(plain_wish("en"), id)), tmp_path / id) for id in ids}
    told = tools.check_types(list(folders.values()))
    assert {id: [line.partition(": ")[2] for line in told[str(folder)]] for id, folder in folders.items()} == {
        id: ["nothing gives unheard_of"] for id in ids
    }


def asking_for_nothing(spec: AppSpec) -> Files:
    """Its first page shows what it does not have."""
    files, id = generator.build(spec, "weixin"), spec.screens[0].id
    view = f"pages/{id}/{id}.wxml"
    return {**files, view: files[view] + b"<view>{{unheard_of}}</view>"}


def test_there_are_enough_of_them() -> None:
    assert len(PLANTED) >= 220


@pytest.mark.parametrize("name", PLANTED)
def test_it_is_found(name: str, found: Found) -> None:
    assert found[name], name
