"""What an edit of a decision replaced, whole; where merged causes went; why somebody is asked for more room

Revision: 0005
After: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "merged_causes",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "into_id"],
            ["causes.workspace_id", "causes.id"],
            name=op.f("fk_merged_causes_workspace_id_into_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_merged_causes_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_merged_causes")),
    )
    op.create_index("ix_merged_causes_into", "merged_causes", ["workspace_id", "into_id"], unique=False)
    op.add_column("decision_versions", sa.Column("cause", sa.String(length=200), nullable=True))
    op.add_column("decision_versions", sa.Column("fix", sa.String(length=40), nullable=True))
    op.add_column("decision_versions", sa.Column("decided_on", sa.Date(), nullable=True))
    op.add_column("room_requests", sa.Column("because", sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column("room_requests", "because")
    op.drop_column("decision_versions", "decided_on")
    op.drop_column("decision_versions", "fix")
    op.drop_column("decision_versions", "cause")
    op.drop_index("ix_merged_causes_into", table_name="merged_causes")
    op.drop_table("merged_causes")
