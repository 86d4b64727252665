"""What a page draws of an app without opening it."""

from __future__ import annotations

from typing import Any

from scaffolds.spec import AppSpec


def look_of(spec: AppSpec) -> dict[str, Any]:
    """Its colour, its emoji and what its first screens are."""
    return {"colour": spec.colour, "emoji": spec.emoji, "blocks": [screen.block for screen in spec.screens][:4]}
