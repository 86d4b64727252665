"""A learner for tests: says and presses things through the real turn, and keeps what came back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from bot.channels.plain import plain
from bot.core.turn import Button, Incoming, Reply
from bot.services import Parts
from bot.services.build_app import make_zip
from bot.services.take_turn import take_turn
from scaffolds.spec import AppSpec, Language, Tier


@dataclass
class Chatter:
    """One learner in one chat of the terminal."""

    parts: Parts
    language: Language | None = None
    tier: Tier | None = None
    chat: str = field(default_factory=lambda: uuid4().hex)
    replies: list[Reply] = field(default_factory=list)

    async def say(self, text: str = "", press: str | None = None, file: bytes | None = None, id: str | None = None) -> Reply:
        incoming = Incoming(
            channel="terminal", chat=self.chat, sender=self.chat, id=id or uuid4().hex, text=text, press=press, file=file, language=self.language, tier=self.tier
        )  # fmt: skip
        reply = await take_turn(self.parts, incoming)
        assert reply is not None
        self.replies.append(reply)
        return reply

    async def press(self, id: str) -> Reply:
        return await self.say(press=id)

    @property
    def last(self) -> Reply:
        return self.replies[-1]

    @property
    def text(self) -> str:
        return "\n".join(plain(message.text) for message in self.last.messages)

    @property
    def buttons(self) -> list[Button]:
        return [button for message in self.last.messages for button in message.buttons]

    @property
    def ids(self) -> list[str]:
        return [button.id for button in self.buttons]

    async def spec(self) -> AppSpec | None:
        loaded = await self.parts.store.load_turn(f"terminal:{self.chat}")
        return AppSpec.model_validate_json(loaded.head.spec) if loaded and loaded.head else None

    async def zip(self) -> bytes | None:
        file = next((message.file for message in self.last.messages if message.file), None)
        return (await make_zip(self.parts, file.project, file.version, file.platform))[1] if file else None

    async def to_zip(self, problem: str, *answers: str) -> AppSpec:
        """Tell the problem, give the answers in order, then say yes to whatever is asked until the app is there."""
        await self.say(problem)
        for answer in answers:
            await self.say(answer)
        for _ in range(8):
            if any(message.file for message in self.last.messages):
                break
            await self.press("build" if "build" in self.ids else "idk")
        spec = await self.spec()
        assert spec is not None, json.dumps([message.text for message in self.last.messages])
        return spec


def at(data: Any, path: str) -> Any:
    """`screens.0.block` of a spec's data."""
    for part in path.split("."):
        data = data[int(part)] if part.isdecimal() else data[part]
    return data
