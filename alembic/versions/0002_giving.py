"""Ways to give: policies, user groups, gifts in messages, reactions, edits, reports, what each person decides

Columns are added one by one and never in a batch: SQLite would copy the table, and dropping the old one would cascade.

Revision: 0002
After: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "policies",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("guests", sa.String(length=40), nullable=False),
        sa.Column("external", sa.Boolean(), nullable=False),
        sa.Column("asks", sa.String(length=40), nullable=False),
        sa.Column("values_required", sa.Boolean(), nullable=False),
        sa.Column("allowance", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("exempt", sa.JSON(), nullable=False),
        sa.Column("emoji", sa.JSON(), nullable=False),
        sa.Column("reactions_give", sa.Boolean(), nullable=False),
        sa.Column("board", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_policies_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_policies")),
    )
    op.create_table(
        "user_groups",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slack_id", sa.String(length=40), nullable=False),
        sa.Column("handle", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("slack_users", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_user_groups_workspace_id_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_user_groups_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "slack_id", name=op.f("pk_user_groups")),
    )
    op.create_index("ix_user_groups_team", "user_groups", ["workspace_id", "team_id"], unique=False)

    op.create_table(
        "kudos_reports",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kudos_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolution", sa.String(length=40), nullable=True),
        sa.Column("resolved_by_id", sa.Uuid(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_kudos_reports_workspace_id_by_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "kudos_id"],
            ["kudos.workspace_id", "kudos.id"],
            name=op.f("fk_kudos_reports_workspace_id_kudos_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "resolved_by_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_kudos_reports_workspace_id_resolved_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_kudos_reports_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_kudos_reports")),
    )
    op.create_index("ix_kudos_reports_at", "kudos_reports", ["workspace_id", "at"], unique=False)
    op.create_index("uq_kudos_reports_by", "kudos_reports", ["workspace_id", "kudos_id", "by_id"], unique=True)

    op.create_table(
        "kudos_versions",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kudos_id", sa.Uuid(), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("customer_words", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_kudos_versions_workspace_id_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "kudos_id"],
            ["kudos.workspace_id", "kudos.id"],
            name=op.f("fk_kudos_versions_workspace_id_kudos_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_kudos_versions_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_kudos_versions")),
    )
    op.create_index(
        "ix_kudos_versions_kudos", "kudos_versions", ["workspace_id", "kudos_id", "replaced_at"], unique=False
    )

    op.create_table(
        "message_gifts",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.String(length=40), nullable=False),
        sa.Column("message_ts", sa.String(length=40), nullable=False),
        sa.Column("receiver_id", sa.Uuid(), nullable=False),
        sa.Column("kudos_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "kudos_id"],
            ["kudos.workspace_id", "kudos.id"],
            name=op.f("fk_message_gifts_workspace_id_kudos_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "receiver_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_message_gifts_workspace_id_receiver_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_message_gifts_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "channel_id", "message_ts", "receiver_id", name=op.f("pk_message_gifts")
        ),
    )
    op.create_index("ix_message_gifts_kudos", "message_gifts", ["workspace_id", "kudos_id"], unique=False)

    op.create_table(
        "reactions",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.String(length=40), nullable=False),
        sa.Column("message_ts", sa.String(length=40), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("emoji", sa.String(length=100), nullable=False),
        sa.Column("added", sa.Boolean(), nullable=False),
        sa.Column("event_at", sa.BigInteger(), nullable=False),
        sa.Column("kudos_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "kudos_id"],
            ["kudos.workspace_id", "kudos.id"],
            name=op.f("fk_reactions_workspace_id_kudos_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_reactions_workspace_id_member_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_reactions_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "channel_id", "message_ts", "member_id", "emoji", name=op.f("pk_reactions")
        ),
    )
    op.create_index("ix_reactions_kudos", "reactions", ["workspace_id", "kudos_id"], unique=False)

    op.add_column("kudos", sa.Column("thread_ts", sa.String(length=40), nullable=True))
    op.add_column("kudos", sa.Column("entered_by_id", sa.Uuid(), nullable=True))
    op.add_column("kudos", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_kudos_message", "kudos", ["workspace_id", "channel_id", "message_ts"], unique=False)

    op.add_column("kudos_retractions", sa.Column("note", sa.Text(), nullable=True))

    op.add_column("members", sa.Column("quiet_from", sa.Integer(), nullable=True))
    op.add_column("members", sa.Column("quiet_until", sa.Integer(), nullable=True))
    op.add_column("members", sa.Column("words_only", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("members", sa.Column("is_named_lead", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("members", sa.Column("site", sa.String(length=200), nullable=True))
    op.add_column("members", sa.Column("shift", sa.String(length=200), nullable=True))
    op.add_column("members", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))

    op.add_column("outbox", sa.Column("thread_ts", sa.String(length=40), nullable=True))

    op.add_column("boosts", sa.Column("pressed", sa.Boolean(), server_default=sa.true(), nullable=False))

    op.create_index("ix_outbox_message", "outbox", ["workspace_id", "message_channel_id", "message_ts"], unique=False)

    op.add_column("workspaces", sa.Column("url", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("workspaces", "url")

    op.drop_index("ix_outbox_message", table_name="outbox")
    op.drop_column("outbox", "thread_ts")

    op.drop_column("boosts", "pressed")

    op.drop_column("members", "removed_at")
    op.drop_column("members", "shift")
    op.drop_column("members", "site")
    op.drop_column("members", "is_named_lead")
    op.drop_column("members", "words_only")
    op.drop_column("members", "quiet_until")
    op.drop_column("members", "quiet_from")

    op.drop_column("kudos_retractions", "note")

    op.drop_index("ix_kudos_message", table_name="kudos")
    op.drop_column("kudos", "edited_at")
    op.drop_column("kudos", "entered_by_id")
    op.drop_column("kudos", "thread_ts")

    op.drop_index("ix_reactions_kudos", table_name="reactions")

    op.drop_table("reactions")
    op.drop_index("ix_message_gifts_kudos", table_name="message_gifts")

    op.drop_table("message_gifts")
    op.drop_index("ix_kudos_versions_kudos", table_name="kudos_versions")

    op.drop_table("kudos_versions")
    op.drop_index("uq_kudos_reports_by", table_name="kudos_reports")
    op.drop_index("ix_kudos_reports_at", table_name="kudos_reports")

    op.drop_table("kudos_reports")
    op.drop_index("ix_user_groups_team", table_name="user_groups")

    op.drop_table("user_groups")
    op.drop_table("policies")
