"""An entry's app as it was at the freeze, in a frame, for judges and for whoever comes to the showcase.

Its files are built of the entry alone, never of the app as it is now. Everybody sees the rows as they were and writes into a copy of their own.
"""

from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING

from bot.core.errors import NoAppError
from bot.services import Parts
from bot.services.build_app import built
from scaffolds.platforms import Files
from storage.events.entries import Entry
from storage.events.frozen_rows import copy_key, entry_of

if TYPE_CHECKING:
    from bot.services.preview_app import PreviewLinks


async def frozen_link(previews: PreviewLinks, entry: Entry, viewer: str) -> str:
    """The token of the address `/preview/<token>/` for one viewer, whoever that is: the same for the same. Raises `NoAppError`."""
    if not entry.version or not await previews.has(entry.project):
        raise NoAppError()
    return await previews.lent(entry.project, "frozen", copy_key(entry.id, hashlib.sha256(viewer.encode()).hexdigest()[:32]))


async def frozen_files(parts: Parts, key: str) -> Files:
    """The files of the web build of the entry that a viewer's rows are a copy of. Raises `NoAppError`."""
    app = await parts.store.entries.frozen(entry_of(key))
    if app is None:
        raise NoAppError()
    return await asyncio.to_thread(built, app.spec, "web", app.learner_files, app.version)
