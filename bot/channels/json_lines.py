"""The chat as JSON lines: one object in, one out, in order. A line that is none of ours is answered by an error; the process goes on."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any, TextIO
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from bot.channels.plain import plain
from bot.core.turn import File, Incoming, Message, Reply
from bot.services import Parts
from bot.services.classroom.nudge import unread
from bot.services.lanes import chat_of
from bot.services.make_file import make_file
from bot.services.take_turn import take_turn
from scaffolds.spec import Language, Tier, slug_of

CHANNEL = "terminal"
LARGEST_FILE = 20_000_000


class Line(BaseModel):
    """One line of input."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)

    sender: str
    text: str | None = None
    press: str | None = None
    file: str | None = None
    lang: Language | None = None
    tier: Tier | None = None

    @model_validator(mode="before")
    @classmethod
    def _named_from(cls, data: Any) -> Any:
        """`from` is a word of Python."""
        if isinstance(data, dict) and "sender" not in data:
            return {("sender" if key == "from" else key): value for key, value in data.items()}
        raise ValueError("expected an object with from")

    @model_validator(mode="after")
    def _one_thing(self) -> Line:
        if sum(one is not None for one in (self.text, self.press, self.file)) != 1:
            raise ValueError("give one of text, press, file")
        return self


async def serve(parts: Parts, out: Path, source: TextIO = sys.stdin, sink: TextIO = sys.stdout) -> None:
    """Answer lines until there are no more."""
    while line := await asyncio.to_thread(source.readline):
        answer = await _answer(parts, out, line)
        sink.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sink.flush()


async def _answer(parts: Parts, out: Path, line: str) -> dict[str, Any]:
    try:
        read = Line.model_validate(json.loads(line))
        incoming = await asyncio.to_thread(_incoming, read)
    except (ValueError, ValidationError, RecursionError, OSError) as error:
        return {"error": _reason(error)}
    reply = await take_turn(parts, incoming)
    if reply is None:
        return {"error": "this message was taken in before"}
    return await _shown(parts, out, read.sender, incoming, reply)


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'line'}: {first['msg']}"[:300]
    if isinstance(error, OSError):
        return f"file: {error.strerror or error}"
    return "not a JSON object of a known form"


def _incoming(read: Line) -> Incoming:
    data = None
    if read.file is not None:
        with Path(read.file).open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    return Incoming(
        channel=CHANNEL, chat=read.sender, sender=read.sender, id=uuid4().hex, text=clean(read.text or ""), press=read.press, file=data,
        file_name=Path(read.file).name if read.file else "", language=read.lang, tier=read.tier,
    )  # fmt: skip


def clean(text: str) -> str:
    """Lone surrogates, which JSON may carry and no store can keep, become a replacement sign."""
    return text.encode("utf-8", "replace").decode("utf-8")


async def _shown(parts: Parts, out: Path, sender: str, incoming: Incoming, reply: Reply) -> dict[str, Any]:
    loaded = await parts.store.load_turn(chat_of(incoming))
    said = await unread(parts, chat_of(incoming)) if loaded and loaded.in_class else ()
    project = None
    if loaded and loaded.project and loaded.head:
        project = {"slug": loaded.project.slug, "version": loaded.head.n, "spec": json.loads(loaded.head.spec)}
    return {
        "to": sender,
        "messages": [await _message(parts, out / slug_of(sender), message) for message in (*said, *reply.messages)],
        "stage": reply.stage,
        "asks": reply.asks,
        "project": project,
        "flags": list(reply.flags),
    }


async def _message(parts: Parts, out: Path, message: Message) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": plain(message.text)}
    if message.buttons:
        shown["buttons"] = [button.model_dump() for button in message.buttons]
    if message.file:
        shown["file"] = {"path": str(await save(parts, out, message.file)), "name": message.file.name, "mime": message.file.mime}
    return shown


async def save(parts: Parts, out: Path, file: File) -> Path:
    """Write a file that the tutor sends below `out`, a folder a version; its absolute path."""
    name, data = await make_file(parts, file)
    folder = (out if file.learner else out / f"v{file.version}").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name
