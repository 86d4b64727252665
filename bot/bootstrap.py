"""The only place where parts are chosen and joined."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.brains.offline.brain import knowledge
from bot.brains.offline.tutor import OfflineTutor
from bot.brains.openai_compatible.endpoint import Endpoint
from bot.core.brain import Brain
from bot.services import Parts, guard
from bot.services.lanes import Lanes
from bot.settings import WEBHOOK_PATH, Settings
from scaffolds import proof
from storage.store import Store

if TYPE_CHECKING:
    from bot.channels.web.app import App


def make_parts(
    settings: Settings, *, store: Store | None = None, brain: Brain | None = None, public_url: str = "", alone: bool = False, with_model: bool = False
) -> Parts:
    """The program's parts for these settings; fakes may take the place of any. `alone`: for a door that takes one message after another.
    `with_model`: with the language model of the settings, where they name one.

    Raises `StoreError`."""
    opened = store or open_store(settings.database_url)
    modelled = with_model and settings.has_model and brain is None
    return Parts(
        store=opened,
        brain=brain or (model_tutor(settings, opened) if modelled else OfflineTutor()),
        recalls=modelled,
        secret=opened.secret("services"),
        zone=settings.school_zone,
        public_url=public_url,
        region=settings.safety_region,
        own_lessons=Path(settings.lessons_dir) if settings.lessons_dir else None,
        lanes=Lanes(alone=alone),
    )


def model_tutor(settings: Settings, store: Store) -> Brain:
    """The tutor with the language model of the settings, on the day's tokens."""
    from bot.brains.openai_compatible.tutor import ModelTutor  # late: who has no model need not load its library
    from bot.services.budget import Budget, Limits

    limits = Limits(settings.model_tokens_learner, settings.model_tokens_class, settings.model_tokens_day)
    fits = partial(guard.fit_to_say, hosts=frozenset(filter(None, [urlsplit(settings.public_url).netloc])))
    return ModelTutor(OfflineTutor(), endpoint_of(settings), Budget(store, limits, settings.school_zone), fits)


def endpoint_of(settings: Settings) -> Endpoint:
    return Endpoint(settings.openai_base_url, settings.openai_api_key.get_secret_value(), settings.openai_model)


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
