"""What was seen of learners' understanding; each version with the learner's own code of its time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import Utc

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("revision") as revision:
        revision.add_column(sa.Column("learner_files", sa.LargeBinary(), nullable=True))
    # what was known so far is of all versions: it stands with the first, and the others take it from there
    op.execute("UPDATE revision SET learner_files = (SELECT p.learner_files FROM project p WHERE p.id = revision.project) WHERE parent IS NULL")
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("rungs", sa.Integer(), nullable=False),
        sa.Column("concepts", sa.JSON(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("created", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_evidence_learner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_learner", "evidence", ["learner", "created"])


def downgrade() -> None:
    op.drop_index("ix_evidence_learner", "evidence")
    op.drop_table("evidence")
    with op.batch_alter_table("revision") as revision:
        revision.drop_column("learner_files")
