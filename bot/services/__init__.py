"""One use case a file. A service takes the program's parts and plain values; it knows no channel."""

from __future__ import annotations

from dataclasses import dataclass

from storage.store import Store

from bot.core.brain import Brain


@dataclass(frozen=True)
class Parts:
    """What services work with. Made by `bot.bootstrap`, or by a test with fakes in their place."""

    store: Store
    brain: Brain
    zone: str = "Asia/Hong_Kong"
    """The zone of the school, for new apps."""
    public_url: str = ""
    """Where the web chat is reached, for links; empty where none is served."""
    secret: bytes = b""
    """Seals the web chat's cookies and draws recovery words; the same after a restart. The web chat refuses to start without one."""
    region: str = ""
    """Whose help lines are named in a crisis (`hk`, `mo`, `cn`, `uk`, `us`); empty: by the language."""
