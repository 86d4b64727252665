"""One use case a file. A service takes the program's parts and plain values; it knows no channel."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.core.brain import Brain
from bot.services.guard import Region
from bot.services.lanes import Lanes
from bot.services.news import News
from bot.services.outbox import Outbox
from storage.store import Store

Fetch = Callable[[str], Awaitable[bytes]]
"""A channel's reference to a file in, its bytes out; raises `FileError`."""

Pass = Callable[[str], str | None]
"""A pass in, the channel's id of whom it is for out; None for one that is forged or too old."""
Door = Callable[[str], str]
"""A code in, the address that begins a talk with `/start CODE` out."""
Progress = Callable[[str, str], None]
"""A chat of the channel's and a line of Markdown: shown if it lasts, gone with the answer."""


@dataclass(frozen=True)
class Parts:
    """What services work with. Made by `bot.bootstrap`, or by a test with fakes in their place."""

    store: Store
    brain: Brain
    secret: bytes
    """Of this store alone: cookies are sealed with it, recovery words and counters are derived from it."""
    zone: str = "Asia/Hong_Kong"
    """The zone of the school, for new apps."""
    public_url: str = ""
    """Where the web chat is reached, for links; empty where none is served."""
    region: Region = ""
    """Whose help lines are named in a crisis; empty: by the language."""
    lanes: Lanes = field(default_factory=Lanes)
    outbox: Outbox = field(default_factory=Outbox)
    fetchers: dict[str, Fetch] = field(default_factory=dict)
    """By channel, how a file is fetched that came as a reference."""
    passes: dict[str, Pass] = field(default_factory=dict)
    """By channel, how a signed pass is read."""
    news: News = field(default_factory=News)
    recalls: bool = False
    """The brain is told of the last turns, so they are kept with the conversation."""
    doors: dict[str, Door] = field(default_factory=dict)
    """By channel, where a talk begins there, for those that have such addresses."""
    own_lessons: Path | None = None
    """The school's own folder of lessons, beside ours."""
    progress: dict[str, Progress] = field(default_factory=dict)
    """By channel, how somebody who waits is told what is being done."""

    async def close(self) -> None:
        """At the end of the program."""
        await self.brain.close()
        await self.store.close()
