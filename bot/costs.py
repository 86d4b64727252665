"""`sampan costs`: tokens and money by class and model, over some days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bot.bootstrap import open_store
from bot.brains.openai_compatible.endpoint import Endpoint
from bot.brains.openai_compatible.profiles import Price, profile_of
from bot.core.errors import OperatorError
from bot.settings import Settings
from storage.records import Spent
from storage.store import Store

MILLION = 1_000_000
_COLUMNS = ("class", "model", "calls", "offline", "tokens in", "cached", "tokens out", "cost")


async def show(settings: Settings, since: str, until: str, console: Console) -> None:
    """Print the table; raises `OperatorError` for a day that is none, `StoreError` where there is no store."""
    first, last = _period(since, until, settings.school_zone)
    store = open_store(settings.database_url)
    try:
        found = await _with_names(store, await store.spent(first, last))
    finally:
        await store.close()
    if not found:
        console.print(f"No language model was asked from {first} to {last}.")
        return
    profile = profile_of(Endpoint(base_url=settings.openai_base_url))
    prices = {one.model: profile.price(one.model) for one in found}
    console.print(_table(found, prices, f"{first} to {last}"))
    if unknown := sorted(model or "(broken off)" for model, price in prices.items() if price is None):
        console.print(f"No price is known of {', '.join(unknown)}: see bot/brains/openai_compatible/profiles.toml.")


async def _with_names(store: Store, found: Sequence[Spent]) -> list[Spent]:
    """Each class by its name; one that was deleted since by the beginning of its id."""
    classes = {id: await store.classes.get(id) for id in {one.classroom for one in found if one.classroom}}
    names = {id: found.name if found else f"({id[:8]})" for id, found in classes.items()}
    return [replace(one, classroom=names[one.classroom] if one.classroom else None) for one in found]


def _period(since: str, until: str, zone: str) -> tuple[str, str]:
    """This month, where nothing else is asked for."""
    today = datetime.now(ZoneInfo(zone)).date()
    try:
        last = date.fromisoformat(until) if until else today
        first = date.fromisoformat(since) if since else last.replace(day=1)
    except ValueError as error:
        raise OperatorError(f"a day is written like 2026-03-02 ({error})") from None
    return first.isoformat(), last.isoformat()


def _table(found: Sequence[Spent], prices: dict[str, Price | None], title: str) -> Table:
    table = Table(title=title, box=SIMPLE_HEAD)
    for name in _COLUMNS:
        table.add_column(name, justify="left" if name in ("class", "model") else "right")
    totals: defaultdict[str, float] = defaultdict(float)
    for one in found:
        price = prices[one.model]
        if price:
            totals[price.currency] += cost(one, price)
        money = f"{cost(one, price):.2f} {price.currency}" if price else "?"
        numbers = (f"{n:,}" for n in (one.calls, one.offline, one.sent, one.cached, one.got))
        table.add_row(one.classroom or "-", one.model or "-", *numbers, money)
    if totals:
        table.add_section()
        table.add_row("all", *[""] * 6, " + ".join(f"{amount:.2f} {currency}" for currency, amount in totals.items()))
    return table


def cost(spent: Spent, price: Price) -> float:
    """What was cached costs its own price."""
    return ((spent.sent - spent.cached) * price.sent + spent.cached * price.cached + spent.got * price.got) / MILLION
