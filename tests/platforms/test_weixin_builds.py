"""A whole project, built as WeChat's own uploader builds it: what it refuses, the single compilers do not see."""

from __future__ import annotations

import json
from pathlib import Path

from scaffolds import blocks, generator
from scaffolds.platforms import Files
from tests.browser import unpack
from tests.combinations import EVERYTHING, LANGUAGES
from tests.platforms.check import built
from tests.scaffolds.apps import casts, drafted, rich_wish

IDS = tuple(id for id, block in blocks.discover().items() if block.supports("weixin"))


def _with_a_page_that_is_not_there(files: Files) -> Files:
    app = json.loads(files["app.json"])
    app["pages"].append("pages/none/none")
    return {**files, "app.json": json.dumps(app).encode()}


def test_whole_apps_build_and_a_broken_one_does_not(tmp_path: Path) -> None:
    """Apps of five blocks, as many as there may be tabs; none of them is too large."""
    languages = LANGUAGES if EVERYTHING else LANGUAGES[-1:]
    builds = {
        f"{n}-{one}": generator.build(drafted(rich_wish(one), *cast), "weixin") for n, cast in enumerate(casts(IDS, most=5)) for one in languages
    }
    whole = [unpack(files, tmp_path / name) for name, files in builds.items()]
    broken = unpack(_with_a_page_that_is_not_there(next(iter(builds.values()))), tmp_path / "broken")
    found = built([*whole, broken])
    assert {folder.name: found[folder] for folder in whole} == {folder.name: [] for folder in whole}
    assert "pages/none/none" in found[broken][0]
