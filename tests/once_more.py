"""A test that failed is run once more (`--reruns`), and then from the beginning; of the first time it is told what was logged."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from _pytest._code.code import ExceptionRepr

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What was logged is told of a first failure too: of a run that is done again only the traceback is printed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    if isinstance(report.longrepr, ExceptionRepr) and getattr(item, "execution_count", 0) == 1:
        report.longrepr.addsection("logged", report.caplog)
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """What failed is run once more, and then from the beginning: without what it left in the server or the store that its module shares."""
    if item.stash.get(FAILED, False):
        item.stash[FAILED] = False
        item.session._setupstate.teardown_exact(None)
