"""The first shape."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import AnyText, Utc

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("chat", AnyText(), nullable=False),
        sa.Column("outside_id", AnyText(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("created", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("chat", "outside_id", name=op.f("uq_inbox_chat_outside_id")),
    )
    op.create_index(
        op.f("ix_inbox_waiting"), "inbox", ["id"], sqlite_where=sa.text("status = 'received'"), postgresql_where=sa.text("status = 'received'")
    )

    op.create_table(
        "learner",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("nickname", AnyText(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("created", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner")),
    )
    op.create_table(
        "secret",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secret")),
    )
    op.create_table(
        "wrong_guess",
        sa.Column("guesser", AnyText(), nullable=False),
        sa.Column("started", Utc(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guesser", name=op.f("pk_wrong_guess")),
    )
    op.create_table(
        "identity",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("outside_id", AnyText(), nullable=False),
        sa.Column("learner", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_identity_learner")),
        sa.PrimaryKeyConstraint("channel", "outside_id", name=op.f("pk_identity")),
    )
    op.create_index(op.f("ix_identity_learner"), "identity", ["learner"])

    op.create_table(
        "outbox",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("chat", AnyText(), nullable=False),
        sa.Column("turn", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try", Utc(), nullable=False),
        sa.Column("created", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["turn"], ["inbox.id"], name=op.f("fk_outbox_turn")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("turn", "number", name=op.f("uq_outbox_turn_number")),
    )
    op.create_index(op.f("ix_outbox_chat"), "outbox", ["chat", "turn"])
    op.create_index(
        op.f("ix_outbox_waiting"),
        "outbox",
        ["turn"],
        sqlite_where=sa.text("status IN ('pending', 'sending')"),
        postgresql_where=sa.text("status IN ('pending', 'sending')"),
    )

    op.create_table(
        "personal_link",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("created", Utc(), nullable=False),
        sa.Column("revoked", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_personal_link_learner")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_personal_link")),
    )
    op.create_index(op.f("ix_personal_link_learner"), "personal_link", ["learner"])

    op.create_table(
        "project",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("head", sa.Integer(), nullable=True),
        sa.Column("begun_by", sa.String(), nullable=False),
        sa.Column("learner_files", sa.LargeBinary(), nullable=False),
        sa.Column("created", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["begun_by"], ["learner.id"], name=op.f("fk_project_begun_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    op.create_index(op.f("ix_project_begun_by"), "project", ["begun_by"])

    op.create_table(
        "recovery_words",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("created", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_recovery_words_learner")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_recovery_words")),
        sa.UniqueConstraint("learner", name=op.f("uq_recovery_words_learner")),
    )
    op.create_table(
        "app",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["project"], ["project.id"], name=op.f("fk_app_project")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_app")),
    )
    op.create_index(op.f("ix_app_project"), "app", ["project"])

    op.create_table(
        "app_link",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("app", sa.String(), nullable=False),
        sa.Column("visitor", sa.String(), nullable=True),
        sa.Column("expires", Utc(), nullable=False),
        sa.Column("ended", Utc(), nullable=True),
        sa.Column("created", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["project"], ["project.id"], name=op.f("fk_app_link_project")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_app_link")),
    )
    op.create_index(op.f("ix_app_link_project"), "app_link", ["project"])

    op.create_table(
        "conversation",
        sa.Column("chat", AnyText(), nullable=False),
        sa.Column("project", sa.String(), nullable=True),
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("updated", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_conversation_learner")),
        sa.ForeignKeyConstraint(["project"], ["project.id"], name=op.f("fk_conversation_project")),
        sa.PrimaryKeyConstraint("chat", name=op.f("pk_conversation")),
    )
    op.create_index(op.f("ix_conversation_learner"), "conversation", ["learner"])
    op.create_index(op.f("ix_conversation_project"), "conversation", ["project"])

    op.create_table(
        "member",
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_member_learner")),
        sa.ForeignKeyConstraint(["project"], ["project.id"], name=op.f("fk_member_project")),
        sa.PrimaryKeyConstraint("project", "learner", name=op.f("pk_member")),
    )
    op.create_index(op.f("ix_member_learner"), "member", ["learner"])

    op.create_table(
        "revision",
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("spec", AnyText(), nullable=False),
        sa.Column("why", AnyText(), nullable=False),
        sa.Column("turn", sa.String(), nullable=False),
        sa.Column("created", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["project"], ["project.id"], name=op.f("fk_revision_project")),
        sa.PrimaryKeyConstraint("project", "n", name=op.f("pk_revision")),
    )
    op.create_table(
        "app_row",
        sa.Column("app", sa.String(), nullable=False),
        sa.Column("thing", AnyText(), nullable=False),
        sa.Column("id", AnyText(), nullable=False),
        sa.Column("visitor", AnyText(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["app"], ["app.key"], name=op.f("fk_app_row_app")),
        sa.PrimaryKeyConstraint("app", "thing", "id", name=op.f("pk_app_row")),
    )


def downgrade() -> None:
    op.drop_table("app_row")
    op.drop_table("revision")
    op.drop_table("member")
    op.drop_table("conversation")
    op.drop_table("app_link")
    op.drop_table("app")
    op.drop_table("recovery_words")
    op.drop_table("project")
    op.drop_table("personal_link")
    op.drop_table("outbox")
    op.drop_table("identity")
    op.drop_table("wrong_guess")
    op.drop_table("secret")
    op.drop_table("learner")
    op.drop_table("inbox")
