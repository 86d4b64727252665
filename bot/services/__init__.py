"""One use case a file. A service takes the program's parts and plain values; it knows no channel."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.core.brain import Brain
from bot.services.guard import Region
from bot.services.lanes import Lanes
from storage.store import Store


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
