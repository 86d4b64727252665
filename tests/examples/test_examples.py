"""Every example: its checks are those of today's blocks, it builds and holds on every platform, and a double-click opens it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bot.__main__ import main
from scaffolds import blocks, platforms
from scaffolds.proof import finished
from scaffolds.spec import AppSpec, Language, check, read
from tests.browser import browser, open_page, troubles, unpack
from tests.combinations import LANGUAGES, SCHEMES, Scheme, chosen
from tests.contract.journeys import journey, refused

__all__ = ["browser"]
EXAMPLES = sorted((Path(__file__).parents[2] / "scaffolds" / "examples").glob("*.json"))


def spec_of(path: Path) -> AppSpec:
    return read(path.read_bytes())


def test_the_examples_show_every_block() -> None:
    shown = {screen.block for path in EXAMPLES for screen in spec_of(path).screens}
    assert shown == set(blocks.discover())
    assert {path.suffix for path in EXAMPLES[0].parent.iterdir()} == {".json"}, "nothing else lies beside them"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_its_checks_are_up_to_date_and_one_is_an_edge(path: Path) -> None:
    spec = spec_of(path)
    assert spec == blocks.with_checks(spec)
    assert spec.slug == path.stem
    assert any(check.edge for check in spec.checks)
    assert all((spec.brief.problem, spec.brief.who, spec.brief.goal, spec.brief.keep))


@pytest.mark.parametrize("platform", platforms.discover())
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_builds_and_holds(path: Path, platform: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zipped = tmp_path / "app.zip"
    assert main(["build", str(path), "--platform", platform, "--out", str(zipped)]) == 0
    assert main(["check", str(zipped)]) == 0
    assert capsys.readouterr().err == ""
    with zipfile.ZipFile(io.BytesIO(zipped.read_bytes())) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {path.stem}


def spoken(spec: AppSpec, language: Language) -> AppSpec:
    """The example as a learner of that language would have it: the blocks speak it, what the learner said stays as typed."""
    return blocks.with_checks(check(spec.model_copy(update={"languages": (language,)})))


@pytest.mark.parametrize(("path", "language", "scheme"), chosen(EXAMPLES, LANGUAGES, SCHEMES), ids=lambda value: getattr(value, "stem", value))
def test_a_double_click_is_enough(path: Path, language: Language, scheme: Scheme, browser: Browser, tmp_path: Path) -> None:
    spec = spoken(spec_of(path), language)
    files, report = finished(spec)
    assert report.passed, report.wrong("en")
    page = open_page(browser, (unpack(files, tmp_path) / "OPEN-ME.html").as_uri(), scheme=scheme)
    for screen in spec.screens:
        if len(spec.screens) > 1:
            page.locator(f"[data-goto={screen.id}]").first.click()
        journey(screen.block).use(page)
        refused(page, screen.block)
    page.reload()
    page.wait_for_selector("main:not([aria-busy])")
    assert troubles(page) == []
