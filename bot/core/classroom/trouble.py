"""Trouble that several of a class meet at the same moment: then one lesson for all of them is better than a word to each.

kinds = {learner: kind_of(signal, progress), ...}
shared(kinds, of=24)        (Shared(kind=Kind(reason="error", of="unclear"), learners=(...)), ...)
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.classroom.progress import Progress, Reason, Signal
from scaffolds.spec import Part

FEWEST = 3
SHARE = 0.15
"""So many of a class, and such a part of it, meet the same before it is said."""


class Kind(Part):
    """A kind of trouble: the same for all whom the same lesson helps."""

    reason: Reason
    of: str = ""
    """The error, the question or the stage that it is about."""

    @property
    def key(self) -> str:
        """As it is called in an address."""
        return f"{self.reason}_{self.of}" if self.of else self.reason


class Shared(Part):
    kind: Kind
    learners: tuple[str, ...]


def kind_of(signal: Signal, progress: Progress) -> Kind | None:
    """None for trouble that no lesson helps: who is silent may be listening."""
    if signal.reason == "idle":
        return None
    if signal.reason in ("stage", "hints"):
        return Kind(reason="stage", of=(signal.about if signal.reason == "stage" else "") or progress.stage)
    return Kind(reason=signal.reason, of={"error": trouble_of(progress), "question": progress.asks}.get(signal.reason, ""))


def trouble_of(progress: Progress) -> str:
    """What kind of thing went wrong last, without what it went wrong with: that differs from app to app."""
    return progress.troubles[-1].key.partition(":")[0] if progress.troubles else ""


def shared(kinds: Mapping[str, Kind | None], of: int) -> tuple[Shared, ...]:
    """What enough of `of` learners meet at once, the most frequent first."""
    found: dict[Kind, list[str]] = {}
    for learner, kind in kinds.items():
        if kind is not None:
            found.setdefault(kind, []).append(learner)
    enough = [Shared(kind=kind, learners=tuple(who)) for kind, who in found.items() if len(who) >= FEWEST and len(who) >= SHARE * of]
    return tuple(sorted(enough, key=lambda one: -len(one.learners)))
