"""Requests to language models, and the tokens of each day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import Utc

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "model_call",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("learner", sa.String(), nullable=True),
        sa.Column("classroom", sa.String(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("model", "prompt")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("print", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("reserved", "sent", "cached", "got")),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("outcome", "fault")),
        sa.Column("ms", sa.Integer(), nullable=False),
        sa.Column("created", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_call")),
    )
    op.create_index(op.f("ix_model_call_day"), "model_call", ["day"])
    op.create_index(op.f("ix_model_call_learner"), "model_call", ["learner"])
    op.create_table(
        "model_spending",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("day", "scope", "who")),
        sa.Column("tokens", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "scope", "who", name=op.f("pk_model_spending")),
    )


def downgrade() -> None:
    op.drop_table("model_spending")
    op.drop_table("model_call")
