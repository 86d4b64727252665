"""Wishes that no mini-app can fulfil: a wheelchair that follows the eyes, faces told apart, real payments. Said honestly, with what can be made instead."""

from __future__ import annotations

from collections.abc import Sequence

from bot.brains.offline.lexicon import common, patterns
from bot.core.interpretation import Match

_LONGEST = 600
"""Characters of a first message that are looked at; what stands further on is an aside."""


def out_of_reach(folded: str) -> str:
    """The kind of such a wish, empty for the wishes that can be met. The kind whose words stand first counts."""
    found = [(hit.start(), kind) for kind, pattern in patterns("beyond").items() if (hit := pattern.search(folded[:_LONGEST]))]
    return min(found)[1] if found else ""


def with_instead(matches: Sequence[Match], kind: str) -> tuple[Match, ...]:
    """The block that helps instead is the first that is offered."""
    block = common("beyond")[kind]
    best = max((one.score for one in matches), default=1.0)
    helping = [one.model_copy(update={"score": best}) for one in matches if one.block == block]
    return (*helping, *(one for one in matches if one.block != block))
