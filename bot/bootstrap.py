"""The only place where parts are chosen and joined."""

from __future__ import annotations

from pathlib import Path

from bot.brains.offline.brain import knowledge
from bot.brains.offline.tutor import OfflineTutor
from bot.core.brain import Brain
from bot.services import Parts, guard
from bot.settings import Settings
from scaffolds import proof
from storage.store import Store


def make_parts(settings: Settings, *, store: Store | None = None, brain: Brain | None = None, public_url: str = "") -> Parts:
    """The program's parts for these settings; fakes may take the place of any. Raises `StoreError`."""
    opened = store or open_store(settings.database_url)
    return Parts(
        store=opened,
        brain=brain or OfflineTutor(),
        secret=opened.secret("services"),
        zone=settings.school_zone,
        public_url=public_url,
        region=settings.safety_region,
    )


def open_store(url: str) -> Store:
    """Open the store; the folder of a new SQLite file is made."""
    path = url.removeprefix("sqlite:///")
    if path != url and path not in ("", ":memory:"):
        Path(path.partition("?")[0]).parent.mkdir(parents=True, exist_ok=True)
    return Store.open(url)


def warm() -> None:
    """What the first learner would wait for: the patterns of the safety floor, the index of phrases, the engine of the proof."""
    guard.rules()
    knowledge()
    proof.warm()
