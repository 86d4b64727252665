"""Files that a bot sends: there, not empty, not too large, pictures that are pictures."""

from __future__ import annotations

from tests.bot_api.files import StoredFile, picture_sides
from tests.bot_api.params import Params, Upload
from tests.bot_api.rules import refuse
from tests.bot_api.world import World

LARGEST, LARGEST_PHOTO, LARGEST_DOWNLOAD = 50 * 1024 * 1024, 10 * 1024 * 1024, 20 * 1024 * 1024
LARGEST_THUMBNAIL, LONGEST_SIDE = 200 * 1024, 320
SUM_OF_SIDES, STRETCHED = 10_000, 20


def read_file(world: World, params: Params, kind: str, given: str | None = None) -> StoredFile:
    """The file of a call: uploaded under its own name, as `attach://part`, or by the id of one that is kept. Raises `file-...`, `photo-...`."""
    upload = find_upload(params, kind, params.text(kind) if given is None else given)
    if isinstance(upload, str):
        return _kept(world, upload, kind)
    if not upload.data:
        raise refuse("file-empty")
    if len(upload.data) > LARGEST:
        raise refuse("body-too-large")
    if kind == "photo":
        _check_photo(upload)
    return world.files.store(upload.data, upload.name, upload.mime, f"{kind}s")


def find_upload(params: Params, kind: str, given: str) -> Upload | str:
    """The uploaded part, or the id or address that was given for it. Raises the rule `file-missing`."""
    part = given.removeprefix("attach://") if given.startswith("attach://") else kind
    if part in params.uploads and (part != kind or not given or given.startswith("attach://")):
        return params.uploads[part]
    if not given or given.startswith("attach://"):
        raise refuse("file-missing", kind=kind)
    return given


def _kept(world: World, file_id: str, kind: str) -> StoredFile:
    if file_id not in world.files.by_id:
        raise refuse("file-id")
    return world.files.by_id[file_id]


def _check_photo(upload: Upload) -> None:
    if len(upload.data) > LARGEST_PHOTO:
        raise refuse("photo-large", name=upload.name, size=len(upload.data))
    sides = picture_sides(upload.data)
    if sides is None:
        raise refuse("photo-unread")
    width, height = sides
    if width + height > SUM_OF_SIDES or max(sides) > STRETCHED * max(1, min(sides)):
        raise refuse("photo-sides")


def check_thumbnail(params: Params, given: str = "") -> Upload | None:
    """The thumbnail, if one was given; Telegram leaves an unfit one out without a word, so it is noted and left out here too."""
    given = given or params.text("thumbnail")
    part = given.removeprefix("attach://") if given else "thumbnail"
    upload = params.uploads.get(part)
    if upload is None and not given:
        return None
    if upload is None or not _fits(upload):
        params.notes.append("thumbnail")
        return None
    return upload


def _fits(upload: Upload) -> bool:
    sides = picture_sides(upload.data) if upload.data.startswith(b"\xff\xd8\xff") else None
    return sides is not None and max(sides) <= LONGEST_SIDE and len(upload.data) < LARGEST_THUMBNAIL
