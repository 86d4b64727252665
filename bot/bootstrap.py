"""The only place where parts are chosen and joined."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from bot.brains.offline.brain import knowledge
from bot.brains.offline.tutor import OfflineTutor
from bot.core.brain import Brain
from bot.services import Parts, guard
from bot.services.lanes import Lanes
from bot.settings import WEBHOOK_PATH, Settings
from scaffolds import proof
from storage.store import Store

if TYPE_CHECKING:
    from bot.channels.web.app import App


def make_parts(settings: Settings, *, store: Store | None = None, brain: Brain | None = None, public_url: str = "", alone: bool = False) -> Parts:
    """The program's parts for these settings; fakes may take the place of any. `alone`: for a door that takes one message after another.

    Raises `StoreError`."""
    opened = store or open_store(settings.database_url)
    return Parts(
        store=opened,
        brain=brain or OfflineTutor(),
        secret=opened.secret("services"),
        zone=settings.school_zone,
        public_url=public_url,
        region=settings.safety_region,
        lanes=Lanes(alone=alone),
    )


def open_store(url: str) -> Store:
    """Open the store; the folder of a new SQLite file is made."""
    path = url.removeprefix("sqlite:///")
    if path != url and path not in ("", ":memory:"):
        Path(path.partition("?")[0]).parent.mkdir(parents=True, exist_ok=True)
    return Store.open(url)


def make_app(settings: Settings, parts: Parts) -> tuple[App, AbstractAsyncContextManager[object]]:
    """What is served over HTTP, and what runs beside it: Telegram, where it is configured."""
    from bot.channels.web.app import beside, create_app  # late: the terminal needs no web framework

    app: App = create_app(parts)
    token = settings.telegram_bot_token.get_secret_value()
    if not token:
        return app, nullcontext()
    from bot.channels.telegram.channel import Doorway, TelegramChannel  # late: who has no bot need not load Telegram's library
    from bot.channels.telegram.reach import is_beside_us

    secret, unpaced = settings.telegram_webhook_secret.get_secret_value(), is_beside_us(settings.telegram_api_base)
    channel = TelegramChannel(parts, token, settings.telegram_api_base, Doorway(settings.telegram_webhook_url, secret, unpaced))
    return beside(app, WEBHOOK_PATH, channel.webhook), channel


def warm() -> None:
    """What the first learner would wait for: the patterns of the safety floor, the index of phrases, the engine of the proof."""
    guard.look("")
    knowledge()
    proof.warm()
