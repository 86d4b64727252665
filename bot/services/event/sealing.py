"""The zip of each entry, built and proved after the freeze: one at a time, beside the turns. After a kill it goes on with those that have none."""

from __future__ import annotations

import asyncio
import logging

from bot.services import Parts, rounds
from bot.services.event.freeze import freeze
from bot.services.news import of_event
from scaffolds import generator, learner_code
from scaffolds.proof import finished
from scaffolds.spec import AppSpec
from storage.events.entries import Frozen

LONGEST_FAULT = 300
EVERY = 1.0
"""Seconds between two looks where there is nothing to make."""
log = logging.getLogger(__name__)


async def keep(parts: Parts) -> None:
    """Round after round, until it is cancelled: beside the clock of events, which does not wait for a zip."""

    async def one() -> float:
        return 0.0 if await one_round(parts) else EVERY

    await rounds.keep("sealing", one, EVERY)


async def one_round(parts: Parts) -> int:
    """Take what is due at any event, then make one zip; how many were made. Called again and again, it makes all of them."""
    for id in await parts.store.entries.due():
        if event := await parts.store.events.get(id):
            await freeze(parts, event)
    return await _seal_next(parts)


async def _seal_next(parts: Parts) -> int:
    app = await parts.store.entries.unsealed()
    if app is None:
        return 0
    package, fault = await asyncio.to_thread(sealed, app)
    if await parts.store.entries.seal(app, package, fault):
        parts.news.tell(of_event(app.event))
    return 1


def sealed(app: Frozen) -> tuple[bytes | None, str]:
    """The zip, or in one line why there is none; whatever it is, the entry stays."""
    try:
        spec = AppSpec.model_validate_json(app.spec)
        files, report = finished(spec, "web", learner_code.read(app.learner_files), app.version)
        if report.passed:
            return generator.pack(files, spec.slug), ""
        failed = next((one.says for one in report.results if not one.passed), "") or next((one.say(spec.language) for one in report.problems), "")
        return None, _line(failed or spec.slug)
    except Exception as error:  # an app that nobody can build must not keep the others from theirs
        log.exception("the zip of entry %s could not be made", app.entry)
        return None, _line(str(error) or type(error).__name__)


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_FAULT]
