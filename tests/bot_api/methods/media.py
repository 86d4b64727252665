"""Files: documents, photos, albums out; downloads in."""

from __future__ import annotations

from tests.bot_api.chats import Chat
from tests.bot_api.checks.files import LARGEST_DOWNLOAD, check_thumbnail, read_file
from tests.bot_api.checks.place import open_chat
from tests.bot_api.checks.text import read_caption
from tests.bot_api.files import StoredFile, picture_sides
from tests.bot_api.methods.messages import deliver
from tests.bot_api.params import Params
from tests.bot_api.rules import refuse
from tests.bot_api.wire import Json
from tests.bot_api.world import World

MOST_IN_ALBUM = 10


def send_document(world: World, params: Params) -> Json:
    chat = open_chat(world, params)
    file = read_file(world, params, "document")
    return deliver(world, chat, params, {**_document(world, params, file), **read_caption(params)}, file)


def send_photo(world: World, params: Params) -> Json:
    chat = open_chat(world, params)
    file = read_file(world, params, "photo")
    return deliver(world, chat, params, {**_photo(file), **read_caption(params)}, file)


def _document(world: World, params: Params, file: StoredFile, thumbnail: str = "") -> Json:
    found = dict(file.document)
    small = check_thumbnail(params, thumbnail)
    if small is not None:
        width, height = picture_sides(small.data) or (0, 0)
        kept = world.files.store(small.data, small.name, "image/jpeg", "thumbnails")
        found["thumbnail"] = {**kept.wire, "width": width, "height": height}
    return {"document": found}


def _photo(file: StoredFile) -> Json:
    width, height = picture_sides(file.data) or (0, 0)
    return {"photo": [{**file.wire, "width": width, "height": height}]}


def send_album(world: World, params: Params) -> list[Json]:
    """All or nothing: every file is read before one is shown. Raises `album-...`."""
    chat = open_chat(world, params)
    media = params.records("media")
    if not media:
        raise refuse("album-empty")
    if len(media) > MOST_IN_ALBUM:
        raise refuse("album-large")
    kinds = {str(one.get("type")) for one in media}
    if "document" in kinds and len(kinds) > 1:
        raise refuse("album-mixed")
    contents = [_album_part(world, params, one) for one in media]
    return _show_album(world, chat, params, contents)


def _album_part(world: World, params: Params, one: Json) -> tuple[Json, StoredFile]:
    kind = str(one.get("type"))
    file = read_file(world, params, kind, str(one.get("media", "")))
    words = read_caption(Params({name: one[name] for name in ("caption", "caption_entities", "parse_mode") if name in one}, notes=params.notes))
    return {**(_photo(file) if kind == "photo" else _document(world, params, file, str(one.get("thumbnail", "")))), **words}, file


def _show_album(world: World, chat: Chat, params: Params, contents: list[tuple[Json, StoredFile]]) -> list[Json]:
    group = str(world.new_number())
    return [deliver(world, chat, params, {**content, "media_group_id": group}, file) for content, file in contents]


def get_file(world: World, params: Params) -> Json:
    """What is needed to fetch a file. Raises `get-file-id`, `get-file-large`."""
    file = world.files.by_id.get(params.text("file_id"))
    if file is None:
        raise refuse("get-file-id")
    if max(file.size, len(file.data)) > LARGEST_DOWNLOAD:
        raise refuse("get-file-large")
    return {**file.wire, "file_path": file.path}


METHODS = {"sendDocument": send_document, "sendPhoto": send_photo, "sendMediaGroup": send_album, "getFile": get_file}
