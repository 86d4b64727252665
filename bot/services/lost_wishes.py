"""What became of the last wishes of an app's visitors: where an answer was lost on the way, their page asks.

They lie among the app's rows, as rows of no thing of it, so that they are written with them in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence

from storage.records import WISH, AppRow

LAST = 100
"""So many are remembered for each app."""


def became(kept: Sequence[AppRow], wish: str, visitor: str) -> bool | None:
    """Whether this visitor's wish was done; None where it did not come yet, or too long ago."""
    return next((bool(row.body["done"]) for row in kept if (row.thing, row.id, row.visitor) == (WISH, wish, visitor)), None)


def noted(kept: Sequence[AppRow], wish: str, visitor: str, *, done: bool) -> list[AppRow]:
    """The last wishes with this one behind them; "" is none."""
    new = [AppRow(WISH, wish, visitor, {"done": done})] if wish else []
    return [*(row for row in kept if row.thing == WISH and row.id != wish), *new][-LAST:]
