"""Teachers, classes and who sits in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import AnyText, Utc

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("classroom", sa.String(), nullable=True),
        sa.Column("teacher", sa.String(), nullable=True),
        sa.Column("learner", sa.String(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("detail", AnyText(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_classroom"), ["classroom"], unique=False)

    op.create_table(
        "classroom",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", AnyText(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("asks_number", sa.Boolean(), nullable=False),
        sa.Column("roster_only", sa.Boolean(), nullable=False),
        sa.Column("task", sa.JSON(), nullable=False),
        sa.Column("pinned", sa.String(), nullable=True),
        sa.Column("pin_asked", sa.String(), nullable=True),
        sa.Column("tokens", sa.Integer(), nullable=True),
        sa.Column("learner_tokens", sa.Integer(), nullable=True),
        sa.Column("paused", Utc(), nullable=True),
        sa.Column("unaided", Utc(), nullable=True),
        sa.Column("schedule", sa.JSON(), nullable=False),
        sa.Column("next_bell", Utc(), nullable=True),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.Column("first_asked", Utc(), nullable=True),
        sa.Column("archived", Utc(), nullable=True),
        sa.Column("created", Utc(), nullable=False),
        sa.Column("rubric", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classroom")),
        sa.UniqueConstraint("code", name=op.f("uq_classroom_code")),
    )
    with op.batch_alter_table("classroom", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_classroom_next_bell"), ["next_bell"], unique=False)

    op.create_table(
        "safety_flag",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("classroom", sa.String(), nullable=False),
        sa.Column("learner", sa.String(), nullable=True),
        sa.Column("name", AnyText(), nullable=False),
        sa.Column("number", AnyText(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sentence", AnyText(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("acknowledged", Utc(), nullable=True),
        sa.Column("acknowledged_by", sa.String(), nullable=True),
        sa.Column("closed", Utc(), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("outcome", AnyText(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_flag")),
    )
    with op.batch_alter_table("safety_flag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_safety_flag_classroom"), ["classroom"], unique=False)
        batch_op.create_index(batch_op.f("ix_safety_flag_learner"), ["learner"], unique=False)

    op.create_table(
        "teacher",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", AnyText(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("telegram", sa.String(), nullable=True),
        sa.Column("no_weekly", Utc(), nullable=True),
        sa.Column("created", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher")),
        sa.UniqueConstraint("name_key", name=op.f("uq_teacher_name_key")),
        sa.UniqueConstraint("telegram", name=op.f("uq_teacher_telegram")),
    )
    op.create_table(
        "class_teacher",
        sa.Column("classroom", sa.String(), nullable=False),
        sa.Column("teacher", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["classroom"], ["classroom.id"], name=op.f("fk_class_teacher_classroom")),
        sa.ForeignKeyConstraint(["teacher"], ["teacher.id"], name=op.f("fk_class_teacher_teacher")),
        sa.PrimaryKeyConstraint("classroom", "teacher", name=op.f("pk_class_teacher")),
    )
    with op.batch_alter_table("class_teacher", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_class_teacher_teacher"), ["teacher"], unique=False)

    op.create_table(
        "crossing",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=True),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_crossing_learner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crossing")),
    )
    with op.batch_alter_table("crossing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_crossing_learner"), ["learner"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("teacher", sa.String(), nullable=True),
        sa.Column("classroom", sa.String(), nullable=True),
        sa.Column("created", Utc(), nullable=False),
        sa.Column("expires", Utc(), nullable=False),
        sa.Column("used", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["teacher.id"], name=op.f("fk_invitation_by")),
        sa.ForeignKeyConstraint(["classroom"], ["classroom.id"], name=op.f("fk_invitation_classroom")),
        sa.ForeignKeyConstraint(["teacher"], ["teacher.id"], name=op.f("fk_invitation_teacher")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_by"), ["by"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_classroom"), ["classroom"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_teacher"), ["teacher"], unique=False)

    op.create_table(
        "nudge",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("classroom", sa.String(), nullable=False),
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("teacher", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", AnyText(), nullable=False),
        sa.Column("turn", sa.String(), nullable=True),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["classroom"], ["classroom.id"], name=op.f("fk_nudge_classroom")),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_nudge_learner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudge")),
    )
    with op.batch_alter_table("nudge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nudge_classroom"), ["classroom"], unique=False)
        batch_op.create_index(batch_op.f("ix_nudge_learner"), ["learner"], unique=False)

    op.create_table(
        "score",
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("rubric", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("comment", AnyText(), nullable=False),
        sa.Column("teacher", sa.String(), nullable=True),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_score_learner")),
        sa.PrimaryKeyConstraint("learner", "rubric", "line", name=op.f("pk_score")),
    )
    op.create_table(
        "seat",
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("classroom", sa.String(), nullable=False),
        sa.Column("name", AnyText(), nullable=False),
        sa.Column("name_key", AnyText(), nullable=False),
        sa.Column("number", AnyText(), nullable=False),
        sa.Column("tokens", sa.Integer(), nullable=True),
        sa.Column("paused", Utc(), nullable=True),
        sa.Column("unaided", Utc(), nullable=True),
        sa.Column("joined", Utc(), nullable=True),
        sa.Column("created", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["classroom"], ["classroom.id"], name=op.f("fk_seat_classroom")),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_seat_learner")),
        sa.PrimaryKeyConstraint("learner", name=op.f("pk_seat")),
        sa.UniqueConstraint("classroom", "name_key", name=op.f("uq_seat_classroom_name_key")),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_classroom"), ["classroom"], unique=False)

    op.create_table(
        "standing",
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", AnyText(), nullable=False),
        sa.Column("look", sa.JSON(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("since", Utc(), nullable=False),
        sa.Column("last", Utc(), nullable=False),
        sa.Column("hints", sa.Integer(), nullable=False),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_standing_learner")),
        sa.PrimaryKeyConstraint("learner", name=op.f("pk_standing")),
    )
    op.create_table(
        "stuck",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("classroom", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("detail", AnyText(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("ended", Utc(), nullable=True),
        sa.Column("verdict", sa.Boolean(), nullable=True),
        sa.Column("judged_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["classroom"], ["classroom.id"], name=op.f("fk_stuck_classroom")),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_stuck_learner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stuck")),
    )
    with op.batch_alter_table("stuck", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stuck_classroom"), ["classroom"], unique=False)
        batch_op.create_index(batch_op.f("ix_stuck_learner"), ["learner"], unique=False)

    op.create_table(
        "survey",
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.Integer(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_survey_learner")),
        sa.PrimaryKeyConstraint("learner", "moment", "question", name=op.f("pk_survey")),
    )
    op.create_table(
        "teacher_note",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("classroom", sa.String(), nullable=False),
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("teacher", sa.String(), nullable=True),
        sa.Column("text", AnyText(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["classroom"], ["classroom.id"], name=op.f("fk_teacher_note_classroom")),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_teacher_note_learner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher_note")),
    )
    with op.batch_alter_table("teacher_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_teacher_note_classroom"), ["classroom"], unique=False)
        batch_op.create_index(batch_op.f("ix_teacher_note_learner"), ["learner"], unique=False)

    op.create_table(
        "teacher_session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("teacher", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("created", Utc(), nullable=False),
        sa.Column("seen", Utc(), nullable=False),
        sa.Column("expires", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["teacher"], ["teacher.id"], name=op.f("fk_teacher_session_teacher")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_teacher_session")),
    )
    with op.batch_alter_table("teacher_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_teacher_session_teacher"), ["teacher"], unique=False)

    op.create_table(
        "mentor",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("classroom", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("name", AnyText(), nullable=False),
        sa.Column("expires", Utc(), nullable=False),
        sa.Column("ended", Utc(), nullable=True),
        sa.Column("created", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["classroom"], ["classroom.id"], name=op.f("fk_mentor_classroom")),
        sa.ForeignKeyConstraint(["project"], ["project.id"], name=op.f("fk_mentor_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_mentor_token_hash")),
    )
    with op.batch_alter_table("mentor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mentor_classroom"), ["classroom"], unique=False)
        batch_op.create_index(batch_op.f("ix_mentor_project"), ["project"], unique=False)

    op.create_table(
        "comment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("mentor", sa.String(), nullable=False),
        sa.Column("screen", sa.String(), nullable=False),
        sa.Column("text", AnyText(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("passed", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["mentor"], ["mentor.id"], name=op.f("fk_comment_mentor")),
        sa.ForeignKeyConstraint(["project"], ["project.id"], name=op.f("fk_comment_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_mentor"), ["mentor"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_project"), ["project"], unique=False)

    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("classroom", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("paused", Utc(), nullable=True))
        batch_op.add_column(sa.Column("unaided", Utc(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_column("unaided")
        batch_op.drop_column("paused")
        batch_op.drop_column("classroom")

    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_project"))
        batch_op.drop_index(batch_op.f("ix_comment_mentor"))

    op.drop_table("comment")
    with op.batch_alter_table("mentor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mentor_project"))
        batch_op.drop_index(batch_op.f("ix_mentor_classroom"))

    op.drop_table("mentor")
    with op.batch_alter_table("teacher_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_teacher_session_teacher"))

    op.drop_table("teacher_session")
    with op.batch_alter_table("teacher_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_teacher_note_learner"))
        batch_op.drop_index(batch_op.f("ix_teacher_note_classroom"))

    op.drop_table("teacher_note")
    op.drop_table("survey")
    with op.batch_alter_table("stuck", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stuck_learner"))
        batch_op.drop_index(batch_op.f("ix_stuck_classroom"))

    op.drop_table("stuck")
    op.drop_table("standing")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seat_classroom"))

    op.drop_table("seat")
    op.drop_table("score")
    with op.batch_alter_table("nudge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nudge_learner"))
        batch_op.drop_index(batch_op.f("ix_nudge_classroom"))

    op.drop_table("nudge")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_teacher"))
        batch_op.drop_index(batch_op.f("ix_invitation_classroom"))
        batch_op.drop_index(batch_op.f("ix_invitation_by"))

    op.drop_table("invitation")
    with op.batch_alter_table("crossing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_crossing_learner"))

    op.drop_table("crossing")
    with op.batch_alter_table("class_teacher", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_class_teacher_teacher"))

    op.drop_table("class_teacher")
    op.drop_table("teacher")
    with op.batch_alter_table("safety_flag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_safety_flag_learner"))
        batch_op.drop_index(batch_op.f("ix_safety_flag_classroom"))

    op.drop_table("safety_flag")
    with op.batch_alter_table("classroom", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_classroom_next_bell"))

    op.drop_table("classroom")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_classroom"))

    op.drop_table("audit")
