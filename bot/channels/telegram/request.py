"""python-telegram-bot's transport on aiohttp: a third of the cost of its own, and errors that say what may be tried again.

    NetworkError
    ├── NotSentError             Telegram has not seen the request: it may be sent again
    │   └── NotSentInTimeError       (a TimedOut) no connection, or no free one, in time
    └── UnsureError              it was sent and no answer was read: it may have been carried out
        └── UnsureInTimeError        (a TimedOut) no answer in time

What Telegram answers, 5xx too, comes as the library's own errors.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from pydantic_core import from_json
from telegram import InputFile
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.channels.telegram.call import Call, Upload
from bot.channels.telegram.reach import is_here

SERVER = "https://api.telegram.org"
POOL = 100
"""Connections that may be open at once."""
LARGEST_FILE = 20 * 1024 * 1024
"""Bytes that the Bot API lets a bot fetch; whatever is longer is not read to its end."""
_KEEP_ALIVE = 15.0
"""Seconds that a connection rests before it is closed here: shorter than a server's patience, so that no request meets a door just closing."""

Patience: TypeAlias = DefaultValue[None] | DefaultValue[float] | float | None
"""Seconds; the default where the library's own sign for it is given; None for ever."""


class NotSentError(NetworkError):
    """Telegram has not seen the request."""


class NotSentInTimeError(NotSentError, TimedOut):
    """No connection in time: Telegram has not seen the request."""


class UnsureError(NetworkError):
    """The request was sent and no answer was read: Telegram may have carried it out."""


class UnsureInTimeError(UnsureError, TimedOut):
    """No answer in time: Telegram may have carried it out."""


class TooLargeError(TelegramError):
    """A file that is larger than a bot may fetch, whatever was said of its size."""


class AiohttpRequest(BaseRequest):
    """Sends the library's requests; `async with` it, or `initialize` and `shutdown`. Waiting times are in seconds.

    `server`: where the Bot API is. The environment is asked once for a proxy to it: aiohttp's own way asks at every request and doubles its cost.
    """

    def __init__(
        self, *, pool: int = POOL, connect: float = 5.0, read: float = 10.0, write: float = 10.0, upload: float = 30.0, server: str = SERVER
    ) -> None:
        self._pool, self._server = pool, server
        self._connect, self._read, self._write, self._upload = connect, read, write, upload
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._read

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._pool, keepalive_timeout=_KEEP_ALIVE, ttl_dns_cache=300)
            self._session = aiohttp.ClientSession(
                connector=connector, proxy=proxy_to(self._server), headers={"User-Agent": self.USER_AGENT}, cookie_jar=aiohttp.DummyCookieJar()
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Patience = BaseRequest.DEFAULT_NONE,
        write_timeout: Patience = BaseRequest.DEFAULT_NONE,
        connect_timeout: Patience = BaseRequest.DEFAULT_NONE,
        pool_timeout: Patience = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """(status, body). Raises the errors of this module; none of them holds the address, in which the token stands."""
        if self._session is None:
            raise NotSentError("the connection to Telegram is closed")
        uploads = request_data is not None and request_data.contains_files
        times = self._times(read_timeout, write_timeout, connect_timeout, pool_timeout, self._upload if uploads else self._write)
        try:
            async with self._session.request(method, url, timeout=times, allow_redirects=False, **_body(request_data, uploads)) as response:
                return response.status, await _read(response)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise _told(error) from None

    def _times(self, read: Patience, write: Patience, connect: Patience, pool: Patience, writing: float) -> aiohttp.ClientTimeout:
        """aiohttp has no limit for writing alone: the whole may last as long as its parts together."""
        reading, connecting = _or(read, self._read), _or(connect, self._connect)
        parts = (reading, connecting, _or(write, writing), _or(pool, self._connect))
        whole = None if None in parts else sum(part for part in parts if part is not None)
        return aiohttp.ClientTimeout(total=whole, connect=_or(pool, self._connect), sock_connect=connecting, sock_read=reading)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer's JSON object. Raises `UnsureError` for what is none: nothing of it is logged, it may hold what people said."""
        try:
            data = from_json(payload)
        except ValueError:
            data = None
        if not isinstance(data, dict) or (data.get("ok") is True and "result" not in data):
            raise UnsureError("Telegram's answer could not be read")
        return data


@dataclass(frozen=True)
class _Words:
    """A call without files: its parameters as they are. The library's own makes a JSON text of each, and of all those another."""

    params: Mapping[str, Any]
    contains_files = False

    @property
    def json_payload(self) -> bytes:
        return json.dumps(self.params).encode()


def request_data(call: Call) -> RequestData:
    """A call as `AiohttpRequest.post` takes it."""
    if not call.files:
        return cast(RequestData, _Words(call.params))  # a final class, of which our transport reads no more than this
    words = [RequestParameter(name, value, None) for name, value in call.params.items()]
    return RequestData([*words, *(RequestParameter(name, None, [_input_file(upload)]) for name, upload in call.files.items())])


def _input_file(upload: Upload) -> InputFile:
    """The library guesses a type from the name; what the file is, is known here."""
    file = InputFile(upload.data, filename=upload.name)
    file.mimetype = upload.mime
    return file


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait: a number, or a duration where the library's users prefer that."""
    return error.retry_after.total_seconds() if isinstance(error.retry_after, timedelta) else float(error.retry_after)


def proxy_to(server: str) -> str | None:
    """The proxy that the environment names for a server (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`); none for this machine."""
    split = urlsplit(server)
    host = split.hostname or ""
    if is_here(host) or proxy_bypass(host):
        return None
    found = getproxies().get(split.scheme) or getproxies().get("all")
    return found if found and found.startswith(("http://", "https://")) else None


def _or(given: Patience, default: float) -> float | None:
    return default if isinstance(given, DefaultValue) else given


def _body(data: RequestData | None, uploads: bool) -> dict[str, Any]:
    if data is None:
        return {}
    if uploads:
        return {"data": _form(data)}
    return {"data": data.json_payload, "headers": {"Content-Type": "application/json"}}


def _form(data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, mime) in data.multipart_data.items():
        file = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, file, filename=file_name, content_type=mime)
    return form


async def _read(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > LARGEST_FILE:
            response.close()
            raise TooLargeError(f"a file of more than {LARGEST_FILE // 1024 // 1024} MB")
    return bytes(body)


def _told(error: Exception) -> NetworkError:
    """What became of the request, from what aiohttp says. The text of an error about an address is left out: the token stands in it."""
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return NotSentInTimeError("no connection to Telegram in time")
    if isinstance(error, aiohttp.ClientConnectorError):
        return NotSentError(f"no connection to Telegram: {_reason(error)}")
    if isinstance(error, (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError)):
        return NotSentError("the Bot API's address is not valid")
    if isinstance(error, TimeoutError):
        return UnsureInTimeError("no answer from Telegram in time")
    return UnsureError(f"the connection to Telegram broke: {type(error).__name__}")


def _reason(error: aiohttp.ClientConnectorError) -> str:
    """What the system says; an error about a certificate carries none."""
    return getattr(getattr(error, "os_error", None), "strerror", None) or type(error).__name__
