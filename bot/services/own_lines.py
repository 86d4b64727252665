"""What an edit or a zip does to the lines that a learner changed by hand, told where they would miss them."""

from __future__ import annotations

from bot.core import places
from bot.core.decision import Build, Move
from bot.services.build_app import prove_app
from bot.services.review_code import changes, resting
from scaffolds.learner_code import LearnerCode
from scaffolds.proof import Report
from scaffolds.spec import AppSpec, Language


async def after_edit(code: LearnerCode, build: Build, version: int, language: Language) -> Move | None:
    """Their lines that have no place any more, and whether the rest still fits where they changed it: the web's proof does not see another platform."""
    if build.before is None or not (code.edits or code.added):
        return None
    gone = await resting(code, build.before, build.spec, language)
    broken = await _broken(code, build.spec, version, language)
    values = {"resting": list(gone), "place": places.told(code.platform, language).name, "broken": broken}
    return Move(prompt="tutor/own_lines", values=values) if gone or broken else None


async def _broken(code: LearnerCode, spec: AppSpec, version: int, language: Language) -> str:
    """The first fault in the files of their platform. Without their lines there is none: every platform is proved with each block."""
    if code.platform == places.WEB or code.platform not in places.possible(spec):
        return ""
    _, report = await prove_app(spec, code, version, code.platform)
    return _first_fault(report, language)


def _first_fault(report: Report, language: Language) -> str:
    failed = (one.says for one in report.results if not one.passed)
    fault = next(failed, "") or next((one.say(language) for one in report.problems), "")
    return fault.rstrip(".。")


def of_another_place(before: LearnerCode, code: LearnerCode, version: int, spec: AppSpec, language: Language) -> Move | str:
    """What they changed on one platform gives way to what they changed on another; the version before has it still."""
    if before.platform == code.platform or not (before.edits or before.added):
        return ""
    labels = [change.label for change in changes(before, spec, language)]
    return Move(prompt="tutor/other_lines", values={"place": places.told(before.platform, language).name, "files": labels, "version": version})
