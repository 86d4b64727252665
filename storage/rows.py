"""The rows of mini-apps that are previewed or tried on Sampan's own server, written as `app.py` in the zip writes them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, func, select

from storage.errors import RowsMovedError
from storage.events import freezing
from storage.records import WISH, AppRow, AppRows, Decide
from storage.tables import App, table
from storage.tables import AppRow as RowRow

_app, _row = table(App), table(RowRow)


def get(db: Connection, app: str, since: int | None) -> AppRows | None:
    rev = db.execute(select(_app.c.rev).where(_app.c.key == app)).scalar() or 0
    return None if rev == since else AppRows(rev, _all(db, app))


def _all(db: Connection, app: str) -> tuple[AppRow, ...]:
    kept = select(_row.c.thing, _row.c.id, _row.c.visitor, _row.c.body).where(_row.c.app == app)
    return tuple(AppRow(*row) for row in db.execute(kept.order_by(_row.c.place)))


def change(db: Connection, project: str, app: str, expected_rev: int, decide: Decide) -> AppRows:
    """Decide on the rows as they are and write the difference, if they are still those that the page saw.

    What was noted of somebody's wish alone is no new revision: no page has anything new to show, and nobody's write comes too late for it."""
    freezing.take_before_change(db, project)
    rev = _rev(db, project, app)
    before = _all(db, app)
    if rev != expected_rev:
        raise RowsMovedError(AppRows(rev, before))
    after = tuple(decide(before))
    _write(db, app, before, after)
    if _shown(before) == _shown(after):
        return AppRows(rev, after)
    if db.execute(_app.update().where(_app.c.key == app, _app.c.rev == rev).values(rev=rev + 1)).rowcount != 1:
        raise RowsMovedError(AppRows(rev + 1, before))
    return AppRows(rev + 1, after)


def _shown(rows: tuple[AppRow, ...]) -> list[AppRow]:
    return [row for row in rows if row.thing != WISH]


def _rev(db: Connection, project: str, app: str) -> int:
    rev = db.execute(select(_app.c.rev).where(_app.c.key == app).with_for_update()).scalar()
    if rev is None:
        db.execute(_app.insert().values(key=app, project=project, rev=0))
    return rev or 0


def _write(db: Connection, app: str, before: tuple[AppRow, ...], after: tuple[AppRow, ...]) -> None:
    """Only the rows that differ are touched; new ones stand behind the others."""
    old, new = ({(row.thing, row.id): row for row in rows} for rows in (before, after))
    for thing, id in old.keys() - new.keys():
        db.execute(_row.delete().where(*_is(app, thing, id)))
    for key in [key for key in new if key in old and new[key] != old[key]]:
        db.execute(_row.update().where(*_is(app, *key)).values(visitor=new[key].visitor, body=new[key].body))
    place = db.execute(select(func.max(_row.c.place)).where(_row.c.app == app)).scalar() or 0
    added = [new[key] for key in new if key not in old]
    if added:
        db.execute(_row.insert(), [_as_values(app, row, place + i) for i, row in enumerate(added, 1)])


def _is(app: str, thing: str, id: str) -> tuple[ColumnElement[bool], ...]:
    return _row.c.app == app, _row.c.thing == thing, _row.c.id == id


def _as_values(app: str, row: AppRow, place: int) -> dict[str, object]:
    return {"app": app, "thing": row.thing, "id": row.id, "visitor": row.visitor, "body": row.body, "place": place}
