"""Apps that nobody thought of: each builds, holds its own checks, and a sample of them is opened and used in a browser."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from playwright.sync_api import Browser, expect

from scaffolds import generator
from scaffolds.proof import finished
from scaffolds.spec import AppSpec
from tests.browser import browser, open_page, troubles, unpack
from tests.combinations import EVERYTHING
from tests.scaffolds.random_specs import specs

__all__ = ["browser"]
BUILT, DRIVEN = (500, 40) if EVERYTHING else (60, 6)
"""How many; under `make test-all` as many as are promised."""
_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # a spec of eight screens is that large
@settings(max_examples=BUILT, deadline=None, suppress_health_check=_QUIET, derandomize=True, phases=[Phase.generate])
@given(specs())
def test_any_spec_that_validates_builds_and_holds(spec: AppSpec) -> None:
    _, report = finished(spec)
    assert report.passed, (spec.model_dump_json(), report.wrong("en"))


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=DRIVEN, deadline=None, suppress_health_check=_QUIET, derandomize=True, phases=[Phase.generate])
@given(spec=specs())
def test_a_sample_of_them_runs_in_a_browser(browser: Browser, spec: AppSpec) -> None:
    """Each of its screens opens, says what it is, and complains about nothing."""
    with tempfile.TemporaryDirectory() as folder:
        page = open_page(browser, (unpack(generator.build(spec, "web"), Path(folder)) / "OPEN-ME.html").as_uri())
        for screen in spec.screens:
            if page.locator(f"[data-goto={screen.id}]").count():
                page.locator(f"[data-goto={screen.id}]").first.click()
            expect(page.locator(f"[data-screen={screen.id}][data-block={screen.block}]")).to_be_visible()
        assert troubles(page) == [], spec.model_dump_json()
        page.context.close()
