"""A file that a message names, made when it is sent: nothing of it lies in the outbox."""

from __future__ import annotations

from bot.core.turn import File
from bot.services import Parts
from bot.services.build_app import make_zip
from bot.services.classroom.my_data import make_my_data


async def make_file(parts: Parts, file: File) -> tuple[str, bytes]:
    """Its name and bytes. Raises `NoAppError` where there is no such app, or nobody of that id, any more."""
    if file.learner:
        return await make_my_data(parts, file.learner)
    return await make_zip(parts, file.project, file.version, file.platform)
