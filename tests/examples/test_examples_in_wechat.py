"""Every example as a mini program: what WeChat's tools say of it, its package's size, and each of its screens used as people use it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from scaffolds import blocks, generator
from scaffolds.spec import AppSpec, Language, check, read
from tests.browser import browser, unpack
from tests.combinations import LANGUAGES, chosen
from tests.contract.journeys import on_a_phone
from tests.contract.test_in_a_browser import readable
from tests.platforms import check as looking
from tests.platforms.phone import MONDAY, phone, restart

__all__ = ["browser"]
FOLDER = Path(__file__).parents[2] / "scaffolds" / "examples"
SPECS = {path.stem: read(path.read_bytes()) for path in sorted(FOLDER.glob("*.json"))}
BUILDS = chosen(list(SPECS), LANGUAGES)
Found = dict[str, list[str]]


def spoken(spec: AppSpec, language: Language) -> AppSpec:
    """The example as a learner of that language would have it."""
    return blocks.with_checks(check(spec.model_copy(update={"languages": (language,)})))


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    """What WeChat's tools and ours say of each build."""
    root = tmp_path_factory.mktemp("examples")
    folders = {
        f"{name}-{language}": unpack(generator.build(spoken(SPECS[name], language), "weixin"), root / f"{name}-{language}")
        for name, language in BUILDS
    }
    looked, built = looking.looked_at(list(folders.values())), looking.built(list(folders.values()))
    yield {name: looked[folder] + built[folder] for name, folder in folders.items()}


@pytest.mark.parametrize(("name", "language"), BUILDS)
def test_wechats_tools_take_it_and_its_package_is_small(name: str, language: Language, said: Found) -> None:
    assert said[f"{name}-{language}"] == []


@pytest.mark.parametrize(("name", "language"), BUILDS)
def test_each_of_its_screens_is_used_and_kept(name: str, language: Language, browser: Browser) -> None:
    spec = spoken(SPECS[name], language)
    with phone(browser) as opened:
        for screen in spec.screens:
            page = opened(spec, screen.id, at=MONDAY)
            expect(page.locator(f"[data-screen={screen.id}]")).to_have_attribute("data-block", screen.block)
            journey = on_a_phone(screen.block)
            journey.use(page)
            assert readable(page) == []
            restart(page)
            journey.kept(page)
            page.close()
