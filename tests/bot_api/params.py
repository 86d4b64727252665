"""A call's parameters, from a query string, a form, a multipart body or JSON, read alike."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.bot_api.rules import refuse
from tests.bot_api.wire import Json

LARGEST_BODY = 50 * 1024 * 1024 + 64 * 1024
"""50 MB of file and what frames it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a multipart body brings it."""

    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Params:
    """What a method was called with. Forms bring strings and JSON brings values; the readers take both, as Telegram does."""

    values: Json
    uploads: dict[str, Upload] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """Ids of rules that this call broke and that Telegram lets pass."""

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A number; what is none counts as the default, as it does for Telegram."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError, OverflowError):
            return default

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in ("true", "1", "yes")

    def structure(self, name: str) -> Any:
        """A JSON-serialised parameter, or None. Raises the rule `structure-malformed`."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise refuse("structure-malformed", name=name) from None

    def record(self, name: str) -> Json | None:
        """A JSON-serialised object, or None. Raises the rule `structure-malformed`."""
        found = self.structure(name)
        if found is not None and not isinstance(found, dict):
            raise refuse("structure-malformed", name=name)
        return found

    def records(self, name: str) -> list[Json]:
        """A JSON-serialised array of objects, empty where there is none. Raises the rule `structure-malformed`."""
        found = self.structure(name)
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise refuse("structure-malformed", name=name)
        return found


async def read_params(request: web.Request) -> Params:
    """Whatever the body is, and the query string under it. Raises the rules `body-malformed` and `body-too-large`."""
    values: Json = dict(request.query) if request.query_string else {}
    kind = request.content_type
    if kind == "multipart/form-data":
        return await _read_multipart(request, values)
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise refuse("body-too-large") from None
    if kind == "application/json":
        values.update(_json_object(body))
    elif body:
        values.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return Params(values)


def _json_object(body: bytes) -> Json:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        raise refuse("body-malformed") from None
    if not isinstance(found, dict):
        raise refuse("body-malformed")
    return found


async def _read_multipart(request: web.Request, values: Json) -> Params:
    try:
        form = await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise refuse("body-too-large") from None
    uploads: dict[str, Upload] = {}
    for name, value in form.items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            values[name] = value if isinstance(value, str) else bytes(value).decode("utf-8", "replace")
    return Params(values, uploads)
