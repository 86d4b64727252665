"""A built app, or somebody's edit of one, looked at without the chat: what they changed by hand, and the proof again."""

from __future__ import annotations

import prompts
from bot.services.review_code import changes
from scaffolds import learner_code, platforms
from scaffolds.blocks import with_checks
from scaffolds.proof import recheck
from scaffolds.returned import read


def check_zip(zipped: bytes) -> tuple[str, bool]:
    """Markdown in English, and whether all holds. Raises `ReturnedError` where it is no app of Sampan's."""
    report = recheck(zipped)
    returned = read(zipped)
    made = platforms.discover()[returned.platform].files(with_checks(returned.spec))
    found = [change._asdict() for change in changes(learner_code.found(returned, made), returned.spec, "en")]
    told = prompts.load("tutor/changed_by_hand").render("en", changes=found) + "\n\n" if found else ""
    return told + report.render("en"), report.passed
