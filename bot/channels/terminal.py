"""The chat in a terminal, for people: the tutor's words, numbered choices, files saved where one can find them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import uuid4

from rich.console import Console
from rich.markdown import Markdown
from rich.padding import Padding
from rich.status import Status
from rich.text import Text

from bot.channels.json_lines import clean, save
from bot.channels.plain import plain
from bot.core.turn import Button, Incoming, Reply
from bot.services import Parts, Progress
from bot.services.classroom.nudge import unread
from bot.services.lanes import chat_of
from bot.services.lesson.drawing import draw
from bot.services.take_turn import take_turn
from scaffolds.spec import Language, Tier

CHANNEL, CHAT = "terminal", "here"


async def talk(parts: Parts, out: Path, *, language: Language | None = None, tier: Tier | None = None) -> None:
    """Chat until the end of input or Ctrl-C. A number is a press of the choice that it stands before."""
    console = Console(highlight=False)
    buttons: tuple[Button, ...] = ()
    text: str | None = "/start"
    while text is not None:
        press = _pressed(text, buttons)
        incoming = Incoming(
            channel=CHANNEL, chat=CHAT, sender=CHAT, id=uuid4().hex, text="" if press else clean(text), press=press, language=language, tier=tier
        )
        with console.status("…") as waiting:
            parts.progress[CHANNEL] = _aloud(waiting)
            reply = await take_turn(parts, incoming)
        if reply is not None:
            said = await unread(parts, chat_of(incoming))
            buttons = await _show(parts, out, console, reply.model_copy(update={"messages": (*said, *reply.messages)}))
        text = await _ask(console)


def _aloud(waiting: Status) -> Progress:
    """What there is of an answer stands where the dots were."""
    return lambda chat, words: waiting.update(Text(plain(words)))


def _pressed(text: str, buttons: tuple[Button, ...]) -> str | None:
    number = int(text) if text.strip().isdecimal() and len(text) < 4 else 0
    return buttons[number - 1].id if 0 < number <= len(buttons) else None


async def _show(parts: Parts, out: Path, console: Console, reply: Reply) -> tuple[Button, ...]:
    console.print()
    for message in reply.messages:
        console.print(Padding(Markdown(message.text), (0, 0, 0, 2)))
        if message.alt:
            console.print(Padding(f"[ {message.alt} ]", (1, 0, 0, 2)), markup=False)
        if path := await _picture(parts, out, message.picture):
            console.print(Padding(str(path), (1, 0, 0, 2)), markup=False)
        if message.file:
            console.print(Padding(f"[bold]{await save(parts, out, message.file)}[/bold]", (1, 0, 0, 2)))
    buttons = tuple(button for message in reply.messages for button in message.buttons)
    if buttons:
        console.print()
    for number, button in enumerate(buttons, 1):
        console.print(f"  [bold cyan]{number}[/bold cyan] ", end="")
        console.print(button.label, markup=False)
    return buttons


async def _picture(parts: Parts, out: Path, name: str) -> Path | None:
    """Where the picture of an example app, or of a lesson, was put, for whoever wants to open it."""
    drawn = await draw(parts, name) if name else None
    if drawn is None:
        return None
    path = (out / "pictures" / f"{name.removesuffix('.svg').replace('/', '-')}.png").resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(drawn)
    return path


async def _ask(console: Console) -> str | None:
    try:
        return await asyncio.to_thread(console.input, "\n[bold]›[/bold] ")
    except (EOFError, KeyboardInterrupt):
        console.print()
        return None
