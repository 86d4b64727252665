"""A stored revision as a spec. What is stored was checked when it was written, so it is only read."""

from __future__ import annotations

from functools import lru_cache

from scaffolds.spec import AppSpec
from storage.records import Revision


def spec_of(revision: Revision) -> AppSpec:
    return read(revision.spec)


@lru_cache(maxsize=256)
def read(text: str) -> AppSpec:
    return AppSpec.model_validate_json(text)
