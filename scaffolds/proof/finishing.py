"""Proof where files are made and where they come back."""

from __future__ import annotations

from functools import cache

from scaffolds import generator, returned
from scaffolds.engine.process import Engine
from scaffolds.learner_code import NOTHING, LearnerCode
from scaffolds.platforms import Files
from scaffolds.proof.proving import prove
from scaffolds.proof.report import Report
from scaffolds.spec import AppSpec


def finished(spec: AppSpec, platform: str = "web", own: LearnerCode = NOTHING, version: int = 1) -> tuple[Files, Report]:
    """All files of an app with the learner's own code in it, `CHECKS.md` among them, and their proof. What did not pass is not to be handed over."""
    files = generator.build(spec, platform, own.files(platform), version, own.edits_on(platform))
    report = prove(files, spec, platform)
    files["CHECKS.md"] = report.render(spec.language).encode()
    return dict(sorted(files.items())), report


def recheck(zipped: bytes) -> Report:
    """Prove a build, or somebody's edit of one, as it is in the zip. Raises `ReturnedError` where that is no app of Sampan's."""
    app = returned.read(zipped)
    return prove(app.files, app.spec, app.platform, _for_strangers())


@cache
def _for_strangers() -> Engine:
    """What comes back may be slow on purpose; it must not keep those who build waiting."""
    return Engine(workers=1)
