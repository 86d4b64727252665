"""What an event, a prize or a rule may be called: nothing that should stay private, and nothing that hurts whoever reads it."""

from __future__ import annotations

from typing import Literal

from bot.core.classroom.naming import length_of, name_of
from bot.services import guard
from bot.services.classroom.fit_name import fault_of

Fault = Literal["empty", "long", "personal", "unkind"]
LONGEST_NAME, LONGEST_PERSON, LONGEST_THEME, LONGEST_RULES = 60, 60, 200, 4000


def event_name_of(text: str) -> str:
    """A name as it is kept."""
    return name_of(text)


def name_fault(text: str, longest: int = LONGEST_NAME) -> Fault | None:
    """What is wrong with a name that everybody reads; None where nothing is."""
    name = name_of(text)
    fault = fault_of(name, text, longest)
    return "empty" if fault == "name" else fault


def text_fault(text: str, longest: int = LONGEST_THEME) -> Fault | None:
    """What is wrong with a text that everybody reads; one that is empty will do."""
    if length_of(text) > longest:
        return "long"
    verdict = guard.look(text)
    if verdict.flag:
        return "unkind"
    return "personal" if set(verdict.found) - {"name"} else None


def text_of(text: str) -> str:
    """A text of several lines as it is kept: without what no store can hold."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode().replace("\r\n", "\n").strip()
