"""The scripts that go to a phone, without their comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scaffolds.platforms import Files

_COMMENT = re.compile(r"^\s*//[^\n]*$|^\s*/\*.*?\*/", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
CLOUD = "cloudfunctions/"


def on_a_phone(files: Files) -> Iterator[tuple[str, str]]:
    """Path and text of each."""
    for path, content in files.items():
        if path.endswith(".js") and not path.startswith(CLOUD):
            yield path, bared(content)


@lru_cache(maxsize=1000)
def bared(content: bytes) -> str:
    """Without the lines that are comments."""
    return _COMMENT.sub("", content.decode("utf-8", "replace"))


@lru_cache(maxsize=1000)
def names_in(text: str) -> frozenset[str]:
    """All names, of things and in strings."""
    return frozenset(_NAME.findall(text))
