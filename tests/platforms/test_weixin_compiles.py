"""Every block compiles with WeChat's compilers, and what does not is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scaffolds import blocks, generator
from scaffolds.spec import AppSpec, parse
from tests.browser import unpack
from tests.combinations import LANGUAGES, chosen
from tests.platforms import tools
from tests.platforms.check import looked_at
from tests.scaffolds.apps import casts, data, drafted, plain_wish, rich_wish

IDS = tuple(id for id, block in blocks.discover().items() if block.supports("weixin"))


def _specs() -> dict[str, AppSpec]:
    alone = {f"{id}-{language}": drafted(plain_wish(language), id) for id, language in chosen(IDS, LANGUAGES)}
    return {**alone, **{f"rich-{n}-{language}": drafted(rich_wish(language), *cast) for n, cast in enumerate(casts(IDS)) for language in LANGUAGES}}


def test_wechats_compilers_and_types_find_nothing_in_any_block(tmp_path: Path) -> None:
    folders = {name: unpack(generator.build(spec, "weixin"), tmp_path / name) for name, spec in _specs().items()}
    found = looked_at(list(folders.values()))
    assert {name: found[folder] for name, folder in folders.items()} == {name: [] for name in folders}


@pytest.mark.parametrize(
    ("path", "spoiled", "told"),
    [
        ("pages/books/books.wxml", "<view>{{ a + }}</view>", "wxml"),
        ("pages/books/books.wxml", "<view><text></view>", "wxml"),
        ("pages/books/books.wxss", ".a { color: ", "wxss"),
        ("rules/books.js", "function (", "rules/books.js"),
    ],
)
def test_the_compilers_find_what_is_broken(tmp_path: Path, path: str, spoiled: str, told: str) -> None:
    folder = unpack({**generator.build(parse(data()), "weixin"), path: spoiled.encode()}, tmp_path / "app")
    assert any(told in line for line in tools.compile_apps([folder])[str(folder)])


@pytest.mark.parametrize("folder", [tools.HERE, tools.BUILDER])
def test_the_lock_files_name_no_host_to_fetch_from(folder: Path) -> None:
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert len(packages) > 1 and not [name for name, package in packages.items() if "resolved" in package]
