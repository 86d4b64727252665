"""Links that open something: a learner's own link, a preview, a try link. Of a token only the hash is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from storage.columns import now as present
from storage.ids import hash_token, new_token
from storage.learners import LEARNER
from storage.records import AppLink, Learner, LinkKind
from storage.tables import AppLink as AppLinkRow
from storage.tables import Learner as LearnerRow
from storage.tables import PersonalLink, table

_personal, _app, _learner = table(PersonalLink), table(AppLinkRow), table(LearnerRow)


def new_personal(db: Connection, learner: str) -> str:
    token = new_token()
    db.execute(_personal.insert().values(token_hash=hash_token(token), learner=learner, created=present(), revoked=None))
    return token


def learner(db: Connection, token: str) -> Learner | None:
    theirs = select(*LEARNER).join(_personal, _personal.c.learner == _learner.c.id)
    row = db.execute(theirs.where(_personal.c.token_hash == hash_token(token), _personal.c.revoked.is_(None))).first()
    return None if row is None else Learner(*row)


def new_app(db: Connection, project: str, kind: LinkKind, app: str, lasts: timedelta, visitor: str | None) -> str:
    token, at = new_token(), present()
    row = {"project": project, "kind": kind, "app": app, "visitor": visitor, "created": at, "expires": at + lasts, "ended": None}
    db.execute(_app.insert().values(token_hash=hash_token(token), **row))
    return token


def app(db: Connection, token: str, now: datetime | None) -> AppLink | None:
    kept = select(_app.c.project, _app.c.kind, _app.c.app, _app.c.visitor, _app.c.expires)
    open_still = (_app.c.ended.is_(None)) & (_app.c.expires > (now or present()))
    row = db.execute(kept.where(_app.c.token_hash == hash_token(token), open_still)).first()
    return None if row is None else AppLink(*row)


def end_apps(db: Connection, project: str, kind: LinkKind, app: str | None = None) -> int:
    """All of a kind, or those to rows under one key."""
    theirs = (_app.c.project == project) & (_app.c.kind == kind) & _app.c.ended.is_(None)
    theirs = theirs if app is None else theirs & (_app.c.app == app)
    return db.execute(_app.update().where(theirs).values(ended=present())).rowcount
