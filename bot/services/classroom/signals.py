"""Signals as teachers read them: whether one is shown, its reason in words, and what one could ask."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import prompts
from bot.core.classroom.progress import Progress, Signal, signal
from bot.core.classroom.questions import Question, choose
from bot.core.turn import STAGES, Stage
from bot.locales import Locale
from scaffolds.spec import Language, Tier

_ASKED = ("problem", "who", "goal", "choose", "keep", "confirm", "clarify", "name")
_MANY = 60
"""Letters of somebody's words inside a reason."""


def signal_of(progress: Mapping[str, Any], now: datetime, paused: datetime | None = None) -> Signal | None:
    """The signal to show of a learner; `paused` is since when nobody answers them. While that lasts nobody grows silent, and nobody goes."""
    read = Progress.model_validate(progress)
    if paused is not None and read.last is not None:
        now = max(read.last, min(now, paused))
    return signal(read, now)


def reason(found: Signal, t: Locale) -> str:
    """Why, in one sentence, with the student's words as they were."""
    detail = " ".join(found.detail.split())
    detail = detail if len(detail) <= _MANY else f"{detail[: _MANY - 1].rstrip()}…"
    match found.reason, found.about:
        case "stage", "recolour":
            return t("signal.recolour", n=found.count)
        case "hints", "asked":
            return t("signal.teacher")
        case "idle", asks if asks in _ASKED:
            return t("signal.idle_after", n=found.count, asked=t(f"signal.asked_{asks}"))
    return t(f"signal.{found.reason}_words" if detail else f"signal.{found.reason}", n=found.count, detail=detail)


def question_for(
    found: Signal, language: Language, *, title: str = "", stage: str = "", tier: str = "junior", seed: str = ""
) -> str:  # fmt: skip
    """What a teacher could ask. `title`: of their app; `seed`: their id, so that not everybody gets the same."""
    known_stage: Stage | None = next((one for one in STAGES if one == stage), None)
    known_tier: Tier = "primary" if tier == "primary" else "junior"
    return choose(_questions(), found, language, title=title, stage=known_stage, tier=known_tier, seed=seed)


@cache
def _questions() -> Sequence[Question]:
    entries = tomllib.loads((prompts.ROOT / "classroom" / "questions.toml").read_text(encoding="utf-8"))["question"]
    return [_question(entry) for entry in entries]


def _question(entry: Mapping[str, Any]) -> Question:
    wordings = {language: entry[language] for language in prompts.LANGUAGES}
    return Question.model_validate({**{name: value for name, value in entry.items() if name not in wordings}, "wordings": wordings})
