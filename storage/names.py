"""Names that people choose, as they are compared."""

from __future__ import annotations

import unicodedata


def name_key(name: str) -> str:
    """The same name however it is typed: case, width and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
