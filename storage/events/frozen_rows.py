"""The rows of apps as they were at the freeze, and the copies of them that those who look at an entry write into."""

from __future__ import annotations

from sqlalchemy import Connection, literal, select

from storage.tables import App, AppRow, table

_app, _row = table(App), table(AppRow)
_ROW = (_row.c.thing, _row.c.id, _row.c.visitor, _row.c.body, _row.c.place)


def key_of(entry: str) -> str:
    """The key of an entry's rows; nobody writes there."""
    return f"entry:{entry}"


def copy_key(entry: str, viewer: str) -> str:
    """The key of the rows that one viewer of an entry sees and writes."""
    return f"frozen:{entry}:{viewer}"


def entry_of(key: str) -> str:
    """The entry that a viewer's key is a copy of."""
    return key.split(":")[1]


def copy_app(db: Connection, project: str, entry: str) -> None:
    """The rows of a team's app, in which its preview and its try links write, as the entry's."""
    forget(db, key_of(entry))
    _copy(db, project, key_of(entry))


def read_key(db: Connection, key: str) -> str:
    """Where the rows are that a viewer sees: in their own copy, or the entry's while they wrote nothing."""
    own = db.execute(select(_app.c.key).where(_app.c.key == key)).scalar()
    return own or key_of(entry_of(key))


def lend(db: Connection, key: str) -> None:
    """Before a viewer writes for the first time."""
    if db.execute(select(_app.c.rev).where(_app.c.key == key)).scalar() is None:
        _copy(db, key_of(entry_of(key)), key)


def forget_copies(db: Connection, entry: str) -> None:
    """Those of everybody who looked at it."""
    for key in list(db.execute(select(_app.c.key).where(_app.c.key.startswith(copy_key(entry, ""), autoescape=True))).scalars()):
        forget(db, key)


def forget(db: Connection, key: str) -> None:
    db.execute(_row.delete().where(_row.c.app == key))
    db.execute(_app.delete().where(_app.c.key == key))


def _copy(db: Connection, source: str, to: str) -> None:
    """An app that nobody wrote in has no rows, and neither has its copy."""
    app = db.execute(select(_app.c.project, _app.c.rev).where(_app.c.key == source)).first()
    if app is None:
        return
    db.execute(_app.insert().values(key=to, project=app.project, rev=app.rev))
    theirs = select(literal(to).label("app"), *_ROW).where(_row.c.app == source)
    db.execute(_row.insert().from_select(["app", *(column.name for column in _ROW)], theirs))
