"""`ask.py`, `ask.json` and `ASK.md` beside `app.py`, where a screen may ask a language model: what it is told comes from the spec alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scaffolds.blocks.ai.options import Options
from scaffolds.spec import AppSpec, Screen, text_of

_SERVER = Path(__file__).parent / "server"
_LANGUAGES = {"en": "English", "zh-Hant": "written Traditional Chinese as in Hong Kong", "zh-Hans": "Simplified Chinese"}


def extras(spec: AppSpec, screen: Screen, platform: str) -> Mapping[str, bytes]:
    """Nothing, unless the screen asks a model; `ask.json` holds all such screens of the app."""
    if platform != "web" or not Options.model_validate(screen.options).model:
        return {}
    asked = {one.id: _told(spec, one) for one in spec.screens if one.block == screen.block and Options.model_validate(one.options).model}
    told = (json.dumps({"screens": asked}, ensure_ascii=False, indent=1) + "\n").encode()
    return {"ask.py": _SERVER.joinpath("ask.py").read_bytes(), "ask.json": told, "ASK.md": _SERVER.joinpath(f"ask.{spec.language}.md").read_bytes()}


def _told(spec: AppSpec, screen: Screen) -> dict[str, Any]:
    options = Options.model_validate(screen.options)
    labels = [text_of(kind.label, spec.language) for kind in options.kinds] if options.does == "classify" else []
    title = text_of(spec.title, spec.language)
    return {"title": title, "about": options.about, "labels": labels, "language": _LANGUAGES[spec.language]}
