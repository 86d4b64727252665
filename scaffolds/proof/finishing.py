"""Proof where files are made and where they come back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from scaffolds import generator, returned
from scaffolds.engine.process import Engine
from scaffolds.platforms import Files
from scaffolds.proof.proving import prove
from scaffolds.proof.report import Report
from scaffolds.spec import AppSpec


def finished(spec: AppSpec, platform: str = "web", learner_files: Mapping[str, bytes] | None = None, version: int = 1) -> tuple[Files, Report]:
    """All files of an app, `CHECKS.md` among them, and their proof. What did not pass is not to be handed over."""
    files = generator.build(spec, platform, learner_files, version)
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
