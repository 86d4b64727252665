"""What people from outside see in place of a learner: a colour and a bird, and an app without the names of its makers."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable
from re import Pattern
from typing import Any

from bot.core.personal import MASK
from scaffolds.spec import AppSpec, SpecError, parse, slug_of

_SHORTEST = 3
"""How many letters a name of Latin ones needs to be looked for, 'Jo' being a word of its own in too many places; others, and '2B', need two."""
_NO_WORDS = frozenset(("id", "name", "type", "block", "thing", "screen", "kind", "colour", "slug", "zone", "tier", "languages"))
_ID = re.compile(r"[A-Za-z0-9_#/-]+")
"""Together: what of a spec no person reads."""


def places(secret: bytes, learner: str, colours: int, birds: int) -> tuple[int, int]:
    """Which colour and which bird stand for a learner: always the same ones, and nobody else can tell whose."""
    digest = hmac.digest(secret, b"pseudonym " + learner.encode(), hashlib.sha256)
    return int.from_bytes(digest[:4]) % colours, int.from_bytes(digest[4:8]) % birds


def pattern_of(names: Iterable[str]) -> Pattern[str] | None:
    """Finds any of these names, however they are written in capitals; None where there is none to look for."""
    wanted = {
        part for name in names for part in (name.strip(), *name.split()) if len(part) >= (_SHORTEST if part.isascii() and part.isalpha() else 2)
    }
    if not wanted:
        return None
    longest_first = sorted(wanted, key=len, reverse=True)
    return re.compile(
        "|".join(rf"(?<![^\W_]){re.escape(one)}(?![^\W_])" if one.isascii() else re.escape(one) for one in longest_first), re.IGNORECASE
    )


def without(text: str, names: Pattern[str] | None) -> str:
    """A text with every name covered."""
    return names.sub(MASK, text) if names else text


def covered(spec: AppSpec, names: Pattern[str] | None) -> AppSpec | None:
    """The app without the names of its makers; None where it cannot be without them."""
    if names is None or not names.search(json.dumps(spec.model_dump(mode="json"), ensure_ascii=False)):
        return spec
    data = _covered(spec.model_dump(mode="json"), names)
    data["slug"] = slug_of(data["title"])
    data["checks"] = []
    try:
        return parse(data)
    except SpecError:
        return None


def _covered(data: Any, names: Pattern[str], key: str = "") -> Any:
    if isinstance(data, dict):
        return {one: _covered(value, names, one) for one, value in data.items()}
    if isinstance(data, list):
        return [_covered(one, names, key) for one in data]
    if isinstance(data, str) and not (key in _NO_WORDS and _ID.fullmatch(data)):
        return without(data, names)
    return data
