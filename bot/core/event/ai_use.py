"""How a team used AI, as its log tells it: what they typed, what they pressed, where a language model had a part, whose words the app is made of.

use = ai_use([Sent(at, "families queue for one shower", (), ())], [(at, spec)])
use.typed, use.aided, use.own
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.classroom.authorship import Authorship, Typed, authorship
from scaffolds.spec import AppSpec


@dataclass(frozen=True)
class Sent:
    """A message of a member: `text` is '' for a press; `models` are those that had a part in its answer."""

    at: datetime
    text: str
    offered: tuple[str, ...] = ()
    models: tuple[str, ...] = ()

    @property
    def is_press(self) -> bool:
        """A button, or its words typed."""
        return not self.text or Typed(self.at, self.text, self.offered).is_press


@dataclass(frozen=True)
class AiUse:
    """The numbers of a statement."""

    turns: int
    typed: int
    """Messages in their own words."""
    pressed: int
    """Buttons and suggestions that they took."""
    aided: int
    """Answers in which a language model had a part."""
    models: tuple[str, ...]
    own: int
    """Texts of the app that are their own words; `both` are theirs and ours together, `ours` were suggested."""
    both: int
    ours: int

    @property
    def words(self) -> int:
        return self.own + self.both + self.ours


def ai_use(sent: Sequence[Sent], versions: Sequence[tuple[datetime, AppSpec]]) -> AiUse:
    """`versions` are those up to the one that is entered, in their order; none without an app. Commands are left out by whoever calls."""
    pressed = sum(one.is_press for one in sent)
    models = tuple(dict.fromkeys(model for one in sent for model in one.models))
    whose = authorship(versions, [Typed(one.at, one.text, one.offered) for one in sent if one.text]) if versions else Authorship(())
    return AiUse(
        turns=len(sent),
        typed=len(sent) - pressed,
        pressed=pressed,
        aided=sum(bool(one.models) for one in sent),
        models=models,
        own=whose.own,
        both=whose.both,
        ours=whose.ours,
    )
