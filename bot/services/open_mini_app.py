"""A learner's newest app, for the channel in which they are known by an outside id."""

from __future__ import annotations

from dataclasses import dataclass

from bot.locales import spoken
from bot.services import Parts
from bot.services.preview_app import PreviewLinks
from bot.services.read_spec import spec_of
from scaffolds.spec import Language, text_of
from storage.records import Learner, Revision


@dataclass(frozen=True)
class MiniApp:
    """What the channel's window shows. `frame`: the address of their own preview, empty where they have no app yet."""

    language: Language | None
    """Theirs; None where they never said anything to us."""
    title: str = ""
    frame: str = ""


async def open_mini_app(parts: Parts, previews: PreviewLinks, channel: str, outside_id: str) -> MiniApp:
    """The newest of their apps that was built. Nobody is made by looking."""
    learner = await parts.store.learner_by_identity(channel, outside_id)
    if learner is None:
        return MiniApp(None)
    language = spoken(learner.language)
    newest = await _newest(parts, learner)
    if newest is None:
        return MiniApp(language)
    project, revision = newest
    token = await previews.of(project, learner.id)
    return MiniApp(language, text_of(spec_of(revision).title, language), f"/preview/{token}/?v={revision.n}")


async def _newest(parts: Parts, learner: Learner) -> tuple[str, Revision] | None:
    for project in await parts.store.projects_of(learner.id):
        revision = await parts.store.revision(project.id) if project.head is not None else None
        if revision is not None:
            return project.id, revision
    return None
