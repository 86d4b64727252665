"""Build, prove and pack an app. CPU work runs beside the event loop; the proof runs in a process of its own."""

from __future__ import annotations

import asyncio
from functools import lru_cache

from bot.core.errors import NoAppError
from bot.services import Parts
from bot.services.read_spec import spec_of
from scaffolds import generator, learner_code
from scaffolds.learner_code import LearnerCode
from scaffolds.platforms import Files
from scaffolds.proof import Report, finished
from scaffolds.spec import AppSpec
from storage.records import Revision

KEPT_BUILDS = 32


async def prove_app(spec: AppSpec, own: LearnerCode, version: int, platform: str = "web") -> tuple[Files, Report]:
    """The files of an app with their proof; hand them over only if `report.passed`."""
    return await asyncio.to_thread(finished, spec, platform, own, version)


async def make_zip(parts: Parts, project: str, version: int | None, platform: str = "web") -> tuple[str, bytes]:
    """The name and bytes of a version's zip: made anew each time, since a build is pure. Raises `NoAppError`."""
    revision, own = await _revision(parts, project, version)
    return await asyncio.to_thread(packed, revision.spec, platform, own, revision.n, spec_of(revision).slug)


async def preview_files(parts: Parts, project: str, version: int | None = None) -> Files:
    """The files of the web build of a version, for the preview. Raises `NoAppError`."""
    revision, own = await _revision(parts, project, version)
    return await asyncio.to_thread(built, revision.spec, "web", own, revision.n)


@lru_cache(maxsize=KEPT_BUILDS)
def built(spec: str, platform: str, learner_files: bytes, version: int) -> Files:
    """A build is a pure function of these, so the last few are kept."""
    own = learner_code.read(learner_files)
    return generator.build(AppSpec.model_validate_json(spec), platform, own.files(platform), version, own.edits_on(platform))


@lru_cache(maxsize=KEPT_BUILDS)
def packed(spec: str, platform: str, learner_files: bytes, version: int, slug: str) -> tuple[str, bytes]:
    files, _ = finished(AppSpec.model_validate_json(spec), platform, learner_code.read(learner_files), version)
    name = slug if platform == "web" else f"{slug}-{platform}"
    return f"{name}.zip", generator.pack(files, slug)


async def _revision(parts: Parts, project: str, version: int | None) -> tuple[Revision, bytes]:
    """A version and the learner's own code as it was then."""
    found = await parts.store.project(project)
    revision = await parts.store.revision(project, version)
    if found is None or revision is None:
        raise NoAppError()
    return revision, found.learner_files if revision.n == found.head else await parts.store.learner_files(project, revision.n)
