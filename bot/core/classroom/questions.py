"""What a teacher could ask somebody who may be stuck: chosen among questions that are data, the same one as long as the signal is the same."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from string import Formatter

from bot.core.classroom.progress import Reason, Signal
from bot.core.turn import Stage
from scaffolds.spec import Language, Part, Tier


class Question(Part):
    """One question in every language. `about`, `stage` and `young` narrow down whom it is for."""

    reason: Reason
    about: str = ""
    stage: Stage | None = None
    young: bool = False
    wordings: dict[Language, str]

    @property
    def places(self) -> set[str]:
        """What of the student's own words it needs."""
        return {name for _, name, _, _ in Formatter().parse(self.wordings["en"]) if name}


def choose(questions: Sequence[Question], signal: Signal, language: Language, *, title: str, stage: Stage | None, tier: Tier, seed: str) -> str:
    """A question for this signal. Those that fit it most closely come first; among as good ones `seed` decides, so that two students get two."""
    words = {name: value for name, value in (("detail", _short(signal.detail)), ("title", _short(title))) if value}
    fitting = [one for one in questions if _fits(one, signal, stage, tier) and one.places <= words.keys()]
    closest = max(map(_closeness, fitting))
    best = [one for one in fitting if _closeness(one) == closest]
    lot = zlib.crc32(f"{seed}|{signal.reason}|{signal.about}|{signal.detail}".encode("utf-8", "backslashreplace"))
    return best[lot % len(best)].wordings[language].format_map(words)


def _fits(question: Question, signal: Signal, stage: Stage | None, tier: Tier) -> bool:
    return (
        question.reason == signal.reason
        and question.about in ("", signal.about)
        and question.stage in (None, stage)
        and (tier == "primary" or not question.young)
    )


def _closeness(question: Question) -> tuple[bool, bool, int]:
    """For just this, for the young, and with words of their own."""
    return bool(question.about or question.stage), question.young, len(question.places)


def _short(words: str) -> str:
    """Words that are said back inside a sentence."""
    words = " ".join(words.split())
    return words if len(words) <= 60 else f"{words[:59].rstrip()}…"
