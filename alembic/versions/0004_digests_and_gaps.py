"""Digests and gaps: working calendars, what is set about gaps, nudges; who reads which digest

Revision: 0004
After: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gap_rules",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("names", sa.Boolean(), nullable=False),
        sa.Column("nudging", sa.Boolean(), nullable=False),
        sa.Column("guests", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_gap_rules_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_gap_rules")),
    )
    op.create_table(
        "nudges",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "lead_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_nudges_workspace_id_lead_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_nudges_workspace_id_member_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_nudges_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_nudges")),
    )
    op.create_index("ix_nudges_lead", "nudges", ["workspace_id", "lead_id"], unique=False)
    op.create_index("uq_nudges_person_reason", "nudges", ["workspace_id", "member_id", "reason"], unique=True)
    op.create_table(
        "working_calendars",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("country", sa.String(length=40), nullable=True),
        sa.Column("subdivision", sa.String(length=40), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "lead_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_working_calendars_workspace_id_lead_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_working_calendars_workspace_id_team_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_working_calendars_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_working_calendars")),
    )
    op.create_index("uq_working_calendars_owner", "working_calendars", ["workspace_id", "owner"], unique=True)
    op.create_index("ix_reporting_lines_member", "reporting_lines", ["workspace_id", "member_id"], unique=False)
    op.add_column("digest_runs", sa.Column("quiet", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("members", sa.Column("reads_leadership", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("members", sa.Column("monthly_digest", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("members", sa.Column("may_be_nudged", sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    op.drop_index("ix_reporting_lines_member", table_name="reporting_lines")
    op.drop_column("members", "may_be_nudged")
    op.drop_column("members", "monthly_digest")
    op.drop_column("members", "reads_leadership")
    op.drop_column("digest_runs", "quiet")
    op.drop_index("uq_working_calendars_owner", table_name="working_calendars")
    op.drop_table("working_calendars")
    op.drop_index("uq_nudges_person_reason", table_name="nudges")
    op.drop_index("ix_nudges_lead", table_name="nudges")
    op.drop_table("nudges")
    op.drop_table("gap_rules")
