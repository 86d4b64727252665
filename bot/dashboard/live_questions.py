"""The question that a teacher could ask somebody who may be stuck."""

from __future__ import annotations

import importlib

from bot.core.classroom.progress import Signal
from scaffolds.spec import Language


def question_of(found: Signal, language: Language) -> str:
    try:
        questions = importlib.import_module("bot.core.classroom.questions")
    except ModuleNotFoundError:
        return ""
    return str(questions.question_for(found, language))
