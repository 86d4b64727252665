"""A turn: taken in, read, and ended in one transaction. Statements are made once, since they are run for every message."""

from __future__ import annotations

from sqlalchemy import Boolean, Connection, bindparam, func, or_, select

from storage import forgetting, inbox, lanes, outbox, projects
from storage.classrooms import seats, standings
from storage.columns import now
from storage.errors import PausedError
from storage.events import teams
from storage.learning import learning
from storage.loading import load_for
from storage.prepared import Prepared
from storage.records import Claimed, Committed, Json, Taken, TurnRecord
from storage.tables import Conversation, table
from storage.tables import Learner as LearnerRow

_conversation, _learner = table(Conversation), table(LearnerRow)

_KEEP_STATE = Prepared(
    _conversation.update()
    .where(
        _conversation.c.chat == bindparam("in_chat"),
        or_(_conversation.c.paused.is_(None), bindparam("despite_pause", type_=Boolean)),
        or_(_conversation.c.unaided.is_(None), bindparam("unaided", type_=Boolean)),
    )
    .values(state=bindparam("new_state"), project=bindparam("in_project"), learner=bindparam("by"), updated=bindparam("at"))
)  # fmt: skip
_LEARNT = {name: func.coalesce(bindparam(f"new_{name}", type_=_learner.c[name].type), _learner.c[name]) for name in ("language", "tier", "nickname")}
_NEWS = or_(*[_learner.c[name] != value for name, value in _LEARNT.items()])
_LEARN = Prepared(_learner.update().where(_learner.c.id == bindparam("by"), _NEWS).values(_LEARNT))
_BEGIN_CHAT = Prepared(_conversation.insert())


def take_in(db: Connection, chat: str, outside_id: str, payload: Json, worker: str | None = None) -> Taken | None:
    id = inbox.receive(db, chat, outside_id, payload)
    if id is None:
        return None
    if worker is not None and not lanes.take_for_new(db, chat, id, worker):
        return Taken(id, None, mine=False)
    return Taken(id, load_for(db, chat, payload))


def claim(db: Connection, worker: str, limit: int) -> list[Claimed]:
    """The oldest waiting message of each chat whose lane could be taken."""
    claims = [_begin(db, chat, worker) for chat in lanes.free(db, limit) if lanes.take(db, chat, worker)]
    return [claimed for claimed in claims if claimed is not None]


def _begin(db: Connection, chat: str, worker: str) -> Claimed | None:
    """The next message of a lane that is ours; without one the lane is let go."""
    received = inbox.oldest(db, chat)
    if received is None:
        lanes.let_go(db, chat, worker)
        return None
    return Claimed(received, load_for(db, chat, received.payload))


def commit(db: Connection, record: TurnRecord, worker: str | None = None) -> Committed:
    """Everything that a turn decided. The order matters: what may be refused comes before what is written."""
    if worker is not None:
        lanes.hold(db, record.chat, worker)
    inbox.end(db, record)
    project, head = _forget(db, record) if record.forget else _keep(db, record)
    answers = outbox.add(db, record)
    return Committed(project, head, answers, _begin(db, record.chat, worker) if worker is not None else None)


def hold(db: Connection, turn: str, chat: str, learner: str, worker: str | None = None) -> Claimed | None:
    """A turn is not answered now but when its chat goes on, if it does not go on already: then it is the next one.

    The next message of the chat that waits, with its lane, which is let go where none does."""
    if _is_paused(db, chat, learner):
        inbox.hold(db, turn)
    return _begin(db, chat, worker) if worker is not None else None


def _is_paused(db: Connection, chat: str, learner: str) -> bool:
    """A chat that was not there yet begins here, so that it can go on with the others. Nobody lets it go on before this is committed."""
    found = db.execute(select(_conversation.c.paused).where(_conversation.c.chat == chat).with_for_update(read=True)).first()
    if found is not None:
        return found[0] is not None
    begun = seats.of_chat(db, learner, chat)
    language, tier = db.execute(select(_learner.c.language, _learner.c.tier).where(_learner.c.id == learner)).one()
    state = {"language": language, "tier": tier}
    _BEGIN_CHAT.count(db, {"chat": chat, "state": state, "project": None, "learner": learner, "updated": now()} | begun)
    return begun["paused"] is not None


def _keep(db: Connection, record: TurnRecord) -> tuple[str | None, int | None]:
    head = projects.change(db, record, joins=record.team_news is None or teams.sits(db, record.team_news))
    _remember(db, record)
    _learn(db, record)
    if record.news is not None:
        standings.keep(db, record.news)
    if record.team_news is not None:
        teams.keep(db, record.team_news, record.chat)
    if record.evidence:
        learning.keep(db, record.learner, record.project, record.evidence)
    return record.project, head


def _forget(db: Connection, record: TurnRecord) -> tuple[None, None]:
    """Nothing of the learner stays but this turn's farewell, under a message with nothing in it. A group's chat is not theirs alone."""
    forgetting.forget(db, record.learner, *(() if record.owner else (record.chat,)))
    inbox.lay_empty(db, record)
    return None, None


def _remember(db: Connection, record: TurnRecord) -> None:
    at, owner = now(), record.owner or record.learner
    values = {"in_chat": record.chat, "new_state": record.state, "in_project": record.project, "by": owner, "at": at}
    if _KEEP_STATE.count(db, values | {"despite_pause": record.despite_pause, "unaided": not record.aided}) == 1:
        return
    if db.execute(select(_conversation.c.chat).where(_conversation.c.chat == record.chat)).first():
        raise PausedError(f"the chat of turn {record.turn}, or its language model, was paused meanwhile")
    row = {"chat": record.chat, "state": record.state, "project": record.project, "learner": owner, "updated": at} | seats.of_chat(
        db, owner, record.chat
    )
    if row["paused"] is not None and not record.despite_pause:
        raise PausedError(f"the class of turn {record.turn} is paused, and its chat is new")
    _BEGIN_CHAT.count(db, row)


def _learn(db: Connection, record: TurnRecord) -> None:
    known = {"new_language": record.language, "new_tier": record.tier, "new_nickname": record.nickname}
    if any(value is not None for value in known.values()):
        _LEARN.count(db, {"by": record.learner} | known)
