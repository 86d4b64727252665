"""What a name in a class may say: nothing that should stay private, and nothing that hurts whoever reads it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Literal

from bot.core.classroom.naming import LONGEST_NAME, length_of
from bot.core.folding import fold, forms
from bot.core.outgoing import unfit
from bot.core.personal import MASK
from bot.locales import LANGUAGES
from bot.services import guard

Fault = Literal["name", "long", "personal", "unkind"]
_UNKIND = ("unkind", "harm")


def fault_of(name: str, typed: str, longest: int = LONGEST_NAME) -> Fault | None:
    """What is wrong with a tidy name, None where it does. `typed`: as it came, where personal data may have been masked already."""
    if MASK in typed:
        return "personal"
    if not name:
        return "name"
    if length_of(name) > longest or len(name) > 3 * longest:
        return "long"
    verdict = guard.look(name)
    broken = {unfit(name, language, guard.outgoing_rules()) for language in LANGUAGES}
    if set(verdict.found) - {"name"} or "link" in broken:
        return "personal"
    return "unkind" if verdict.flag or not broken.isdisjoint(_UNKIND) or _is_rude(name) else None


def _is_rude(name: str) -> bool:
    english, chinese = _words()
    readings = forms(fold(name).text, _simplified())
    return any(english.search(one) or any(word in one.replace(" ", "") for word in chinese) for one in readings)


@cache
def _simplified() -> guard.Simplified:
    return guard.Simplified()


@cache
def _words() -> tuple[re.Pattern[str], tuple[str, ...]]:
    data = tomllib.loads((guard.FOLDER / "names.toml").read_text(encoding="utf-8"))
    english = re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, data['en']))})s?(?![a-z])")
    return english, tuple(word.translate(_simplified()) for word in data["zh"])
