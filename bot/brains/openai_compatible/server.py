"""One request to a server: the vendor's package stops here, and all that can go wrong becomes a `Fault`."""

from __future__ import annotations

import logging
import re
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

import httpx2
import openai
from openai.types.chat import ChatCompletionMessageParam

from bot.brains.openai_compatible.endpoint import Endpoint
from bot.brains.openai_compatible.tokens import estimate

MOST_BYTES, MOST_CHARACTERS = 2_000_000, 12_000
"""Of a response, with all that is around its words; of an answer."""
_CONNECT = 4.0
_LONGEST_WAIT = 3600.0
_FILTERED = re.compile(r"content.?(?:filter|policy|management)|data.?inspection|moderation|sensitive|敏感|违规|審核|审核", re.IGNORECASE)
Messages = Sequence[ChatCompletionMessageParam]


for _name in ("openai", "httpx2", "httpcore2"):
    logging.getLogger(_name).setLevel(logging.WARNING)  # whole requests are logged below that: what a learner wrote, and addresses with passwords


class Fault(Exception):
    """`word` is what is kept of it; `again`: asking once more may help; `wait`: seconds after which the server wants to be asked."""

    def __init__(self, word: str, *, again: bool = False, wait: float | None = None, reason: str = "", lasting: bool = False) -> None:
        super().__init__(word)
        self.word, self.again, self.wait, self.reason, self.lasting = word, again, wait, reason, lasting


@dataclass
class Reply:
    """What came of one request so far. The tokens are the server's where it `counted` them; `sent` is an estimate before."""

    text: str = ""
    finish: str = ""
    sent: int = 0
    cached: int = 0
    got: int = 0
    counted: bool = False

    @property
    def received(self) -> int:
        """Tokens of the answer."""
        return self.got if self.counted else estimate(self.text) if self.text else 0


@dataclass(frozen=True)
class Model:
    id: str
    owner: str


class _Counted(httpx2.AsyncByteStream):
    """A response that ends after so many bytes, whatever the server goes on to send."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream
        self._left = MOST_BYTES

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            self._left -= len(piece)
            if self._left < 0:
                raise Fault("long")
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


@cache
def _trusted() -> ssl.SSLContext:
    """Whom to believe to be who they say: read once."""
    return httpx2.create_ssl_context()


async def _count(response: httpx2.Response) -> None:
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _Counted(response.stream)


class Server:
    """One server, by the vendor's client; it never asks a second time of its own accord and follows no one elsewhere."""

    def __init__(self, endpoint: Endpoint, silence: float, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        """`silence`: seconds without a byte after which it is given up."""
        timeout = httpx2.Timeout(silence, connect=min(_CONNECT, silence))
        self._http = httpx2.AsyncClient(
            verify=_trusted(),
            transport=transport,
            timeout=timeout,
            follow_redirects=False,
            event_hooks={"response": [_count]},
            headers={"accept-encoding": "identity"},
        )
        self._client = openai.AsyncOpenAI(
            api_key=endpoint.api_key or "none",
            base_url=endpoint.address,
            max_retries=0,
            timeout=timeout,
            http_client=self._http,
            _strict_response_validation=False,
        )

    async def models(self) -> tuple[Model, ...]:
        with _faults():
            page = await self._client.models.list()
            found = [(getattr(one, "id", None), getattr(one, "owned_by", None)) for one in page.data or ()]
            return tuple(Model(id, str(owner or "")) for id, owner in found if isinstance(id, str) and id)

    async def ask(self, model: str, messages: Messages, options: dict[str, Any], reply: Reply, hear: Callable[[str], None]) -> None:
        """Fill the reply as it comes; what had come stays in it when this raises."""
        reply.sent = sum(estimate(str(one.get("content", ""))) + 4 for one in messages)
        with _faults():
            stream = await self._client.chat.completions.create(model=model, messages=list(messages), stream=True, **options)
            async with stream:
                async for chunk in stream:
                    _take(chunk, reply)
                    if len(reply.text) > MOST_CHARACTERS:
                        raise Fault("long")
                    hear(reply.text)

    async def close(self) -> None:
        await self._http.aclose()


def _take(chunk: Any, reply: Reply) -> None:
    """A piece of an answer; of what is not as it should be nothing is taken."""
    choices = getattr(chunk, "choices", None)
    if isinstance(choices, list) and choices:
        text = getattr(getattr(choices[0], "delta", None), "content", None)
        finish = getattr(choices[0], "finish_reason", None)
        reply.text += text if isinstance(text, str) else ""
        reply.finish = finish if isinstance(finish, str) else reply.finish
    _count_tokens(getattr(chunk, "usage", None), reply)


def _count_tokens(usage: Any, reply: Reply) -> None:
    sent, got = getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None)
    if not isinstance(sent, int) or not isinstance(got, int) or sent < 0 or got < 0:
        return
    cached = getattr(getattr(usage, "prompt_tokens_details", None), "cached_tokens", None) or getattr(usage, "prompt_cache_hit_tokens", None)
    reply.sent, reply.got, reply.counted = sent, got, True
    reply.cached = min(cached, sent) if isinstance(cached, int) and cached > 0 else 0


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except Fault:
        raise
    except openai.APITimeoutError:
        raise Fault("timeout") from None
    except openai.APIConnectionError as error:
        raise _connection(error) from None
    except openai.APIStatusError as error:
        raise _status(error) from None
    except openai.APIError as error:  # said in the middle of a stream
        raise Fault("server", again=True, reason=str(error)) from None
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
        raise Fault("connection", again=True, reason=str(error)) from None
    except (openai.OpenAIError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Fault("garbled", reason=type(error).__name__) from None


def _connection(error: openai.APIConnectionError) -> Fault:
    cause = error.__cause__
    if isinstance(cause, Fault):
        return cause
    reason = str(cause or error)
    if isinstance(cause, httpx2.UnsupportedProtocol | httpx2.InvalidURL | UnicodeError):
        return Fault("address", reason=reason, lasting=True)
    return Fault("connection", again=not isinstance(cause, httpx2.ConnectTimeout), reason=reason)


def _status(error: openai.APIStatusError) -> Fault:
    status, reason = error.status_code, _reason(error)
    if status == 429:
        return Fault("busy", wait=retry_after(error.response.headers), reason=reason, lasting="insufficient_quota" in reason)
    if status in (400, 403, 422) and _FILTERED.search(reason):
        return Fault("filtered", reason=reason)
    if status in (401, 403):
        return Fault("key", reason=reason, lasting=True)
    if status == 404 or status < 400:
        return Fault("address", reason=reason, lasting=True)
    if status in (400, 413, 415, 422):
        return Fault("refused", reason=reason)
    return Fault("server", again=True, wait=retry_after(error.response.headers), reason=reason)


def _reason(error: openai.APIStatusError) -> str:
    try:
        return f"{error.message} {error.body}"[:2000]
    except (ValueError, TypeError):
        return ""


def retry_after(headers: httpx2.Headers) -> float | None:
    """Seconds that a server asks to be left alone: a number, or a date; None where it says none, or nonsense."""
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text):
        return min(float(text), _LONGEST_WAIT)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    seconds = when.replace(tzinfo=when.tzinfo or UTC).timestamp() - datetime.now(UTC).timestamp()
    return min(max(seconds, 0.0), _LONGEST_WAIT)
