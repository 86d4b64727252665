"""The cloud function that shares the rows between phones: it lies in every zip, and works where settings.js names a cloud."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds.platforms.web.things import things
from scaffolds.spec import AppSpec

ROOT = "cloudfunctions"
"""The folder that DevTools uploads to the cloud, one function a folder."""
_SHELL = Path(__file__).parent / "shell"
_OF_A_FIELD = ("name", "type", "private", "required")


def files(spec: AppSpec) -> dict[str, str]:
    """The function by path, the same in all apps but for `things.json`: what it holds to."""
    return {**_function(), f"{ROOT}/rows/things.json": json.dumps(held(spec), ensure_ascii=False, indent=2) + "\n"}


def held(spec: AppSpec) -> dict[str, Any]:
    """Of the web's `things.json` what decides: things with their fields, guards, first rows. Nothing of it is shown."""
    found = things(spec)
    return {"things": [_thing(thing) for thing in found["things"]], "guards": found["guards"], "seeds": found["seeds"]}


def _thing(thing: dict[str, Any]) -> dict[str, Any]:
    fields = [{key: field[key] for key in _OF_A_FIELD} for field in thing["fields"]]
    return {"id": thing["id"], "written_by": thing["written_by"], "shared": thing["shared"], "fields": fields}


@cache
def _function() -> dict[str, str]:
    paths = sorted(path for path in (_SHELL / ROOT).rglob("*") if path.is_file())
    return {path.relative_to(_SHELL).as_posix(): path.read_text(encoding="utf-8") for path in paths}
