"""Every example: it says all it says in its languages, its checks are those of today's blocks, it builds and holds on every platform that its blocks
support, and each of its screens can be used, refuses what it must, and is read by a screen reader, on a phone and on a desk, light and dark."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.__main__ import main
from bot.core.places import possible
from scaffolds import blocks
from scaffolds.proof import finished
from scaffolds.spec import AppSpec, Field, Label, Language, check, read
from tests.browser import DESKTOP, PHONE, browser, open_page, troubles, unpack
from tests.combinations import LANGUAGES, SCHEMES, chosen
from tests.contract.journeys import journey, refused
from tests.contract.test_in_a_browser import clean
from tests.gallery import Shown, kept, of_examples
from tests.scaffolds.apps import in_the_morning

__all__ = ["browser"]
FOLDER = Path(__file__).parents[2] / "scaffolds" / "examples"
EXAMPLES = sorted(FOLDER.glob("*.json"))
SPECS = {path.stem: read(path.read_bytes()) for path in EXAMPLES}
SHOWN = {one.name: one for one in of_examples()}
ON_PLATFORMS = [(name, platform) for name, spec in SPECS.items() for platform in possible(spec)]
SIZES = {"phone": PHONE, "desk": DESKTOP}
NARROWEST = 320


def test_nothing_else_lies_beside_them() -> None:
    assert {path.suffix for path in FOLDER.iterdir()} == {".json"}
    assert {path.stem for path in EXAMPLES} == {path.stem for path in (Path(__file__).parent / "rows").iterdir()}


@pytest.mark.parametrize("name", SPECS)
def test_its_checks_are_up_to_date_and_one_is_an_edge(name: str) -> None:
    spec = SPECS[name]
    assert spec == blocks.with_checks(spec)
    assert spec == blocks.linked(spec), "its screens know each other"
    assert spec.slug == name
    assert any(check.edge for check in spec.checks)
    assert all((spec.brief.problem, spec.brief.who, spec.brief.goal, spec.brief.keep))


@pytest.mark.parametrize("name", SPECS)
def test_its_labels_are_in_each_of_its_languages(name: str) -> None:
    spec = SPECS[name]
    if len(spec.languages) > 1:
        assert [label for label in labels(spec) if not isinstance(label, Mapping) or set(label) != set(spec.languages)] == []


def labels(spec: AppSpec) -> Iterator[Label]:
    yield spec.title
    for thing in spec.things:
        yield thing.label
        for field in thing.fields:
            yield from (field.label, *field.choices)
    yield from (screen.label for screen in spec.screens)
    yield from (role.label for role in spec.roles)


def test_they_can_be_told_apart() -> None:
    """Nobody picks one for another: titles, signs and colours differ."""
    for values in ([spec.emoji for spec in SPECS.values()], [spec.colour for spec in SPECS.values()], [str(spec.title) for spec in SPECS.values()]):
        assert len(set(values)) == len(values), values


@pytest.mark.parametrize(("name", "platform"), ON_PLATFORMS)
def test_it_builds_and_holds(name: str, platform: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zipped = tmp_path / "app.zip"
    assert main(["build", str(FOLDER / f"{name}.json"), "--platform", platform, "--out", str(zipped)]) == 0
    assert main(["check", str(zipped)]) == 0
    assert capsys.readouterr().err == ""
    with zipfile.ZipFile(io.BytesIO(zipped.read_bytes())) as archive:
        assert {path.split("/")[0] for path in archive.namelist()} == {name}


@pytest.mark.parametrize(("name", "platform"), ON_PLATFORMS)
def test_it_holds_in_every_language(name: str, platform: str) -> None:
    for language in LANGUAGES:
        report = finished(spoken(SPECS[name], language), platform)[1]
        assert report.passed, report.wrong("en")


@pytest.mark.parametrize("name", SHOWN)
def test_the_rows_of_its_picture_are_rows_of_it(name: str) -> None:
    shown = SHOWN[name]
    assert [why for thing, rows in kept(shown)["rows"].items() for row in rows for why in odd(shown, thing, row)] == []


def odd(shown: Shown, thing: str, row: Mapping[str, object]) -> Iterator[str]:
    """What a row has that its thing does not know: a field, or a word that is none of a field's choices."""
    fields = {field.name: field for one in shown.spec.things if one.id == thing for field in one.fields}
    for name, value in row.items():
        if name in ("id", "mine"):
            continue
        if name not in fields:
            yield f"{thing}.{name}"
        elif fields[name].type == "choice" and value not in words(fields[name], shown.spec.language):
            yield f"{thing}.{name}: {value}"
    yield from (f"{thing}.{name} is missing" for name, field in fields.items() if field.required and name not in row)


def words(field: Field, language: Language) -> list[str]:
    return [choice if isinstance(choice, str) else choice[language] for choice in field.choices]


def spoken(spec: AppSpec, language: Language) -> AppSpec:
    """The example as a learner of that language would have it: the blocks speak it, what the learner said stays as typed."""
    return blocks.with_checks(check(spec.model_copy(update={"languages": (language,)})))


@pytest.mark.parametrize(("name", "language", "size"), chosen(list(SPECS), LANGUAGES, list(SIZES)))
def test_a_double_click_is_enough(name: str, language: Language, size: str, browser: Browser, tmp_path: Path) -> None:
    spec = in_the_morning(spoken(SPECS[name], language))
    files, report = finished(spec)
    assert report.passed, report.wrong("en")
    page = open_page(browser, (unpack(files, tmp_path) / "OPEN-ME.html").as_uri(), SIZES[size], zone=spec.zone)
    for screen in spec.screens:
        go_to(page, spec, screen.id)
        read_by_all(page)
        journey(screen.block).use(page)
        refused(page, screen.block)
        read_by_all(page)
        fits(page)
    page.reload()
    page.wait_for_selector("main:not([aria-busy])")
    assert troubles(page) == []
    page.context.close()


def go_to(page: Page, spec: AppSpec, screen: str) -> None:
    if len(spec.screens) > 1:
        page.locator(f"[data-goto={screen}]").first.click()
    expect(page.locator(f"[data-screen={screen}]")).to_be_visible()


def read_by_all(page: Page) -> None:
    """axe finds nothing, light or dark."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        clean(page)


def fits(page: Page) -> None:
    """Nothing hangs out of a narrow phone."""
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": NARROWEST, "height": size["height"]})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST
    page.set_viewport_size(size)
