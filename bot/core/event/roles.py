"""The role cards that a team may share out: who does what. Their texts are sentences, `ev_role.<id>` and `ev_role.<id>_about`."""

from __future__ import annotations

from collections.abc import Iterable

ROLES = ("curator", "designer", "technologist")
"""Content curator, business designer, creative technologist."""


def roles_of(ids: Iterable[str]) -> list[str]:
    """Those that there are, each once, in their own order."""
    wanted = set(ids)
    return [role for role in ROLES if role in wanted]
