"""Hackathon sessions: events, those who run them, teams, entries and judging."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import AnyText, Utc

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", AnyText(), nullable=False),
        sa.Column("theme", AnyText(), nullable=False),
        sa.Column("sdg", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("divisions", sa.JSON(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("smallest", sa.Integer(), nullable=False),
        sa.Column("largest", sa.Integer(), nullable=False),
        sa.Column("phases", sa.JSON(), nullable=False),
        sa.Column("next_ring", Utc(), nullable=True),
        sa.Column("freezes", Utc(), nullable=True),
        sa.Column("opened", Utc(), nullable=True),
        sa.Column("ended", Utc(), nullable=True),
        sa.Column("rubric", sa.String(), nullable=False),
        sa.Column("rules", AnyText(), nullable=False),
        sa.Column("prizes", sa.JSON(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("checkpoints", sa.JSON(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.Column("finalists", sa.Integer(), nullable=False),
        sa.Column("judging_closed", Utc(), nullable=True),
        sa.Column("released", Utc(), nullable=True),
        sa.Column("revealed", sa.Integer(), nullable=False),
        sa.Column("showcase", Utc(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.Column("created", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("code", name=op.f("uq_event_code")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_next_ring"), ["next_ring"], unique=False)

    op.create_table(
        "announcement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by", AnyText(), nullable=False),
        sa.Column("text", AnyText(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("teams", sa.JSON(), nullable=True),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("hidden", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_announcement_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
    )
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_announcement_event"), ["event"], unique=False)

    op.create_table(
        "event_person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", AnyText(), nullable=False),
        sa.Column("school", AnyText(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("pin", sa.String(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("chat", AnyText(), nullable=True),
        sa.Column("teacher", sa.String(), nullable=True),
        sa.Column("created", Utc(), nullable=False),
        sa.Column("seen", Utc(), nullable=True),
        sa.Column("ended", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_event_person_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_person")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_event_person_token_hash")),
    )
    with op.batch_alter_table("event_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_person_chat"), ["chat"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_person_event"), ["event"], unique=False)

    op.create_table(
        "judging_round",
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("opened", Utc(), nullable=False),
        sa.Column("closed", Utc(), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("confirmed", Utc(), nullable=True),
        sa.Column("confirmed_by", AnyText(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_judging_round_event")),
        sa.PrimaryKeyConstraint("event", "number", name=op.f("pk_judging_round")),
    )
    op.create_table(
        "batch",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("judge", sa.String(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("repeat_of", sa.String(), nullable=True),
        sa.Column("ranking", sa.JSON(), nullable=True),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("given", Utc(), nullable=False),
        sa.Column("done", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_batch_event")),
        sa.ForeignKeyConstraint(["judge"], ["event_person.id"], name=op.f("fk_batch_judge")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_event"), ["event"], unique=False)
        batch_op.create_index(batch_op.f("ix_batch_judge"), ["judge"], unique=False)

    op.create_table(
        "event_team",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", AnyText(), nullable=False),
        sa.Column("name_key", AnyText(), nullable=False),
        sa.Column("division", AnyText(), nullable=False),
        sa.Column("region", AnyText(), nullable=False),
        sa.Column("school", AnyText(), nullable=False),
        sa.Column("seeking", AnyText(), nullable=False),
        sa.Column("project", sa.String(), nullable=True),
        sa.Column("closes", Utc(), nullable=True),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", AnyText(), nullable=False),
        sa.Column("look", sa.JSON(), nullable=False),
        sa.Column("last", Utc(), nullable=True),
        sa.Column("idea", sa.String(), nullable=True),
        sa.Column("pitch", AnyText(), nullable=False),
        sa.Column("link", AnyText(), nullable=False),
        sa.Column("ai_statement", AnyText(), nullable=False),
        sa.Column("signed", sa.JSON(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("merged_into", sa.String(), nullable=True),
        sa.Column("withdrawn", Utc(), nullable=True),
        sa.Column("created", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_event_team_event")),
        sa.ForeignKeyConstraint(["project"], ["project.id"], name=op.f("fk_event_team_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_team")),
        sa.UniqueConstraint("code", name=op.f("uq_event_team_code")),
        sa.UniqueConstraint("event", "name_key", name=op.f("uq_event_team_event_name_key")),
    )
    with op.batch_alter_table("event_team", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_team_event"), ["event"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_team_project"), ["project"], unique=False)

    op.create_table(
        "award",
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("prize", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("by", AnyText(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_award_event")),
        sa.ForeignKeyConstraint(["team"], ["event_team.id"], name=op.f("fk_award_team")),
        sa.PrimaryKeyConstraint("event", "prize", name=op.f("pk_award")),
    )
    with op.batch_alter_table("award", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_award_team"), ["team"], unique=False)

    op.create_table(
        "checked",
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("checkpoint", sa.String(), nullable=False),
        sa.Column("by", AnyText(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["event_team.id"], name=op.f("fk_checked_team")),
        sa.PrimaryKeyConstraint("team", "checkpoint", name=op.f("pk_checked")),
    )
    op.create_table(
        "conflict",
        sa.Column("judge", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["judge"], ["event_person.id"], name=op.f("fk_conflict_judge")),
        sa.ForeignKeyConstraint(["team"], ["event_team.id"], name=op.f("fk_conflict_team")),
        sa.PrimaryKeyConstraint("judge", "team", name=op.f("pk_conflict")),
    )
    with op.batch_alter_table("conflict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflict_team"), ["team"], unique=False)

    op.create_table(
        "entry",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", AnyText(), nullable=False),
        sa.Column("pitch", AnyText(), nullable=False),
        sa.Column("link", AnyText(), nullable=False),
        sa.Column("ai_statement", AnyText(), nullable=False),
        sa.Column("signed", sa.JSON(), nullable=False),
        sa.Column("taken", Utc(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("allowed_by", AnyText(), nullable=False),
        sa.Column("sealed", Utc(), nullable=True),
        sa.Column("fault", AnyText(), nullable=False),
        sa.Column("withdrawn", Utc(), nullable=True),
        sa.Column("spec", AnyText(), nullable=False),
        sa.Column("learner_files", sa.LargeBinary(), nullable=False),
        sa.Column("package", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_entry_event")),
        sa.ForeignKeyConstraint(["team"], ["event_team.id"], name=op.f("fk_entry_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("event", "number", name=op.f("uq_entry_event_number")),
        sa.UniqueConstraint("team", name=op.f("uq_entry_team")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_event"), ["event"], unique=False)

    op.create_table(
        "event_seat",
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("name", AnyText(), nullable=False),
        sa.Column("name_key", AnyText(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("interests", AnyText(), nullable=False),
        sa.Column("school", AnyText(), nullable=False),
        sa.Column("joined", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_event_seat_event")),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_event_seat_learner")),
        sa.ForeignKeyConstraint(["team"], ["event_team.id"], name=op.f("fk_event_seat_team")),
        sa.PrimaryKeyConstraint("event", "learner", name=op.f("pk_event_seat")),
        sa.UniqueConstraint("event", "name_key", name=op.f("uq_event_seat_event_name_key")),
    )
    with op.batch_alter_table("event_seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_seat_learner"), ["learner"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_seat_team"), ["team"], unique=False)

    op.create_table(
        "help_request",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("learner", sa.String(), nullable=True),
        sa.Column("chat", AnyText(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("text", AnyText(), nullable=False),
        sa.Column("tried", sa.JSON(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("mentor", sa.String(), nullable=True),
        sa.Column("claimed", Utc(), nullable=True),
        sa.Column("handed_back", sa.Integer(), nullable=False),
        sa.Column("resolved", Utc(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("comment", AnyText(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_help_request_event")),
        sa.ForeignKeyConstraint(["team"], ["event_team.id"], name=op.f("fk_help_request_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_request")),
    )
    with op.batch_alter_table("help_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_request_learner"), ["learner"], unique=False)
        batch_op.create_index("ix_help_request_open", ["event", "resolved"], unique=False)
        batch_op.create_index(batch_op.f("ix_help_request_team"), ["team"], unique=False)

    op.create_table(
        "idea",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("learner", sa.String(), nullable=True),
        sa.Column("text", AnyText(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["event_team.id"], name=op.f("fk_idea_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea")),
    )
    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_learner"), ["learner"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_team"), ["team"], unique=False)

    op.create_table(
        "team_ask",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=True),
        sa.Column("keep", sa.String(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_team_ask_event")),
        sa.ForeignKeyConstraint(["learner"], ["learner.id"], name=op.f("fk_team_ask_learner")),
        sa.ForeignKeyConstraint(["other"], ["event_team.id"], name=op.f("fk_team_ask_other")),
        sa.ForeignKeyConstraint(["team"], ["event_team.id"], name=op.f("fk_team_ask_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_ask")),
    )
    with op.batch_alter_table("team_ask", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_ask_event"), ["event"], unique=False)
        batch_op.create_index(batch_op.f("ix_team_ask_learner"), ["learner"], unique=False)
        batch_op.create_index(batch_op.f("ix_team_ask_other"), ["other"], unique=False)
        batch_op.create_index(batch_op.f("ix_team_ask_team"), ["team"], unique=False)

    op.create_table(
        "glance",
        sa.Column("judge", sa.String(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("ran", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name=op.f("fk_glance_entry")),
        sa.ForeignKeyConstraint(["judge"], ["event_person.id"], name=op.f("fk_glance_judge")),
        sa.PrimaryKeyConstraint("judge", "entry", name=op.f("pk_glance")),
    )
    with op.batch_alter_table("glance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_glance_entry"), ["entry"], unique=False)

    op.create_table(
        "idea_vote",
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("learner", sa.String(), nullable=False),
        sa.Column("idea", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["idea"], ["idea.id"], name=op.f("fk_idea_vote_idea")),
        sa.ForeignKeyConstraint(["team"], ["event_team.id"], name=op.f("fk_idea_vote_team")),
        sa.PrimaryKeyConstraint("team", "learner", name=op.f("pk_idea_vote")),
    )
    with op.batch_alter_table("idea_vote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_vote_idea"), ["idea"], unique=False)
        batch_op.create_index(batch_op.f("ix_idea_vote_learner"), ["learner"], unique=False)

    op.create_table(
        "judgement",
        sa.Column("judge", sa.String(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("comment", AnyText(), nullable=False),
        sa.Column("held", sa.String(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("passed", Utc(), nullable=True),
        sa.Column("hidden", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name=op.f("fk_judgement_entry")),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_judgement_event")),
        sa.ForeignKeyConstraint(["judge"], ["event_person.id"], name=op.f("fk_judgement_judge")),
        sa.PrimaryKeyConstraint("judge", "entry", name=op.f("pk_judgement")),
    )
    with op.batch_alter_table("judgement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_judgement_entry"), ["entry"], unique=False)
        batch_op.create_index(batch_op.f("ix_judgement_event"), ["event"], unique=False)

    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("team", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_conversation_team"), ["team"], unique=False)

    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closes", Utc(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_column("closes")

    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_team"))
        batch_op.drop_column("team")

    with op.batch_alter_table("judgement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_judgement_event"))
        batch_op.drop_index(batch_op.f("ix_judgement_entry"))

    op.drop_table("judgement")
    with op.batch_alter_table("idea_vote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_vote_learner"))
        batch_op.drop_index(batch_op.f("ix_idea_vote_idea"))

    op.drop_table("idea_vote")
    with op.batch_alter_table("glance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_glance_entry"))

    op.drop_table("glance")
    with op.batch_alter_table("team_ask", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_ask_team"))
        batch_op.drop_index(batch_op.f("ix_team_ask_other"))
        batch_op.drop_index(batch_op.f("ix_team_ask_learner"))
        batch_op.drop_index(batch_op.f("ix_team_ask_event"))

    op.drop_table("team_ask")
    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_team"))
        batch_op.drop_index(batch_op.f("ix_idea_learner"))

    op.drop_table("idea")
    with op.batch_alter_table("help_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_help_request_team"))
        batch_op.drop_index("ix_help_request_open")
        batch_op.drop_index(batch_op.f("ix_help_request_learner"))

    op.drop_table("help_request")
    with op.batch_alter_table("event_seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_seat_team"))
        batch_op.drop_index(batch_op.f("ix_event_seat_learner"))

    op.drop_table("event_seat")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_event"))

    op.drop_table("entry")
    with op.batch_alter_table("conflict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conflict_team"))

    op.drop_table("conflict")
    op.drop_table("checked")
    with op.batch_alter_table("award", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_award_team"))

    op.drop_table("award")
    with op.batch_alter_table("event_team", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_team_project"))
        batch_op.drop_index(batch_op.f("ix_event_team_event"))

    op.drop_table("event_team")
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_judge"))
        batch_op.drop_index(batch_op.f("ix_batch_event"))

    op.drop_table("batch")
    op.drop_table("judging_round")
    with op.batch_alter_table("event_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_person_event"))
        batch_op.drop_index(batch_op.f("ix_event_person_chat"))

    op.drop_table("event_person")
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_announcement_event"))

    op.drop_table("announcement")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_next_ring"))

    op.drop_table("event")
