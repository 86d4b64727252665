"""Statements compiled once do what Core does with them, on every dialect."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, make_url, select

from storage.columns import now
from storage.prepared import Prepared, _Compiled
from storage.store import Store
from storage.tables import Learner, table

_learner = table(Learner)
ADD = Prepared(_learner.insert())
CALLED = select(_learner).where(_learner.c.nickname == bindparam("called"), _learner.c.tier == "junior")
FIND = Prepared(CALLED)
RENAME = Prepared(_learner.update().where(_learner.c.id == bindparam("who")).values(nickname=bindparam("called")).returning(_learner.c.nickname))


def row(id: str, nickname: str) -> dict[str, object]:
    return {"id": id, "nickname": nickname, "language": "en", "tier": "junior", "created": now()}


async def test_values_and_rows_are_converted_as_core_converts_them(store: Store) -> None:
    ann, ben = row("1", "Ann \ud800\0"), row("2", "Ben")
    await store.write(ADD.each, [ann, ben])
    by_core = await store.read(lambda db: [tuple(found) for found in db.execute(select(_learner).order_by(_learner.c.id))])
    assert await store.read(FIND.rows, {"called": "Ann \ud800\0"}) == by_core[:1]
    assert by_core[1] == tuple(ben.values())
    assert await store.write(RENAME.rows, {"who": "2", "called": "Benny"}) == [("Benny",)]
    assert await store.write(RENAME.count, {"who": "nobody", "called": "x"}) == 0


async def test_a_value_that_was_forgotten_is_an_error(store: Store) -> None:
    with pytest.raises(KeyError, match="called"):
        await store.read(FIND.rows, {})


def test_a_driver_with_named_places_gets_names() -> None:
    compiled = _Compiled(CALLED, make_url("postgresql+psycopg://").get_dialect()())
    assert compiled._values({"called": "Ann"}) == {"called": "Ann", "tier_1": "junior"}
