"""A server that speaks as OpenAI's does, or as it never should, over real sockets: one step of its script a request."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

GOOD: dict[str, Any] = {
    "intent": "tell",
    "say": "One shower for nine families, every evening. That is a long queue.",
    "question": {"asks": "who", "text": "Who would use the app?"},
    "blocks": [{"id": "booking", "sure": 0.9}, {"id": "queue", "sure": 0.5}],
    "screens": [],
    "who": "",
    "person": "family",
    "goal": "",
    "title": "",
    "fields": [],
    "changes": [],
    "note": "evenings are worst",
}
USAGE = {"prompt_tokens": 1200, "completion_tokens": 90, "total_tokens": 1290, "prompt_tokens_details": {"cached_tokens": 1024}}


def answer(**changes: Any) -> str:
    """A good answer with something else in it."""
    return json.dumps(GOOD | changes, ensure_ascii=False)


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class Client:
    """The other end of one request."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status: str = "200 OK", kind: str = "text/event-stream", **headers: str) -> None:
        lines = [f"HTTP/1.1 {status}", f"content-type: {kind}", "connection: close", *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items())]
        await self.send("\r\n".join([*lines, "", ""]).encode())

    async def hung_up(self) -> None:
        """Until the other side closes the connection."""
        while await self.reader.read(1024):
            pass


Step = Callable[[Client], Coroutine[Any, Any, None]]


@dataclass
class Scripted:
    """Its steps are taken one a request; the last one stays."""

    steps: Sequence[Step]
    url: str = ""
    requests: list[Request] = field(default_factory=list)
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    """Somebody hung up in the middle of an answer."""
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    running: set[asyncio.Future[None]] = field(default_factory=set)

    def stop(self) -> None:
        for one in self.running:
            one.cancel()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await _read(reader)
            step = self.steps[min(len(self.requests), len(self.steps) - 1)]
            self.requests.append(request)
            self.asked.set()
            client = Client(reader, writer)
            watch = asyncio.ensure_future(client.hung_up())
            work = asyncio.ensure_future(step(client))
            self.running |= {watch, work}
            await asyncio.wait({watch, work}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                self.gone.set()
            for one in (watch, work):
                one.cancel()
            await asyncio.gather(watch, work, return_exceptions=True)
            self.running -= {watch, work}
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            self.gone.set()
        finally:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Request:
    begun = await reader.readexactly(1)
    if begun == b"\x16":
        raise ConnectionError("the other side speaks TLS")
    head = (begun + await reader.readuntil(b"\r\n\r\n")).decode()
    first, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    method, path, _ = first.split(" ", 2)
    return Request(method, path, headers, json.loads(body) if body else {})


@asynccontextmanager
async def scripted(*steps: Step) -> AsyncIterator[Scripted]:
    server = Scripted(steps)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1"
    try:
        yield server
    finally:
        listening.close()
        server.stop()


def event(data: Any) -> bytes:
    return b"data: " + (data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)).encode() + b"\n\n"


def chunk(text: str | None = None, finish: str | None = None, **delta: Any) -> bytes:
    content = {} if text is None else {"content": text}
    return event(
        {
            "id": "c",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "m",
            "choices": [{"index": 0, "delta": content | delta, "finish_reason": finish}],
        }
    )


def usage(counts: Any = USAGE) -> bytes:
    return event({"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [], "usage": counts})


DONE = b"data: [DONE]\n\n"


def pieces(text: str, size: int) -> Iterable[str]:
    return (text[i : i + size] for i in range(0, len(text), size))


def stream(text: str, *, size: int = 7, finish: str | None = "stop", counts: Any = USAGE, cut: int | None = None) -> Step:
    """An answer in pieces; `cut`: the bytes leave in packets of so many, through the middle of characters."""
    data = b"".join(chunk(piece) for piece in pieces(text, size)) + chunk(None, finish) + (usage(counts) if counts else b"") + DONE

    async def step(client: Client) -> None:
        await client.head()
        for i in range(0, len(data), cut or len(data)):
            await client.send(data[i : i + (cut or len(data))])
            if cut:
                await asyncio.sleep(0)

    return step


def raw(*parts: bytes) -> Step:
    """A stream of these bytes, and its end."""

    async def step(client: Client) -> None:
        await client.head()
        for part in parts:
            await client.send(part)

    return step


def status(code: str, message: str = "no", **headers: str) -> Step:
    body = json.dumps({"error": {"message": message, "type": "error", "code": None}}).encode()

    async def step(client: Client) -> None:
        await client.head(code, "application/json", content_length=str(len(body)), **headers)
        await client.send(body)

    return step


def page(body: bytes, kind: str = "text/html", code: str = "200 OK", **headers: str) -> Step:
    async def step(client: Client) -> None:
        await client.head(code, kind, content_length=str(len(body)), **headers)
        await client.send(body)

    return step


async def silent(client: Client) -> None:
    """Nothing, not even a head."""
    await asyncio.sleep(60)


async def stalled(client: Client) -> None:
    """A good beginning, then nothing."""
    await client.head()
    await client.send(chunk('{"intent":"tell","say":"One shower for nine families. And'))
    await asyncio.sleep(60)


async def dribbling(client: Client) -> None:
    """A little now and then, for ever."""
    await client.head()
    while True:
        await client.send(chunk(" "))
        await asyncio.sleep(0.05)


async def dropped(client: Client) -> None:
    """Hangs up in the middle of a chunk."""
    await client.head(transfer_encoding="chunked")
    await client.send(b"200\r\n" + chunk('{"intent":"tell","say":"One sho'))
    client.writer.transport.abort()


async def endless(client: Client) -> None:
    """The same over and over, as fast as it can."""
    await client.head()
    await client.send(chunk('{"intent":"tell","say":"'))
    while True:
        await client.send(chunk("ha ha ha ha " * 50))


async def huge(client: Client) -> None:
    """Five megabytes without an end of line."""
    await client.head()
    await client.send(b"data: " + b"x" * 5_000_000)


def models(*ids: str, owner: str = "me") -> Step:
    body = json.dumps({"object": "list", "data": [{"id": id, "object": "model", "created": 1, "owned_by": owner} for id in ids]}).encode()
    return page(body, "application/json")
