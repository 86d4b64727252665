"""An app that WeChat would not take, and which of its screens must be smaller before it does.

WeChat takes 2 MiB in one package and 30 MiB in all (https://developers.weixin.qq.com/miniprogram/dev/framework/subpackages.html). An app of twelve
screens has thirteen packages at most, so that where each is small enough all of them are.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping

from scaffolds import blocks
from scaffolds.platforms import Files
from scaffolds.platforms.weixin import asking, packages
from scaffolds.screens import shared_words
from scaffolds.spec import AppSpec, Language, Screen, text_of

_MEGABYTE = 1024 * 1024
MOST = 2 * _MEGABYTE
"""Bytes that WeChat takes in one package."""


def told(spec: AppSpec, made: Files, language: Language) -> str:
    """A sentence that names the screens to make smaller; nothing where WeChat takes these files of the app."""
    root, weights = max(packages.weights(spec, made).items(), key=lambda one: sum(one[1].values()))
    weight = sum(weights.values())
    if weight <= MOST:
        return ""
    names = [text_of(screen.label, language) for screen in _in_the_way(spec, root, weights, weight - MOST)]
    sentence: str = asking.card()[language]["too_large"]
    return sentence.format(size=math.ceil(10 * weight / _MEGABYTE) / 10, screens=shared_words()[language]["list_comma"].join(names))


def _in_the_way(spec: AppSpec, root: str, weights: Mapping[str, int], over: int) -> Iterator[Screen]:
    """The heaviest of a package, so many that without them it would fit."""
    own = {screen.id: _weight(spec, screen, root, weights) for screen in spec.screens}
    for screen in sorted(spec.screens, key=lambda one: -own[one.id]):
        yield screen
        over -= own[screen.id]
        if over <= 0:
            return


def _weight(spec: AppSpec, screen: Screen, root: str, weights: Mapping[str, int]) -> int:
    """What a screen has in a package. The rows that it begins with are in the main one, wherever its page lies."""
    files = sum(weight for path, weight in weights.items() if path.startswith((f"rules/{screen.id}.", f"{packages.root_of(screen)}/")))
    rows = [row for _, row in blocks.of(screen).seeds(spec, screen)]
    return files + (0 if root else len(json.dumps(rows, ensure_ascii=False).encode()))
