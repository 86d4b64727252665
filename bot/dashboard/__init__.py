"""Pages for teachers, and in `event` for clubs. A feature is a module here with a `router`, and a `TAB` where it is a page of each class; it is found by being here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from fastapi import APIRouter


@dataclass(frozen=True, order=True)
class Tab:
    """A page of each class, among the others: `/teacher/class/<id>/<path>`, named by the sentence `key`."""

    order: int
    key: str
    path: str


def routers() -> Iterator[APIRouter]:
    """The routes of every feature; those that begin with fixed words first, so that `/event/new` is no event of the code `new`."""
    found = [router for module in _modules() if isinstance(router := getattr(module, "router", None), APIRouter)]
    yield from sorted(found, key=lambda router: router.prefix.split("/")[2:3] == ["{code}"])


@cache
def tabs() -> Sequence[Tab]:
    """The pages of a class in their order."""
    return sorted(module.TAB for module in _modules() if hasattr(module, "TAB"))


@cache
def desk_tabs() -> Sequence[Tab]:
    """The pages of an event's organisers in their order: `/event/<code>/desk/<path>`."""
    return sorted(module.DESK_TAB for module in _modules() if hasattr(module, "DESK_TAB"))


@cache
def team_tabs() -> Sequence[Tab]:
    """The pages of a student who takes part, in their order: `/event/<code>/<path>`."""
    return sorted(module.TEAM_TAB for module in _modules() if hasattr(module, "TEAM_TAB"))


def _modules() -> Iterator[ModuleType]:
    """Those of this folder and of the folders in it."""
    return (importlib.import_module(module.name) for module in pkgutil.walk_packages(__path__, f"{__name__}."))
