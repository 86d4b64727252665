"""`sampan costs`: what was spent is shown by class and model, in money where a price is known."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.bootstrap import open_store
from bot.brains.openai_compatible.profiles import profiles
from bot.costs import MILLION, cost
from storage.records import ModelUse, Spent

PRICED = next((model, price) for profile in profiles().values() if profile.name == "openai" for model, price in profile.prices.items())


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{(tmp_path / 'sampan.sqlite3').as_posix()}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("COLUMNS", "140")
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return url


async def _spend(url: str, model: str, sent: int, got: int, day: str = "2026-03-02") -> None:
    store = open_store(url)
    id = await store.reserve_tokens(day, "ann", "4A", 100, [])
    await store.settle_tokens(id, ModelUse(model, "model/tutor", 1, "0a1b", sent, 0, got, False, "ok", "", 300))
    await store.close()


def test_tokens_and_money_by_class_and_model(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    model, price = PRICED
    asyncio.run(_spend(url, model, 2 * MILLION, MILLION))
    asyncio.run(_spend(url, "homegrown", 500, 40))
    assert main(["costs", "--since", "2026-03-01", "--until", "2026-03-31"]) == 0
    shown = capsys.readouterr().out
    assert "4A" in shown and "2,000,000" in shown and f"{2 * price.sent + price.got:.2f} {price.currency}" in shown
    assert "homegrown" in shown and "No price is known of homegrown" in shown


def test_days_without_a_call_and_days_that_are_none(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["costs", "--since", "2026-04-01", "--until", "2026-04-02"]) == 0
    assert "No language model was asked from 2026-04-01 to 2026-04-02" in capsys.readouterr().out
    assert main(["costs", "--since", "yesterday"]) == 2
    assert "a day is written like 2026-03-02" in capsys.readouterr().err


def test_what_the_server_knew_already_costs_its_own_price() -> None:
    _, price = PRICED
    whole = Spent("4A", "m", 1, 0, MILLION, 0, 0)
    known = Spent("4A", "m", 1, 0, MILLION, MILLION, 0)
    assert cost(whole, price) == pytest.approx(price.sent) and cost(known, price) == pytest.approx(price.cached)
