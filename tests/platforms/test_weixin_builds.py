"""A whole project, built as WeChat's own uploader builds it: what it refuses, the single compilers do not see."""

from __future__ import annotations

import json
from pathlib import Path

from scaffolds import blocks, generator
from scaffolds.platforms import Files
from tests.browser import unpack
from tests.combinations import EVERYTHING, LANGUAGES
from tests.platforms import tools
from tests.scaffolds.apps import drafted, rich_wish

IDS = tuple(id for id, block in blocks.discover().items() if block.supports("weixin"))


def _with_a_page_that_is_not_there(files: Files) -> Files:
    app = json.loads(files["app.json"])
    app["pages"].append("pages/none/none")
    return {**files, "app.json": json.dumps(app).encode()}


def test_a_whole_app_builds_and_a_broken_one_does_not(tmp_path: Path) -> None:
    """Every block there is in one app, far more than anybody has: only its size is spoken of."""
    builds = {language: generator.build(drafted(rich_wish(language), *IDS), "weixin") for language in (LANGUAGES if EVERYTHING else LANGUAGES[-1:])}
    whole = {unpack(files, tmp_path / language): files for language, files in builds.items()}
    broken = unpack(_with_a_page_that_is_not_there(builds[LANGUAGES[-1]]), tmp_path / "broken")
    found = tools.build_apps([*whole, broken])
    assert [found[str(folder)].refused for folder in whole] == [[]] * len(whole)
    assert "pages/none/none" in found[str(broken)].refused[0]
