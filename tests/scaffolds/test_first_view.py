"""The first view is light with any one block: counted from the files of a build, for every block that there is. `make bench ARGS=page` counts it in a browser."""

from __future__ import annotations

import pytest

from bench.first_view import LIMIT, first_view
from scaffolds import blocks, platforms
from scaffolds.spec import AppSpec, Language, read
from tests.combinations import LANGUAGES
from tests.scaffolds.apps import drafted, plain_wish

ON_THE_WEB = tuple(id for id, block in blocks.discover().items() if block.supports("web"))


def sizes(spec: AppSpec) -> dict[str, int]:
    return first_view(platforms.discover()["web"].files(spec), spec)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", ON_THE_WEB)
def test_a_plain_draft_is_light(id: str, language: Language) -> None:
    found = sizes(drafted(plain_wish(language), id))
    assert sum(found.values()) <= LIMIT, found


@pytest.mark.parametrize("id", ON_THE_WEB)
def test_its_example_is_light(id: str) -> None:
    spec = read((blocks.discover()[id].folder / "example.json").read_bytes())
    found = sizes(spec)
    assert sum(found.values()) <= LIMIT, found


def test_all_that_a_first_view_takes_is_counted() -> None:
    found = sizes(drafted(plain_wish("en"), "records", "map"))
    needed = {
        "index.html",
        "style.css",
        "icon.svg",
        "watch.js",
        "app.js",
        "ui.js",
        "words.js",
        "vendor/preact.js",
        "screens/list.js",
        "rules/list.js",
    }
    assert needed <= set(found) and min(found.values()) > 20
    assert not {path for path in found if path.startswith("vendor/") and path != "vendor/preact.js"}, "a library comes when it is needed"
    assert "screens/map.js" not in found, "another screen comes when it is looked at"
