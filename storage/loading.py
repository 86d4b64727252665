"""What a turn reads, as of one moment: the conversation, whose it is, who speaks, and the project at its head."""

from __future__ import annotations

from sqlalchemy import Connection, and_, bindparam, select

from storage import projects
from storage.classrooms import standings
from storage.events import teams
from storage.learners import LEARNER
from storage.prepared import Prepared
from storage.records import Json, Learner, Loaded, Project, Revision
from storage.tables import Conversation, Identity, table
from storage.tables import Learner as LearnerRow

_conversation, _learner, _identity = table(Conversation), table(LearnerRow), table(Identity)
_speaker = _learner.alias("speaker")
_SPEAKER = tuple(_speaker.c[column.name] for column in LEARNER)
_IS_ANOTHER = and_(
    _identity.c.channel == bindparam("channel"), _identity.c.outside_id == bindparam("sender"), _identity.c.learner != _conversation.c.learner
)  # fmt: skip

_LOAD = Prepared(
    select(_conversation.c.state, _conversation.c.classroom, _conversation.c.paused, _conversation.c.unaided, _conversation.c.team, *LEARNER, *projects.PROJECT, *projects.REVISION, *_SPEAKER)
    .select_from(
        _conversation.join(_learner, _learner.c.id == _conversation.c.learner)
        .outerjoin(projects.PROJECT_WITH_HEAD, _conversation.c.project == projects.ID)
        .outerjoin(_identity, _IS_ANOTHER)
        .outerjoin(_speaker, _speaker.c.id == _identity.c.learner)
    )
    .where(_conversation.c.chat == bindparam("chat"))
)  # fmt: skip
_LEARNER_FROM = 5
_PROJECT_FROM = _LEARNER_FROM + len(LEARNER)
_HEAD_FROM = _PROJECT_FROM + len(projects.PROJECT)
_SPEAKER_FROM = _HEAD_FROM + len(projects.REVISION)


def load(db: Connection, chat: str, channel: str = "", sender: str = "") -> Loaded | None:
    """None for a chat that has had no turn yet. `sender` is somebody of the channel, as the channel calls them."""
    found = _LOAD.rows(db, {"chat": chat, "channel": channel, "sender": sender})
    if not found:
        return None
    row = found[0]
    project, head, speaker = row[_PROJECT_FROM:_HEAD_FROM], row[_HEAD_FROM:_SPEAKER_FROM], row[_SPEAKER_FROM:]
    return Loaded(
        learner=Learner(*row[_LEARNER_FROM:_PROJECT_FROM]),
        state=row[0],
        project=None if project[0] is None else Project(*project),
        head=None if head[0] is None else Revision(*head),
        sender=None if speaker[0] is None else Learner(*speaker),
        paused=row[2] is not None,
        unaided=row[3] is not None,
        in_class=None if row[1] is None else standings.in_class(db, row[_LEARNER_FROM]),
        in_team=None if row[4] is None else teams.in_team(db, row[4]),
    )


def load_for(db: Connection, chat: str, payload: Json) -> Loaded | None:
    """What the turn of a message reads."""
    return load(db, chat, str(payload.get("channel", "")), str(payload.get("sender", "")))
