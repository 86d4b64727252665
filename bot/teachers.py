"""`sampan teacher`: accounts made from the command line. And the line that a class's first minute prints, so that no command need be learnt."""

from __future__ import annotations

from datetime import timedelta

from bot.bootstrap import open_store
from bot.channels.web.address import shown_host
from bot.core.classroom.naming import name_of
from bot.core.errors import OperatorError
from bot.services import Parts
from bot.services.classroom.accounts import FIRST_LASTS, LONGEST_NAME, PASSWORD_LASTS, name_fault
from bot.settings import Settings
from storage.errors import TakenError
from storage.store import Store


async def way_in(parts: Parts) -> str:
    """What to print for the teacher: a one-time link where there is no account yet, else where to sign in."""
    if await parts.store.teachers.count():
        return f"Teachers sign in at {parts.public_url}/teacher"
    token = await parts.store.teachers.invite("first", FIRST_LASTS)
    return f"Teacher, open this once, within {_hours(FIRST_LASTS)} hours, and keep it to yourself:\n{parts.public_url}/teacher/in/{token}"


async def act(settings: Settings, action: str, name: str) -> list[str]:
    """Do one of the command's actions; the lines to print. Raises `OperatorError`, `StoreError`."""
    store = open_store(settings.database_url)
    try:
        if action == "list":
            return await _list(store)
        return await (_add if action == "add" else _link)(store, name, settings)
    finally:
        await store.close()


async def _add(store: Store, name: str, settings: Settings) -> list[str]:
    made = name_of(name)
    if name_fault(made):
        raise OperatorError(f"a teacher's name has 1 to {LONGEST_NAME} characters that can be read")
    try:
        await store.teachers.add(made, "", "en")
    except TakenError:
        raise OperatorError(f"{made} has an account already; for a new password: sampan teacher link {made!r}") from None
    return await _link(store, made, settings)


async def _link(store: Store, name: str, settings: Settings) -> list[str]:
    found = await store.teachers.named(name)
    if found is None:
        raise OperatorError(f"no teacher is called {name}; sampan teacher list shows the accounts")
    teacher = found[0]
    token = await store.teachers.invite("password", PASSWORD_LASTS, teacher=teacher.id)
    return [f"For {teacher.name}, once, within {_hours(PASSWORD_LASTS)} hours:", f"{_address(settings.in_the_network())}/teacher/in/{token}"]


async def _list(store: Store) -> list[str]:
    found = await store.teachers.all()
    waits = "no password yet"
    return [f"{one.name}: {classes} class{'' if classes == 1 else 'es'}{'' if has else f', {waits}'}" for one, has, classes in found] or [
        "No teacher yet: sampan teacher add NAME"
    ]


def _address(settings: Settings) -> str:
    """Where the web chat is, as far as this command can know: it need not be running."""
    return settings.public_url or f"http://{shown_host(settings.host)}:{settings.port}"


def _hours(lasts: timedelta) -> int:
    return int(lasts.total_seconds()) // 3600
