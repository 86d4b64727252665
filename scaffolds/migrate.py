"""Older shapes of `sampan.json`, lifted to the one of today, a step a version.

A step takes the whole manifest of its version and gives the next version's. Zips live for years on students' disks: a step is
never removed, and never imports today's models (they will have moved on).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scaffolds.spec import FORMAT, SpecError

Manifest = dict[str, Any]


def lift(manifest: object) -> Manifest:
    """A manifest of today's format from one of any format there ever was; raises `SpecError`."""
    if not isinstance(manifest, Mapping):
        raise SpecError("", "sampan.json is a JSON object")
    lifted = dict(manifest)
    version = _version(lifted)
    while version < FORMAT:
        lifted = _STEPS[version](lifted)
        version += 1
    return lifted | {"sampan": FORMAT}


def _version(manifest: Mapping[str, Any]) -> int:
    version = manifest.get("sampan")
    if not isinstance(version, int) or isinstance(version, bool) or version not in (*_STEPS, FORMAT):
        newer = isinstance(version, int) and not isinstance(version, bool) and version > FORMAT
        raise SpecError("sampan", "this was made by a newer Sampan" if newer else "the format version is missing or unknown")
    return version


def _from_0(manifest: Manifest) -> Manifest:
    """Format 0: a thing's fields were its `columns`, a colour had no `#`, and an app had one `language`."""
    spec = manifest.get("spec")
    if not isinstance(spec, Mapping):
        return manifest
    lifted = {key: value for key, value in spec.items() if key != "language"}
    if isinstance(spec.get("colour"), str):
        lifted["colour"] = "#" + spec["colour"].removeprefix("#")
    if "language" in spec and "languages" not in spec:
        lifted["languages"] = [spec["language"]]
    if isinstance(spec.get("things"), list):
        lifted["things"] = [_with_fields(thing) for thing in spec["things"]]
    return manifest | {"spec": lifted}


def _with_fields(thing: object) -> object:
    if not isinstance(thing, Mapping) or "columns" not in thing:
        return thing
    return {key: value for key, value in thing.items() if key != "columns"} | {"fields": thing["columns"]}


_STEPS: dict[int, Callable[[Manifest], Manifest]] = {0: _from_0}
