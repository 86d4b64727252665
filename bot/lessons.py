"""`sampan lesson check`: what is wrong with lessons, and where, for those who write them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.core.errors import OperatorError
from bot.services.lesson.checking import Checked, check
from bot.settings import Settings


def examine(settings: Settings, found: Sequence[Path]) -> tuple[list[str], bool]:
    """The lines to print, and whether all is well. Without folders all lessons are looked at, the school's own too. Raises `OperatorError`."""
    for folder in found:
        if not folder.is_dir():
            raise OperatorError(f"{folder}: there is no such folder")
    checked = check(found, Path(settings.lessons_dir) if settings.lessons_dir else None)
    return _lines(checked), not checked.faults


def _lines(checked: Checked) -> list[str]:
    count = f"{checked.lessons} lesson{'' if checked.lessons == 1 else 's'}"
    faults = [str(fault) for fault in checked.faults]
    return faults or [f"{count} checked, each in three languages: steps, pictures, and the code of what is tried"]
