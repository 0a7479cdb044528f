"""Decisions: pledge, limits, decisions, answers, guidance, ideas, causes; and tables for notes and unfinished work

Notes and unfinished work stood among the requests, which are forgotten after 90 days: they move to tables of their own.

Revision: 0003
After: 0002
"""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chores",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("work", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_chores_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "member_id", "work", name=op.f("pk_chores")),
    )
    op.create_table(
        "decision_rules",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_resort_id", sa.Uuid(), nullable=True),
        sa.Column("clock", sa.Boolean(), nullable=False),
        sa.Column("amounts_in_channels", sa.Boolean(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_decision_rules_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_decision_rules")),
    )
    op.create_table(
        "limit_categories",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("training_url", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_limit_categories_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_limit_categories")),
    )
    op.create_index("uq_limit_categories_name", "limit_categories", ["workspace_id", "name"], unique=True)
    op.create_table(
        "notes",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_notes_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "key", name=op.f("pk_notes")),
    )
    op.create_table(
        "absences",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("back_on", sa.Date(), nullable=False),
        sa.Column("stand_in_id", sa.Uuid(), nullable=True),
        sa.Column("set_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_absences_workspace_id_member_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "stand_in_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_absences_workspace_id_stand_in_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_absences_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_absences")),
    )
    op.create_index("ix_absences_member", "absences", ["workspace_id", "member_id", "back_on"], unique=False)
    op.create_table(
        "causes",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("open_key", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("what_changed", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "owner_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_causes_workspace_id_owner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_causes_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_causes")),
    )
    op.create_index("ix_causes_closed", "causes", ["workspace_id", "closed_at"], unique=False)
    op.create_index("uq_causes_open", "causes", ["workspace_id", "open_key"], unique=True)
    op.create_table(
        "ideas",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("keeper_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_ideas_workspace_id_author_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "keeper_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_ideas_workspace_id_keeper_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_ideas_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_ideas")),
    )
    op.create_index("ix_ideas_at", "ideas", ["workspace_id", "at"], unique=False)
    op.create_index("ix_ideas_author", "ideas", ["workspace_id", "author_id", "at"], unique=False)
    op.create_index("ix_ideas_keeper", "ideas", ["workspace_id", "keeper_id", "at"], unique=False)
    op.create_table(
        "leadership_lines",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_leadership_lines_workspace_id_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_leadership_lines_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "week", name=op.f("pk_leadership_lines")),
    )
    op.create_table(
        "limits",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(length=45), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=True),
        sa.Column("example", sa.Text(), nullable=True),
        sa.Column("training_url", sa.Text(), nullable=True),
        sa.Column("ask_id", sa.Uuid(), nullable=True),
        sa.Column("ask_amount", sa.BigInteger(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "ask_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_limits_workspace_id_ask_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_limits_workspace_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "category_id"],
            ["limit_categories.workspace_id", "limit_categories.id"],
            name=op.f("fk_limits_workspace_id_category_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "lead_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_limits_workspace_id_lead_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_limits_workspace_id_member_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_limits_workspace_id_team_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_limits_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_limits")),
    )
    op.create_index("ix_limits_scope", "limits", ["workspace_id", "scope", "starts_at"], unique=False)
    op.create_index(
        "uq_limits_open",
        "limits",
        ["workspace_id", "category_id", "scope"],
        unique=True,
        sqlite_where=sa.text("ends_at IS NULL"),
        postgresql_where=sa.text("ends_at IS NULL"),
    )
    op.create_table(
        "peer_votes",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("peer_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_peer_votes_workspace_id_member_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "peer_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_peer_votes_workspace_id_peer_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_peer_votes_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "member_id", name=op.f("pk_peer_votes")),
    )
    op.create_index("ix_peer_votes_peer", "peer_votes", ["workspace_id", "peer_id"], unique=False)
    op.create_table(
        "pledges",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signer_id", sa.Uuid(), nullable=False),
        sa.Column("signer_title", sa.String(length=200), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "set_by_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_pledges_workspace_id_set_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "signer_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_pledges_workspace_id_signer_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_pledges_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_pledges")),
    )
    op.create_index("ix_pledges_signed", "pledges", ["workspace_id", "signed_at"], unique=False)
    op.create_table(
        "room_requests",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("may_announce", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolution", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("limit_id", sa.Uuid(), nullable=True),
        sa.Column("resolved_by_id", sa.Uuid(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "category_id"],
            ["limit_categories.workspace_id", "limit_categories.id"],
            name=op.f("fk_room_requests_workspace_id_category_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "lead_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_room_requests_workspace_id_lead_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_room_requests_workspace_id_member_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "resolved_by_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_room_requests_workspace_id_resolved_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_room_requests_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_room_requests")),
    )
    op.create_index("ix_room_requests_lead", "room_requests", ["workspace_id", "lead_id", "asked_at"], unique=False)
    op.create_index(
        "uq_room_requests_waiting",
        "room_requests",
        ["workspace_id", "member_id", "category_id"],
        unique=True,
        sqlite_where=sa.text("resolution IS NULL"),
        postgresql_where=sa.text("resolution IS NULL"),
    )
    op.create_table(
        "training_signals",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "category_id"],
            ["limit_categories.workspace_id", "limit_categories.id"],
            name=op.f("fk_training_signals_workspace_id_category_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_training_signals_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "category_id", "people", "at", name=op.f("pk_training_signals")),
    )
    op.create_table(
        "broken_promises",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pledge_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_broken_promises_workspace_id_by_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "pledge_id"],
            ["pledges.workspace_id", "pledges.id"],
            name=op.f("fk_broken_promises_workspace_id_pledge_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_broken_promises_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_broken_promises")),
    )
    op.create_index("ix_broken_promises_pledge", "broken_promises", ["workspace_id", "pledge_id", "at"], unique=False)
    op.create_table(
        "decision_offers",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kudos_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "kudos_id"],
            ["kudos.workspace_id", "kudos.id"],
            name=op.f("fk_decision_offers_workspace_id_kudos_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_decision_offers_workspace_id_member_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_decision_offers_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "kudos_id", "member_id", name=op.f("pk_decision_offers")),
    )
    op.create_table(
        "decisions",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("customer_words", sa.Text(), nullable=True),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("limit_id", sa.Uuid(), nullable=True),
        sa.Column("cause_id", sa.Uuid(), nullable=True),
        sa.Column("fix", sa.String(length=40), nullable=True),
        sa.Column("pledge_id", sa.Uuid(), nullable=False),
        sa.Column("kudos_id", sa.Uuid(), nullable=True),
        sa.Column("channel_id", sa.String(length=40), nullable=True),
        sa.Column("message_ts", sa.String(length=40), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shared_kudos_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "category_id"],
            ["limit_categories.workspace_id", "limit_categories.id"],
            name=op.f("fk_decisions_workspace_id_category_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "cause_id"],
            ["causes.workspace_id", "causes.id"],
            name=op.f("fk_decisions_workspace_id_cause_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "limit_id"],
            ["limits.workspace_id", "limits.id"],
            name=op.f("fk_decisions_workspace_id_limit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_decisions_workspace_id_member_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_decisions_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_cause", "decisions", ["workspace_id", "cause_id", "logged_at"], unique=False)
    op.create_index("ix_decisions_kudos", "decisions", ["workspace_id", "kudos_id"], unique=False)
    op.create_index("ix_decisions_logged", "decisions", ["workspace_id", "logged_at"], unique=False)
    op.create_index("ix_decisions_member", "decisions", ["workspace_id", "member_id", "logged_at"], unique=False)
    op.create_table(
        "idea_steps",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_idea_steps_workspace_id_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "idea_id"],
            ["ideas.workspace_id", "ideas.id"],
            name=op.f("fk_idea_steps_workspace_id_idea_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_idea_steps_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "idea_id", "number", name=op.f("pk_idea_steps")),
    )
    op.create_index("ix_idea_steps_at", "idea_steps", ["workspace_id", "step", "at"], unique=False)
    op.create_table(
        "idea_supports",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "idea_id"],
            ["ideas.workspace_id", "ideas.id"],
            name=op.f("fk_idea_supports_workspace_id_idea_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_idea_supports_workspace_id_member_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_idea_supports_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "idea_id", "member_id", name=op.f("pk_idea_supports")),
    )
    op.create_table(
        "pledge_cosignatures",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pledge_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "lead_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_pledge_cosignatures_workspace_id_lead_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "pledge_id"],
            ["pledges.workspace_id", "pledges.id"],
            name=op.f("fk_pledge_cosignatures_workspace_id_pledge_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_pledge_cosignatures_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "pledge_id", "lead_id", name=op.f("pk_pledge_cosignatures")),
    )
    op.create_table(
        "answerers",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("because", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "decision_id"],
            ["decisions.workspace_id", "decisions.id"],
            name=op.f("fk_answerers_workspace_id_decision_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_answerers_workspace_id_member_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_answerers_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_answerers")),
    )
    op.create_index("ix_answerers_decision", "answerers", ["workspace_id", "decision_id", "since"], unique=False)
    op.create_index("ix_answerers_member", "answerers", ["workspace_id", "member_id", "ends_at"], unique=False)
    op.create_index(
        "uq_answerers_open",
        "answerers",
        ["workspace_id", "decision_id"],
        unique=True,
        sqlite_where=sa.text("ends_at IS NULL"),
        postgresql_where=sa.text("ends_at IS NULL"),
    )
    op.create_table(
        "answers",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("patted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kudos_id", sa.Uuid(), nullable=True),
        sa.Column("talk_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("talk_answer", sa.String(length=40), nullable=True),
        sa.Column("edited_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_answers_workspace_id_by_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "decision_id"],
            ["decisions.workspace_id", "decisions.id"],
            name=op.f("fk_answers_workspace_id_decision_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_answers_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "decision_id", name=op.f("pk_answers")),
    )
    op.create_index("ix_answers_by", "answers", ["workspace_id", "by_id", "at"], unique=False)
    op.create_table(
        "covers",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "decision_id"],
            ["decisions.workspace_id", "decisions.id"],
            name=op.f("fk_covers_workspace_id_decision_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_covers_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "decision_id", name=op.f("pk_covers")),
    )
    op.create_table(
        "decision_versions",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("customer_words", sa.Text(), nullable=True),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "decision_id"],
            ["decisions.workspace_id", "decisions.id"],
            name=op.f("fk_decision_versions_workspace_id_decision_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_decision_versions_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_decision_versions")),
    )
    op.create_index(
        "ix_decision_versions_decision",
        "decision_versions",
        ["workspace_id", "decision_id", "replaced_at"],
        unique=False,
    )
    op.create_table(
        "guidance",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.LargeBinary(), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_guidance_workspace_id_by_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "category_id"],
            ["limit_categories.workspace_id", "limit_categories.id"],
            name=op.f("fk_guidance_workspace_id_category_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "decision_id"],
            ["decisions.workspace_id", "decisions.id"],
            name=op.f("fk_guidance_workspace_id_decision_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "to_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_guidance_workspace_id_to_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_guidance_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "decision_id", name=op.f("pk_guidance")),
    )
    op.create_index("ix_guidance_category", "guidance", ["workspace_id", "category_id", "at"], unique=False)
    op.create_index("ix_guidance_to", "guidance", ["workspace_id", "to_id", "at"], unique=False)
    for workspace_id in _workspaces():
        _part_handles(workspace_id)
    op.create_index(
        "uq_members_handle",
        "members",
        ["workspace_id", "handle"],
        unique=True,
        sqlite_where=sa.text("kind = 'offline' AND active AND handle <> ''"),
        postgresql_where=sa.text("kind = 'offline' AND active AND handle <> ''"),
    )
    for workspace_id in _workspaces():
        _move_notes(workspace_id)
        _move_chores(workspace_id)


def downgrade() -> None:
    for workspace_id in _workspaces():
        _move_back(workspace_id)
    op.drop_index("uq_members_handle", table_name="members")
    op.drop_index("ix_guidance_to", table_name="guidance")
    op.drop_index("ix_guidance_category", table_name="guidance")
    op.drop_table("guidance")
    op.drop_index("ix_decision_versions_decision", table_name="decision_versions")
    op.drop_table("decision_versions")
    op.drop_table("covers")
    op.drop_index("ix_answers_by", table_name="answers")
    op.drop_table("answers")
    op.drop_index("uq_answerers_open", table_name="answerers")
    op.drop_index("ix_answerers_decision", table_name="answerers")
    op.drop_index("ix_answerers_member", table_name="answerers")
    op.drop_table("answerers")
    op.drop_table("pledge_cosignatures")
    op.drop_table("idea_supports")
    op.drop_index("ix_idea_steps_at", table_name="idea_steps")
    op.drop_table("idea_steps")
    op.drop_index("ix_decisions_member", table_name="decisions")
    op.drop_index("ix_decisions_logged", table_name="decisions")
    op.drop_index("ix_decisions_kudos", table_name="decisions")
    op.drop_index("ix_decisions_cause", table_name="decisions")
    op.drop_table("decisions")
    op.drop_table("decision_offers")
    op.drop_index("ix_broken_promises_pledge", table_name="broken_promises")
    op.drop_table("broken_promises")
    op.drop_table("training_signals")
    op.drop_index("uq_room_requests_waiting", table_name="room_requests")
    op.drop_index("ix_room_requests_lead", table_name="room_requests")
    op.drop_table("room_requests")
    op.drop_index("ix_pledges_signed", table_name="pledges")
    op.drop_table("pledges")
    op.drop_index("ix_peer_votes_peer", table_name="peer_votes")
    op.drop_table("peer_votes")
    op.drop_index("uq_limits_open", table_name="limits")
    op.drop_index("ix_limits_scope", table_name="limits")
    op.drop_table("limits")
    op.drop_table("leadership_lines")
    op.drop_index("ix_ideas_keeper", table_name="ideas")
    op.drop_index("ix_ideas_author", table_name="ideas")
    op.drop_index("ix_ideas_at", table_name="ideas")
    op.drop_table("ideas")
    op.drop_index("uq_causes_open", table_name="causes")
    op.drop_index("ix_causes_closed", table_name="causes")
    op.drop_table("causes")
    op.drop_index("ix_absences_member", table_name="absences")
    op.drop_table("absences")
    op.drop_table("notes")
    op.drop_index("uq_limit_categories_name", table_name="limit_categories")
    op.drop_table("limit_categories")
    op.drop_table("decision_rules")
    op.drop_table("chores")


REQUESTS = sa.table(
    "requests",
    sa.column("workspace_id", sa.Integer()),
    sa.column("key", sa.String()),
    sa.column("outcome", sa.JSON()),
    sa.column("received_at", sa.DateTime(timezone=True)),
)
NOTES = sa.table(
    "notes",
    sa.column("workspace_id", sa.Integer()),
    sa.column("key", sa.String()),
    sa.column("content", sa.JSON()),
    sa.column("noted_at", sa.DateTime(timezone=True)),
)
CHORES = sa.table(
    "chores",
    sa.column("workspace_id", sa.Integer()),
    sa.column("member_id", sa.Uuid()),
    sa.column("work", sa.String()),
    sa.column("detail", sa.JSON()),
    sa.column("since", sa.DateTime(timezone=True)),
)
NOTE, BACKLOG = "note:", "backlog"


MEMBERS = sa.table(
    "members",
    sa.column("workspace_id", sa.Integer()),
    sa.column("id", sa.Uuid()),
    sa.column("handle", sa.String()),
    sa.column("kind", sa.String()),
    sa.column("active", sa.Boolean()),
)


def _part_handles(workspace_id: int) -> None:
    """Of people without Slack who are typed the same, the later ones get a number: `lee`, `lee-2`."""
    mine = MEMBERS.c.workspace_id == workspace_id
    those = mine & (MEMBERS.c.kind == "offline") & MEMBERS.c.active & (MEMBERS.c.handle != "")
    rows = list(op.get_bind().execute(sa.select(MEMBERS.c.id, MEMBERS.c.handle).where(those).order_by(MEMBERS.c.id)))
    taken, given = {row.handle for row in rows}, set()
    for row in rows:
        number, handle = 1, row.handle
        while handle in given or (handle != row.handle and handle in taken):
            number += 1
            handle = f"{row.handle}-{number}"
        given.add(handle)
        if handle != row.handle:
            op.get_bind().execute(MEMBERS.update().where(mine & (MEMBERS.c.id == row.id)).values(handle=handle))


def _move_notes(workspace_id: int) -> None:
    mine = REQUESTS.c.workspace_id == workspace_id
    for row in _take(mine & REQUESTS.c.key.startswith(NOTE)):
        note = {"key": row.key.removeprefix(NOTE), "content": row.outcome or {}, "noted_at": row.received_at}
        op.get_bind().execute(NOTES.insert(), {"workspace_id": workspace_id, **note})


def _move_chores(workspace_id: int) -> None:
    mine = REQUESTS.c.workspace_id == workspace_id
    for row in _take(mine & (REQUESTS.c.key == BACKLOG)):
        for name, detail in (row.outcome or {}).items():
            work, _, member_id = name.partition(":")
            chore = {"member_id": UUID(member_id), "work": work, "detail": detail, "since": row.received_at}
            op.get_bind().execute(CHORES.insert(), {"workspace_id": workspace_id, **chore})


def _take(which: Any) -> list[Any]:
    rows = list(op.get_bind().execute(sa.select(REQUESTS).where(which)))
    op.get_bind().execute(REQUESTS.delete().where(which))
    return rows


def _move_back(workspace_id: int) -> None:
    bind, of = op.get_bind(), {"workspace_id": workspace_id}
    for row in list(bind.execute(sa.select(NOTES).where(NOTES.c.workspace_id == workspace_id))):
        note = {"key": NOTE + row.key, "outcome": row.content, "received_at": row.noted_at}
        bind.execute(REQUESTS.insert(), {**of, **note})
    chores = list(bind.execute(sa.select(CHORES).where(CHORES.c.workspace_id == workspace_id)))
    if chores:
        left = {f"{row.work}:{row.member_id}": row.detail for row in chores}
        since = max(row.since for row in chores)
        bind.execute(REQUESTS.insert(), {**of, "key": BACKLOG, "outcome": left, "received_at": since})


def _workspaces() -> list[int]:
    return list(op.get_bind().scalars(sa.select(sa.table("workspaces", sa.column("id", sa.Integer())).c.id)))
