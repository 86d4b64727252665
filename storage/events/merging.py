"""What a team takes along when it becomes one with another: everything that its members wrote stays in front of them."""

from __future__ import annotations

from sqlalchemy import Connection, select

from storage.events import tables as t
from storage.events.records import Team
from storage.tables import Conversation, table

_seat, _help, _idea, _vote = table(t.EventSeat), table(t.HelpRequest), table(t.Idea), table(t.IdeaVote)
_checked, _conflict, _announcement = table(t.Checked), table(t.Conflict), table(t.Announcement)
_PLAIN = (_seat, table(Conversation), _help, _idea)
_ONCE = ((_vote, _vote.c.learner), (_checked, _checked.c.checkpoint), (_conflict, _conflict.c.judge))
"""Of these the team that stays has one for each learner, checkpoint and judge: its own goes before."""
WORDS = ("pitch", "link", "ai_statement", "idea")


def hand_over(db: Connection, gone: Team, stays: Team) -> None:
    """All that is the team's which is no more is that of the other from now on."""
    for rows, key in _ONCE:
        there = select(key).where(rows.c.team == stays.id)
        db.execute(rows.delete().where(rows.c.team == gone.id, key.in_(there)))
        db.execute(rows.update().where(rows.c.team == gone.id).values(team=stays.id))
    for rows in _PLAIN:
        db.execute(rows.update().where(rows.c.team == gone.id).values(team=stays.id))
    _announcements(db, gone, stays)


def _announcements(db: Connection, gone: Team, stays: Team) -> None:
    """Whom one is for stands in a list, which not every database looks into."""
    for id, teams in db.execute(select(_announcement.c.id, _announcement.c.teams).where(_announcement.c.event == gone.event)).all():
        if teams and gone.id in teams:
            db.execute(
                _announcement.update()
                .where(_announcement.c.id == id)
                .values(teams=[*(one for one in teams if one not in (gone.id, stays.id)), stays.id])
            )


def words(first: Team, second: Team) -> tuple[dict[str, str | None], dict[str, str | None]]:
    """What goes with the app that was chosen, the other team's where there is none of that kind; and what is left, to be kept where the team is
    that is no more."""
    stand = {name: getattr(first, name) or getattr(second, name) for name in WORDS}
    return stand, {name: getattr(second if stand[name] == getattr(first, name) else first, name) for name in WORDS}
