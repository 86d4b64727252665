"""Workers and lanes, who said a message, and indexes by chat of what waits and of what is in doubt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import AnyText, Utc

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "worker",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("until", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker")),
    )
    op.create_table(
        "lane",
        sa.Column("chat", AnyText(), nullable=False),
        sa.Column("worker", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("chat", name=op.f("pk_lane")),
        sqlite_with_rowid=False,
    )
    op.add_column("outbox", sa.Column("worker", sa.String(), nullable=True))
    _say_who_said_it()
    _index_what_waits("inbox", ["chat", "id"], "status = 'received'")
    _index_what_waits("outbox", ["chat", "turn", "number"], "status IN ('pending', 'sending')")
    unsure = sa.text("status = 'uncertain'")
    op.create_index(op.f("ix_outbox_uncertain"), "outbox", ["turn", "number"], sqlite_where=unsure, postgresql_where=unsure)


def _say_who_said_it() -> None:
    """Until now a chat had one learner."""
    op.add_column("inbox", sa.Column("learner", sa.String(), nullable=True))
    op.execute(
        "UPDATE inbox SET learner = (SELECT learner FROM conversation WHERE conversation.chat = inbox.chat) WHERE status <> 'received'",
    )
    op.create_index(op.f("ix_inbox_learner"), "inbox", ["learner"])


def _index_what_waits(table: str, columns: list[str], where: str) -> None:
    op.drop_index(op.f(f"ix_{table}_waiting"), table)
    op.create_index(op.f(f"ix_{table}_waiting"), table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    op.drop_index(op.f("ix_outbox_uncertain"), "outbox")
    _index_what_waits("outbox", ["turn"], "status IN ('pending', 'sending')")
    _index_what_waits("inbox", ["id"], "status = 'received'")
    op.drop_index(op.f("ix_inbox_learner"), "inbox")
    op.drop_column("inbox", "learner")
    op.drop_column("outbox", "worker")
    op.drop_table("lane")
    op.drop_table("worker")
