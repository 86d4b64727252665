"""Whole apps to look at: `scaffolds/examples/<name>.json`, each of them built and run in CI."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from scaffolds.spec import AppSpec, SpecError, read

FOLDER = Path(__file__).parent / "examples"

log = logging.getLogger(__name__)


@cache
def examples() -> Mapping[str, AppSpec]:
    """Every example app by its name, in the order of names. One that does not stand is left out, and the log says why."""
    return dict(_read(sorted(FOLDER.glob("*.json"))))


@cache
def main_blocks() -> frozenset[str]:
    """The blocks that the examples have as their main screens: read without checking, which takes a hundredth of the time."""
    return frozenset(filter(None, map(_main_block, FOLDER.glob("*.json"))))


def blocks_of(spec: AppSpec) -> tuple[str, ...]:
    """The blocks of an app's screens, the main one first, each once."""
    return tuple(dict.fromkeys(screen.block for screen in spec.screens))


def _main_block(path: Path) -> str:
    """'' where the file cannot be read: `examples` says so when it is looked at."""
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["screens"][0]["block"])
    except (ValueError, LookupError, TypeError):
        return ""


def _read(paths: list[Path]) -> Iterator[tuple[str, AppSpec]]:
    for path in paths:
        try:
            yield path.stem, read(path.read_bytes())
        except SpecError as error:
            log.warning("the example %s is left out: %s", path.name, error)
