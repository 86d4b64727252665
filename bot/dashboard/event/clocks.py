"""Whose clocks an event goes by, in words: `Hong Kong` and 香港, never `Asia/Hong_Kong`."""

from __future__ import annotations

from bot.locales import Locale

KNOWN = ("Hong_Kong", "Macau", "Shanghai", "Taipei", "Singapore", "Kuala_Lumpur", "London")
"""Places with a name in every language."""


def clocks_of(zone: str, t: Locale) -> str:
    """A time zone by its place; by the place's English name where there is no other."""
    place = zone.rpartition("/")[2]
    if place in KNOWN:
        return t(f"ev_clocks.{place}")
    name = place.replace("_", " ")
    return name if t.language == "en" else f" {name} "
