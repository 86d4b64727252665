"""A project as its mentors see it: under a pseudonym, with the names of its makers covered everywhere, in words and in the running app."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from re import Pattern

from bot.core.classroom.pseudonym import covered, pattern_of, without
from bot.core.errors import NoAppError
from bot.services import Parts, guard
from bot.services.build_app import built
from bot.services.read_spec import spec_of
from scaffolds.platforms import Files
from scaffolds.spec import AppSpec
from storage.records import Project, Revision


@dataclass(frozen=True)
class Mentored:
    """An app that may be shown to people from outside."""

    project: Project
    revision: Revision
    spec: AppSpec
    names: Pattern[str] | None

    def shown(self, text: str) -> str:
        """Words of the learner's without personal data and without anybody's name."""
        return without(guard.look(text).masked, self.names)


async def mentored(parts: Parts, project: str) -> Mentored:
    """The app of a project as it is now. Raises `NoAppError`, also where its names cannot be covered."""
    found, revision = await asyncio.gather(parts.store.project(project), parts.store.revision(project))
    names = pattern_of(await parts.store.mentors.names(project))
    spec = covered(spec_of(revision), names) if found and revision else None
    if found is None or revision is None or spec is None:
        raise NoAppError()
    return Mentored(found, revision, spec, names)


async def covered_files(parts: Parts, project: str) -> Files:
    """The files of its web build. What the learner wrote into the code is left out where it may give away who they are."""
    app = await mentored(parts, project)
    return await asyncio.to_thread(_covered_build, app)


def _covered_build(app: Mentored) -> Files:
    spec = app.spec.model_dump_json()
    plain = built(spec, "web", b"", app.revision.n)
    files = built(spec, "web", app.project.learner_files, app.revision.n) if app.project.learner_files else plain
    return files if all(_says_nothing(data, app.names) for path, data in files.items() if plain.get(path) != data) else plain


def _says_nothing(data: bytes, names: Pattern[str] | None) -> bool:
    """No name stands in a file; a picture cannot be looked through."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return names is None or not names.search(text)
