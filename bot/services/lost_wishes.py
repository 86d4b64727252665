"""What became of the last wishes of an app's visitors: where an answer was lost on the way, their page asks.

They lie among the app's rows, as rows of no thing of it, so that they are written with them in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence

from storage.records import WISH, AppRow

LAST = 100
"""So many that were done are remembered for each app, and as many that were given up: whoever only asks makes no write forgotten."""


def became(kept: Sequence[AppRow], wish: str, visitor: str) -> bool | None:
    """Whether this visitor's wish was done; None where it did not come yet, or too long ago."""
    theirs = (row for row in kept if row.thing == WISH and row.visitor == visitor and row.id.endswith(f" {wish}"))
    return next((bool(row.body["done"]) for row in theirs), None)


def noted(kept: Sequence[AppRow], wish: str, visitor: str, *, done: bool) -> list[AppRow]:
    """The last wishes with this one behind them; "" is none."""
    new = [AppRow(WISH, f"{visitor} {wish}", visitor, {"done": done})] if wish else []  # two visitors may give the same name
    wishes = [*(row for row in kept if row.thing == WISH), *new]
    return [one for kind in (True, False) for one in [row for row in wishes if row.body["done"] is kind][-LAST:]]
