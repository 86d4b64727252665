"""What others at an event read of somebody: nothing that should stay private, and nothing that hurts."""

from __future__ import annotations

from typing import Literal

from bot.core.outgoing import unfit
from bot.core.personal import MASK
from bot.locales import LANGUAGES
from bot.services import guard

WordsFault = Literal["words_long", "words_personal", "words_unkind"]
LONGEST = 160


def tidied(text: str) -> str:
    """Words as they are kept: in one line, without what no store can hold."""
    return " ".join(text.replace("\0", "").encode("utf-8", "ignore").decode().split())


def fault_of_words(text: str) -> WordsFault | None:
    """What is wrong with some tidied words; None where nothing is, or there are none."""
    if len(text) > LONGEST:
        return "words_long"
    verdict = guard.look(text)
    broken = {unfit(text, language, guard.outgoing_rules()) for language in LANGUAGES}
    if MASK in text or set(verdict.found) - {"name"} or "link" in broken:
        return "words_personal"
    return "words_unkind" if verdict.flag or not broken.isdisjoint(("unkind", "harm")) else None
